"""From the parts of a sentence as they were said to exact entities: names, amounts, levels, spans of time."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bots.language.clauses import Parts
from bots.language.coins import symbol
from bots.language.numbers import parse_number
from bots.language.vocabulary import WORDS
from esther_site.lib.errors import UserError

__all__ = ["Entities", "bracket", "exact", "minutes_of", "options", "quantity", "settle_sign", "share_of"]

Entities = dict[str, str]

_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_LAST_DIGIT: Final = Decimal("1e-18")
_ALL: Final = frozenset(WORDS["all"].split(", "))
_FRACTIONS: Final = {"half": "0.5", "quarter": "0.25", "a": "1", "an": "1"}
_MINUTES: Final = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60, "mo": 30 * 24 * 60, "y": 365 * 24 * 60}
_COUNTS: Final = {"half": "0.5", "half a": "0.5", "half an": "0.5", "a": "1", "an": "1", "": "1"}


def exact(text: str) -> str:
    """Write a number as people type it exactly and without exponent. Raises UserError when it is none."""
    amount = parse_number(text)
    return f"{amount.normalize():f}" if text[-1] in "km" else f"{amount:f}"


def share_of(text: str) -> str:
    """Return a part of the whole in percent: of “a third”, “half”, “all” or a number. Raises UserError for none."""
    count, _, last = text.rpartition(" ")
    if part := _PARTS.get(last.removesuffix("s")):
        whole = Decimal(100) * (int(count) if count.isdecimal() else 1)
        return f"{(whole / part).quantize(_LAST_DIGIT).normalize():f}"
    return "100" if text in _ALL else exact(text)


def quantity(parts: Parts) -> Entities:
    """Read how much: of the token, of the currency, in dollars, or a part of the balance."""
    entities: Entities = {name: exact(parts[name]) for name in ("amount", "spend", "usd") if name in parts}
    if "fraction" in parts:
        said = parts["fraction"]
        entities["amount"] = _FRACTIONS.get(said.split()[-1]) or _as_amount(said)
    if "share" in parts:
        entities["percent"] = share_of(parts["share"])
    return entities


def _as_amount(fraction: str) -> str:
    """Write “a tenth” of one coin as a number of it."""
    return f"{(Decimal(share_of(fraction)) / 100).quantize(_LAST_DIGIT).normalize():f}"


def settle_sign(parts: Parts) -> bool:
    """Read “at -15%” as so far below the price, “at +15%” above it; false where a percentage has no sign."""
    signed = parts.pop("signed", None)
    if signed is not None:
        parts["price_percent"] = signed.lstrip("+-")
        parts |= {"way": "below", "still": "1"} if signed[0] == "-" else {"way": "above"}
    return signed is None or signed[0] in "+-"


def options(parts: Parts) -> Entities:
    """Read what goes for any trade: the other token, how exactly, how long, and whether Esther asks."""
    entities = {}
    if "currency" in parts:
        entities["currency"] = symbol(parts["currency"])
    if "slippage" in parts:
        entities["slippage"] = exact(parts["slippage"])
    if "span" in parts:
        entities["expires"] = minutes_of(parts["span"])
    if "automatic" in parts:
        entities["automatic"] = "yes"
    return entities


def bracket(parts: Parts) -> Entities | None:
    """Read a stop and a target, each in percent or as a price; None for a stop above the price.

    Raises UserError when a number is none, or the stop is above the target.
    """
    names = ("stop_percent", "stop_price", "target_percent", "target_price")
    if parts.get("stop_percent", "").startswith("+"):
        return None
    said = {name: parts[name] for name in names if name in parts}
    if "stop_percent" in said:
        said["stop_percent"] = said["stop_percent"].removeprefix("-")
    sides = {name: exact(text) for name, text in said.items()}
    if "stop_price" in sides and "target_price" in sides:
        stop, target = sides["stop_price"], sides["target_price"]
        if Decimal(stop) >= Decimal(target):
            raise UserError(f"The stop of {stop} is not below the target of {target}. Say again which is which.")
    return sides


def minutes_of(span: str) -> str:
    """Write a span of time such as “3 days”, “15m”, “an hour” or “half an hour” in minutes.

    Raises UserError when they are not whole.
    """
    count, _, unit = span.rpartition(" ")
    if unit[:1].isdigit() or unit[:1] in ("+", "-", "."):  # “15m” is one word, and no unit alone
        count, unit = unit[:-1], unit[-1]
    letter = "mo" if unit.startswith("mo") else unit[0]
    amount = parse_number(_COUNTS.get(count, count)) * _MINUTES[letter]
    if amount != int(amount):
        raise UserError("Give the time in whole minutes, such as 15 minutes, 4 hours or 2 days.")
    return str(int(amount))
