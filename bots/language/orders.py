"""The rules for trades that wait for a price, and for what becomes of them.

As with trades, a rule must match the whole sentence: what is asked, denied, told or past is no order. They come before
the rules for trades, so that no sentence with a price to wait for is one of those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bots.language.amounts import (
    AMOUNT,
    BUY,
    DOLLARS,
    INTO,
    OF_MY,
    PAID_WITH,
    PART,
    SLIPPAGE,
    SPENDING,
    WANT,
    common,
    quantities,
)
from bots.language.brackets import ABOVE, AND_TARGET, BELOW, BRACKET, SIDES, bracket
from bots.language.intents import Intent
from bots.language.levels import DOWN, MEETS, PRICE, SPAN, UP, minutes
from bots.language.numbers import NUMBER
from bots.language.patterns import (
    CHAIN,
    NO_NAME,
    TOKEN,
    Entities,
    Groups,
    Rule,
    either_order,
    lowered,
    number,
    rule,
)

__all__ = ["ORDER_RULES", "ORDER_WORDS"]

# Every order has one of these in it: without any, its rules need not be tried, or even compiled.
ORDER_WORDS: Final = re.compile(
    r"\b(?:stop\w*|tak\w*|tp|sl|falls?|drops?|ris\w*|goes|cross\w*|soon|profits?|targets?|trail\w*|limit\w*|oco|protect|orders?|\w+order|if|when|once|at|"
    r"dips?|break\w*|hits?|reach\w*|(?:un)?der|below|above|over)\b|@",
    re.IGNORECASE,
)

# What is traded. A number before a name counts it only where the price has a word of its own: “stop loss 2800 eth 0.5”
# could be read either way.
_COIN: Final = rf"(?:my |the )?{NO_NAME}{TOKEN}{CHAIN}"
_SHARE: Final = PART.replace("percent)|", r"percent)(?=\s+of\s)|", 1)  # “5% eth” may be a part, or a distance
_COUNTED: Final = rf"(?:{DOLLARS}(?: worth)?(?: of)? |{_SHARE}{OF_MY}|{AMOUNT}(?:of )?)?{_COIN}"
_SOLD: Final = _COUNTED + INTO
_BOUGHT: Final = rf"(?:some |more )?{_COUNTED}{PAID_WITH}"
_BOUGHT_WITH: Final = rf"{_COIN}\s+(?:with|for|using)\s+{SPENDING}"

# The price. What stands behind a condition is the token itself: no rule waits for the price of another.
_IT: Final = r"(?:it|(?:the |its )?price|(?:the )?(?:price of )?(?P=token)(?: price)?)"
_IF: Final = rf",? (?:if|when|once|as soon as)(?: {_IT})?"
_DISTANCE: Final = rf"(?P<away>{NUMBER})\s*(?:%|percent)"
_FALLS: Final = r"(?:falls|drops|dips|sinks|crashes|loses|(?:goes|is) down)(?: by)?(?: another)?"
_RISES: Final = r"(?:rises|climbs|jumps|gains|(?:goes|is) up)(?: by)?(?: another)?"
_FALLEN: Final = (
    rf"(?:{_IF} (?:(?:{DOWN}|(?:is |trades )?at or below) {PRICE}|{_FALLS} {_DISTANCE})"
    rf"|,? (?:at )?(?:(?:below|under) {PRICE}|{_DISTANCE} (?:below|under|lower)(?: the market| now)?)"
    rf"|,? (?:at|@) {PRICE} or (?:below|lower|less|under))"
)
_RISEN: Final = (
    rf"(?:{_IF} (?:(?:{UP}|(?:is |trades )?at or above) {PRICE}|{_RISES} {_DISTANCE})"
    rf"|,? (?:at )?(?:(?:above|over) {PRICE}|{_DISTANCE} (?:above|over|higher)(?: the market| now)?)"
    rf"|,? (?:at|@) {PRICE} or (?:above|higher|more|over))"
)
_MET: Final = rf"{_IF} (?:{MEETS}|breaks|(?:goes|gets|comes) to|is(?: at)?) {PRICE}"
_AT: Final = rf",? (?:at|@) {PRICE}(?: or better)?"


def _level(distance: str) -> str:
    beyond = "below|less|lower" if distance == BELOW else "above|more|higher|better"
    return rf"(?:{distance}|{PRICE}(?: or (?:{beyond}))?)"


def _behind(distance: str) -> str:
    """Match what is traded with its price; a counted token needs a word before the price."""
    uncounted = rf" {_COIN}{INTO},?(?: at| to| of| @)? {_level(distance)}"
    counted = rf" {_COUNTED}{INTO}(?:,? {distance}|,?(?: at| to| @) {_level(distance)})"
    return rf"(?:{uncounted}|{counted})"


# What goes for all of them.
_SPAN: Final = rf",? (?:(?:valid|good|open) )?{SPAN}|,? (?:expires?|expiring|ends?) in{SPAN.removeprefix('for')}"
_UNASKED: Final = (
    r"(?:,? (?:and )?(?P<automatic>automatically|without asking(?: me)?(?: first| again)?|(?:do not|don't|dont) ask))?"
)
_ENDING: Final = _UNASKED + either_order(SLIPPAGE, _SPAN) + _UNASKED
_TAIL: Final = CHAIN + _ENDING
_NO_SPAN: Final = r"(?! for (?:the next )?(?:\d|a |one ))"
_SALE_TAIL: Final = f"(?:{_NO_SPAN}{INTO})?{_TAIL}"
_BUY_TAIL: Final = f"(?:{_NO_SPAN}{PAID_WITH})?{CHAIN}(?:{BRACKET}{_ENDING}|{_ENDING}{BRACKET})"

# What they are called.
_SELL: Final = WANT + r"sell\s+"
_SET: Final = WANT + r"(?:set|add|create|make|place|put)(?: me)?(?: up| in)?(?: an?| my| the)? "
_NEW: Final = rf"(?:{_SET}|{WANT})"
_FOR: Final = r"(?: order)?(?: for| on| to sell)?"
_STOP: Final = rf"(?:{_NEW}(?:stop[- ]?loss|sl)|{_SET}stop)"
_TARGET: Final = rf"{_NEW}(?:take[- ]?profits?|tp)"
_LIMIT: Final = rf"{_NEW}limit(?: order)?(?: to)?(?: buy)?(?: order)?(?: for| on)?"
_LIMIT_SELL: Final = rf"{_NEW}limit(?: order)?(?: to|-)? ?sell(?: order)?(?: for| of)?"
_BREAKOUT: Final = rf"{_NEW}(?:stop[- ]?buy|buy[- ]?stop|breakout(?: buy)?)(?: order)?(?: for| on)?"
_TRAILING: Final = rf"{_NEW}trailing(?:[- ]?stop)?(?:[- ]?loss)?"
_TRAIL: Final = rf"(?:-|minus )?(?P<trail>{NUMBER})\s*(?:%|percent)"
_HANDLE: Final = r"(?P<id>[a-z0-9]{1,20})"
_ORDER: Final = r"(?: my| the)? order"


def _order(groups: Groups) -> Entities:
    entities = common(groups) | quantities(groups) | bracket(groups)
    if "price" in groups:
        entities["price"] = number(groups["price"].rstrip(","))
    if "away" in groups:
        entities["price_percent"] = number(groups["away"].rstrip(","))
    if "automatic" in groups:
        entities["automatic"] = "yes"
    if "span" in groups:
        entities["expires"] = minutes(groups["span"], groups["span_unit"])
    return entities


def _going(direction: str) -> Callable[[Groups], Entities]:
    """Read an order whose price is waited for from one side."""

    def read(groups: Groups) -> Entities:
        return _order(groups) | {"direction": direction}

    return read


def _trailing(groups: Groups) -> Entities:
    entities = _order(groups)
    if "percent" in entities:
        entities["share"] = entities.pop("percent")
    return entities | ({"percent": number(groups["trail"].rstrip(","))} if "trail" in groups else {})


def _pair(groups: Groups) -> Entities:
    entities = _order(groups)
    for name in ("price", "price_percent"):
        if name in entities:
            entities[f"stop_{name.removeprefix('price_')}"] = entities.pop(name)
    return entities


def _change(groups: Groups) -> Entities:
    numbers = {name: number(groups[name].rstrip(",")) for name in ("price", "percent") if name in groups}
    return {"id": groups["id"].lower()} | numbers


def _all(_groups: Groups) -> Entities:
    return {"all": "true"}


def _purchases(bought: str) -> list[Rule]:
    """Make the rules for a purchase that waits, for one way to say how much."""
    return [
        rule(rf"{BUY}{bought}{_FALLEN}{_BUY_TAIL}", Intent.SET_LIMIT_BUY, _going("below")),
        rule(rf"{BUY}{bought}{_RISEN}{_BUY_TAIL}", Intent.SET_LIMIT_BUY, _going("above")),
        rule(rf"{BUY}{bought}(?:{_AT}|{_MET}){_BUY_TAIL}", Intent.SET_LIMIT_BUY, _order),
        rule(rf"{_LIMIT} {bought}{_AT}{_BUY_TAIL}", Intent.SET_LIMIT_BUY, _order),
        rule(rf"{_LIMIT} {bought}{_FALLEN}{_BUY_TAIL}", Intent.SET_LIMIT_BUY, _going("below")),
        rule(rf"(?:{_LIMIT}|{_BREAKOUT}) {bought}{_RISEN}{_BUY_TAIL}", Intent.SET_LIMIT_BUY, _going("above")),
        rule(rf"{_BREAKOUT} {bought}{_AT}{_BUY_TAIL}", Intent.SET_LIMIT_BUY, _going("above")),
    ]


_LISTING: Final = [
    rule(
        r"(?:(?:show|show me|list|what are) )?(?:all )?(?:of )?(?:my )?(?:open |active |waiting )?orders\??"
        r"|what orders do i have\??",
        Intent.LIST_ORDERS,
    ),
    rule(r"(?:cancel|delete|remove) (?:all )?(?:of )?(?:my |the )?orders|cancelorder all", Intent.CANCEL_ORDER, _all),
    rule(rf"(?:(?:cancel|delete|remove){_ORDER}|cancelorder)(?: {_HANDLE})?", Intent.CANCEL_ORDER, lowered),
    rule(rf"(?:pause{_ORDER}|pauseorder)(?: {_HANDLE})?", Intent.PAUSE_ORDER, lowered),
    rule(rf"(?:resume{_ORDER}|resumeorder)(?: {_HANDLE})?", Intent.RESUME_ORDER, lowered),
    rule(rf"(?:make|set){_ORDER} {_HANDLE} (?:to )?automatic|autoorder(?: {_HANDLE})?", Intent.ARM_ORDER, lowered),
    rule(rf"let{_ORDER} {_HANDLE} ask(?: me)?(?: first)?|askorder(?: {_HANDLE})?", Intent.DISARM_ORDER, lowered),
    rule(
        rf"(?:(?:change|move|edit){_ORDER}|changeorder)"
        rf"(?: {_HANDLE}(?: (?:to )?(?:(?P<percent>{NUMBER})\s*(?:%|percent)|{PRICE}))?)?",
        Intent.CHANGE_ORDER,
        lambda groups: _change(groups) if groups else {},
    ),
]

_SALES: Final = [
    rule(
        rf"{_SELL}{_SOLD},? (?:if|when|once) {_IT} {_FALLS} {_TRAIL} (?:from|below|off) (?:its|the) "
        rf"(?:high|highest|peak|top)(?: price| point)?{_SALE_TAIL}",
        Intent.SET_TRAILING_STOP,
        _trailing,
    ),
    rule(rf"{_SELL}{_SOLD}{_FALLEN}{_SALE_TAIL}", Intent.SET_STOP_LOSS, _order),
    rule(rf"{_SELL}{_SOLD}{_RISEN}{_SALE_TAIL}", Intent.SET_TAKE_PROFIT, _order),
    rule(rf"(?:{_SELL}|{_LIMIT_SELL} ){_SOLD}{_AT}{_SALE_TAIL}", Intent.SET_TAKE_PROFIT, _order),
    rule(rf"{_SELL}{_SOLD}{_MET}{_SALE_TAIL}", Intent.SET_TAKE_PROFIT, _going("crosses")),
]

_PAIRS: Final = [
    rule(
        rf"(?:{_NEW}oco{_FOR}|protect) {_SOLD}{SIDES}"
        rf"(?: (?P<amount>{NUMBER})(?: (?P=token))?| {_SHARE}(?: of (?:it|my (?P=token)))?)?{_TAIL}",
        Intent.SET_OCO,
        _pair,
    ),
    rule(rf"{WANT}set{SIDES} (?:for|on) {_SOLD}{_TAIL}", Intent.SET_OCO, _pair),
    rule(rf"{_STOP}{_FOR}{_behind(BELOW)}{AND_TARGET}{_TAIL}", Intent.SET_OCO, _pair),
    rule(rf"{_NEW}oco(?: order)?(?:{_FOR} {_COIN})?", Intent.SET_OCO),
]

_NOUNS: Final = [
    *(
        made
        for called, distance, intent in (
            (_STOP, BELOW, Intent.SET_STOP_LOSS),
            (_TARGET, ABOVE, Intent.SET_TAKE_PROFIT),
        )
        for made in (
            rule(rf"{called}{_FOR}{_behind(distance)}{_SALE_TAIL}", intent, _order),
            rule(rf"{called}(?: at| of| @)? {_level(distance)} (?:for|on) {_SOLD}{_TAIL}", intent, _order),
            rule(rf"{called}(?: order)?(?:(?: for| on) {_SOLD}| {_COIN})?", intent, _order),
        )
    ),
    rule(rf"{_NEW}{BELOW} stop[- ]?loss (?:for|on) {_SOLD}{_TAIL}", Intent.SET_STOP_LOSS, _order),
    rule(
        rf"(?:{_TRAILING}{_FOR}|{WANT}trail) {_SOLD},?(?: by| at| of| with)? {_TRAIL}{_SALE_TAIL}",
        Intent.SET_TRAILING_STOP,
        _trailing,
    ),
    rule(rf"{_TRAILING}(?: of| at| by)? {_TRAIL}(?: for| on)? {_SOLD}{_TAIL}", Intent.SET_TRAILING_STOP, _trailing),
    rule(rf"{_NEW}{_TRAIL} trailing stop(?:[- ]?loss)? (?:for|on) {_SOLD}{_TAIL}", Intent.SET_TRAILING_STOP, _trailing),
    rule(rf"(?:{_TRAILING}{_FOR}|{WANT}trail)(?: {_SOLD})?", Intent.SET_TRAILING_STOP, _trailing),
    rule(rf"{_LIMIT}(?: {_COIN}(?:,?(?: at| @)? {PRICE})?)?", Intent.SET_LIMIT_BUY, _order),
]

ORDER_RULES: list[Rule] = [*_LISTING, *_SALES, *_PAIRS, *_purchases(_BOUGHT), *_purchases(_BOUGHT_WITH), *_NOUNS]
