from __future__ import annotations

import pytest

from bots.model_reading.numbers import decimal_of, numbers_in


def read(text: str) -> list[set[str]]:
    return [
        {f"{value.normalize():f} {kind.name.lower()}" for value, kind in each.readings} for each in numbers_in(text)
    ]


@pytest.mark.parametrize(
    "text",
    ["1,25 eth", "1/2 eth", "2 and a half eth", "1.2.3 eth", "-5 eth", "3x eth", "seven point five", "a couple of eth"],
)
def test_what_cannot_be_read_exactly_is_kept_as_unreadable(text: str) -> None:
    assert set() in read(text)


@pytest.mark.parametrize("text", ["", "usdt0", "address_1", "sell eth", "quarterly"])
def test_no_number_is_found_where_there_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.5 eth", [{"0.5 plain"}]),
        ("0.5eth", [{"0.5 plain"}]),
        (".3 eth", [{"0.3 plain"}]),
        ("1,250.50 usdc", [{"1250.5 plain"}]),
        ("1.5k usdc", [{"1500 plain"}]),
        ("2 grand", [{"2000 plain"}]),
        ("two thousand usdc", [{"2000 plain"}]),
        ("a hundred usdc", [{"100 plain"}]),
        ("twenty five bucks", [{"25 dollars"}]),
        ("$100 of it", [{"100 dollars"}]),
        ("100 usd", [{"100 dollars"}]),
        ("100 usdc", [{"100 plain"}]),
        ("5%", [{"5 percent"}]),
        ("-5 %", [{"5 percent"}]),
        ("five percent", [{"5 percent"}]),
        ("half of it", [{"50 share"}]),
        ("half my eth", [{"50 share"}]),
        ("half an eth", [{"0.5 plain"}]),
        ("a quarter of it", [{"25 share", "129600 span"}]),
        ("a third", [{"33.333333333333333333 share"}]),
        ("all of it", [{"100 share"}]),
        ("30d", [{"43200 span"}]),
        ("two weeks", [{"20160 span"}]),
        ("last month", [{"43200 span"}]),
        ("half an hour", [{"30 span"}]),
        ("30m", [{"30 span", "30000000 plain"}]),
        ("0.1 eth at 2000", [{"0.1 plain"}, {"2000 plain"}]),
    ],
)
def test_numbers_are_read_exactly(text: str, numbers: list[set[str]]) -> None:
    assert read(text) == numbers


@pytest.mark.parametrize("text", ["1e5", "1,000", "-1", "٣", "nan", "1k", "", ".", "1" * 41])
def test_a_draft_writes_plain_decimals_only(text: str) -> None:
    assert decimal_of(text) is None
