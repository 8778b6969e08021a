"""What a fact is before it has a number, and how its numbers and names are written. Nothing is looked up here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from tokens.models import Token
from tokens.spoken import clean, shown

__all__ = ["Finding", "Names", "dollars", "many", "number", "percent", "signed", "usd"]

_CENT: Final = Decimal("0.01")
_PLAIN_SYMBOL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9₮.$+-]{0,19}")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is so. `value` is for machines: texts and, nested, more of them; numbers as texts, too.

    A part whose name ends in `_percent` or `_usd` is that, and with its sign where it has one; any other is a count.
    `symbol` names the token it is about, as `Names.as_data` writes it.
    """

    kind: str
    value: Mapping[str, Any]
    sentence: str


@dataclass
class Names:
    """How tokens are called: for people, and for a language model, which never reads what anybody can make up."""

    stand_ins: dict[str, str] = field(default_factory=dict)  # by the name for machines: the name for people
    _known: dict[int, str] = field(default_factory=dict)

    def as_data(self, token: Token) -> str:
        """Return a verified token's symbol, and for any other a name of ours: TOKEN A, TOKEN B and so on."""
        if token.pk not in self._known:
            symbol = clean(token.symbol)
            is_plain = token.verified and _PLAIN_SYMBOL.fullmatch(symbol)
            name = symbol if is_plain else f"TOKEN {_letters(len(self.stand_ins))}"
            self._known[token.pk] = name
            if not is_plain:
                self.stand_ins[name] = self.for_people(token)
        return self._known[token.pk]

    def for_people(self, token: Token) -> str:
        """Return a symbol fit to be shown; one nobody vouches for stands in quotation marks, and says so."""
        if token.verified:
            return clean(token.symbol)
        symbol = shown(token.symbol).replace("“", "'").replace("”", "'")
        return f"“{symbol or '?'}” (not verified)"


def number(value: Decimal, places: int = 2) -> str:
    """Write a number for machines: so many decimals at most, without an exponent, and no minus before a zero."""
    rounded = round(value, places)
    text = f"{rounded or abs(rounded):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: Decimal) -> str:
    """Write a change for machines: with its sign, or 0."""
    text = number(value)
    return text if text == "0" or text.startswith("-") else f"+{text}"


def usd(value: Decimal) -> str:
    """Write dollars for machines: cents, or two significant digits of less than one."""
    places = 2 if abs(value) >= _CENT or not value else 1 - value.adjusted()
    return number(value, places)


def dollars(value: Decimal) -> str:
    """Write dollars for people; the same number as `usd`."""
    sign = "−" if value < 0 else ""
    return f"{sign}${abs(value):,.2f}" if abs(value) >= _CENT or not value else f"{sign}${usd(abs(value))}"


def percent(value: Decimal, *, with_sign: bool = False) -> str:
    """Write a percentage for people; the same number as `number` and `signed`."""
    text = signed(value) if with_sign else number(value)
    return f"{text.replace('-', '−')} %"


def many(count: int, one: str, more: str = "") -> str:
    """Write a count with its noun."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def _letters(count: int) -> str:
    """Return A, B … Z, AA, AB … for 0, 1 … 25, 26, 27 …"""
    text = chr(ord("A") + count % 26)
    return _letters(count // 26 - 1) + text if count >= 26 else text
