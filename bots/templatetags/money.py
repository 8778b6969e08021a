"""How amounts, prices and times look in a message. Shown numbers may be shorter than the exact ones, never better."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Decimal

from django import template
from django.utils import timezone

from tokens.models import Token
from tokens.spoken import clean

register = template.Library()

_DIGITS = 8
_CENT = Decimal("0.01")
_LIST_LENGTH = 16
MINUS = "−"  # the one of mathematics, as wide as a plus: never a hyphen


@register.filter
def amount(value: Decimal | None, rounding: str = ROUND_HALF_EVEN) -> str:
    """Show up to eight significant digits, or every digit of a whole number."""
    if value is None:
        return "–"
    places = max(0, _DIGITS - 1 - value.adjusted()) if value else 0
    short = round_to(value, places, rounding)
    whole, _, fraction = f"{short:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def round_to(value: Decimal, places: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)


@register.filter
def units(value: int | None, token: Token) -> str:
    """Show base units as whole tokens with the symbol."""
    return _with_symbol(value, token, ROUND_HALF_EVEN)


@register.filter
def at_least(value: int | None, token: Token) -> str:
    """Show a lower bound: never more than it is."""
    return _with_symbol(value, token, ROUND_DOWN)


@register.filter
def at_most(value: int | None, token: Token) -> str:
    """Show an upper bound: never less than it is."""
    return _with_symbol(value, token, ROUND_UP)


def _with_symbol(value: int | None, token: Token, rounding: str) -> str:
    return "–" if value is None else f"{amount(token.to_amount(value), rounding)} {symbol(token)}"


@register.filter
def symbol(token: Token) -> str:
    """Show a symbol without the invisible characters that could make it look like another."""
    return clean(token.symbol)


@register.filter
def called(token: Token) -> str:
    """Show what a token is called, and whether anybody vouches for it."""
    return symbol(token) if token.verified else f"{symbol(token)} (not verified)"


@register.filter
def called_short(token: Token) -> str:
    """Show what a token is called in a list, where one long name must not push out the others."""
    name = symbol(token)
    short = name if len(name) <= _LIST_LENGTH else f"{name[: _LIST_LENGTH - 1]}…"
    return short if token.verified else f"{short} (not verified)"


@register.filter
def usd(value: Decimal | None) -> str:
    """Show a value in dollars: in cents, or in two significant digits where it is less than one."""
    return _dollars(value, small_digits=2, small_below=_CENT)


@register.filter
def price(value: Decimal | None) -> str:
    """Show a price in dollars: in cents, or in four significant digits below one dollar."""
    return _dollars(value, small_digits=4, small_below=Decimal(1))


def _dollars(value: Decimal | None, *, small_digits: int, small_below: Decimal) -> str:
    if value is None:
        return "–"
    if value < 0:
        return f"{MINUS}{_dollars(-value, small_digits=small_digits, small_below=small_below)}"
    if value >= small_below or not value:
        return f"${value.quantize(_CENT):,f}"
    return f"${amount(round_to(value, small_digits - 1 - value.adjusted(), ROUND_HALF_EVEN))}"


@register.filter
def percent(value: Decimal | None) -> str:
    """Show two decimals at most."""
    return "–" if value is None else f"{_short(value)} %"


def _short(value: Decimal) -> str:
    rounded = value.quantize(_CENT) or Decimal(0)  # no minus before a zero
    text = f"{rounded:,f}".replace("-", MINUS)
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def signed_percent(value: Decimal | None) -> str:
    if value is None:
        return "–"
    return f"{'+' if value.quantize(_CENT) > 0 else ''}{percent(value)}"


def signed(number: int) -> str:
    """Show a whole number with its sign."""
    return f"{number:+d}".replace("-", MINUS)


@register.filter
def age(moment: datetime | None) -> str:
    """Say how long ago a moment was, in the largest unit that fits."""
    if moment is None:
        return "at an unknown time"
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
