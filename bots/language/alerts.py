"""The rules for wishes to be told. Prices are in USD, and spans of time are read as minutes."""

from __future__ import annotations

import re

from bots.language.intents import Intent
from bots.language.levels import DOWN, MEETS, PRICE, SPAN, UNIT, UP, minutes
from bots.language.patterns import CHAIN, PERCENT, TOKEN, Entities, Groups, Rule, lowered, named, number, rule

__all__ = ["ALERT_RULES", "TIME", "WAY", "minutes_in", "way_in"]

_NOUN = (
    r"(?:(?:set |add |create |make )?(?:(?:me |up )?(?:an |a )?(?:price |new )*)?alert(?: me)?(?: for| on)?|addalert)"
)
_CALL = rf"(?:{_NOUN}|(?:tell|notify|warn|ping|text|message) me|let me know)"
_WHEN = r"(?:,? (?:if|when|once|as soon as|(?P<each>whenever|every time|each time)))?(?: the (?:price|value) of)?"
_SUBJECT = rf" (?:the )?(?:price of )?{TOKEN}(?: price)?{CHAIN}"
_PORTFOLIO = r" (?P<portfolio>(?:my |the )?portfolio)(?: value| is worth)?"
WAY = rf"(?:(?P<above>{UP})|(?P<below>{DOWN})|(?P<crosses>{MEETS}))"
_CHAIN_BEHIND = CHAIN.replace("<chain>", "<chain_behind>")
_BY = r"(?: by)?(?: (?:more than|at least|over))?"
_MOVE = (
    r"(?:(?: (?:moves?|changes?|swings?)|"
    r"(?P<above> (?:rises|climbs|jumps|gains|pumps|(?:goes|is) up))|"
    rf"(?P<below> (?:drops|falls|dips|sinks|crashes|loses|dumps|(?:goes|is) down))){_BY})? {PERCENT}"
)
TIME = rf"(?:(?P<window>an?|one|half an|[\d.,]{{1,8}})\s*(?P<window_unit>{UNIT})|(?P<window_alone>hour|day|week))"
_WINDOW = rf"(?: (?:in|within|over)(?: the)?(?: last| next)? {TIME})?"
_TAIL = (
    r"(?:,? (?P<again>every time|each time|repeat(?:edly|ing)?|and repeat)|"
    rf",? {SPAN}){{0,2}}"
    r"(?:[,;]? note:? (?P<note>\S.*))?"
)
_HANDLE = r"(?P<id>[a-z0-9]{1,20})"

_NO_NOTE = re.compile(r"none|nothing|off|-", re.IGNORECASE)


def _alert(groups: Groups) -> Entities:
    entities = named(groups)
    if "chain_behind" in groups:
        entities["chain"] = groups["chain_behind"].lower()
    entities |= way_in(groups)
    entities |= {name: number(groups[name].rstrip(",")) for name in ("price", "percent") if name in groups}
    if "portfolio" in groups:
        entities["portfolio"] = "true"
    if "window_unit" in groups or "window_alone" in groups:
        entities["window_minutes"] = minutes_in(groups)
    if "span" in groups:
        entities["expires"] = minutes(groups["span"], groups["span_unit"])
    if "each" in groups or "again" in groups:
        entities["repeats"] = "true"
    return entities | ({"note": groups["note"]} if "note" in groups else {})


def way_in(groups: Groups) -> Entities:
    """Read which way a price is to go."""
    ways = [way for way in ("above", "below", "crosses") if way in groups]
    return {"direction": ways[0]} if ways else {}


def minutes_in(groups: Groups) -> str:
    """Read a span of time (`TIME`). Raises UserError where it is not in whole minutes."""
    unit = groups.get("window_unit") or groups["window_alone"]
    return minutes(groups.get("window", "one"), unit)


def _change(groups: Groups) -> Entities:
    return {"id": groups["id"].lower(), "price": number(groups["price"])}


def _repeat(groups: Groups) -> Entities:
    return {"id": groups["id"].lower(), "repeats": "false" if "once" in groups else "true"}


def _cooldown(groups: Groups) -> Entities:
    return {"id": groups["id"].lower(), "cooldown": minutes_in(groups)}


def _note(groups: Groups) -> Entities:
    note = groups["note"]
    return {"id": groups["id"].lower(), "note": "" if _NO_NOTE.fullmatch(note) else note}


ALERT_RULES: list[Rule] = [
    rule(rf"{_CALL}{_WHEN}{_PORTFOLIO}(?: {WAY} {PRICE}{_TAIL})?", Intent.SET_ALERT, _alert),
    rule(rf"{_CALL}{_WHEN}{_SUBJECT} {WAY} {PRICE}{_CHAIN_BEHIND}{_TAIL}", Intent.SET_ALERT, _alert),
    rule(rf"{_CALL}{_WHEN}{_SUBJECT}{_MOVE}{_WINDOW}{_TAIL}", Intent.SET_ALERT, _alert),
    rule(r"(?:(?:show|show me|list|what are) )?(?:all )?(?:my )?(?:price )?alerts\??|listalerts", Intent.LIST_ALERTS),
    rule(
        rf"(?:(?:change|move|edit)(?: my)? alert|changealert) {_HANDLE} (?:to )?{PRICE}", Intent.CHANGE_ALERT, _change
    ),
    rule(rf"(?:pause(?: my)? alert|pausealert)(?: {_HANDLE})?", Intent.PAUSE_ALERT, lowered),
    rule(rf"(?:resume(?: my)? alert|resumealert)(?: {_HANDLE})?", Intent.RESUME_ALERT, lowered),
    rule(
        rf"(?:(?:delete|cancel|remove|stop)(?: my| the)? alert|deletealert)(?: {_HANDLE})?",
        Intent.DELETE_ALERT,
        lowered,
    ),
    rule(rf"(?:repeat(?: my)? alert|repeatalert) {_HANDLE}(?: on| (?P<once>off|once))?", Intent.REPEAT_ALERT, _repeat),
    rule(rf"make(?: my)? alert {_HANDLE} (?:repeat(?:ing)?|(?P<once>(?:only )?once))", Intent.REPEAT_ALERT, _repeat),
    rule(
        rf"(?:cool-?down|(?:set |change )?(?:the )?cool-?down (?:of|for)(?: my)? alert) {_HANDLE} (?:to )?{TIME}",
        Intent.COOL_ALERT,
        _cooldown,
    ),
    rule(
        rf"(?:notealert|(?:set |change )?(?:the )?note (?:of|on|for)(?: my)? alert) {_HANDLE}(?: to)?:? (?P<note>\S.*)",
        Intent.NOTE_ALERT,
        _note,
    ),
    rule(_NOUN, Intent.SET_ALERT),
    rule(rf"{_NOUN} {TOKEN}{CHAIN}", Intent.SET_ALERT),
]
