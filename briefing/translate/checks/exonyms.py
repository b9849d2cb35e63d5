"""Names that have a form of their own in the other language: places, institutions, people.

Only for the checks: it says which pairs are the same thing, not how to translate.
"""

from __future__ import annotations

from functools import cache

_PAIRS = """
Germany=Alemania|Switzerland=Suiza|Austria=Austria|Sweden=Suecia|Norway=Noruega|Denmark=Dinamarca
Finland=Finlandia|Iceland=Islandia|Ireland=Irlanda|England=Inglaterra|Scotland=Escocia|Wales=Gales
France=Francia|Belgium=Bélgica|Netherlands=Países Bajos,Holanda|Luxembourg=Luxemburgo|Italy=Italia
Spain=España|Portugal=Portugal|Greece=Grecia|Turkey=Turquía|Cyprus=Chipre|Malta=Malta
Poland=Polonia|Czech Republic=República Checa,Chequia|Slovakia=Eslovaquia|Hungary=Hungría
Romania=Rumanía,Rumania|Bulgaria=Bulgaria|Croatia=Croacia|Slovenia=Eslovenia|Serbia=Serbia
Bosnia=Bosnia|Kosovo=Kosovo|Albania=Albania|Macedonia=Macedonia|Montenegro=Montenegro
Ukraine=Ucrania|Russia=Rusia|Belarus=Bielorrusia,Belarús|Moldova=Moldavia,Moldova
Lithuania=Lituania|Latvia=Letonia|Estonia=Estonia|Georgia=Georgia|Armenia=Armenia
Azerbaijan=Azerbaiyán,Azerbaiján|Kazakhstan=Kazajistán,Kazajstán|Uzbekistan=Uzbekistán
United States=Estados Unidos,EE. UU.,EE.UU.,EEUU,EUA|America=América,Estados Unidos
United Kingdom=Reino Unido|Britain=Gran Bretaña,Reino Unido|Great Britain=Gran Bretaña
Canada=Canadá|Mexico=México,Méjico|Guatemala=Guatemala|Honduras=Honduras|El Salvador=El Salvador
Nicaragua=Nicaragua|Costa Rica=Costa Rica|Panama=Panamá|Cuba=Cuba|Haiti=Haití
Dominican Republic=República Dominicana|Puerto Rico=Puerto Rico|Jamaica=Jamaica
Trinidad=Trinidad|Colombia=Colombia|Venezuela=Venezuela|Ecuador=Ecuador|Peru=Perú
Bolivia=Bolivia|Chile=Chile|Argentina=Argentina|Uruguay=Uruguay|Paraguay=Paraguay|Brazil=Brasil
Guyana=Guyana|Suriname=Surinam|Morocco=Marruecos|Algeria=Argelia|Tunisia=Túnez|Libya=Libia
Egypt=Egipto|Sudan=Sudán|Ethiopia=Etiopía|Kenya=Kenia|Uganda=Uganda|Tanzania=Tanzania
Rwanda=Ruanda|Congo=Congo|Nigeria=Nigeria|Ghana=Ghana|Senegal=Senegal|Mali=Malí|Niger=Níger
Ivory Coast=Costa de Marfil|Cameroon=Camerún|Angola=Angola|Mozambique=Mozambique
Zimbabwe=Zimbabue|Zambia=Zambia|Botswana=Botsuana|Namibia=Namibia|South Africa=Sudáfrica
Somalia=Somalia|Eritrea=Eritrea|Chad=Chad|Mauritania=Mauritania|Western Sahara=Sáhara Occidental
Madagascar=Madagascar|Israel=Israel|Palestine=Palestina|Gaza=Gaza|West Bank=Cisjordania
Jordan=Jordania|Lebanon=Líbano|Syria=Siria|Iraq=Irak,Iraq|Iran=Irán
Saudi Arabia=Arabia Saudita,Arabia Saudí
Yemen=Yemen|Oman=Omán|Qatar=Catar,Qatar|Kuwait=Kuwait|Bahrain=Baréin,Bahréin
Emirates=Emiratos|Afghanistan=Afganistán|Pakistan=Pakistán|India=India|Nepal=Nepal
Bangladesh=Bangladés,Bangladesh|Sri Lanka=Sri Lanka|Myanmar=Myanmar,Birmania|Burma=Birmania
Thailand=Tailandia|Vietnam=Vietnam|Cambodia=Camboya|Laos=Laos|Malaysia=Malasia
Singapore=Singapur|Indonesia=Indonesia|Philippines=Filipinas|China=China|Taiwan=Taiwán
Hong Kong=Hong Kong|Mongolia=Mongolia|Japan=Japón|North Korea=Corea del Norte
South Korea=Corea del Sur|Korea=Corea|Australia=Australia|New Zealand=Nueva Zelanda,Nueva Zelandia
Europe=Europa|Asia=Asia|Africa=África|Latin America=América Latina,Latinoamérica,Iberoamérica
Central America=Centroamérica,América Central|South America=Sudamérica,Suramérica,América del Sur
Middle East=Oriente Medio,Medio Oriente,Oriente Próximo|Caribbean=Caribe|Mediterranean=Mediterráneo
Atlantic=Atlántico|Pacific=Pacífico|Arctic=Ártico|Antarctica=Antártida|Black Sea=mar Negro
Dead Sea=mar Muerto|Red Sea=mar Rojo
Baltic=Báltico|Balkans=Balcanes|Scandinavia=Escandinavia|Siberia=Siberia|Crimea=Crimea
Catalonia=Cataluña,Catalunya|Andalusia=Andalucía|Basque=Vasco,País Vasco,vasco,vasca|Galicia=Galicia
Navarre=Navarra|Castile=Castilla|Aragon=Aragón|Bavaria=Baviera|Saxony=Sajonia|Tuscany=Toscana
Lombardy=Lombardía|Sicily=Sicilia|Sardinia=Cerdeña|Brittany=Bretaña|Normandy=Normandía
Flanders=Flandes|Moravia=Moravia|Bohemia=Bohemia|Prague=Praga|London=Londres|Paris=París
Geneva=Ginebra|Vienna=Viena|Venice=Venecia|Rome=Roma|Milan=Milán|Turin=Turín|Naples=Nápoles
Florence=Florencia|Genoa=Génova|Bologna=Bolonia|Cologne=Colonia|Munich=Múnich|Berlin=Berlín
Hamburg=Hamburgo|Frankfurt=Fráncfort,Frankfurt|Brussels=Bruselas|Antwerp=Amberes|Bruges=Brujas
Ghent=Gante|Hague=Haya|Lisbon=Lisboa|Porto=Oporto|Seville=Sevilla|Cordoba=Córdoba|Zaragoza=Zaragoza
Athens=Atenas|Thessaloniki=Tesalónica|Istanbul=Estambul|Moscow=Moscú|St. Petersburg=San Petersburgo
Saint Petersburg=San Petersburgo|Kyiv=Kiev,Kyiv|Kiev=Kiev|Warsaw=Varsovia|Krakow=Cracovia
Bucharest=Bucarest|Belgrade=Belgrado|Sarajevo=Sarajevo|Sofia=Sofía|Copenhagen=Copenhague
Stockholm=Estocolmo|Gothenburg=Gotemburgo|Edinburgh=Edimburgo|Dublin=Dublín|Basel=Basilea
Bern=Berna|Zurich=Zúrich|Lucerne=Lucerna|Marseille=Marsella|Marseilles=Marsella|Lyon=Lyon
Bordeaux=Burdeos|Toulouse=Toulouse,Tolosa|Nice=Niza|Strasbourg=Estrasburgo|Beijing=Pekín
Peking=Pekín|Shanghai=Shanghái|Tokyo=Tokio|Seoul=Seúl|Pyongyang=Pionyang,Pyongyang
New Delhi=Nueva Delhi|Delhi=Delhi|Mumbai=Bombay,Mumbai|Calcutta=Calcuta|Kolkata=Calcuta
Tehran=Teherán|Baghdad=Bagdad|Damascus=Damasco|Aleppo=Alepo|Beirut=Beirut|Jerusalem=Jerusalén
Tel Aviv=Tel Aviv|Cairo=Cairo|Alexandria=Alejandría|Tunis=Túnez|Algiers=Argel|Tripoli=Trípoli
Benghazi=Bengasi|Rabat=Rabat|Casablanca=Casablanca|Khartoum=Jartum|Nairobi=Nairobi
Johannesburg=Johannesburgo|Cape Town=Ciudad del Cabo|Riyadh=Riad|Mecca=Meca|Doha=Doha|Kabul=Kabul
New York=Nueva York|Philadelphia=Filadelfia|New Orleans=Nueva Orleans|Los Angeles=Los Ángeles
San Francisco=San Francisco|Texas=Texas,Tejas|New Mexico=Nuevo México|New Jersey=Nueva Jersey
New Hampshire=Nuevo Hampshire|California=California|North Carolina=Carolina del Norte
South Carolina=Carolina del Sur|North Dakota=Dakota del Norte|South Dakota=Dakota del Sur
Pennsylvania=Pensilvania|Louisiana=Luisiana|Hawaii=Hawái|Mississippi=Misisipi|Missouri=Misuri
West Virginia=Virginia Occidental|Mexico City=Ciudad de México|Havana=Habana|Quebec=Quebec
Montreal=Montreal|British Columbia=Columbia Británica|Newfoundland=Terranova|Rio=Río
São Paulo=São Paulo,San Pablo|Bogota=Bogotá|Panama City=Ciudad de Panamá|Falklands=Malvinas
Thames=Támesis|Danube=Danubio|Rhine=Rin|Nile=Nilo|Seine=Sena|Alps=Alpes|Andes=Andes
Pyrenees=Pirineos|Himalayas=Himalaya|Amazon=Amazonas,Amazon,Amazonia
White House=Casa Blanca|Congress=Congreso|Senate=Senado|Capitol=Capitolio|Kremlin=Kremlin
Pentagon=Pentágono|Supreme Court=Tribunal Supremo,Corte Suprema|Vatican=Vaticano
UN=ONU|EU=UE|NATO=OTAN|WHO=OMS|IMF=FMI|WTO=OMC|ECB=BCE
US=EE. UU.,EE.UU.,EEUU,EUA,Estados Unidos,estadounidense
USA=EE. UU.,EE.UU.,EEUU,EUA,Estados Unidos|UK=Reino Unido,Gran Bretaña,británico
UAE=EAU,Emiratos|OECD=OCDE|OSCE=OSCE
GDP=PIB|AIDS=sida|DNA=ADN|ICC=CPI|IAEA=OIEA|OPEC=OPEP|NGO=ONG|FARC=FARC|CEO=CEO|HIV=VIH
UNSC=Consejo|CIA=CIA|FBI=FBI|NASA=NASA|UNESCO=Unesco,UNESCO|UNICEF=Unicef,UNICEF|NAFTA=TLCAN
Francis=Francisco|Benedict=Benedicto|John Paul=Juan Pablo|Elizabeth=Isabel|Charles=Carlos,Charles
Philip=Felipe|Louis=Luis,Louis|William=Guillermo,William|Henry=Enrique|George=Jorge,George
Catherine=Catalina|Joan of Arc=Juana de Arco|Christ=Cristo|Jesus=Jesús|Mary=María|Moses=Moisés
Muhammad=Mahoma,Muhammad|Homer=Homero|Plato=Platón|Aristotle=Aristóteles|Columbus=Colón
Napoleon=Napoleón|Stalin=Stalin|Mubarak=Mubarak|Gaddafi=Gadafi,Gadafi,Gaddafi|Putin=Putin
Herod=Herodes|Noah=Noé|Mars=Marte|Euro=Eurocopa|Pontius=Poncio|Pilate=Pilatos|Caesar=César
Pompey=Pompeyo|Czechoslovakia=Checoslovaquia|Yugoslavia=Yugoslavia|Soviet Union=Unión Soviética
Kyrgyzstan=Kirguistán|Tajikistan=Tayikistán|Turkmenistan=Turkmenistán|Thanksgiving=Acción de Gracias
Catholic=católico|Easter=Pascua,Semana Santa|Christmas=Navidad,navideño|Ramadan=ramadán
Olympics=Olimpiadas,Juegos Olímpicos,olímpicos|Olympic=Olímpico,olímpico
World Cup=Mundial,Copa del Mundo
Brexit=Brexit|Islam=islam|Catholicism=catolicismo|Google=Google|Facebook=Facebook
"""
_ALIASES = {"US", "U.S", "UK"}


@cache
def forms() -> dict[str, frozenset[str]]:
    """English name (lower case) → its Spanish forms, and Spanish name → its English forms."""
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", "|").split("|"):
        english, _, spanish = pair.strip().partition("=")
        for form in filter(None, spanish.split(",")):
            table.setdefault(english.lower(), set()).add(form)
            table.setdefault(form.lower(), set()).add(english)
    return {name: frozenset(others) for name, others in table.items()}
