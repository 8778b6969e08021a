from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language.numbers import NUMBER, parse_number
from esther_site.lib.errors import UserError

ABOVE_ZERO = "The amount must be above zero."
UNREADABLE = "I cannot read “%s” as an amount. Write it like 0.1, 1250.50 or 2.5k."


@pytest.mark.parametrize("text", ["0", "0.0", "0k", "-1", "-0.5", "0.000"])
def test_it_refuses_nothing_and_less_than_nothing(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_number(text)

    assert refusal.value.message == ABOVE_ZERO


@pytest.mark.parametrize(
    "text", ["1,5,0", "0,00,1", "00,100", "1,00,000", "1.2.3", "1e-30", "1e400", "1e5", "nan", "inf", "infinity", ","]
)
def test_it_refuses_what_may_be_read_in_two_ways_or_in_none(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_number(text)

    assert refusal.value.message == UNREADABLE % text


@pytest.mark.parametrize("text", ["١٢", "१२", "1٢", "1٬000"])
def test_it_asks_for_the_digits_0_to_9(text: str) -> None:
    with pytest.raises(UserError, match=r"Please write amounts with the digits 0 to 9|I cannot read"):
        parse_number(text)


@pytest.mark.parametrize("text", ["9" * 80, "0." + "0" * 80 + "1", "1," + "000," * 40 + "000"])
def test_it_refuses_eighty_digits(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_number(text)

    assert refusal.value.message == "That number is too long. Use at most 40 digits."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.1", "0.1"),
        (".3", "0.3"),
        ("5.", "5"),
        ("+7", "7"),
        ("007", "7"),
        ("1,250", "1250"),
        ("1,250,000.75", "1250000.75"),
        ("1.000,50", "1000.50"),
        ("0,5", "0.5"),
        ("2,5", "2.5"),
        ("0,125", "0.125"),
        ("1250,75", "1250.75"),
        ("1.000", "1"),
        ("2.5k", "2500"),
        ("1m", "1000000"),
        ("0.000000000000000001", "0.000000000000000001"),
    ],
)
def test_it_reads_what_people_write(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@given(st.decimals(min_value="1e-18", max_value="1e21", places=18))
def test_it_keeps_every_digit(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number


@given(st.integers(min_value=1, max_value=10**30))
def test_it_reads_groups_of_thousands_exactly(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(st.text(alphabet="0123456789.,-+ekm٣ ", max_size=60))
def test_it_gives_an_exact_number_or_a_sentence(text: str) -> None:
    answer = number_or_sentence(text)

    assert answer.endswith(".") if isinstance(answer, str) else (type(answer) is Decimal and answer > 0)


def number_or_sentence(text: str) -> Decimal | str:
    try:
        return parse_number(text)
    except UserError as refusal:
        return refusal.message


@given(st.text(alphabet="0123456789.,e/x ", max_size=40))
def test_the_pattern_takes_a_number_whole(text: str) -> None:
    for match in re.finditer(NUMBER, text):
        assert text[match.end() : match.end() + 1] not in {*"0123456789.,/"}


@pytest.mark.parametrize("unit", ["1", "1,", "1.", ".", "1e1", "-1", "infinan"])
def test_a_hostile_number_costs_no_more_than_its_length(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    re.compile(rf"(?:{NUMBER})+\s*x").fullmatch(text)

    assert time.perf_counter() - started < 0.5
