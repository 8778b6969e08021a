"""The rules for what becomes of orders: seen, cancelled, moved, paused. Each has to match the whole sentence."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.levels import PRICE
from bots.language.numbers import NUMBER
from bots.language.patterns import (
    ASK,
    CHAIN,
    GO,
    HANDLE,
    NO_NAME,
    REMOVE,
    TOKEN,
    Entities,
    Groups,
    Rule,
    lowered,
    named,
    number,
    rule,
)

__all__ = ["ORDER_RULES"]

_HANDLE: Final = HANDLE
_ORDER: Final = r"(?: my| the)? order"
_END: Final = REMOVE
_COIN: Final = rf"{NO_NAME}{TOKEN}"
_KINDS: Final = {
    "stop_loss": r"stop[- ]?loss(?:es)?|sl|stops?",
    "take_profit": r"take[- ]?profits?|tp|targets?",
    "limit_buy": r"limit(?: buy)?|limit orders? to buy",
    "trailing_stop": r"trailing(?:[- ]?stops?)?(?:[- ]?loss)?",
}
_KIND: Final = "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + ")"


_OPEN: Final = (
    r"(?:currently |open |active |waiting |pending |current |live |limit |standing |outstanding |running |"
    r"running? )"
)
_ORDERS: Final = (
    r"(?:orders?|stop losses|stops|trailing stops|limit buys|take[- ]profits|stops? and (?:targets?|take[- ]profits?))"
)
_STILL: Final = (
    r"(?:,? (?:i have|i've got|do i have|still|open|active|pending|waiting|running|to be filled|right "
    r"now|now|at the moment|that are open))*"
)


def _all(_groups: Groups) -> Entities:
    return {"all": "true"}


def _change(groups: Groups) -> Entities:
    if not groups:
        return {}
    numbers = {name: number(groups[name].rstrip(",")) for name in ("price", "percent") if name in groups}
    return {"id": groups["id"].lower()} | numbers


def _of_a_kind(groups: Groups) -> Entities:
    """Read which kind of order is meant, and of which token."""
    kind = next((kind for kind in _KINDS if kind in groups), "")
    return named(groups) | ({"kind": kind} if kind else {})


ORDER_RULES: Final[list[Rule]] = [
    rule(
        rf"{ASK}(?:me )?(?:what are |a list of |the list of )?(?:all )?(?:of )?(?:my |the )?{_OPEN}*{_ORDERS}(?: "
        rf"list| book)?"
        rf"(?: (?:for|on) [a-z0-9]{{2,12}})?{_STILL}\??"
        rf"|(?:what|which|how many)(?: of)?(?: my| the)? {_OPEN}*{_ORDERS} (?:do i have|have i got|have i|are|i got|"
        rf"i have|i am having|do i hav|did i set)"
        rf"(?: set| placed)?{_STILL}(?: (?:open|active|running|pending|waiting))?\??"
        rf"|(?:do i have|are there|have i|have i got|do i still have|any) ?(?:any )?{_OPEN}*{_ORDERS}{_STILL}\??|"
        rf"order list"
        r"|what(?:'s| is| i got| have i got|s)? (?:on the books?|pending|waiting)\??",
        Intent.LIST_ORDERS,
    ),
    rule(
        rf"{_END} (?:all|every)(?: of)?(?: my| the)?(?: open)? orders?|{_END} (?:my|the) orders|{_END} orders|"
        r"cancelorder all",
        Intent.CANCEL_ORDER,
        _all,
    ),
    rule(rf"(?:{_END}(?: to)?{_ORDER}|cancelorder)(?: {_HANDLE})?", Intent.CANCEL_ORDER, lowered),
    rule(
        rf"(?:the |my )?order {_HANDLE},?(?: please)?(?: to)? (?:{_END}(?: it)?|{GO})|not order {_HANDLE}"
        rf"|(?:i (?:want|need)(?: my| the)? order {_HANDLE}|(?:the |my )?order {_HANDLE} (?:needs to|must|has to) be) "
        r"(?:gone|cancelled|canceled|removed|deleted)",
        Intent.CANCEL_ORDER,
        lowered,
    ),
    rule(rf"{_END}(?: an?| one| some)(?: of my)? orders?", Intent.CANCEL_ORDER, lambda _groups: {}),
    rule(rf"{_END}(?: the| my)? #(?P<id>[a-z0-9]{{1,20}})", Intent.CANCEL_ORDER, lowered),
    rule(
        rf"{_END}(?: my| the)? {_KIND}(?: order)?(?: (?:on|for|of|from)(?: my| the)? {_COIN}{CHAIN})?",
        Intent.CANCEL_ORDER,
        _of_a_kind,
    ),
    rule(rf"{_END}(?: my| the)? {_COIN} {_KIND}(?: order)?{CHAIN}", Intent.CANCEL_ORDER, _of_a_kind),
    rule(rf"{_END}(?: my| the)? {_COIN} order{CHAIN}", Intent.CANCEL_ORDER, _of_a_kind),
    rule(rf"{_END}{_ORDER} (?:on|for)(?: my| the)? {_COIN}{CHAIN}", Intent.CANCEL_ORDER, _of_a_kind),
    rule(rf"(?:pause{_ORDER}|pauseorder)(?: {_HANDLE})?", Intent.PAUSE_ORDER, lowered),
    rule(rf"(?:resume{_ORDER}|resumeorder)(?: {_HANDLE})?", Intent.RESUME_ORDER, lowered),
    rule(rf"(?:make|set){_ORDER} {_HANDLE} (?:to )?automatic|autoorder(?: {_HANDLE})?", Intent.ARM_ORDER, lowered),
    rule(rf"let{_ORDER} {_HANDLE} ask(?: me)?(?: first)?|askorder(?: {_HANDLE})?", Intent.DISARM_ORDER, lowered),
    rule(
        rf"(?:(?:change|move|edit){_ORDER}|changeorder)"
        rf"(?: {_HANDLE}(?: (?:to )?(?:(?P<percent>{NUMBER})\s*(?:%|percent)|{PRICE}))?)?",
        Intent.CHANGE_ORDER,
        _change,
    ),
]
