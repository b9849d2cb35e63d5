"""Words that deny, doubt, or say who says so, in English and Spanish."""

from __future__ import annotations

import re

NEGATION = re.compile(
    r"\b(?:not?|never|n[eo]ither|nor|nobody|none|nothing|without|cannot|"
    r"ning(?:ún|una|uno)|nunca|tampoco|nadie|nada|ni|sin|jamás)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Plain denials."""

DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|refus\w*|declin\w*|dismiss\w*|fail\w*|lack\w*|"
    r"invented|fabricated|false|impossible|unable|exempt\w*|oppos\w*|"
    r"against|despite|withdraw\w*|stay open|ban(?:s|ned)?|blam\w*|"
    r"neg\w+|niega\w*|rechaz\w*|descart\w*|carec\w*|falso|falsa|imposible|exim\w*|pese|sola|solitario|"
    r"contra|perd\w+|impid\w*|prohíb\w*|prohib\w*|invent\w*)\b",
    re.IGNORECASE,
)
"""Words that deny in other ways: they can answer for a plain denial."""

REFUSAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|refus(?:es?|ed)|dismiss(?:es|ed)?|oppos(?:es?|ed)|"
    r"negó|negaron|niegan?|rechaz(?:an?|ó|aron)|descart(?:an?|ó|aron)|se opon(?:e|en|ían?)|"
    r"se opuso|se opusieron)\b",
    re.IGNORECASE,
)
"""Verbs that say no; a point about them says no as well."""

DOUBT = re.compile(
    r"\b(?:alleg\w*|reportedly|suspect\w*|accus\w*|claim\w*|suppos\w*|apparent\w*|rumou?r\w*|"
    r"presunt\w*|supuest\w*|sospech\w*|acus\w*|habrían?|aparentemente|imput\w*)\b",
    re.IGNORECASE,
)
"""Words that leave open whether it is true."""

SAYING = re.compile(
    r"\b(?:according|say(?:s|ing)?|said|told|believ\w*|think\w*|thought|suggest\w*|argu\w*|insist\w*|"
    r"warn\w*|promis\w*|estimat\w*|expect\w*|fear\w*|hop(?:e|es|ed)|call\w*|blam\w*|maintain\w*|"
    r"announc\w*|report\w*|stud(?:y|ies)|survey\w*|found|decided|critici[sz]\w*|fault\w*|"
    r"según|dij\w+|dice\w*|afirm\w*|asegur\w*|sostien\w*|cree\w*|consider\w*|opin\w*|calcul\w*|estim\w*|"
    r"prome\w+|prevé\w*|advi\w+|anunci\w*|denunci\w*|aleg\w*|apunt\w*|indic\w*|informe|estudio|"
    r"trabajo|censo|ven|espera\w*|tem\w+|defend\w*|señal\w*|explic\w*|declar\w*|revel\w*)\b",
    re.IGNORECASE,
)
"""Words that give a statement to someone."""

CLAIM = re.compile(
    r"\b(?:according|say(?:s|ing)?|said|claim\w*|believ\w*|insist\w*|argu\w*|suggest\w*|"
    r"según|dij\w+|dice\w*|afirm\w*|asegur\w*|sostien\w*|cree\w*)\b",
    re.IGNORECASE,
)
"""Those of them that matter: dropping one turns a statement into a fact."""

QUOTATION = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")

ROUNDING = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|about|around|some|roughly|up to|less than|under|"
    r"más de|al menos|casi|cerca de|unos|unas|alrededor de|menos de|hasta)\s*$",
    re.IGNORECASE,
)
