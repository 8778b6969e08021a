"""The one look or chore among what else is said: “price of btc pls, meeting in 1 min”. It never moves money.

A message is cut where people pause, and each part is understood by itself. Where one of them means something and the
others nothing that might be meant for it, it is that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bots.language import beside, beside_words
from bots.language.anycase import AnyCase
from bots.language.coins import SYMBOLS
from bots.language.effort import repeats_itself
from bots.language.intents import MOVES_MONEY, ONLY_LOOK, Intent, Understood
from bots.language.lulls import lull_in, run_on
from bots.language.named_before import NAMED, with_names
from bots.language.parts import MOST, pieces_of
from bots.language.words import MAX_LENGTH, parted, speaks_in_pictures

__all__ = ["alone_in"]

_Reads = Callable[[str], Understood | None]

_GRAVE: Final = frozenset((Intent.CANCEL_ORDER, Intent.DELETE_WALLET, Intent.ENABLE_LIVE_TRADING))
_CHANGES: Final = frozenset(
    (
        Intent.SET_ALERT,
        Intent.SETTINGS,
        Intent.DELETE_ALERT,
        Intent.ADD_WALLET,
        Intent.SET_DEFAULT_WALLET,
        Intent.DISABLE_LIVE_TRADING,
    )
)
_THANKS: Final = frozenset(("thank", "thanks", "thx", "appreciate", "grateful"))
_NAMED_COIN: Final = frozenset((Intent.GET_PRICE, Intent.GET_INSIGHTS))
_HARMLESS: Final = frozenset((Intent.SET_ALERT, Intent.ADD_WALLET, Intent.DISABLE_LIVE_TRADING))
_TALK: Final = frozenset((Intent.GREETING, Intent.CANCEL))
_LOOKS: Final = ONLY_LOOK | {Intent.HELP, Intent.SHOW_PROFIT, Intent.SHOW_DIVERSIFICATION, Intent.EXPORT_DATA}
_QUOTED: Final = re.compile(r"[\"`<>\[\]{}«»“”]")
# Where no mark parts them, people still begin anew; what stands behind is left out only where it names no detail.
_ANEW: Final = AnyCase(
    r"\s+(?=(?:before|after|until|till|while|cuz|cos|then i|i'?m|i am|i've|ive|i have|i'?ll|i will|i need|i "
    r"was|i forgot|"
    r"i lost|it'?s|(?:it|that|this) (?:keeps|kept|is|was|has|had|makes|made|goes|went|never|does|did|doesn't|"
    r"won't|wakes|annoys|drives)|(?:that|this) one|they (?:keep|drive|are|were|annoy|wake|all)|we(?:'re| are| "
    r"have| had| were| need| don't)|my \w+ (?:is|"
    r"are|was)|for)\s)",
)
_THAT_ONE: Final = AnyCase(r"\b(?:that|this) one\b")
# What introduces a request, and says nothing of it: “before i forget: …”.
_ASIDE: Final = AnyCase(
    r"\s*(?:ok |okay |oh |and |hey |esther )*(?:before i forget|(?:just )?one (?:more|last|other) (?:thing|"
    r"question|request)"
    r"|last thing|(?:a |just a )?quick (?:one|question|thing|request|favou?r)|small (?:favou?r|request)|(?:a "
    r")?favou?r|ps|"
    r"p\.s\.|btw|by the way|my request|request|next|while i remember|while i'm at it|while you're at it)[\s,.:;!|…-]*",
)
_LINK: Final = AnyCase(r"^(?:(?:and|so|but|now|then|anyways?|therefore|also|well|ok|okay)[,:]?\s+)+")
_MOST_ANEW: Final = 3  # new beginnings that are looked at
_COMPLAINT: Final = 3  # words, at least
_MOST_SPEAK: Final = 6  # parts that may mean something: a text with more is made to take long
_MARKS: Final = " \t\n,.;!-|…:()"
# Why an order is to go: beside anything else it would take back what was said.
_REASON: Final = AnyCase(
    r"\b(?:i )?changed my mind\b|\b(?:(?:it|that|this)(?:'s| is| was)? |its |was |by )?(?:an? |my |the "
    r")?(?:mistake|typo|"
    r"accident|error|(?:way |far |much |a bit )?too (?:risky|dangerous|expensive|early|late|much|high|low|close)|"
    r"i was wrong|wrong(?: one| price| coin| amount| number)?)(?! (?:not|to))\b|\bi(?:'d| would) rather (?:wait|hold)\b"
)
# Live trading may be off for a time.
_WHILE: Final = AnyCase(r"^\W*(?:until|till|while|for)\b")
_FINISHED: Final = AnyCase(
    r"^\W*(?:i'?m |i am |we'?re )?(?:all |well |job )?done (?:for|with|[a-z]+ing)\b|\bjob done\b"
)
_GIVES: Final = (["send"], ["transfer"], ["give"], ["move"], ["pay"], ["withdraw"], ["wire"])


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    is_colon: bool
    said: list[str]


def alone_in(text: str, reads: _Reads) -> Understood | None:
    """Return the one thing among what else is said that moves no money; None where there is none, or are two."""
    if len(text) > MAX_LENGTH or _QUOTED.search(text) or repeats_itself(text):
        return None
    return _in_parts(text, reads) or lull_in(text, reads)


def _in_parts(text: str, reads: _Reads) -> Understood | None:
    if not (beside.speaks_of_something(beside.WORD.findall(text.lower())) or speaks_in_pictures(text)):
        return None
    for form in [text] if text.isascii() else [parted(text), text]:
        pieces = [(piece, cut == "colon") for piece, cut in pieces_of(form) if not _ASIDE.fullmatch(piece)]
        if (
            0 < len(pieces) <= MOST
            and (len(pieces) > 1 or len(pieces[0][0]) < len(form))
            and (found := _among(pieces, reads))
        ):
            return found
    for anew in islice(_ANEW.finditer(text), _MOST_ANEW):
        found = _apart(text[: anew.start()], text[anew.start() :], reads)
        if found and found.intent not in _TALK:
            return found
    return run_on(text, reads)


def _apart(text: str, rest: str, reads: _Reads) -> Understood | None:
    """Understand what stands before a new beginning that no mark parts from it."""
    said = beside.WORD.findall(_THAT_ONE.sub("that", rest.lower()))
    if any(map(str.isdigit, rest)) or beside.names_something(said):
        return None
    return _among([(piece, cut == "colon") for piece, cut in (*pieces_of(text), *pieces_of(rest))], reads)


def _among(pieces: list[tuple[str, bool]], reads: _Reads) -> Understood | None:
    parts = _joined(pieces)
    if sum(beside.speaks_of_something(part.said) for part in parts) > _MOST_SPEAK:
        return None
    meanings: list[Understood | None] = []
    for place in range(len(parts)):
        is_first = all(each is None or each.intent in _TALK for each in meanings)
        meanings.append(_meaning(parts, place, reads, stands_for=is_first))
    if any(each is not None and not _is_safe(each) for each in meanings):
        return None
    meant = [place for place, each in enumerate(meanings) if each is not None and each.intent not in _TALK]
    if not meant:
        return _talk(parts, meanings)
    chosen = _one_of(meant, meanings)
    understood = meanings[chosen] if chosen is not None else None
    if chosen is None or understood is None or _is_taken_back(understood, parts, meanings):
        return None
    others = [place for place, part in enumerate(parts) if part.said and meanings[place] is None]
    may_stand = all(_may_stand(understood, parts[place], is_before=place < chosen) for place in others)
    return understood if may_stand else None


def _one_of(meant: list[int], meanings: list[Understood | None]) -> int | None:
    """Return the place of the one thing that is meant; None where there are two. A look is more than a cry for help."""
    found = {place: each for place in meant if (each := meanings[place])}
    looks = [place for place, each in found.items() if each.intent in ONLY_LOOK]
    if looks and all(found[place].intent == Intent.HELP for place in meant if place not in looks):
        found = {place: found[place] for place in looks}
    if any(each.intent == Intent.SETTINGS and "asks" not in each.entities for each in found.values()):
        found = {place: each for place, each in found.items() if "asks" not in each.entities}
    kinds = {(each.intent, *sorted(each.entities.items())) for each in found.values()}
    return next(iter(found)) if len(kinds) == 1 else None


def _is_taken_back(understood: Understood, parts: list[_Part], meanings: list[Understood | None]) -> bool:
    """Say whether a part takes back what is asked for; “I changed my mind” is why an order is to go."""
    back = [part for part, each in zip(parts, meanings, strict=True) if each and each.intent == Intent.CANCEL]
    if understood.intent == Intent.CANCEL_ORDER:
        back = [part for part in back if not _REASON.search(part.text)]
    return bool(back)


def _is_safe(understood: Understood) -> bool:
    return understood.intent in _GRAVE or understood.intent not in MOVES_MONEY


def _talk(parts: list[_Part], meanings: list[Understood | None]) -> Understood | None:
    """Return the greeting or the taking back, where nothing else is spoken of."""
    found = {each.intent for each in meanings if each}
    others = [part for part, each in zip(parts, meanings, strict=True) if each is None]
    if not found or not all(
        beside.is_small_talk(part.text, part.said) and part.said[:1] not in _GIVES for part in others
    ):
        return None
    return Understood(Intent.CANCEL if Intent.CANCEL in found else Intent.GREETING)


def _meaning(parts: list[_Part], place: int, reads: _Reads, *, stands_for: bool) -> Understood | None:
    """Return what a part means; `stands_for` says whether “it” may be what was named: “delete wallet 2, forget it”."""
    part = parts[place]
    if not (beside.speaks_of_something(part.said) or speaks_in_pictures(part.text)):
        return None
    text = _LINK.sub("", part.text.strip(_MARKS))
    named = with_names(text, [before.text for before in parts[:place]]) if stands_for else text
    understood = (reads(named) if named != text else None) or reads(text)
    if understood and understood.intent == Intent.HELP and not _THANKS.isdisjoint(part.said):
        return None  # “thanks for your help”
    if understood and (understood.intent == Intent.SET_ALERT or (understood.intent in _NAMED_COIN and place)):
        token = understood.entities.get("token", "")
        if token and token not in SYMBOLS and not token.startswith("0x") and "$" not in text:
            return None  # “he sells, she buys, price pumps”
    return understood


def _may_stand(understood: Understood, part: _Part, *, is_before: bool) -> bool:
    if understood.intent in _LOOKS:
        return beside.may_stand_beside_look(part.text, part.said, is_colon=part.is_colon)
    text, said = part.text, part.said
    if understood.intent == Intent.CANCEL_ORDER and _REASON.search(text):
        text = _REASON.sub("i had other plans", text)
        said = beside.WORD.findall(text.lower())
    if understood.intent == Intent.DISABLE_LIVE_TRADING:
        text = _FINISHED.sub("i rest", _WHILE.sub("i wait ", text))
        said = beside.WORD.findall(text.lower())
    if understood.intent in _GRAVE and is_before:
        text = NAMED.sub("it", text)
        said = beside.WORD.findall(text.lower())
    if understood.intent in _GRAVE:
        return beside.may_stand_strictly(text, said, is_colon=part.is_colon, is_before=is_before)
    is_spoken_to = is_before and understood.intent not in _HARMLESS and not beside.is_silent(said)
    if is_spoken_to and not (beside.tells_before(text, said) or _complains(understood, part)):
        return False
    if understood.intent in _CHANGES:
        return beside.may_stand_beside_change(text, said, is_colon=part.is_colon, is_before=is_before)
    return False


def _complains(understood: Understood, part: _Part) -> bool:
    """Say whether a part before a change tells why or when: “swaps keep failing”, “lunch break!”."""
    said, is_stop = part.said, part.text.rstrip()[-1:] in "!.|…"
    return understood.intent in _CHANGES and len(said) >= _COMPLAINT - is_stop and beside_words.NAMING.isdisjoint(said)


def _joined(pieces: list[tuple[str, bool]]) -> list[_Part]:
    """Return the parts, those that only name a detail with the one before them."""
    parts: list[_Part] = []
    for text, is_colon in pieces:
        said = beside.WORD.findall(text.lower())
        if parts and (beside.is_detail(text, said) or _goes_on(parts[-1].said, said)):
            last = parts.pop()
            parts.append(_Part(last.text + text, is_colon, last.said + said))
        else:
            parts.append(_Part(text, is_colon, said))
    return parts


def _goes_on(before: list[str], said: list[str]) -> bool:
    """Say whether a part only goes on: “I would be | so grateful if …”."""
    return said[:1] == ["so"] and before[-1:] in (["be"], ["am"], ["is"], ["are"], ["was"], ["i'm"])
