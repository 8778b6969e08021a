from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language import Wants, read_answer
from esther_site.lib.errors import UserError

ADDRESS = "0x7ceb23fd6bc0add59e62ac25578270cff1b9f619"
BUYING = {"token": "LINK"}


@pytest.mark.parametrize(
    ("wants", "text"),
    [
        (Wants.PRICE, "soon"),
        (Wants.PRICE, "5%"),
        (Wants.LEVEL_BELOW, "5% above"),
        (Wants.LEVEL_BELOW, "+5%"),
        (Wants.LEVEL_BELOW, "5% below 3000"),
        (Wants.LEVEL_ABOVE, "5% below"),
        (Wants.LEVEL_ABOVE, "−5%"),
        (Wants.PRICE, "3200 or so"),
        (Wants.PRICE, "not 3200"),
        (Wants.PRICE, "3200?"),
        (Wants.PRICE, "3200 3300"),
        (Wants.PRICE, ""),
        (Wants.PRICE, "3" * 500),
        (Wants.PERCENT, "five"),
        (Wants.PERCENT, "$5"),
        (Wants.DIRECTION, "sideways"),
        (Wants.DIRECTION, "not above"),
        (Wants.WINDOW, "30"),
        (Wants.WINDOW, "a while"),
        (Wants.SUBJECT, "me"),
        (Wants.SUBJECT, "12345"),
        (Wants.SUBJECT, "that coin of the day"),
        (Wants.TOKEN, "12345"),
        (Wants.TOKEN, "link and eth"),
        (Wants.CURRENCY, "5 usdc"),
        (Wants.PURCHASE, "half"),
        (Wants.PURCHASE, "25%"),
        (Wants.PURCHASE, "lots"),
        (Wants.PURCHASE, "0.5 link with usdc"),
        (Wants.PURCHASE, "0.5 and sell it"),
        (Wants.SALE, "50 usdc"),
        (Wants.SALE, "half of my usdc"),
        (Wants.SALE, "not half"),
        (Wants.SALE, "half?"),
        (Wants.QUIET_HOURS, "at night"),
        (Wants.QUIET_HOURS, "22:00"),
        (Wants.TIME_ZONE, "<b>"),
    ],
)
def test_it_refuses_what_is_no_answer_and_says_what_is_one(wants: Wants, text: str) -> None:
    with pytest.raises(UserError, match=r"I did not understand that\. .* type .* /cancel drops the question\."):
        read_answer(wants, text, known=BUYING)


@pytest.mark.parametrize("number", ["0", "-1", "1e-30", "NaN", "1,5,0", "0,00,1", "١٢", "9" * 80])
@pytest.mark.parametrize("wants", [Wants.PRICE, Wants.PERCENT, Wants.PURCHASE, Wants.SALE])
def test_it_answers_a_bad_number_and_does_not_guess(wants: Wants, number: str) -> None:
    with pytest.raises(UserError) as refusal:
        read_answer(wants, number, known=BUYING)

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("wants", "text"),
    [
        (Wants.WINDOW, "1.001 h"),
        (Wants.WINDOW, "0 min"),
        (Wants.QUIET_HOURS, "25:00-07:00"),
        (Wants.QUIET_HOURS, "10 to 7am"),
    ],
)
def test_it_answers_a_bad_time_and_does_not_guess(wants: Wants, text: str) -> None:
    with pytest.raises(UserError) as refusal:
        read_answer(wants, text, known={})

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("wants", "text", "entities"),
    [
        (Wants.PRICE, "3200", {"price": "3200"}),
        (Wants.LEVEL_BELOW, "at 2800", {"price": "2800"}),
        (Wants.LEVEL_BELOW, "at 10% below", {"price_percent": "10"}),
        (Wants.LEVEL_BELOW, "−7.5 %", {"price_percent": "7.5"}),
        (Wants.LEVEL_BELOW, "10 percent under the current price", {"price_percent": "10"}),
        (Wants.LEVEL_ABOVE, "$3,200", {"price": "3200"}),
        (Wants.LEVEL_ABOVE, "+ 5%", {"price_percent": "5"}),
        (Wants.LEVEL_ABOVE, "20% higher", {"price_percent": "20"}),
        (Wants.PRICE, "3.2k", {"price": "3200"}),
        (Wants.PRICE, "at $3,200 please", {"price": "3200"}),
        (Wants.PRICE, "0.35 usd", {"price": "0.35"}),
        (Wants.PERCENT, "5", {"percent": "5"}),
        (Wants.PERCENT, "2.5 %", {"percent": "2.5"}),
        (Wants.DIRECTION, "Above", {"direction": "above"}),
        (Wants.DIRECTION, "down", {"direction": "below"}),
        (Wants.DIRECTION, "either way", {"direction": "crosses"}),
        (Wants.DIRECTION, "when it crosses", {"direction": "crosses"}),
        (Wants.DIRECTION, "below 3k", {"direction": "below", "price": "3000"}),
        (Wants.WINDOW, "30 min", {"window_minutes": "30"}),
        (Wants.WINDOW, "within an hour", {"window_minutes": "60"}),
        (Wants.WINDOW, "1.5h", {"window_minutes": "90"}),
        (Wants.SUBJECT, "link", {"token": "LINK"}),
        (Wants.SUBJECT, "my portfolio", {"portfolio": "true"}),
        (Wants.SUBJECT, "arb on arbitrum", {"token": "ARB", "chain": "42161"}),
        (Wants.SUBJECT, "eth above 3200", {"token": "ETH", "direction": "above", "price": "3200"}),
        (Wants.SUBJECT, ADDRESS, {"token": ADDRESS}),
        (Wants.TOKEN, "wrapped ether", {"token": "WETH"}),
        (Wants.TOKEN, "weth on base", {"token": "WETH", "chain": "8453"}),
        (Wants.TOKEN, ADDRESS, {"token": ADDRESS}),
        (Wants.CURRENCY, "USDT", {"currency": "USDT"}),
        (Wants.PURCHASE, "0.5", {"amount": "0.5"}),
        (Wants.PURCHASE, "0.5 link", {"amount": "0.5"}),
        (Wants.PURCHASE, "$100", {"usd": "100"}),
        (Wants.PURCHASE, "100 dollars", {"usd": "100"}),
        (Wants.PURCHASE, "50 usdc", {"spend": "50", "currency": "USDC"}),
        (Wants.SALE, "0.5", {"amount": "0.5"}),
        (Wants.SALE, "0.5 LINK", {"amount": "0.5"}),
        (Wants.SALE, "$100", {"usd": "100"}),
        (Wants.SALE, "half", {"percent": "50"}),
        (Wants.SALE, "all of it", {"percent": "100"}),
        (Wants.SALE, "25%", {"percent": "25"}),
        (Wants.QUIET_HOURS, "10pm to 7am", {"quiet_from": "22:00", "quiet_until": "07:00"}),
        (Wants.QUIET_HOURS, "off", {"quiet": "off"}),
        (Wants.TIME_ZONE, "New York", {"time_zone": "New York"}),
    ],
)
def test_it_reads_an_answer(wants: Wants, text: str, entities: dict[str, str]) -> None:
    assert read_answer(wants, text, known=BUYING) == entities


@given(st.sampled_from(list(Wants)), st.text(max_size=200))
def test_any_text_is_an_answer_or_refused_with_a_sentence(wants: Wants, text: str) -> None:
    answer = entities_or_sentence(wants, text)

    assert answer.endswith(".") if isinstance(answer, str) else answer and all(map(str.isprintable, answer.values()))


def entities_or_sentence(wants: Wants, text: str) -> dict[str, str] | str:
    try:
        return read_answer(wants, text, known={})
    except UserError as refusal:
        return refusal.message


@pytest.mark.parametrize("unit", ["1", "1,", "1.", "a ", "1 a ", "on base ", "22:00 ", "the ", "goes up "])
@pytest.mark.parametrize("wants", Wants)
def test_hostile_text_costs_less_than_five_milliseconds_a_kilobyte(wants: Wants, unit: str) -> None:
    text = unit * (395 // len(unit))
    fastest = min(_seconds(wants, text) for _ in range(3))

    assert fastest < 0.005 * max(1, len(text.encode()) / 1000)


def _seconds(wants: Wants, text: str) -> float:
    started = time.perf_counter()
    with suppress(UserError):
        read_answer(wants, text, known={})
    return time.perf_counter() - started
