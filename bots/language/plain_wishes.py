"""Whether the words of a message ask for something plainly: no question, nothing mused, nothing taken back."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bots.language.bag_words import REMOVES, VOCATIVES, words
from bots.language.bags import Bag

__all__ = ["asks_plainly", "leave_out_clause", "take_as_wish"]

_LIKES: Final = ("like", "love", "appreciate", "be", "want", "wish")
_WISHES: Final = words("want like need wanna wish love please unneeded appreciate")
_OWNED: Final = words("have has got set placed made created put opened own added up open running earlier before now")
# “I don't want to cancel”, “may I, cancel …”, “if you, cancel …”, “… should I”
_NOT_ASKED: Final = frozenset(
    [("unneeded", "to"), ("unneeded", "you"), ("should", ""), ("you", "should")]
    + [(verb, "i") for verb in ("may", "might", "if", "should")]
    + [("i", verb) for verb in ("may", "might", "could")]
)
_DONE: Final = {
    "cancelled": "cancel",
    "canceled": "cancel",
    "deleted": "delete",
    "removed": "remove",
    "disabled": "disable",
    "deactivated": "disable",
}
_WISHED: Final = words("like want need wish")
_THINGS: Final = words("order orders alert alerts wallet trading stoploss takeprofit limit trailing")
_RETRACTS: Final = words("stop forget undo cancel scrap abort drop end")


def leave_out_clause(bag: Bag) -> None:
    """Leave out “that I have set”, “I placed” behind what is to go: which of them is meant is no other wish."""
    words = bag.words
    if "i" not in words or words[0] == "i" or not REMOVES & set(words[: words.index("i")]):
        return
    place = words.index("i")
    behind = next((end for end in range(place + 1, len(words)) if words[end] not in _OWNED), len(words))
    start = place - 1 if words[place - 1] in ("that", "which") else place
    if behind > place + 1:
        bag.words = words[:start] + words[behind:]


def take_as_wish(bag: Bag) -> None:
    """Take what one wishes to be done as what to do: “I'd like order 9 cancelled”."""
    words = bag.words
    place = next((number for number, word in enumerate(words) if word in _DONE), 0) if "if" not in words else 0
    if (
        place
        and ("please" in words or ("i" in words and not _WISHED.isdisjoint(words)))
        and not _THINGS.isdisjoint(words[:place])
    ):
        bag.words = [*words[:place], _DONE[words[place]], *words[place + 1 :]]


def asks_plainly(said: frozenset[str], bag: Bag) -> bool:
    """Say whether it is a request: no question but “can you”, and of oneself only what one wishes."""
    if "if" in said and not {"could", "can", "would", "please", "when", "may"} & set(
        bag.words[bag.words.index("if") :][:3]
    ):
        return False
    pairs = list(pairwise([*bag.words, ""]))
    if any(pair in _NOT_ASKED or _is_told(*pair) for pair in pairs) or _takes_back(bag):
        return False
    if "i" in said and any(
        _is_mused(*three) for three in zip(bag.words, bag.words[1:], [*bag.words[2:], ""], strict=False)
    ):
        return False
    if said & {"can", "could", "would", "will"} and not said & {"you", "u"} and not ("would" in said and "i" in said):
        return False
    if (
        bag.asks
        and not (said & {"you", "u"} and said & {"can", "could", "would", "will", "might", "may"})
        and not ("please" in said and said & {"might", "may", "could"})
    ):
        return False
    return "i" not in said or bool(said & _WISHES)


def _takes_back(bag: Bag) -> bool:
    """Say whether what is asked for is taken back behind it: “delete wallet 2, no”, “…, stop”, “…, soon”."""
    order = [text for _, text in bag.order]
    if "no" in order and any(
        text == "no" and not (order[place + 1 : place + 2] or ["x"])[0][0].isdigit() for place, text in enumerate(order)
    ):
        return not {"longer", "more"} & set(order)
    if "soon" in order and "as" not in order:
        return True
    removes = [word for word in bag.words if word in REMOVES]
    if len(removes) > 1 and removes[-1] == "unneeded":  # “…, I don't want that”
        return bool({"that", "this"} & set(order[-2:]))
    is_again = len(removes) > 1 and removes[-1] in _RETRACTS and removes[0] != "unneeded"
    return is_again and (removes[-1] != removes[0] or "that" in order)


def _is_told(first: str, second: str) -> bool:
    """Say whether others did it, or it is denied: “my friend turned off live trading”, “I not want delete wallet 2”."""
    return (first in VOCATIVES and second == "be") or (first == "unneeded" and second in REMOVES)


def _is_mused(first: str, second: str, third: str) -> bool:
    """Say whether it is not asked for: “should I …”, “I would …”, but “I would like …”."""
    if (first, second) == ("should", "i"):
        return True
    return first == "i" and second in ("should", "would") and third not in _LIKES
