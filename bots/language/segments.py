"""A command among other sentences: “The fees look low tonight, so please buy ETH with 150 USDC”.

A message is cut where people pause. Where all that trades, counts or sets a condition stands side by side, and the rest
holds no word of doubt, another voice or another wish, the rest is left out, whatever else it says. What is left has to
pass the gate and the clauses by itself.
"""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase
from bots.language.asides import may_stand_before, may_stand_behind, turns_back
from bots.language.clauses import pattern
from bots.language.coins import CHAIN_INDEXES, COINS, symbol
from bots.language.cold_words import HOPELESS, HOT
from bots.language.goodbyes import without_goodbye
from bots.language.lexer import lex
from bots.language.parts import DONE, MOST, WORD, Part, part_of, pieces_of
from bots.language.soothing import soothed

__all__ = ["command_in"]

_LINK: Final = AnyCase(
    r"(?:(?:and|so|then|but|hence|therefore|thus|anyway|now|ok|okay|that's why|which is why|for that reason|as a "
    r"result|quick|"
    r"accordingly|just|still|yes|yeah|well|with (?:that|this) in mind|in the meantime|meanwhile|"
    r"for (?:safety|now|once|good measure)|to be (?:safe|sure)|because of (?:this|that)|that said)[,:]?\s+)+",
)
_SO: Final = AnyCase(r"\b(?:so|hence|therefore|thus|why|reason|accordingly|result|but)\b")
_PLEASE: Final = AnyCase(
    r"(?:please|pls|plz|kindly|go ahead|do me a (?:\w+ )?favou?r|be a \w+ and|let's|(?:can|could|would|will) (?:you|"
    r"u))\b",
)
_POLITE: Final = AnyCase(
    r"(?:if (?:it|you|that)[^,]{3,40},\s*)?(?:(?:please|pls|kindly)[, ]+)?(?:can|could|would|will|might) (?:you|u|i)\b",
)
_LASTS: Final = AnyCase(
    r"\W*(?:(?:it is|it's|that is|order) )?(?:(?:good|valid|open|for|lasts?|lasting|expires|expiry|until|till|gtd|"
    r"gtc|in|the|"
    r"next) )*(?:\d[\w.]* ?|(?:an?|one|two|three|this) )?(?:h|hours?|d|days?|w|weeks?|months?|today|tonight)\b[\s.!]*$"
    r"|\W*(?:good|valid|open|expires|expiry|gtd|until|till) .*\d",
)
_FEW: Final = 2  # words that may say how much, or how: “limit order”
_HANGING: Final = frozenset(("if", "when", "whenever", "should", "whether", "percent", "percentage", "order", "of"))
_TELLERS: Final = frozenset(("my", "he", "she", "they", "our", "everyone", "everybody"))
# “Not eth this time, …”, “not on mainnet please, …”: it denies what the command does not name.
_CONTRAST: Final = AnyCase(
    r"(?:(?:i'?m|i am|we'?re) )?not (?:(?:touching|selling|buying|using|trading|moving|on|my|any|the|with) )*"
    r"(?P<other>[a-z]+)(?: (?:this time|today|please|pls|now|any ?more|again))*\s*[,;:.!|]+\s*"
    r"(?:(?:just|only|but) )?(?P<rest>.+)",
)
_IT: Final = AnyCase(r"(?<=\bof )it\b|(?<=\binto )it\b|(?<=\bin )it\b|(?<=\bbuy )it\b|(?<=\bsell )it\b")
_ASKED: Final = AnyCase(r"\b(?:can|could|would|will|might) (?:you|u|i)\b")
_VERBS: Final = pattern("buy|grab|ape|sell|swap|bridge")
_THINGS: Final = pattern("coin|stable|place|ticker|address|USD")


def command_in(text: str) -> str:
    """Return the part of a message that may be a command, without what may be left out; empty where there is none."""
    if _is_hopeless(text.lower()) or (text[-1:] == "?" and not _ASKED.search(text)):
        return ""
    bare = _without_contrast(without_goodbye(text))
    pieces = pieces_of(bare)
    if len(pieces) == 1 and bare != text:
        return bare
    if not 1 < len(pieces) <= MOST:
        return ""
    parts = [part_of(*piece) for piece in pieces]
    hot = [place for place, part in enumerate(parts) if part.is_hot and part.soothed().is_hot]
    if not hot:  # what names no number and no trade may still be a verb with a coin: “snag me a hundred bucks of arb”
        hot = _last_verb(parts)
    while len(hot) > 1 and _is_told(parts, hot[0], hot[1]):
        hot.pop(0)
    while len(hot) > 1 and _is_added(parts[hot[-1]].soothed()):
        hot.pop()
    # Behind a command a number of days belongs to it: “buy 25 link at 11, good for 24h”.
    hot += [place for place in range(hot[-1] + 1, len(parts)) if _LASTS.match(parts[place].text)] if hot else []
    return _between(parts, hot[0], hot[-1]) if hot else ""


def _without_contrast(text: str) -> str:
    """Return a text without what it denies first, where that is another coin, or another chain, than it names."""
    found = _CONTRAST.fullmatch(text)
    if found is None or not (found["other"] in COINS or found["other"] in CHAIN_INDEXES):
        return text
    other, said = found["other"], WORD.findall(found["rest"])
    if other in COINS and symbol(other) not in map(symbol, said):
        return found["rest"]
    chains = {CHAIN_INDEXES[word] for word in said if word in CHAIN_INDEXES}
    return found["rest"] if chains and CHAIN_INDEXES.get(other) not in chains else text


def _is_hopeless(text: str) -> bool:
    if HOPELESS.isdisjoint(WORD.findall(text)):
        return False
    return not HOPELESS.isdisjoint(WORD.findall(soothed(text)))


def _is_added(part: Part) -> bool:
    """Say whether what seems to belong to a command is only told behind it: “… my first trade ever”."""
    return part.is_soft and len(part.words) > _FEW and _HANGING.isdisjoint(part.words)


def _is_told(parts: list[Part], place: int, following: int) -> bool:
    """Say whether what seems to begin a command is only told before it: “I sold my car, so buy 1 eth”."""
    told = parts[place].soothed()
    if not told.is_soft or len(told.typed) < _FEW + (told.cut != "stop"):
        return False
    if told.typed[0] in _TELLERS and DONE.issuperset(HOT.intersection(told.words)):
        return True  # “my brother bought some last week, sell 1 eth”
    return any(part.cut == "stop" for part in parts[place:following]) or _says_so(parts[following].text)


def _says_so(text: str) -> bool:
    """Say whether “so” or “please” leads to what follows."""
    link = _LINK.match(text)
    return bool(link and _SO.search(link[0])) or _PLEASE.match(text[link.end() if link else 0 :]) is not None


def _last_verb(parts: list[Part]) -> list[int]:
    """Return the place of the last part with a verb of trading and a token, in a list; an empty one for none."""
    for place in reversed(range(len(parts))):
        codes = lex(parts[place].text.strip(" ,.;!-|")).codes
        if _VERBS.search(codes) and _THINGS.search(codes):
            return [place]
    return []


def _between(parts: list[Part], first: int, last: int) -> str:
    """Return the command from one part to another; empty where one of the others may not be left out."""
    before, behind = parts[:first], parts[last + 1 :]
    if not before and not behind:
        return ""
    command = "".join(part.text for part in parts[first : last + 1]).strip(" ,.;!-|\n:()")
    link = _LINK.match(command)
    if not _may_stand(before, _says_so(command)) or not all(
        may_stand_behind(part) or may_stand_behind(part.soothed()) for part in behind
    ):
        return ""
    command = command[link.end() :] if link else command
    if before and before[-1].words == ["please"]:
        command = f"please {command}"
    if command.endswith("?") and not _POLITE.match(command):
        return ""
    return _named(command, before)


def _may_stand(before: list[Part], says_so: bool) -> bool:
    """Say whether what stands before the command can be left out."""
    is_left = False  # from the last part to the first: whether somebody comes back to themselves behind it
    for place, part in reversed(list(enumerate(before, 1))):
        context = {"says_so": says_so, "is_next": place == len(before), "is_left": is_left}
        if not may_stand_before(part, **context) and not may_stand_before(part.soothed(), **context):
            return False
        is_left = (is_left or turns_back(part)) and part.cut != "colon"
    return True


def _named(command: str, before: list[Part]) -> str:
    """Return a command with the one coin that was spoken of in the place of “it”."""
    coins = {symbol(word) for part in before for word in part.typed if word in COINS}
    return _IT.sub(coins.pop(), command, count=1) if len(coins) == 1 and _IT.search(command) else command
