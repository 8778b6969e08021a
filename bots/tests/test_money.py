from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bots.templatetags import money
from tokens.models import Token

ETH = Token(symbol="ETH", decimals=18)
USDC = Token(symbol="USDC", decimals=6)

whole_units = st.integers(min_value=0, max_value=2**256 - 1)


def number(text: str) -> Decimal:
    return Decimal(text.split()[0].replace(",", ""))


@given(whole_units)
def test_a_minimum_is_never_shown_as_more_than_it_is(units: int) -> None:
    assert number(money.at_least(units, ETH)) <= ETH.to_amount(units)


@given(whole_units)
def test_a_maximum_is_never_shown_as_less_than_it_is(units: int) -> None:
    assert number(money.at_most(units, ETH)) >= ETH.to_amount(units)


@given(whole_units)
def test_a_shown_amount_is_exact_to_eight_digits(units: int) -> None:
    exact = ETH.to_amount(units)

    assert abs(number(money.units(units, ETH)) - exact) <= exact * Decimal("5e-8")


@pytest.mark.parametrize(
    ("units", "least", "about", "most"),
    [
        (0, "0 ETH", "0 ETH", "0 ETH"),
        (1, *["0.000000000000000001 ETH"] * 3),
        (10**18, *["1 ETH"] * 3),
        (123456789 * 10**10, "1.2345678 ETH", "1.2345679 ETH", "1.2345679 ETH"),
        (999999999 * 10**9, "0.99999999 ETH", "1 ETH", "1 ETH"),
        (9999999949 * 10**9, "9.9999999 ETH", "9.9999999 ETH", "10 ETH"),
        (123456789012 * 10**18 + 1, "123,456,789,012 ETH", "123,456,789,012 ETH", "123,456,789,013 ETH"),
        (10**18 + 1, "1 ETH", "1 ETH", "1.0000001 ETH"),
    ],
)
def test_amounts_at_the_boundaries(units: int, least: str, about: str, most: str) -> None:
    assert (money.at_least(units, ETH), money.units(units, ETH), money.at_most(units, ETH)) == (least, about, most)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        ("0", "$0.00"),
        ("0.000000000000000001", "$0.000000000000000001"),
        ("0.00123", "$0.0012"),
        ("0.00999", "$0.01"),
        ("0.01", "$0.01"),
        ("0.994", "$0.99"),
        ("0.995", "$1.00"),
        ("1234567.891", "$1,234,567.89"),
        ("99999999999999999999", "$99,999,999,999,999,999,999.00"),
    ],
)
def test_values_in_dollars(value: str | None, shown: str) -> None:
    assert money.usd(None if value is None else Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        ("0", "$0.00"),
        ("0.0000000123456", "$0.00000001235"),
        ("0.99994", "$0.9999"),
        ("0.99996", "$1"),
        ("1", "$1.00"),
        ("2801.565", "$2,801.56"),
        ("110000", "$110,000.00"),
    ],
)
def test_prices_in_dollars(value: str | None, shown: str) -> None:
    assert money.price(None if value is None else Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown", "signed"),
    [
        (None, "–", "–"),
        ("0", "0 %", "0 %"),
        ("0.004", "0 %", "0 %"),
        ("-0.004", "0 %", "0 %"),
        ("0.005", "0 %", "0 %"),
        ("0.0051", "0.01 %", "+0.01 %"),
        ("-0.49", "−0.49 %", "−0.49 %"),
        ("100", "100 %", "+100 %"),
        ("12345.6", "12,345.6 %", "+12,345.6 %"),
    ],
)
def test_percentages(value: str | None, shown: str, signed: str) -> None:
    exact = None if value is None else Decimal(value)

    assert (money.percent(exact), money.signed_percent(exact)) == (shown, signed)


@pytest.mark.parametrize(
    "symbol", ["US\u200bDC", "\u202eUSDC", "US\u00adDC", "USDC\ufeff", "ＵＳＤＣ", "US\x00DC", " USDC\n"]
)
def test_a_symbol_is_shown_without_what_cannot_be_seen(symbol: str) -> None:
    assert money.symbol(Token(symbol=symbol)) == "USDC"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-50, "0 s ago"),
        (0, "0 s ago"),
        (59, "59 s ago"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (3600, "1 h ago"),
        (86399, "23 h ago"),
        (86400, "1 d ago"),
        (99 * 86400, "99 d ago"),
    ],
)
def test_how_long_ago(seconds: int, shown: str) -> None:
    assert money.age(timezone.now() - timedelta(seconds=seconds)) == shown


def test_what_is_not_known_is_not_made_up() -> None:
    assert (money.age(None), money.amount(None), money.units(None, USDC)) == ("at an unknown time", "–", "–")


@pytest.mark.parametrize(
    ("value", "shown"), [("-5", "−$5.00"), ("-0.004", "−$0.004"), ("-12345.678", "−$12,345.68"), ("0", "$0.00")]
)
def test_a_loss_has_the_minus_of_mathematics(value: str, shown: str) -> None:
    assert money.usd(Decimal(value)) == shown


@pytest.mark.parametrize(("number", "shown"), [(5, "+5"), (-10, "−10"), (0, "+0")])
def test_a_step_has_its_sign(number: int, shown: str) -> None:
    assert money.signed(number) == shown
