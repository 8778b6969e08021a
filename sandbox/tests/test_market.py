from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from freezegun import freeze_time

from sandbox.market import Market
from sandbox.okx.listing import TOKENS
from sandbox.tests.okx_client import ETH, USDC, USDT, WETH

WBTC = "0x2260fac5e5542a773aa44fbcfedf7c193bc2c599"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_year_of(address: str) -> list[Decimal]:
    return [Market().price(1, address, NOON + timedelta(hours=37 * i)) for i in range(240)]


def test_it_refuses_a_token_it_does_not_list() -> None:
    with pytest.raises(LookupError):
        Market().price(1, "0x0000000000000000000000000000000000000001")


def test_it_refuses_to_nudge_an_unknown_symbol() -> None:
    with pytest.raises(LookupError):
        Market().nudge("NOSUCH", 1)


def test_it_refuses_a_fall_of_everything() -> None:
    with pytest.raises(ValueError, match="100 %"):
        Market().nudge("ETH", -100)


def test_the_production_settings_cannot_import_it() -> None:
    program = (
        "import django.conf; django.conf.settings.configure(SANDBOX=False)\n"
        "from django.core.exceptions import ImproperlyConfigured\n"
        "try:\n    import sandbox.market\nexcept ImproperlyConfigured:\n    print('refused')"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "refused\n"


def test_another_process_sees_the_same_prices() -> None:
    program = (
        "import django.conf; django.conf.settings.configure(SANDBOX=True)\n"
        "from datetime import UTC, datetime\nfrom sandbox.market import market\n"
        f"print(market().price(1, '{WBTC}', datetime(2026, 11, 22, 12, tzinfo=UTC)))"
    )
    elsewhere = subprocess.check_output([sys.executable, "-c", program], text=True)

    assert Market().price(1, WBTC, NOON) == Decimal(elsewhere.strip())


def test_another_seed_is_another_market() -> None:
    assert Market("one").price(1, WBTC, NOON) != Market("two").price(1, WBTC, NOON)


def test_bitcoin_stays_near_its_base_price() -> None:
    assert 100_000 < min(a_year_of(WBTC)) < max(a_year_of(WBTC)) < 120_000


def test_bitcoin_moves() -> None:
    assert max(a_year_of(WBTC)) / min(a_year_of(WBTC)) > Decimal("1.03")


@pytest.mark.parametrize("stable", [USDC, USDT])
def test_a_stablecoin_stays_within_a_twentieth_of_a_percent(stable: str) -> None:
    assert all(abs(price - 1) <= Decimal("0.0005") for price in a_year_of(stable))


def test_a_minute_moves_ether_by_less_than_one_percent() -> None:
    prices = [Market().price(1, ETH, NOON + timedelta(minutes=i)) for i in range(500)]

    assert all(abs(after / before - 1) < Decimal("0.01") for before, after in pairwise(prices))


def test_every_kind_of_ether_costs_the_same() -> None:
    kinds = [token for token in TOKENS if token.asset.symbol == "ETH" and token.symbol != "wstETH"]
    prices = {Market().price(token.chain.index, token.address, NOON) for token in kinds}

    assert len(kinds) > 8
    assert len(prices) == 1


def test_staked_ether_follows_ether() -> None:
    wsteth = Market().price(1, "0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0", NOON)

    assert round(wsteth / Market().price(1, WETH, NOON), 9) == Decimal("1.22")


def test_a_nudge_moves_every_kind_from_now_on_and_not_the_past() -> None:
    market = Market()
    before = market.price(1, ETH, NOON)
    with freeze_time(NOON):
        market.nudge("weth", 10)

    assert market.price(1, WETH, NOON) == pytest.approx(before * Decimal("1.1"), rel=Decimal("1e-9"))
    assert market.price(1, ETH, NOON - timedelta(seconds=5)) == Market().price(1, ETH, NOON - timedelta(seconds=5))


def test_a_reset_forgets_the_nudges() -> None:
    market = Market()
    with freeze_time(NOON):
        market.nudge("ETH", -50)
    market.reset()

    assert market.price(1, ETH, NOON) == Market().price(1, ETH, NOON)
