"""Words that have a capital in one language without being names that must survive."""

from __future__ import annotations

from briefing.model import Language

_ENGLISH = """
i i'm i've i'd i'll mr mrs ms miss dr prof sir lord lady king queen prince princess pope president
vice prime minister secretary senator congressman governor mayor judge justice general colonel
captain lieutenant sergeant major chief chairman director professor doctor saint st father mother
brother sister uncle aunt ambassador chancellor commissioner councillor deputy attorney monday
tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
american british english french german spanish italian russian chinese japanese european african
asian mexican canadian brazilian indian israeli palestinian iranian iraqi syrian turkish greek
portuguese dutch swiss swedish norwegian danish finnish polish czech hungarian romanian bulgarian
ukrainian irish scottish welsh australian egyptian libyan tunisian moroccan algerian saudi afghan
pakistani korean vietnamese thai indonesian filipino cuban colombian venezuelan argentine
argentinian chilean peruvian bolivian ecuadorian uruguayan paraguayan guatemalan honduran
salvadoran nicaraguan dominican haitian jamaican austrian belgian serbian croatian bosnian
albanian kosovan slovak slovene slovenian lithuanian latvian estonian georgian armenian jewish jew
muslim christian catholic protestant orthodox buddhist hindu arab arabic islamic islamist sunni
shiite shia kurdish kurd latin hispanic latino western eastern northern southern soviet roman
victorian democrat democratic republican conservative liberal labour socialist communist nazi
parisian londoner spaniard swede dane finn pole turk greek scot briton englishman frenchman texan
bavarian ministry minister department committee council commission court supreme federal state
states government parliament senate congress house party union association federation institute
university college school hospital museum library bank central national international foundation
society centre center office agency authority board company group corporation service police army
navy air force guard security defence defense foreign affairs health education finance interior
justice culture environment economy treasury republic kingdom empire city county province district
region river lake sea ocean mountain mount island islands bay cape coast valley street road avenue
square park bridge airport station port church cathedral temple palace castle tower hall theatre
theater stadium hotel north south east west northeast northwest southeast southwest upper lower
new old great grand world war cup league championship olympics olympic games prize award festival
day week year night christmas easter act bill law treaty agreement constitution charter convention
report book bible god earth sun moon internet web net tv phd mp mep ceo am pm ok vs cd dvd gmt est
uk us usa u.s un eu no first second third one two three four five six seven eight nine ten the a
an and of in on at to for by with from as is it he she we they you his her its our your their this
that these those but or so if when while where who what why how not yes all any some many most
more other another new african-american anti non pro ex co un mid human rights nations united
peace research science technology press news times post street journal daily high low red blue
green black white civil general special public private social royal constitutional european
regional local development trade labor commerce energy transport agriculture women men children
family nobel holy virgin chamber assembly summit forum project program programme plan fund reserve
market stock exchange index securities people's peoples popular front movement alliance
organization organisation network since therefore should now like usually between former can also
eleven could would will may might must however although though because before after during under
over about against among according every each both either neither few several many much such only
even still just then there here today yesterday tomorrow tonight last next dear thank thanks hello
yes please let did does do was were are been being have has had whether until unless despite
without within across along through system centre-right secretary-general african-americans
speaker opposition cabinet westerners priority zionist mayan yugoslav brotherhood fortress entry
directorate wailing bolshevik unction austro czechoslovak revolution independence liberation
freedom spring winter summer autumn big bang
"""
_SPANISH = """
el la los las un una de del al y e o u en con por para sin sobre según su sus lo le se que como si
no sí yo tú él ella ellos nosotros usted ustedes este esta ese esa estos estas aquel aquella todo
todos don doña sr sra srta dr dra ud uds señor señora san santa santo rey reina príncipe princesa
papa presidente presidenta ministro ministra primer primera secretario secretaria general
gobernador gobernadora alcalde alcaldesa juez jueza fiscal director directora profesor doctora
doctor embajador canciller senador senadora diputado diputada comisario comandante coronel capitán
ministerio departamento comité consejo comisión corte tribunal supremo suprema federal estado
estados gobierno parlamento senado congreso cámara partido unión asociación federación instituto
universidad colegio escuela hospital museo biblioteca banco central nacional internacional
fundación sociedad centro oficina agencia autoridad junta compañía empresa grupo corporación
servicio policía ejército armada fuerza fuerzas aérea armadas guardia civil seguridad defensa
exteriores asuntos sanidad salud educación hacienda finanzas interior justicia cultura medio
ambiente economía república reino imperio ciudad provincia distrito región comunidad autónoma río
lago mar océano monte isla islas bahía cabo costa valle calle avenida plaza parque puente
aeropuerto estación puerto iglesia catedral templo palacio castillo torre teatro estadio hotel
norte sur este oeste nuevo nueva viejo vieja gran grande mundial guerra copa liga campeonato
juegos olímpicos premio festival día semana año noche navidad pascua ley tratado acuerdo
constitución convenio informe libro biblia dios tierra sol luna internet web tv uno dos tres
cuatro cinco seis siete ocho nueve diez primero segundo segunda tercera popular socialista
comunista democrático demócrata republicano conservador liberal frente movimiento alianza
organización naciones unidas unidos derechos humanos paz ciencia ciencias tecnología prensa mundo
país vasco generalitat ayuntamiento diputación cortes generales casa blanca europea europeo latina
américa europa áfrica asia occidente oriente occidental oriental edad media trabajo industria
comercio energía transporte agricultura mujer familia nobel virgen asamblea cumbre foro proyecto
programa plan fondo reserva bolsa mercado pueblo bloque corona audiencia fiscalía procuraduría
poder judicial ejecutivo legislativo electoral instituto registro revolución independencia
liberación libertad primavera verano otoño invierno lunes martes miércoles jueves viernes sábado
domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ee uu cc oo pib iva ong ma fe etc cuando donde quien qué cómo pero más muy ya hay desde hasta
entre también además sin embargo aunque mientras durante después antes ahora hoy ayer mañana así
tal tanto cada ambos varios muchos algunos nadie nada nunca siempre quizás cómo dónde cuándo
cuánto cuál qué quién porque pues entonces luego tras ante bajo contra hacia mediante salvo ruso
rusa rusos rusas polaco polaca soviético soviética canadiense checo checa francés francesa alemán
alemana inglés inglesa italiano italiana español americano americana norteamericano estadounidense
británico británica chino japonés japonesa mexicano mexicana argentino argentina chileno
colombiano venezolano peruano brasileño portugués europeo musulmán musulmana judío judía cristiano
católico adiós película piedra cruz camino muro fortaleza estatal jardín rojo negro hermanos
acción gracias apretar octava magno rollos alta baja santa sede zona distrito médica médico
médicos nacionales real academia española arte historia jefe jefatura segundo obras públicas
social sociales seguros público pública
"""
COMMON: dict[Language, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
}
