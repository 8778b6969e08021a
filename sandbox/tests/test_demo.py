from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
import responses
from django.core.management import CommandError, call_command
from freezegun import freeze_time
from pytest_django import Settings

from alerts.models import Alert
from portfolio.models import Snapshot, SnapshotLine
from portfolio.past_prices import token_prices
from tokens.models import Token
from trading import paper
from trading.models import Order, PaperBalance, Swap, User, Wallet
from trading.swaps import confirm_swap, quote_swap
from trading.tests.desk import admitted, spend
from trading.users import Newcomer, meet

pytestmark = pytest.mark.django_db

NOW = "2026-05-05T12:00:00+00:00"


def seed(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def alice() -> User:
    return User.objects.get(telegram_id=1001)


def paper_trade(user: User) -> Swap:
    return confirm_swap(user, quote_swap(spend(user, "100", "USDC", get="LINK")).handle, pressed_by="a test")


# Refusals


def test_it_is_for_the_sandbox_alone(seeded: None, settings: Settings) -> None:
    settings.SANDBOX = False
    with pytest.raises(CommandError, match="Only the sandbox has a demo"):
        seed()
    assert not User.objects.exists()


@pytest.mark.parametrize("days", ["0", "-3", "366"])
def test_so_many_days_nobody_lives(seeded: None, days: str) -> None:
    with pytest.raises(CommandError, match="Choose from 1 to 365 days"):
        seed(f"--days={days}")


def test_a_stranger_to_the_sandbox_gets_none(seeded: None) -> None:
    with pytest.raises(CommandError, match=r"Nobody in the sandbox has the id 7: choose one of 1001 \(Alice\)"):
        seed("--user=7")


def test_without_tokens_it_says_what_to_run_first(db: None) -> None:
    with pytest.raises(CommandError, match="seed_tokens"):
        seed()


def test_a_history_of_ones_own_is_left_alone(okx: responses.RequestsMock) -> None:
    user = admitted(1001, "Alice")
    swap = paper_trade(user)
    with pytest.raises(CommandError, match="Alice has a history that is no demo, and it stays"):
        seed()
    assert list(Swap.objects.all()) == [swap]


# What it makes


def test_it_gives_a_snapshot_for_each_day_and_trades_orders_and_alerts(seeded: None) -> None:
    with freeze_time(NOW):
        said = seed()

    assert said.startswith("Alice has 30 days behind them, with 14 trades.\nRun “make run”, open http://")
    assert "/performance 30d" in said
    days = Snapshot.objects.filter(user=alice()).order_by("day").values_list("day", "source", "is_estimated")
    assert [f"{day:%d %b}" for day, *_ in days[:1]] + [f"{day:%d %b}" for day, *_ in days[29:]] == ["05 Apr", "04 May"]
    assert {(source, is_estimated) for _, source, is_estimated in days} == {("daily", False)}
    assert set(Swap.objects.values_list("state", "user")) == {("booked", alice().pk)}
    assert [Order.objects.filter(state="active").count(), Alert.objects.filter(state="active").count()] == [4, 3]


def test_its_prices_are_those_of_the_stand_ins_candles(okx: responses.RequestsMock) -> None:
    with freeze_time(NOW):
        seed()
        since = Snapshot.objects.earliest("day").taken_at
        for line in SnapshotLine.objects.select_related("snapshot", "token__chain"):
            assert line.price_usd == token_prices(line.token, since=since).at(line.snapshot.taken_at)
        swap = Swap.objects.filter(token_in__symbol="ETH").latest("pk")
        assert swap.value_usd
        assert swap.finished_at
        in_candles = token_prices(swap.token_in, since=since).at(swap.finished_at)
    assert in_candles
    assert round(swap.value_usd, 9) == round(swap.token_in.to_amount(swap.units_in) * in_candles, 9)


def test_a_second_time_nothing_changes(seeded: None) -> None:
    seed()
    before = list(PaperBalance.objects.order_by("pk").values_list("token", "units")), Swap.objects.count()
    assert seed().startswith("Alice has a past already: nothing was changed.\n")

    assert (list(PaperBalance.objects.order_by("pk").values_list("token", "units")), Swap.objects.count()) == before
    assert Snapshot.objects.count() == 30


def test_others_and_other_spans_can_be_named(seeded: None) -> None:
    seed("--days=65", "--user=1002")

    bob = User.objects.get(telegram_id=1002)
    assert (bob.first_name, bob.status, Snapshot.objects.filter(user=bob).count()) == ("Bob", "active", 65)


def test_a_wallet_that_was_only_opened_and_filled_makes_way(seeded: None) -> None:
    user, _ = meet(Newcomer(telegram_id=1001, first_name="Alice", username="alice"))
    paper.add(user, Token.objects.get(chain__name="Ethereum", symbol="DAI"), Decimal(5))
    seed()

    assert not PaperBalance.objects.filter(token__symbol="DAI").exists()
    assert Wallet.objects.get(owner=user).reset_at is None
