from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import responses
from django.utils import timezone

from portfolio.moves import changes_in, moves_of
from sandbox.okx.faults import set_fault
from tokens.candle_rows import Candle
from tokens.models import Token
from trading.tests.desk import token

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def candles(*prices: tuple[int, str, str]) -> list[Candle]:
    """Make 4-hour candles that opened so many hours ago, from their open and close."""
    return [
        Candle(
            opened_at=NOW - hours * HOUR,
            open=Decimal(opened),
            high=max(Decimal(opened), Decimal(closed)),
            low=min(Decimal(opened), Decimal(closed)),
            close=Decimal(closed),
        )
        for hours, opened, closed in prices
    ]


def test_without_candles_there_is_no_change() -> None:
    assert changes_in([], NOW) == {}


def test_a_young_token_has_no_change_over_what_it_did_not_live() -> None:
    assert changes_in(candles((8, "10", "11"), (4, "11", "12")), NOW) == {}


def test_a_change_is_from_the_nearest_price_known_to_the_last() -> None:
    found = changes_in(
        candles((720, "50", "60"), (168, "160", "150"), (27, "70", "80"), (24, "100", "90"), (4, "1", "120")), NOW
    )

    assert found == {"24 hours": Decimal(20), "7 days": Decimal(-25), "30 days": Decimal(140)}


def test_after_a_gap_the_price_before_it_still_counted() -> None:
    assert changes_in(candles((40, "100", "150"), (4, "290", "300")), NOW) == {"24 hours": Decimal(100)}


def test_a_month_that_begins_within_its_first_candle_is_whole() -> None:
    assert changes_in(candles((719, "100", "100"), (1, "100", "90")), NOW)["30 days"] == Decimal(-10)


@pytest.mark.django_db
def test_one_answer_of_okx_serves_all_spans_and_is_kept(okx: responses.RequestsMock) -> None:
    eth = token("ETH")
    first = moves_of([eth], timezone.now())
    asked = len(okx.calls)

    assert set(first[eth.pk]) == {"24 hours", "7 days", "30 days"}
    assert asked == 1
    assert moves_of([eth], timezone.now()) == first
    assert len(okx.calls) == asked


@pytest.mark.django_db
def test_while_okx_is_away_nothing_more_is_asked(okx: responses.RequestsMock) -> None:
    set_fault("market/candles", "500", times=99)

    assert moves_of([token("ETH"), token("LINK"), token("WBTC")], timezone.now()) == {}
    assert len({str(call.request.url) for call in okx.calls}) == 1


@pytest.mark.django_db
def test_a_token_that_okx_does_not_trade_hides_no_other(okx: responses.RequestsMock) -> None:
    eth = token("ETH")
    odd = Token.objects.create(chain=eth.chain, address=f"0x{0xBAD:040x}", symbol="ODD", decimals=0, source="okx")

    assert list(moves_of([odd, eth], timezone.now())) == [eth.pk]
