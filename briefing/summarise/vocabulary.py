"""Words of English and Spanish that say something about a sentence without its meaning."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

FUNCTION_WORDS = _words(
    # English
    "a about above across after again against all almost along already also although always am "
    "among an and another any are around as at away back be because been before being below "
    "between both but by came can cannot come could did do does doing done down during each "
    "either else even ever every few for from further get go got had has have having he her here "
    "hers herself him himself his how however i if in into is it its itself just later least less "
    "let like made make many may me might mine more most much must my myself neither never no nor "
    "not nothing now of off often on once one only onto or other others our ours out over own per "
    "put quite rather really said same say says see she should since so some something still such "
    "take than that the their theirs them themselves then there these they this those though "
    "through to together told too took toward two under until up upon us very was way we well went "
    "were what when where whether which while who whom whose why will with within without would "
    "yes yet you your yours yourself don't didn't doesn't isn't wasn't aren't weren't can't "
    "couldn't won't wouldn't hasn't haven't hadn't shouldn't i'm i've it's he's she's they're "
    "we're that's there's "
    # Spanish
    "al algo alguna algunas alguno algunos ante antes apenas aquel aquella aquellos aquí así aun "
    "aunque bajo bien cada casi como con contra cosa cual cuales cualquier cuando cuanto cuyo cuya "
    "da dan dar de debe deben decir del demás dentro desde después dice dicen dijo donde durante e "
    "el él ella ellas ellos embargo en entonces entre era eran es esa esas ese eso esos esta está "
    "están estar estas este esto estos fue fueron gran ha haber había habían hace hacer hacia han "
    "hasta hay he hoy incluso la las le les lo los luego más me mejor menos mi mientras mis mismo "
    "misma mucha muchas mucho muchos muy nada ni ningún ninguna nos nosotros nuestra nuestro nunca "
    "o os otra otras otro otros para parte pero poca poco pocos por porque pues que qué quien "
    "quienes quién se sea según ser será si sí sido siempre sin sobre solo sólo son su sus tal "
    "también tampoco tan tanto te ti tiene tienen toda todas todavía todo todos tras tu un una "
    "unas uno unos va vez ya y yo"
)

DANGLING = _words(
    "he she it they his her their its this that these those him them "
    "él ella ellos ellas ello esto eso aquello este ese aquel estos esos aquellos estas esas"
)
"""First words that need the sentence before: a point never begins with one of them."""

WEAK_OPENERS = _words(
    "we i you our my your another both such then there so here what how why either neither others "
    "nosotros yo usted ambos ambas otro otra otros otras entonces allí ahí aquí tampoco también "
    "además le les lo nos me se tal dicho dicha dichos"
)
"""First words that often lean on what came before: allowed, at a price."""

_SPANISH_ENDINGS = re.compile(
    r"(?:ó|aron|ieron|aba|aban|ían?)$"  # verb first, subject left out: "Añadió que…"
)


def words(text: str) -> list[str]:
    """The words of a text as written, without punctuation."""
    return WORD.findall(text)


def stem(word: str) -> str:
    """A word cut to what its forms share; crude, the same for both languages."""
    low = word.lower().replace("’", "'")
    if low.endswith("'s"):
        low = low[:-2]
    if len(low) > 7:
        return low[:7]
    return low[:-1] if len(low) > 3 and low.endswith("s") else low


def content_stems(text: str) -> set[str]:
    """Stems of the words that are no function words."""
    return {stem(w) for w in words(text) if w.lower() not in FUNCTION_WORDS}


def verb_first(word: str) -> bool:
    """Whether a Spanish sentence beginning so has probably left out its subject."""
    return len(word) > 3 and _SPANISH_ENDINGS.search(word.lower()) is not None


def same_point(one: set[str], two: set[str], share: float = 0.6) -> bool:
    """Whether two sets of content words overlap by ``share`` of the smaller one or more."""
    smaller = min(len(one), len(two))
    return smaller > 0 and len(one & two) >= share * smaller
