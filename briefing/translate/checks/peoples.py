"""Nationalities and countries: none may come out of nothing, or turn into another.

A network that does not know a word writes one like it ("islanders" became "argelinos"). What names
a people, a country or its language is one thing in both languages, so that it can be counted: what
the translation has and the source lacks in all its forms was invented.
"""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from briefing.model import Language
from briefing.translate.checks.exonyms import forms
from briefing.translate.checks.finding import Finding
from briefing.translate.checks.letters import plain

_PEOPLES = """
Germany=German=alemán|Switzerland=Swiss=suizo|Austria=Austrian=austriaco,austríaco
Sweden=Swedish,Swede=sueco|Norway=Norwegian=noruego|Denmark=Danish,Dane=danés
Finland=Finnish,Finn=finlandés,finés|Iceland=Icelandic,Icelander=islandés
Ireland=Irish,Irishman,Irishmen=irlandés|England=English,Englishman,Englishmen=inglés
Scotland=Scottish,Scot,Scotsman=escocés|Wales=Welsh,Welshman=galés
France=French,Frenchman,Frenchmen,Frenchwoman=francés|Belgium=Belgian=belga
Netherlands=Dutch,Dutchman,Holland=holandés,neerlandés|Italy=Italian=italiano
Spain=Spanish,Spaniard,Hispanic=español,hispano|Portugal=Portuguese=portugués,luso
Greece=Greek=griego,heleno|Turkey=Turkish,Turk=turco|Cyprus=Cypriot=chipriota|Malta=Maltese=maltés
Poland=Polish,Pole=polaco|Czech Republic=Czech,Czechia=checo|Slovakia=Slovak,Slovakian=eslovaco
Hungary=Hungarian=húngaro|Romania=Romanian=rumano|Bulgaria=Bulgarian=búlgaro
Croatia=Croatian,Croat=croata|Slovenia=Slovenian,Slovene=esloveno|Serbia=Serbian,Serb=serbio
Bosnia=Bosnian=bosnio|Kosovo=Kosovar=kosovar|Albania=Albanian=albanés,albano
Macedonia=Macedonian=macedonio|Montenegro=Montenegrin=montenegrino|Ukraine=Ukrainian=ucraniano
Russia=Russian=ruso|Belarus=Belarusian,Belarussian=bielorruso|Moldova=Moldovan=moldavo
Lithuania=Lithuanian=lituano|Latvia=Latvian=letón|Estonia=Estonian=estonio
Georgia=Georgian=georgiano|Armenia=Armenian=armenio|Azerbaijan=Azerbaijani,Azeri=azerbaiyano,azerí
Kazakhstan=Kazakh=kazajo,kazako|Uzbekistan=Uzbek=uzbeko,uzbeco|Kyrgyzstan=Kyrgyz=kirguís
United States=American,Yankee=estadounidense,americano,norteamericano,yanqui
Britain=British,Briton,Brit=británico|Canada=Canadian=canadiense|Mexico=Mexican=mexicano
Guatemala=Guatemalan=guatemalteco|Honduras=Honduran=hondureño|El Salvador=Salvadoran=salvadoreño
Nicaragua=Nicaraguan=nicaragüense|Costa Rica=Costa Rican=costarricense
Panama=Panamanian=panameño|Cuba=Cuban=cubano|Haiti=Haitian=haitiano
Dominican Republic=Dominican=dominicano|Puerto Rico=Puerto Rican=puertorriqueño
Jamaica=Jamaican=jamaicano|Colombia=Colombian=colombiano|Venezuela=Venezuelan=venezolano
Ecuador=Ecuadorian,Ecuadorean=ecuatoriano|Peru=Peruvian=peruano|Bolivia=Bolivian=boliviano
Chile=Chilean=chileno|Argentina=Argentine,Argentinian,Argentinean=argentino
Uruguay=Uruguayan=uruguayo|Paraguay=Paraguayan=paraguayo|Brazil=Brazilian=brasileño,brasilero
Morocco=Moroccan=marroquí|Algeria=Algerian=argelino|Tunisia=Tunisian=tunecino|Libya=Libyan=libio
Egypt=Egyptian=egipcio|Sudan=Sudanese=sudanés|Ethiopia=Ethiopian=etíope|Kenya=Kenyan=keniano
Uganda=Ugandan=ugandés|Rwanda=Rwandan=ruandés|Congo=Congolese=congoleño|Nigeria=Nigerian=nigeriano
Ghana=Ghanaian=ghanés|Senegal=Senegalese=senegalés|Mali=Malian=maliense|Cameroon=Cameroonian=camerunés
Angola=Angolan=angoleño|Mozambique=Mozambican=mozambiqueño|Zimbabwe=Zimbabwean=zimbabuense
South Africa=South African=sudafricano|Somalia=Somali=somalí|Israel=Israeli=israelí
Palestine=Palestinian=palestino|Jordan=Jordanian=jordano|Lebanon=Lebanese=libanés
Syria=Syrian=sirio|Iraq=Iraqi=iraquí|Iran=Iranian,Persian=iraní,persa
Saudi Arabia=Saudi=saudí,saudita
Yemen=Yemeni=yemení|Qatar=Qatari=catarí,qatarí|Kuwait=Kuwaiti=kuwaití
Afghanistan=Afghan=afgano|Pakistan=Pakistani=pakistaní,paquistaní|India=Indian=indio,hindú,indígena
Nepal=Nepalese,Nepali=nepalí|Bangladesh=Bangladeshi=bangladesí|Myanmar=Burmese=birmano
Thailand=Thai=tailandés|Vietnam=Vietnamese=vietnamita|Cambodia=Cambodian=camboyano
Malaysia=Malaysian,Malay=malasio,malayo|Indonesia=Indonesian=indonesio
Philippines=Filipino,Philippine=filipino|China=Chinese=chino|Taiwan=Taiwanese=taiwanés
Mongolia=Mongolian=mongol|Japan=Japanese=japonés,nipón|Korea=Korean=coreano,norcoreano,surcoreano
Australia=Australian,Aussie=australiano|New Zealand=New Zealander=neozelandés
Europe=European=europeo|Asia=Asian=asiático|Africa=African=africano,afro
"""
_ENDINGS = (
    ("és", ("esa", "eses", "esas")), ("án", ("ana", "anes", "anas")),
    ("ón", ("ona", "ones", "onas")), ("o", ("a", "os", "as")),
    ("ol", ("ola", "oles", "olas")), ("í", ("íes", "ís")),
    ("ar", ("ares",)), ("ú", ("úes", "ús")), ("al", ("ales",)), ("", ("s",)),
)  # fmt: skip
_SAME = {"Britain": "England", "Great Britain": "England", "United Kingdom": "England"}
"""Writers use one for the other. Scotland and Wales stay what they are."""
_MORE: dict[Language, dict[str, str]] = {
    "en": {
        "US": "United States", "U.S": "United States", "USA": "United States",
        "America": "United States", "UK": "England", "Great Britain": "England",
        "United Kingdom": "England",
    },
    "es": {
        "EE": "United States", "EEUU": "United States", "EUA": "United States",
        "América": "United States", "Reino Unido": "England", "África del Sur": "South Africa",
        "Corea del Norte": "Korea", "Corea del Sur": "Korea",
    },
}  # fmt: skip


@cache
def _named(language: Language) -> dict[str, str]:
    """Word for a people, lower case, or name of a country as it is written → the country."""
    table: dict[str, str] = {}
    for line in _PEOPLES.strip().replace("\n", "|").split("|"):
        country, english, spanish = line.split("=")
        key = _SAME.get(country, country)
        own = _inflected(spanish) if language == "es" else _plurals(english)
        places = forms()[country.lower()] if language == "es" else {country}
        table |= {word.lower(): key for word in own} | dict.fromkeys(places, key)
    return table | _MORE[language]


def _inflected(words: str) -> list[str]:
    out = []
    for word in words.split(","):
        ending, others = next(e for e in _ENDINGS if word.endswith(e[0]))
        out += [word, *(word.removesuffix(ending) + other for other in others)]
    return out


def _plurals(words: str) -> list[str]:
    return [form for word in words.split(",") for form in (word, word + "s")]


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    words = sorted(_named(language), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@cache
def _stems() -> dict[str, frozenset[str]]:
    """Country → beginnings of its forms in both languages, without accents."""
    table: dict[str, set[str]] = {}
    for language in get_args(Language):
        for word, country in _named(language).items():
            if len(word) > 3:
                table.setdefault(country, set()).add(plain(word)[: max(4, len(word) - 2)])
    return {country: frozenset(stems) for country, stems in table.items()}


def peoples(text: str, language: Language) -> dict[str, str]:
    """Countries that ``text`` speaks of, each with the word that says so."""
    found = {}
    table = _named(language)
    for match in _pattern(language).finditer(text):
        word = match.group()
        small = language == "en" and word.islower()  # "polish", "turkey"
        country = table.get(word) or table.get(word.lower() if not small else "")
        if country:
            found[country] = word
    return found


def country_of(name: str, language: Language) -> str:
    """The country that ``name`` is a name of; empty when it is none."""
    return _named(language).get(name, "")


def check_peoples(source_text: str, text: str, source: Language, target: Language) -> list[Finding]:
    """A finding when ``text`` names peoples or countries that the source does not speak of."""
    new = peoples(text, target)
    if not new:
        return []
    known = peoples(source_text, source)
    bare = plain(source_text)  # "afroamericano", "Hinduism", "Nova Scotia" hold them, too
    invented = [
        word
        for country, word in new.items()
        if country not in known
        and not any(stem in bare for stem in _stems()[country])
        and plain(word) not in bare
    ]
    return [Finding("name", f"not in the source: {', '.join(invented)}")] if invented else []
