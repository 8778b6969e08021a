"""Numbers as people type them, read exactly or refused with a sentence. Never a float."""

from __future__ import annotations

import re
from decimal import Decimal

from bots.language.words import NO_DIGIT
from esther_site.lib.errors import UserError

__all__ = ["NUMBER", "parse_number"]

# Anything that was probably meant as a number: read strictly by parse_number, so that a bad one is answered.
# It is taken whole or not at all: never the 10 of “100”, the 0 of an address or the 1 of “1/2”.
NUMBER = (
    r"[-+]?(?:(?=[.,٬٫]*\d)[\d.,٬٫]++(?:e[-+]?\d++)?+|(?:nan|inf(?:inity)?)(?![a-z0-9]))"
    rf"(?:[km](?![a-z0-9]))?+(?![\d.,/⁄{NO_DIGIT}]|x[0-9a-f])"
)

_PLAIN = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# A comma that can part no thousands parts decimals: “0,5”, “2,5”, “0,125”; “1,250” stays a thousand.
_DECIMAL_COMMA = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,18})|0,[0-9]{3}")
_CONTINENTAL = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_SUFFIXES = {"k": Decimal(1000), "m": Decimal(1_000_000)}
_MAX_DIGITS = 40


def parse_number(text: str) -> Decimal:
    """Return the exact positive number in a text such as `0.1`, `.3`, `1,250.50`, `0,5` or `2.5k`.

    Raises UserError for everything else, zero and negative amounts included.
    """
    digits, factor = (text[:-1], _SUFFIXES[text[-1]]) if text[-1:] in _SUFFIXES else (text, Decimal(1))
    if len(digits) > _MAX_DIGITS and sum(map(str.isdigit, digits)) > _MAX_DIGITS:
        raise UserError("That number is too long. Use at most 40 digits.")
    if not digits.isascii() and any(each.isdigit() and not each.isascii() for each in digits):
        raise UserError("Please write amounts with the digits 0 to 9.")
    number = Decimal(_canonical(digits)) * factor
    if number <= 0:
        raise UserError("The amount must be above zero.")
    return number


def _canonical(digits: str) -> str:
    if digits.startswith("-"):
        raise UserError("The amount must be above zero.")
    digits = digits.removeprefix("+")
    if _PLAIN.fullmatch(digits):
        return digits
    if _THOUSANDS.fullmatch(digits):
        return digits.replace(",", "")
    if _CONTINENTAL.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if _DECIMAL_COMMA.fullmatch(digits):
        return digits.replace(",", ".")
    raise UserError(f"I cannot read “{digits[:20]}” as an amount. Write it like 0.1, 1250.50 or 2.5k.")
