"""The ways in which people ask politely: “I'd be grateful if you sold …”, “would you mind buying …?”.

What is asked for is left, as a plain command; it has to pass the gate by itself. Only what begins a sentence and asks
Esther is taken off: “can I sell?” and “should you sell?” are questions, “he would be grateful if you sold” a report.
"""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase

__all__ = ["without_courtesy"]

_GERUNDS: Final = {
    "getting": "get",
    "setting": "set",
    "putting": "put",
    "swapping": "swap",
    "grabbing": "grab",
    "dumping": "dump",
    "moving": "move",
    "making": "make",
    "placing": "place",
    "creating": "create",
    "using": "use",
    "purchasing": "purchase",
    "exchanging": "exchange",
    "trading": "trade",
    "bridging": "bridge",
    "acquiring": "acquire",
    "rebalancing": "rebalance",
    "closing": "close",
    "exiting": "exit",
    "trimming": "trim",
    "taking": "take",
    "liquidating": "liquidate",
    "arranging": "arrange",
    "giving": "give",
    "changing": "change",
    "removing": "remove",
    "deleting": "delete",
    "cancelling": "cancel",
    "canceling": "cancel",
    "notifying": "notify",
    "having": "have",
}
_PAST: Final = {
    "bought": "buy",
    "sold": "sell",
    "got": "get",
    "set": "set",
    "put": "put",
    "swapped": "swap",
    "exchanged": "exchange",
    "converted": "convert",
    "traded": "trade",
    "moved": "move",
    "bridged": "bridge",
    "made": "make",
    "purchased": "purchase",
    "placed": "place",
    "created": "create",
    "picked": "pick",
    "rebalanced": "rebalance",
    "told": "tell",
    "took": "take",
    "closed": "close",
    "gave": "give",
    "added": "add",
    "attached": "attach",
    "liquidated": "liquidate",
    "showed": "show",
    "cancelled": "cancel",
    "canceled": "cancel",
    "deleted": "delete",
    "removed": "remove",
}
_SOFT: Final = r"(?:please |kindly |just |possibly |quickly |go ahead and )*"
_BEFORE: Final = (
    r"(?:(?:please|pls|kindly|and|ok|so|hi|hello|esther|if (?:you (?:don'?t|do not|wouldn'?t|would not) "
    r"mind|(?:it(?:'s| is) not|it isn'?t|that isn'?t|that's not) (?:too much|any|much) "
    r"(?:trouble|to ask|bother)|(?:it(?:'s| is) )?possible|i may|you (?:can|could|please)|it pleases you|"
    r"you would be so kind|you'd be so kind)|when(?:ever)? you (?:get a chance|have a "
    r"(?:moment|minute|second|sec|min))|with your permission|at your (?:earliest )?convenience|(?:could |"
    r"would |can |will )?(?:you )?do me a (?:big |huge |quick |small )?favou?r(?: and)?|"
    r"be a (?:dear|star|pal|darling|angel|love)(?: and)?|as soon as you can)[,:;.!]* )*"
)
_AS_THEY_STAND: Final = AnyCase(
    _BEFORE
    + r"(?:(?:would|could|can|will|might|may) (?:you|u|ya) "
    + _SOFT
    + (
        r"(?:be (?:so |a |very |really )*(?:kind|good|nice|dear|sweet|star|darling)(?: enough)?(?:,? (?:as )?to| and) "
        r"|manage to |help me (?:to )?)"
    )
    + r"|(?:would|could|can|will|might|may) (?:you|u|ya) (?:possibly |kindly |please )+"
    + (
        r"|(?:may|might|could|can) (?:i|we) (?:please |kindly |just )*(?:ask|trouble|bother|request|get|"
        r"beg)(?: of)? you (?:please )?to "
    )
    + (
        r"|(?:i|we)(?:'d| would| do| really|'d really| would really)? (?:like|love|want|wish|need|prefer|ask|"
        r"request|beg)(?: for)? you (?:please )?to "
    )
    + (
        r"|(?:i|we) (?:want|wish|need|ask|request)(?: that)? you (?:please )?(?=buy|sell|swap|put|set|convert|"
        r"exchange|trade|place|purchase)"
    )
    + (
        r"|(?:i am|i'm|im|me|i) (?:wish(?:ing)?|want(?:ing)?|need(?:ing)?|ready|willing|going ahead) to "
        r"(?=buy|sell|swap|exchange|convert|change|purchase)"
    )
    + (
        r"|(?:might|may|could) i (?:please )?have (?=an? )|would it be possible for you to |(?:it )?would be "
        r"(?:great|nice|good|lovely|cool|awesome|wonderful) if you (?:could|would|can) "
    )
    + (
        r"|(?:(?:i|me|we) )?(?:need|want|wanna|wish|like)(?: to)? "
        r"(?=(?:buy|sell|swap|exchange|convert|change|purchase|bridge)\b)|(?:please |kindly )*do the needful(?: and|"
        r",)* "
        r"|(?:please,? )?(?:be so (?:kind|good)(?:,? (?:as )?to| and) |go ahead and |feel free to |go on and |"
        r"time to |(?:let me|lemme) (?=buy|sell|swap|get|have|grab|purchase|take))"
    )
    + r"|(?:i|we) (?:kindly|humbly|politely) (?:ask|request|beg)(?: (?:of )?you)? to "
    + r"|please you (?:to )?|(?:please )?i (?:am )?ask(?:ing)? (?:of )?(?:you|u)(?: please)?(?: to|[:,]) )"
    + _SOFT,
)
_IN_GERUND: Final = AnyCase(
    _BEFORE + r"(?:(?:would|do|could|will) (?:you|u) (?:please )?mind(?:,)? |(?:i|we)(?:'d| would) (?:like|love|"
    r"appreciate you(?:r)?|be grateful for(?: you)?) )"
    r"(?:terribly |awfully |just |very much |please |kindly |quickly )*(?P<verb>[a-z]+ing) ",
)
_IN_PAST: Final = AnyCase(
    _BEFORE + r"(?:(?:(?:i|we)(?:'d| would| should)|it would|it'd|that would) (?:also )?(?:be |appreciate it|love "
    r"it|like it|prefer it)(?:(?:most|very|so|really|deeply|truly|ever so|much|eternally|extremely|super) )*"
    r"(?:grateful|thankful|obliged|delighted|happy|pleased|glad|great|nice|lovely|good|kind of you)?(?: "
    r"very much| a lot| greatly| so much)?,? if you "
    r"|would you mind (?:terribly |very much )?if you |would it be ok(?:ay)? if you )"
    r"(?:would |could |can |might |were to |'d )?(?:please |kindly |just )*(?P<verb>[a-z]+) ",
)
_ASKS: Final = AnyCase(r"\b(?:would|could|can|will|might|may)\b")
_FAVOUR: Final = AnyCase(_BEFORE)
_OPENERS: Final = AnyCase(
    r"(?:please|pls|kindly|and|ok|so|hi|hello|esther|if|it|when|whenever|with|at|do|be|as|i|i'd|i'm|im|we|we'd|me|"
    r"need|want|wanna|wish|like|would|could|can|will|might|may|go|feel|time|let|lemme|you|that|it'd)\b",
)


# “You buy 5 uni for me please”: no courtesy, but a command where it is asked for.
_YOU: Final = AnyCase(
    r"(?P<before>(?:.*?[,;]? (?=(?:then |please |now )*you\b))?)(?:then |please |now |so )*you (?:please |now |must |"
    r"just |kindly |to )*"
    r"(?=(?:buy|sell|swap|convert|exchange|purchase|get|set|put|make|bridge|dump)\b)",
)
_ASKED_FOR: Final = AnyCase(r"\b(?:please|pls|plz|kindly|for me|you (?:buy|sell|get|swap|set|put) me)\b")
_NOT_ASKED: Final = AnyCase(r"\b(?:can|could|would|will|should|do|did|have|if|when|that|what|how|why|are|think|told) $")


def _told_you(sentence: str, text: str) -> str:
    found = _YOU.match(sentence) if _ASKED_FOR.search(text) else None
    if found is None or _NOT_ASKED.search(found["before"]) or sentence.endswith("?"):
        return ""
    return sentence[: found.end("before")] + sentence[found.end() :]


def without_courtesy(sentence: str, text: str = "") -> str:
    """Return what a sentence asks for politely, as a plain command; empty where it does not begin with such a frame.

    `text` is the sentence as it was typed, with the courtesies around it.
    """
    if not _OPENERS.match(sentence):
        return _told_you(sentence, text or sentence) if "you " in sentence else ""
    if found := _IN_PAST.match(sentence):
        verb = found["verb"].lower()
        verb = _PAST.get(verb, verb)
    elif found := _IN_GERUND.match(sentence):
        verb = found["verb"].lower()
        verb = _GERUNDS.get(verb, verb.removesuffix("ing"))
    elif found := _AS_THEY_STAND.match(sentence):
        rest = sentence[found.end() :]
        return rest.rstrip("? ") if _ASKS.search(found[0]) else rest
    elif (found := _FAVOUR.match(sentence)) and found.end():
        return sentence[found.end() :]
    else:
        return _told_you(sentence, text or sentence)
    return f"{verb} {sentence[found.end() :]}".rstrip("? ")
