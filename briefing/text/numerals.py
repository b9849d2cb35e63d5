"""Words that stand for figures, in English and Spanish.

The tables of :mod:`briefing.text.figures`: cardinals, ordinals, fractions, collectives, months,
weekdays, currencies and units of measure, each with its value or a name shared by both languages.
Spanish scales are the long ones (``billón`` is 10¹²), English scales the short ones (Real Academia
Española, *Diccionario panhispánico de dudas*; *Oxford English Dictionary*).
"""

from __future__ import annotations

from fractions import Fraction

from briefing.model import Language

CARDINALS: dict[Language, dict[str, int]] = {
    "en": {
        word: value
        for value, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen".split()
        )
    },
    "es": {
        word: value
        for value, word in enumerate(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
            "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós "
            "veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
            "veintinueve".split()
        )
    },
}
CARDINALS["en"] |= {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
CARDINALS["es"] |= {
    word: 10 * value
    for value, word in enumerate(
        "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien".split(), start=3
    )
}
CARDINALS["es"] |= {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21, "ciento": 100}
for _value, _stem in enumerate(
    "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient".split(),
    start=2,
):
    CARDINALS["es"] |= {_stem + "os": 100 * _value, _stem + "as": 100 * _value}

HUNDRED: dict[Language, str] = {"en": "hundred", "es": ""}

SCALES: dict[Language, dict[str, int]] = {
    "en": {
        "thousand": 10**3,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
        "mn": 10**6,
        "bn": 10**9,
        "tn": 10**12,
        "m": 10**6,
        "b": 10**9,
        "k": 10**3,
    },
    "es": {
        "mil": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "millardo": 10**9,
        "millardos": 10**9,
        "billón": 10**12,
        "billones": 10**12,
        "trillón": 10**18,
        "trillones": 10**18,
        "mdd": 10**6,
    },
}
LETTER_SCALES = frozenset({"m", "b", "k", "mn", "bn", "tn"})
"""Scales that count only directly after digits ("$1.5m")."""

ORDINALS: dict[Language, dict[str, int]] = {
    "en": {
        word: value
        for value, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth".split(),
            start=1,
        )
    },
    "es": {},
}
ORDINALS["en"] |= {
    "twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100,
}  # fmt: skip
for _value, _stem in enumerate(
    "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim".split(),
    start=1,
):
    ORDINALS["es"] |= {_stem + "o": _value, _stem + "a": _value}
ORDINALS["es"] |= {"primer": 1, "tercer": 3, "vigésimo": 20, "vigésima": 20}
for _value, _stem in (
    (100, "centésim"),
    (50, "quincuagésim"),
    (40, "cuadragésim"),
    (30, "trigésim"),
):
    ORDINALS["es"] |= {_stem + "o": _value, _stem + "a": _value}

FRACTIONS: dict[Language, dict[str, Fraction]] = {
    "en": {
        "half": Fraction(1, 2),
        "halves": Fraction(1, 2),
        "third": Fraction(1, 3),
        "quarter": Fraction(1, 4),
        "fourth": Fraction(1, 4),
        "fifth": Fraction(1, 5),
        "sixth": Fraction(1, 6),
        "seventh": Fraction(1, 7),
        "eighth": Fraction(1, 8),
        "tenth": Fraction(1, 10),
        "hundredth": Fraction(1, 100),
        "thousandth": Fraction(1, 1000),
    },
    "es": {
        "mitad": Fraction(1, 2),
        "medio": Fraction(1, 2),
        "media": Fraction(1, 2),
        "tercio": Fraction(1, 3),
        "cuarto": Fraction(1, 4),
        "quinto": Fraction(1, 5),
        "sexto": Fraction(1, 6),
        "séptimo": Fraction(1, 7),
        "octavo": Fraction(1, 8),
        "décimo": Fraction(1, 10),
        "centésimo": Fraction(1, 100),
    },
}

COLLECTIVES: dict[Language, dict[str, int]] = {
    "en": {"dozen": 12, "couple": 2, "pair": 2, "score": 20, "half-dozen": 6},
    "es": {
        "docena": 12,
        "decena": 10,
        "quincena": 15,
        "veintena": 20,
        "treintena": 30,
        "cuarentena": 40,
        "cincuentena": 50,
        "centena": 100,
        "centenar": 100,
        "millar": 1000,
        "par": 2,
    },
}

VAGUE: dict[Language, dict[str, int]] = {
    "en": {"dozens": 10, "tens": 10, "scores": 10, "hundreds": 100, "thousands": 1000,
           "millions": 10**6, "billions": 10**9, "trillions": 10**12},
    "es": {"docenas": 10, "decenas": 10, "veintenas": 10, "cientos": 100, "centenares": 100,
           "centenas": 100, "miles": 1000, "millares": 1000, "millones": 10**6,
           "billones": 10**12},
}  # fmt: skip
"""Round plurals without a number; their value is an order of magnitude."""

MULTIPLES: dict[Language, dict[str, int]] = {
    "en": {"once": 1, "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubles": 2,
           "doubling": 2, "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3,
           "trebled": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5,
           "tenfold": 10, "quadruple": 4, "quadrupled": 4, "both": 2, "neither": 2, "single": 1,
           "only": 1, "alone": 1, "a": 1, "an": 1, "pairs": 2, "couples": 2},
    "es": {"doble": 2, "dobles": 2, "triple": 3, "triples": 3, "duplicó": 2, "duplicaron": 2,
           "duplicar": 2, "duplica": 2, "duplican": 2, "duplicado": 2, "duplicando": 2,
           "triplicó": 3, "triplicaron": 3, "triplicar": 3, "triplica": 3, "triplicado": 3,
           "cuadruplicó": 4, "quintuplicó": 5, "cuádruple": 4, "quíntuple": 5, "ambos": 2,
           "ambas": 2, "sendos": 2, "pareja": 2, "parejas": 2, "pares": 2, "solo": 1, "único": 1,
           "única": 1},
}  # fmt: skip
"""Words with a value inside: they may stand for a figure, but are never asked for."""

MONTHS: dict[Language, dict[str, int]] = {
    "en": {
        word: value
        for value, word in enumerate(
            "January February March April May June July August September October November "
            "December".split(),
            start=1,
        )
    },
    "es": {
        word: value
        for value, word in enumerate(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre".split(),
            start=1,
        )
    },
}
MONTHS["en"] |= {"Jan": 1, "Feb": 2, "Aug": 8, "Sept": 9, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}
MONTHS["es"] |= {"setiembre": 9, "ene": 1, "feb": 2, "sept": 9, "oct": 10, "nov": 11, "dic": 12}

WEEKDAYS: dict[Language, dict[str, int]] = {
    "en": {
        word: value
        for value, word in enumerate(
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), start=1
        )
    },
    "es": {
        word: value
        for value, word in enumerate(
            "lunes martes miércoles jueves viernes sábado domingo".split(), start=1
        )
    },
}
WEEKDAYS["en"] |= {word + "s": value for word, value in list(WEEKDAYS["en"].items())}
WEEKDAYS["es"] |= {"sábados": 6, "domingos": 7}

CURRENCIES: dict[Language, dict[str, str]] = {
    "en": {
        "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "euro": "euro", "euros": "euro",
        "eur": "euro", "pound": "pound", "pounds": "pound", "gbp": "pound", "yen": "yen",
        "yuan": "yuan", "renminbi": "yuan", "peso": "peso", "pesos": "peso", "real": "real",
        "reais": "real", "rupee": "rupee", "rupees": "rupee", "rouble": "rouble",
        "roubles": "rouble", "ruble": "rouble", "rubles": "rouble", "franc": "franc",
        "francs": "franc", "krona": "crown", "kronor": "crown", "krone": "crown",
        "kroner": "crown", "crowns": "crown", "cent": "cent", "cents": "cent", "pence": "penny",
        "lira": "lira", "shekels": "shekel", "rand": "rand", "dirhams": "dirham",
        "bolivars": "bolívar", "soles": "sol", "lempiras": "lempira", "quetzals": "quetzal",
    },
    "es": {
        "dólar": "dollar", "dólares": "dollar", "usd": "dollar", "euro": "euro", "euros": "euro",
        "eur": "euro", "libra": "pound", "libras": "pound", "gbp": "pound", "yen": "yen",
        "yenes": "yen", "yuan": "yuan", "yuanes": "yuan", "peso": "peso", "pesos": "peso",
        "reales": "real", "rupia": "rupee", "rupias": "rupee", "rublo": "rouble",
        "rublos": "rouble", "franco": "franc", "francos": "franc", "corona": "crown",
        "coronas": "crown", "centavo": "cent", "centavos": "cent", "céntimo": "cent",
        "céntimos": "cent", "peniques": "penny", "lira": "lira", "liras": "lira",
        "séqueles": "shekel", "séquels": "shekel", "shéquels": "shekel", "shekels": "shekel",
        "siclos": "shekel", "rands": "rand", "rand": "rand", "dirhams": "dirham",
        "bolívares": "bolívar", "soles": "sol", "lempiras": "lempira", "quetzales": "quetzal",
    },
}  # fmt: skip
SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "rouble"}

UNITS: dict[Language, dict[str, str]] = {
    "en": {
        "metre": "m", "metres": "m", "meter": "m", "meters": "m", "kilometre": "km",
        "kilometres": "km", "kilometer": "km", "kilometers": "km", "km": "km", "kms": "km",
        "cm": "cm", "centimetre": "cm", "centimetres": "cm", "centimeters": "cm", "mm": "mm",
        "millimetres": "mm", "millimeters": "mm", "mile": "mile", "miles": "mile", "foot": "foot",
        "feet": "foot", "inch": "inch", "inches": "inch", "yards": "yard", "yard": "yard",
        "kg": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg",
        "gram": "g", "grams": "g", "tonne": "t", "tonnes": "t", "ton": "t", "tons": "t",
        "ounce": "oz", "ounces": "oz", "litre": "l", "litres": "l", "liter": "l", "liters": "l",
        "gallon": "gallon", "gallons": "gallon", "barrel": "barrel", "barrels": "barrel",
        "hectare": "ha", "hectares": "ha", "ha": "ha", "acre": "acre", "acres": "acre",
        "second": "second", "seconds": "second", "minute": "minute", "minutes": "minute",
        "hour": "hour", "hours": "hour", "day": "day", "days": "day", "week": "week",
        "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year",
        "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
        "megawatt": "MW", "megawatts": "MW", "mw": "MW", "gigawatt": "GW", "gigawatts": "GW",
        "gw": "GW", "kilowatts": "kW", "kw": "kW", "degree": "°", "degrees": "°",
    },
    "es": {
        "metro": "m", "metros": "m", "kilómetro": "km", "kilómetros": "km", "km": "km",
        "cm": "cm", "centímetro": "cm", "centímetros": "cm", "mm": "mm", "milímetros": "mm",
        "milla": "mile", "millas": "mile", "pie": "foot", "pies": "foot", "pulgada": "inch",
        "pulgadas": "inch", "yardas": "yard", "yarda": "yard", "kg": "kg", "kilo": "kg",
        "kilos": "kg", "kilogramo": "kg", "kilogramos": "kg", "gramo": "g", "gramos": "g",
        "tonelada": "t", "toneladas": "t", "onza": "oz", "onzas": "oz", "litro": "l",
        "litros": "l", "galón": "gallon", "galones": "gallon", "barril": "barrel",
        "barriles": "barrel", "hectárea": "ha", "hectáreas": "ha", "ha": "ha", "acre": "acre",
        "acres": "acre", "segundo": "second", "segundos": "second", "minuto": "minute",
        "minutos": "minute", "hora": "hour", "horas": "hour", "día": "day", "días": "day",
        "semana": "week", "semanas": "week", "mes": "month", "meses": "month", "año": "year",
        "años": "year", "década": "decade", "décadas": "decade", "siglo": "century",
        "siglos": "century", "megavatio": "MW", "megavatios": "MW", "mw": "MW",
        "gigavatios": "GW", "gw": "GW", "kilovatios": "kW", "kw": "kW", "grado": "°",
        "grados": "°",
    },
}  # fmt: skip

ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 399 in its regular form, or None."""
    total, before = 0, 0
    for sign in reversed(text):
        value = ROMAN_DIGITS.get(sign)
        if value is None:
            return None
        total += value if value >= before else -value
        before = max(before, value)
    return total if total > 0 and to_roman(total) == text else None


def to_roman(value: int) -> str:
    """``value`` (1 to 399) as a Roman numeral."""
    out = ""
    for worth, sign in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
        (1, "I"),
    ):  # fmt: skip
        count, value = divmod(value, worth)
        out += sign * count
    return out
