"""The rules for wishes to be told. Prices are in USD, and spans of time are read as minutes."""

from __future__ import annotations

from bots.language.intents import Intent
from bots.language.numbers import NUMBER, parse_number
from bots.language.patterns import CHAIN, PERCENT, TOKEN, Entities, Groups, Rule, lowered, named, number, rule
from esther_site.lib.errors import UserError

__all__ = ["ALERT_RULES"]

_NOUN = (
    r"(?:(?:set |add |create |make )?(?:(?:me |up )?(?:an |a )?(?:price |new )*)?alert(?: me)?(?: for| on)?|addalert)"
)
_CALL = rf"(?:{_NOUN}|(?:tell|notify|warn|ping|text|message) me|let me know)"
_WHEN = r"(?:,? (?:if|when|once|as soon as|(?P<each>whenever|every time|each time)))?(?: the (?:price|value) of)?"
_SUBJECT = rf" (?:the )?(?:price of )?{TOKEN}(?: price)?{CHAIN}"
_PORTFOLIO = r" (?P<portfolio>(?:my |the )?portfolio)(?: value| is worth)?"
_MOVES = r"goes|gets|is|moves|breaks|trades|comes|jumps|falls|drops|dips|sinks|crashes|rises|climbs"
_UP = (
    rf"(?:(?:{_MOVES})(?: back)?(?: up)? )?(?:above|over|past|higher than|more than|>=?)"
    r"|(?:rises|climbs|jumps|(?:goes|gets) (?:back )?up) to|exceeds"
)
_DOWN = (
    rf"(?:(?:{_MOVES})(?: back)?(?: down)? )?(?:below|under|lower than|less than|<=?)"
    r"|(?:drops|falls|dips|sinks|crashes|(?:goes|gets|comes) (?:back )?down) to"
)
_WAY = rf"(?:(?P<above>{_UP})|(?P<below>{_DOWN})|(?P<crosses>cross(?:es)?|hits|reaches|touches|passes))"
_PRICE = rf"(?:\$\s*|usd )?(?P<price>{NUMBER})\s*(?:\$|usd|dollars?|bucks)?"
_CHAIN_BEHIND = CHAIN.replace("<chain>", "<chain_behind>")
_BY = r"(?: by)?(?: (?:more than|at least|over))?"
_MOVE = (
    r"(?:(?: (?:moves?|changes?|swings?)|"
    r"(?P<above> (?:rises|climbs|jumps|gains|pumps|(?:goes|is) up))|"
    rf"(?P<below> (?:drops|falls|dips|sinks|crashes|loses|dumps|(?:goes|is) down))){_BY})? {PERCENT}"
)
_UNIT = r"m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?"
_WINDOW = (
    r"(?: (?:in|within|over)(?: the)?(?: last| next)? "
    rf"(?:(?P<window>an?|one|half an|[\d.,]{{1,8}})\s*(?P<window_unit>{_UNIT})|(?P<window_alone>hour|day|week)))?"
)
_TAIL = (
    r"(?:,? (?P<again>every time|each time|repeat(?:edly|ing)?|and repeat)|"
    rf",? for(?: the next)? (?P<span>a|one|[\d.,]{{1,8}})\s*(?P<span_unit>{_UNIT})){{0,2}}"
    r"(?:[,;]? note:? (?P<note>\S.*))?"
)
_HANDLE = r"(?P<id>[a-z0-9]{1,20})"

_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
_WORDS = {"half an": "0.5", "a": "1", "an": "1", "one": "1"}


def _alert(groups: Groups) -> Entities:
    entities = named(groups)
    if "chain_behind" in groups:
        entities["chain"] = groups["chain_behind"].lower()
    for way in ("above", "below", "crosses"):
        if way in groups:
            entities["direction"] = way
    entities |= {name: number(groups[name].rstrip(",")) for name in ("price", "percent") if name in groups}
    if "portfolio" in groups:
        entities["portfolio"] = "true"
    if "window_unit" in groups or "window_alone" in groups:
        unit = groups.get("window_unit") or groups["window_alone"]
        entities["window_minutes"] = _minutes(groups.get("window", "one"), unit)
    if "span" in groups:
        entities["expires"] = _minutes(groups["span"], groups["span_unit"])
    if "each" in groups or "again" in groups:
        entities["repeats"] = "true"
    return entities | ({"note": groups["note"]} if "note" in groups else {})


def _minutes(count: str, unit: str) -> str:
    amount = parse_number(_WORDS.get(count.lower(), count)) * _MINUTES[unit[0].lower()]
    if amount != int(amount):
        raise UserError("Give the time in whole minutes, such as 15 minutes, 4 hours or 2 days.")
    return str(int(amount))


def _change(groups: Groups) -> Entities:
    return {"id": groups["id"].lower(), "price": number(groups["price"])}


ALERT_RULES: list[Rule] = [
    rule(rf"{_CALL}{_WHEN}{_PORTFOLIO}(?: {_WAY} {_PRICE}{_TAIL})?", Intent.SET_ALERT, _alert),
    rule(rf"{_CALL}{_WHEN}{_SUBJECT} {_WAY} {_PRICE}{_CHAIN_BEHIND}{_TAIL}", Intent.SET_ALERT, _alert),
    rule(rf"{_CALL}{_WHEN}{_SUBJECT}{_MOVE}{_WINDOW}{_TAIL}", Intent.SET_ALERT, _alert),
    rule(r"(?:(?:show|show me|list|what are) )?(?:all )?(?:my )?(?:price )?alerts\??|listalerts", Intent.LIST_ALERTS),
    rule(
        rf"(?:(?:change|move|edit)(?: my)? alert|changealert) {_HANDLE} (?:to )?{_PRICE}", Intent.CHANGE_ALERT, _change
    ),
    rule(rf"(?:pause(?: my)? alert|pausealert)(?: {_HANDLE})?", Intent.PAUSE_ALERT, lowered),
    rule(rf"(?:resume(?: my)? alert|resumealert)(?: {_HANDLE})?", Intent.RESUME_ALERT, lowered),
    rule(
        rf"(?:(?:delete|cancel|remove|stop)(?: my| the)? alert|deletealert)(?: {_HANDLE})?",
        Intent.DELETE_ALERT,
        lowered,
    ),
    rule(_NOUN, Intent.SET_ALERT),
    rule(rf"{_NOUN} {TOKEN}{CHAIN}", Intent.SET_ALERT),
]
