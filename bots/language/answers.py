"""What somebody types while a question is open, read as the one thing it asks for. It knows no question.

A sentence with a meaning of its own never comes here: it is a command, and drops the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from bots.language.amounts import AMOUNT, CURRENCY, DOLLARS, PART, quantities
from bots.language.coins import symbol
from bots.language.grammar import understand
from bots.language.intents import Intent
from bots.language.levels import PRICE, TIME, WAY, minutes_in, way_in
from bots.language.numbers import NUMBER
from bots.language.patterns import CHAIN, CHAIN_NAME, NAME, TO_CHAIN_NAME, TOKEN, Entities, Groups, named, number
from bots.language.safeguards import CODE, code_in
from bots.language.settings import HOURS, PRESETS, presets_in, quiet_hours_in
from bots.language.wallets import wallet_parts
from bots.language.words import plain
from esther_site.lib.errors import UserError

__all__ = ["Wants", "read_answer"]


class Wants(StrEnum):
    """What a question asks for."""

    SUBJECT = "subject"  # of an alert: a token or the portfolio, and whatever else an alert may say
    TOKEN = "token"
    CURRENCY = "currency"
    CHAIN = "chain"
    TO_CHAIN = "to_chain"  # where something is to arrive
    DIRECTION = "direction"
    PRICE = "price"
    LEVEL_BELOW = "level_below"  # a price, or how far below the present one
    LEVEL_ABOVE = "level_above"
    PERCENT = "percent"
    WINDOW = "window"
    PURCHASE = "purchase"  # how much to buy
    SALE = "sale"  # how much to sell
    STOP = "stop"  # how far below, or at which price
    TARGET = "target"
    SLIPPAGE = "slippage"
    BUY_PRESETS = "buy_presets"
    SELL_PRESETS = "sell_presets"
    QUIET_HOURS = "quiet_hours"
    TIME_ZONE = "time_zone"
    PHRASE = "phrase"  # the words by which somebody takes a risk
    CODE = "code"  # of an authenticator app
    WALLET = "wallet"  # which one of the user's
    WALLET_NAME = "wallet_name"  # what one is to be called
    WALLET_ADDRESS = "wallet_address"


# How an answer looks, and how its parts are read; `known` is what the sentence has said before.
_Reader = Callable[[Groups, Entities], Entities | None]

_WAYS: Final = {"up": "above", "higher": "above", "down": "below", "lower": "below", "either": "crosses"}


def read_answer(wants: str, text: str, *, known: Entities) -> Entities:
    """Return the entities that an answer adds to what is `known`. Raises UserError when it is no answer."""
    sentence = plain(text)
    if wants == Wants.SUBJECT:
        entities = _subject(sentence)
    else:
        pattern, read = _READERS[Wants(wants)]
        match = re.fullmatch(pattern, sentence, re.IGNORECASE)
        groups = {name: part for name, part in match.groupdict().items() if part} if match else {}
        entities = read(groups, known) if match else None
    if entities is None:
        raise UserError(f"I did not understand that. {_HINTS[Wants(wants)]} /cancel drops the question.")
    return entities


def _subject(sentence: str) -> Entities | None:
    understood = understand(f"alert {sentence}")
    is_subject = understood.intent == Intent.SET_ALERT and {"token", "portfolio"} & understood.entities.keys()
    return understood.entities if is_subject else None


def _named(groups: Groups, known: Entities) -> Entities:
    return named(groups)


def _direction(groups: Groups, known: Entities) -> Entities:
    way = {"direction": _WAYS[groups["way"].split()[0].lower()]} if "way" in groups else way_in(groups)
    return way | ({"price": number(groups["price"])} if "price" in groups else {})


def _number(name: str, group: str = "") -> _Reader:
    return lambda groups, known: {name: number(groups[group or name])}


def _window(groups: Groups, known: Entities) -> Entities:
    return {"window_minutes": minutes_in(groups)}


def _sale(groups: Groups, known: Entities) -> Entities | None:
    return quantities(groups) if _counts_the_token(groups, known) else None


def _purchase(groups: Groups, known: Entities) -> Entities | None:
    if "part" in groups:  # of what? Of the token there may be none yet
        return None
    if _counts_the_token(groups, known):
        return quantities(groups)
    return {"spend": number(groups["amount"]), "currency": symbol(groups["currency"])}


def _counts_the_token(groups: Groups, known: Entities) -> bool:
    """Say whether a number is of the token itself: no other name stands behind it."""
    names = {known.get(name, "").casefold() for name in ("token", "called")}
    said = groups.get("currency", "")
    return not said or said.casefold() in names or symbol(said).casefold() in names


def _side(name: str) -> _Reader:
    """Read one side of a pair of orders: a price, or in percent how far off it is."""
    return lambda groups, known: {
        f"{name}_{'percent' if 'percent' in groups else 'price'}": number(groups.get("percent") or groups["price"])
    }


def _level(groups: Groups, known: Entities) -> Entities:
    return {f"price{'_percent' if 'percent' in groups else ''}": number(groups.get("percent") or groups["price"])}


def _presets(name: str) -> _Reader:
    return lambda groups, known: presets_in({name: groups["presets"]})


def _hours(groups: Groups, known: Entities) -> Entities:
    return quiet_hours_in(groups) if "begin" in groups else {"quiet": "off"}


def _zone(groups: Groups, known: Entities) -> Entities:
    return {"time_zone": groups["zone"]}


def _phrase(groups: Groups, known: Entities) -> Entities:
    return {"phrase": groups["phrase"]}


def _code(groups: Groups, known: Entities) -> Entities:
    return code_in(groups)


def _wallet(groups: Groups, known: Entities) -> Entities:
    return wallet_parts(groups)


_QUANTITY: Final = rf"(?:{DOLLARS}|{PART}(?: of (?:it|them))?|{AMOUNT}(?:{CURRENCY})?)"
_SIDE: Final = (
    rf"(?:at |by )?(?:[-+]\s?)?(?:(?P<percent>{NUMBER})\s*(?:%|percent)(?: (?:above|below|up|down))?|{PRICE})"
)
_OFF: Final = r"(?: (?:the |its )?(?:current |present )?(?:price|market|here|now|it))?"
_BELOW: Final = (
    rf"(?!\+)(?:[-−]\s?)?(?P<percent>{NUMBER})\s*(?:%|percent)(?: (?:below|under|lower|down|off|less){_OFF})?"
)
_ABOVE: Final = rf"(?:\+\s?)?(?P<percent>{NUMBER})\s*(?:%|percent)(?: (?:above|over|higher|up|more){_OFF})?"
_READERS: Final[dict[Wants, tuple[str, _Reader]]] = {
    Wants.TOKEN: (rf"{TOKEN}{CHAIN}", _named),
    Wants.CURRENCY: (rf"(?P<currency>{NAME})", _named),
    Wants.CHAIN: (rf"(?:on )?(?:the )?{CHAIN_NAME}", _named),
    Wants.TO_CHAIN: (rf"(?:on |to )?{TO_CHAIN_NAME}", _named),
    Wants.DIRECTION: (
        rf"(?:(?:if |when )?(?:it |the price )?{WAY}|(?P<way>up|higher|down|lower|either(?: way)?))(?: {PRICE})?",
        _direction,
    ),
    Wants.PRICE: (rf"(?:at |to )?{PRICE}", _number("price")),
    Wants.LEVEL_BELOW: (rf"(?:at |to |by )?(?:{_BELOW}|{PRICE})", _level),
    Wants.LEVEL_ABOVE: (rf"(?:at |to |by )?(?:{_ABOVE}|{PRICE})", _level),
    Wants.PERCENT: (rf"(?P<percent>{NUMBER})\s*(?:%|percent)?", _number("percent")),
    Wants.WINDOW: (rf"(?:in |within |over )?{TIME}", _window),
    Wants.PURCHASE: (_QUANTITY, _purchase),
    Wants.SALE: (_QUANTITY, _sale),
    Wants.STOP: (_SIDE, _side("stop")),
    Wants.TARGET: (_SIDE, _side("target")),
    Wants.SLIPPAGE: (rf"(?P<percent>{NUMBER})\s*(?:%|percent)?", _number("slippage", "percent")),
    Wants.BUY_PRESETS: (rf"(?P<presets>{PRESETS})", _presets("buy_presets")),
    Wants.SELL_PRESETS: (rf"(?P<presets>{PRESETS})", _presets("sell_presets")),
    Wants.QUIET_HOURS: (rf"{HOURS}|off|none|no quiet hours", _hours),
    Wants.TIME_ZONE: (r"(?P<zone>[\w/+:. -]{1,60})", _zone),
    Wants.PHRASE: (r"(?P<phrase>.{1,100})", _phrase),
    Wants.CODE: (CODE, _code),
    Wants.WALLET: (r"(?P<wallet>.{1,80})", _wallet),
    Wants.WALLET_NAME: (r"(?P<name>.{1,80})", _wallet),
    Wants.WALLET_ADDRESS: (r"(?P<address>0x[0-9a-z]+)", _wallet),
}
_HINTS: Final = {
    Wants.SUBJECT: "Press a button, or type a token such as LINK, or “portfolio”.",
    Wants.TOKEN: "Press a button, or type a token or its address.",
    Wants.CURRENCY: "Press a button, or type a token or its address.",
    Wants.CHAIN: "Press a button, or type a chain such as Base.",
    Wants.TO_CHAIN: "Press a button, or type a chain such as Base.",
    Wants.DIRECTION: "Press a button, or type above, below or crosses.",
    Wants.PRICE: "Press a button, or type a price in dollars such as 3200 or 3.2k.",
    Wants.LEVEL_BELOW: "Press a button, or type a price such as 2800, or how far below it is, such as 5 %.",
    Wants.LEVEL_ABOVE: "Press a button, or type a price such as 3500, or how far above it is, such as 10 %.",
    Wants.PERCENT: "Press a button, or type a percentage such as 5.",
    Wants.WINDOW: "Press a button, or type a time such as 30 min or 4 h.",
    Wants.PURCHASE: "Press a button, or type how much, such as 0.5, $100 or 50 USDC.",
    Wants.SALE: "Press a button, or type how much, such as 0.5, $100 or half.",
    Wants.STOP: "Press a button, or type a price such as 2800, or a percentage such as 5 %.",
    Wants.TARGET: "Press a button, or type a price such as 3500, or a percentage such as 10 %.",
    Wants.SLIPPAGE: "Press a button, or type a percentage such as 0.5.",
    Wants.BUY_PRESETS: "Type one to four amounts in dollars, such as 20 50 250, or default.",
    Wants.SELL_PRESETS: "Type one to four percentages, such as 10 50 100, or default.",
    Wants.QUIET_HOURS: "Press a button, or type two times such as 22:00-07:00, or off.",
    Wants.TIME_ZONE: "Press a button, or type a large city such as Berlin.",
    Wants.PHRASE: "Type the phrase as it stands above.",
    Wants.CODE: "Type the six digits that your authenticator app shows now.",
    Wants.WALLET: "Press a button, or type the wallet's name.",
    Wants.WALLET_NAME: "Type a name of 1 to 40 characters.",
    Wants.WALLET_ADDRESS: "Type an address: 0x and 40 hexadecimal digits.",
}
