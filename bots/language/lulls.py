"""What people say around what moves no money: a greeting among kind words, a taking back among noise, no wish to trade.

“not buying yet, just tell me when eth is under 2500” · “wait no never mind the baby is crying” · “hi from the night
shift”.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from bots.language import beside, beside_words
from bots.language.anycase import AnyCase
from bots.language.bag_words import GREETINGS, NICETIES, words
from bots.language.coins import SYMBOLS
from bots.language.intents import ONLY_LOOK, Intent, Understood
from bots.language.words import parted

__all__ = ["lull_in", "run_on"]

_Reads = Callable[[str], Understood | None]

_TRADING: Final = r"(?:buy|sell|trad|swap|swapp|invest|bridg|purchas|order)(?:es|e|ing|s)?"
_UNTRADED: Final = (
    r"(?:(?:(?:i'?m|i am|we'?re|we are|am) )?(?:really |still |definitely |just )?not (?:(?:gonna|going to|planning "
    r"(?:to|on)|looking to|here to|ready to|wanting to|trying to|about to) )?"
    rf"{_TRADING}|i (?:really )?(?:do not|don'?t|dont|won'?t|wont|will not) (?:(?:want to|wanna|need to|plan to|intend "
    rf"to|want you to) )?{_TRADING}|i want not to {_TRADING}|(?:no|not an?|without) {_TRADING}|"
    r"(?:don'?t|dont|do not|never) (?:buy|sell|trade|swap)|no need to (?:buy|sell|trade|swap))"
    r"(?: (?:anything|any|it|them|coins?|crypto|yet|now|rn|today|right now|at the moment|for now|this week|atm|here|"
    r"either|for me|just|myself))*"
)
_DENIES: Final = AnyCase(r"\b(?:not?|never|dont|wont|without)\b|n't\b")
_BEFORE: Final = AnyCase(
    rf"^\W*(?:(?:ok|okay|hey|hi|hello|so|well|look|please|pls|esther|and)[, ]+)*{_UNTRADED}"
    r"(?:[\s,.;!|-]*[,.;!|-][\s,.;!|-]*(?:but |and |so |then )?(?:just |only |please |pls |simply |instead )*"
    r"| (?:but |so |and )?(?:just |only |please |pls |simply |instead )+| (?:but|so) )(?=\w)",
)
_BEHIND: Final = AnyCase(rf"[\s,.;!|-]*[,.;!|-]\s*(?:and |but |though )?{_UNTRADED}[\s.!]*$")
_TAKES_BACK: Final = AnyCase(
    r"^(?:(?:oh|wait|no|ok|okay|actually|sorry|please|hold on|um|ah|oops|hmm|well)[\s,.!]+)*"
    r"(?:never ?mind|nvm|forget (?:about )?it|forget what i said|leave it|drop it|scratch that|scrap that|"
    r"false alarm|wrong chat)"
    r"[\s,.!|-]+(?!(?:never|not|if|when|unless|until|about|and|or)\b)(?=\w)",
)
_MOST: Final = 8  # words of a greeting that says more than hello
_CALLED: Final = words("esther there bot again dear")
_HELLO: Final = GREETINGS - {"day", "morning", "evening", "afternoon"}
# How the rest of a greeting begins, and what is in none.
_GOES_ON: Final = words("from is are my dear you it's its this nice how good anyone big i'm im just to all the with")
_DOES: Final = words(
    "send transfer give move pay put get take make do go run start stop open close set need want help can could should "
    "would will withdraw deposit ignore"
)
# How a look or an alert begins where no mark parts it from what is told before: “now that i'm back show my portfolio”.
_BEGINS: Final = AnyCase(
    r"\s+(?=(?:show|list|what|what's|whats|how|chart|price|alert|delete|remove|tell|let me (?:know|see)|ping|"
    r"notify|open|"
    r"give|check|any|can you|could you|please|pls)\s)",
)
_MOST_BEGIN: Final = 3
_LEAST_TOLD: Final = 3  # words before it
_UNTOLD: Final = beside_words.DENIALS | beside_words.VOICES | words("how why whether if should want wants ask asks")
_AFTER: Final = ONLY_LOOK | {Intent.SET_ALERT, Intent.DELETE_ALERT, Intent.SHOW_PROFIT}
_MAY_SHOW: Final = ONLY_LOOK | {Intent.SET_ALERT, Intent.SHOW_PROFIT}


def lull_in(text: str, reads: _Reads) -> Understood | None:
    """Return what a message means without what is said around it; None where that may mean something."""
    lowered = text.lower()
    hello = beside.WORD.match(lowered)
    if hello and hello[0] in _HELLO and _greets(text, beside.WORD.findall(lowered)):
        return Understood(Intent.GREETING)
    found = _TAKES_BACK.match(text)
    if found and beside.is_small_talk(text[found.end() :], beside.WORD.findall(text[found.end() :].lower())):
        return Understood(Intent.CANCEL) if reads(text[found.end() :]) is None else None
    return _untraded(parted(text), reads) if _DENIES.search(text) else None


def run_on(text: str, reads: _Reads) -> Understood | None:
    """Understand a look or an alert that no mark parts from what is told before it."""
    for begins in islice(_BEGINS.finditer(text), _MOST_BEGIN):
        before = text[: begins.start()]
        said = beside.WORD.findall(before.lower())
        if len(said) < _LEAST_TOLD or said[-1] in beside_words.UNFINISHED or not _UNTOLD.isdisjoint(said):
            continue
        if (
            any(map(str.isdigit, before))
            or beside.names_something(set(said) - beside_words.SPANS)
            or not beside.is_small_talk(before, said)
        ):
            continue
        understood = reads(text[begins.end() :])
        if understood and understood.intent in _AFTER and _is_known(understood):
            return understood
    return None


def _is_known(understood: Understood) -> bool:
    """Say whether a coin is one that everybody knows: “price pumps” is no price of PUMPS."""
    token = understood.entities.get("token", "")
    return not token or token in SYMBOLS or token.startswith("0x")


def _greets(text: str, said: list[str]) -> bool:
    """Say whether somebody says hello, and beside it only where from, to whom, or how it is."""
    rest = [word for word in said if word not in _HELLO and word not in NICETIES]
    behind = next((word for word in said if word not in _HELLO | _CALLED), "")
    return (
        len(said) <= _MOST
        and (behind in _GOES_ON or not rest)
        and _DOES.isdisjoint(said)
        and not beside.speaks_of_something(rest)
        and beside.is_small_talk(text.replace("?", ""), said)
    )


def _untraded(text: str, reads: _Reads) -> Understood | None:
    """Understand a look or an alert beside the word that nothing is to be traded."""
    found = _BEFORE.match(text)
    if found is None:
        behind = _BEHIND.search(text)
        rest = text[: behind.start()] if behind else ""
    else:
        rest = text[found.end() :]
    understood = reads(rest) if rest else None
    return understood if understood and understood.intent in _MAY_SHOW else None
