"""Wishes to be told. Prices are in USD, and spans of time are read as minutes."""

from __future__ import annotations

import re
from typing import Final

from bots.language.clauses import MACROS, Clause, Clauses, Parts, check_once, pattern
from bots.language.coins import chain_index, symbol
from bots.language.intents import Intent, Understood
from bots.language.levels import PRICE, TIME, minutes_in
from bots.language.lexer import Sentence
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
    number,
    rule,
)
from bots.language.quantities import exact, minutes_of
from bots.language.trade_clauses import FRAME
from esther_site.lib.errors import UserError

__all__ = ["ALERT_RULES", "NOTE", "alert"]

MACROS["HOLDINGS"] = "MINE? (?P<portfolio>portfolio) worth?"
MACROS["ABOUT"] = "(?:HOLDINGS|price? MINE? TOKEN price? CHAIN?)"
MACROS["WHEN"] = "(?:comma? (?:if|should|(?P<each>whenever)) price? goes?)"

_UP: Final = (
    "(?:goes|(?:rises|goes|moves|is) (?:BACK|goes)?)? above PRICE|rises BACK? to? PRICE|(?:is|goes)? PRICE or above"
)
_DOWN: Final = (
    "(?:goes|(?:falls|goes|moves|is) (?:BACK|goes)?)? below PRICE|falls BACK? to? PRICE|(?:is|goes)? PRICE or below"
)
_MEET: Final = "meets PRICE|(?:goes|is) BACK? to? PRICE|moves to PRICE"
_BY: Final = "(?:by|for)? above? (?P<percent>PCT) (?:or above)?"
_WAYS: Final = (
    Clause(f"colon? WHEN? ABOUT (?:falls {_BY})", way="below"),
    Clause(f"colon? WHEN? ABOUT (?:rises {_BY})", way="above"),
    Clause(f"colon? WHEN? ABOUT (?:moves {_BY}|(?P<percent>PCT))"),
    Clause(f"colon? WHEN? ABOUT (?:{_UP})", way="above"),
    Clause(f"colon? WHEN? ABOUT (?:{_DOWN})", way="below"),
    Clause(f"colon? WHEN? ABOUT (?:{_MEET})", way="crosses"),
    Clause("WHEN? ABOUT at? PRICE"),
)
_FIRST: Final = Clauses(
    *_WAYS,
    Clause("(?P<token>coin|stable|place|ticker|address) (?=alert)"),
    Clause("(?:in|within|above) (?:the|a)? next? (?P<window>TIME)"),
)
_REST: Final = Clauses(
    *_WAYS,
    Clause("colon? WHEN? ABOUT"),
    Clause("comma? CHAIN"),
    Clause("comma? (?:in|within|above|by) the? next? (?P<window>TIME|unit)"),
    Clause("comma? valid? for next? (?P<span>TIME)"),
    Clause("comma? valid in? (?P<span>TIME)"),
    Clause("comma? (?:whenever|repeat)", repeats="true"),
    Clause("comma? today", window="1 d"),
    Clause("at PRICE (?:for|on) MINE? TOKEN"),
)
_HEAD: Final = pattern(
    f"comma? {FRAME} (?:(?:set|tell|grab)? me? (?:a|the|my)? (?P<noun>alert) me? (?:for|on|of)?|(?P<call>tell))"
)
NOTE: Final = re.compile(r"[,;]? note:? (?P<note>\S.*)", re.IGNORECASE)

_NO_MOVE: Final = (
    "I can watch what your portfolio is worth, but not by how many percent it moves. "
    "Say “alert me if my portfolio falls below $900”."
)
_CALLS: Final = frozenset(("alert me", "notify me", "warn me", "ping me"))


def alert(sentence: Sentence) -> Understood | None:
    """Understand a wish to be told; None where the sentence is none, or has words that belong to none.

    Raises UserError when a part is said twice, or a number is none.
    """
    parts: Parts = {}
    head = _HEAD.match(sentence.codes, _FIRST.read(sentence, 0, parts))
    if head is None or _REST.read(sentence, head.end(), parts) < len(sentence.codes):
        return None
    has_condition = "price" in parts or "percent" in parts
    if "token" in parts and "portfolio" in parts:
        return None
    call = sentence.words[head.start("call")] if head["call"] else ""
    asks_for_more = call in _CALLS and (not parts or "token" in parts)  # “tell me about eth” wants to be told now
    if call and not (has_condition or "portfolio" in parts or asks_for_more):
        return None
    if parts and not ({"token", "portfolio"} & parts.keys()):
        return None
    if "portfolio" in parts and "percent" in parts:
        raise UserError(_NO_MOVE)
    if "window" in parts and "percent" not in parts:
        return None
    if not has_condition and parts.keys() - {"token", "chain", "portfolio", "each"}:
        return None
    check_once(parts)
    if parts.get("way") == "crosses" and not _BREAKS.isdisjoint(sentence.words):
        del parts["way"]  # a level is broken from the side on which the price is
    return Understood(Intent.SET_ALERT, _entities(parts))


def _entities(parts: Parts) -> Entities:
    entities = {"portfolio": "true"} if "portfolio" in parts else {}
    if "token" in parts:
        entities["token"] = symbol(parts["token"])
    if "chain" in parts:
        entities["chain"] = chain_index(parts["chain"])
    if "way" in parts:
        entities["direction"] = parts["way"]
    entities |= {
        name: exact(parts[name].lstrip("-") if name == "percent" and "way" in parts else parts[name])
        for name in ("price", "percent")
        if name in parts
    }
    if "window" in parts:
        entities["window_minutes"] = minutes_of(parts["window"])
    if "span" in parts:
        entities["expires"] = minutes_of(parts["span"])
    return entities | ({"repeats": "true"} if {"each", "repeats"} & parts.keys() else {})


_HANDLE: Final = HANDLE
_BREAKS: Final = frozenset(("breaks", "break"))
_NO_NOTE: Final = re.compile(r"none|nothing|off|-", re.IGNORECASE)


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
    rule(
        rf"{ASK}(?:me )?(?:what are |a list of |a look at )?(?:all )?(?:of )?(?:my |the )?(?:price |active |open |"
        rf"current |running |set )*"
        r"alerts(?: list)?(?: (?:do i have|have i set|are set|i have|i've set|running|active|on|set up|right now|"
        r"now))*\??|listalerts"
        r"|(?:what|which|how many) (?:price )?alerts? (?:do i have|have i got|have i set|are|r|i have|i don set|did "
        r"i set)"
        r"(?: up| set| on| active| running| now| right now)*\??|alert list|list alert"
        r"|what are you watching(?: for me)?\??|what am i being alerted about\??",
        Intent.LIST_ALERTS,
    ),
    rule(
        rf"(?:(?:change|move|edit|update)(?: my| the)? alert|changealert) {_HANDLE} (?:to )?{PRICE}",
        Intent.CHANGE_ALERT,
        _change,
    ),
    rule(rf"(?:pause(?: my| the)? alert|pausealert)(?: {_HANDLE})?", Intent.PAUSE_ALERT, lowered),
    rule(rf"(?:resume(?: my| the)? alert|resumealert)(?: {_HANDLE})?", Intent.RESUME_ALERT, lowered),
    rule(
        rf"(?:the |my |that )?alert {_HANDLE},?(?: please)?(?: to)? (?:{REMOVE}(?: it)?|{GO})|"
        rf"i want(?: my| the| that)? alert {_HANDLE} (?:gone|off|deleted|removed)",
        Intent.DELETE_ALERT,
        lowered,
    ),
    rule(
        rf"(?:{REMOVE}|no more)(?: an?| one| all| all of| every)?(?: my| the)?(?: price)? alerts?",
        Intent.DELETE_ALERT,
        lambda _groups: {},
    ),
    rule(
        rf"{REMOVE}(?: my| the| that)? {NO_NAME}{TOKEN}(?: price)? alerts?{CHAIN}"
        rf"|no more(?: of)?(?: my| the| these| those)? {NO_NAME}{TOKEN}(?: price)? alerts?{CHAIN}"
        rf"|{REMOVE}(?: my| the)?(?: price)? alerts? (?:on|for|about|of)(?: my| the)? {NO_NAME}{TOKEN}{CHAIN}",
        Intent.DELETE_ALERT,
    ),
    rule(
        rf"(?:{REMOVE}(?: my| the| that)? alert|deletealert)"
        rf"(?: {_HANDLE})?",
        Intent.DELETE_ALERT,
        lowered,
    ),
    rule(r"repeat(?: my| the| an)? alert|repeatalert", Intent.REPEAT_ALERT, lambda _groups: {}),
    rule(r"cool-?down", Intent.COOL_ALERT, lambda _groups: {}),
    rule(r"notealert", Intent.NOTE_ALERT, lambda _groups: {}),
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
]
