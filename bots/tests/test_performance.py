from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from PIL import Image

from bots.tests.chat import Chat
from portfolio.models import Book, Snapshot
from portfolio.tests.past_swaps import past_swap
from portfolio.tests.snapshot_desk import hold, real_wallet, token
from sandbox.okx.faults import set_fault
from tokens.models import Price
from trading.models import PaperBalance, User

pytestmark = pytest.mark.django_db

Story = Callable[..., None]


@pytest.fixture
def history(alice: Chat) -> Story:
    """Give Alice past days: the amount of ether, and its price, for so many days back; and the same now."""
    alice.says("/start")
    user = User.objects.get(telegram_id=1)
    ether = token("ETH")

    def tell(*days: tuple[int, str, str], book: Book = Book.PAPER, is_estimated: bool = False) -> None:
        now = timezone.now()
        for ago, amount, usd in days:
            value = Decimal(amount) * Decimal(usd)
            snapshot = Snapshot.objects.create(
                user=user,
                book=book,
                day=now.date() - timedelta(days=ago),
                total_usd=value,
                is_estimated=is_estimated,
                source=Snapshot.Source.DAILY,
                taken_at=now - timedelta(days=ago, minutes=-1),
            )
            snapshot.lines.create(
                token=ether, units=ether.to_units(Decimal(amount)), price_usd=Decimal(usd), value_usd=value
            )

    PaperBalance.objects.all().delete()
    assert user.default_wallet
    hold(user.default_wallet, "ETH", "2")
    Price.objects.update_or_create(
        token=ether, defaults={"usd": Decimal(2200), "source": "test", "observed_at": timezone.now()}
    )
    return tell


# Where there is nothing to show


def test_without_history_it_says_so_and_when_there_will_be(alice: Chat) -> None:
    said = alice.says("/performance 7d")
    assert said.startswith("<b>No history yet</b> for the last 7 days (play money).\nA snapshot is taken at the end")
    assert list(alice.bubbles[-1].buttons)[:7] == ["· 7d ·", "30d", "90d", "mtd", "ytd", "1y", "all"]
    assert alice.wire.sent("sendPhoto") == []


@pytest.mark.parametrize("text", ["/performance whenever", "/performance 2026-13-01 to 2026-13-05"])
def test_what_is_no_period_is_refused_with_what_can_be_said(alice: Chat, text: str) -> None:
    assert "Write 7d, 30d, 90d, mtd, ytd, 1y, all, “last month”" in alice.says(text)


@pytest.mark.parametrize("data", ["performance", "performance:x:y:z", "performance:7d:gold:d", "performance:<b>"])
def test_a_forged_button_does_no_harm(alice: Chat, data: str) -> None:
    alice.says("/start")
    assert "id" not in alice.brings(alice.press(data)).split()


def test_only_operators_take_everybodys_snapshot(alice: Chat) -> None:
    assert alice.says("/snapshot").startswith("Only an operator can do that.")
    assert not Snapshot.objects.exists()


# What is shown


def test_it_is_a_picture_with_the_figures(alice: Chat, history: Story) -> None:
    history((7, "2", "2000"), (1, "2", "2100"))
    caption = alice.says("How has my portfolio performed over the last 7 days?")

    assert caption.startswith(
        "<b>Play money</b>, the last 7 days: <b>+10 %</b>\n$4,000.00 → $4,400.00\nGain +$400.00\n"
    )
    assert "Money-weighted +10 %" in caption
    assert "Deepest fall 0 %" in caption
    assert "Best: ETH on Ethereum +$400.00 (+10 %)" in caption
    assert "· USDC: $4,000.00" in caption
    assert "5 days without a snapshot, bridged" in caption
    assert len(caption) < 1024
    assert Image.open(io.BytesIO(alice.bubbles[-1].photo)).size == (1080, 720)


def test_money_moved_is_named_and_no_profit(alice: Chat, history: Story) -> None:
    history((2, "1", "2000"), (1, "1", "2200"))
    caption = alice.says("/performance 7d")

    assert ": <b>+10 %</b>\n$2,000.00 → $4,400.00, since " in caption
    assert "Gain +$200.00\nMoved in $2,200.00\n" in caption


def test_money_taken_out_is_named_alone(alice: Chat, history: Story) -> None:
    history((2, "3", "2000"), (1, "3", "2000"))

    assert "Gain +$600.00\nMoved out $2,200.00\n" in alice.says("/performance 7d")


def test_what_trading_cost_is_told(alice: Chat, history: Story) -> None:
    history((1, "1", "2200"))
    user = User.objects.get(telegram_id=1)
    swap = past_swap(user, ("2300", token("USDC")), ("1", token("ETH")), usd="2300", finished_at=timezone.now())
    assert swap.state == "booked"
    caption = alice.says("/performance 7d")
    assert "\nof it by trading itself −$100.00: costs, and prices right after\nMoved in $2,300.00\n" in caption


def test_estimated_days_are_said(alice: Chat, history: Story) -> None:
    history((3, "2", "2000"), (2, "2", "2100"), is_estimated=True)
    assert "≈ 2 days estimated from past prices and your trades" in alice.says("/performance 7d")


def test_the_period_the_theme_and_the_book_are_changed_in_the_same_message(alice: Chat, history: Story) -> None:
    history((2, "2", "2000"), (1, "2", "2100"))
    real_wallet(User.objects.get(telegram_id=1), synced_at=timezone.now())
    history((2, "0", "2000"), (1, "0", "2000"), book=Book.REAL)
    alice.says("/performance 7d")
    dark = alice.bubbles[-1].photo

    assert "this month" in alice.presses("mtd")
    assert "all time" in alice.presses("all")
    alice.presses("☀ Light")
    assert alice.bubbles[-1].photo != dark
    assert alice.presses("💰 Real wallets").startswith("<b>Your wallets</b>, all time: <b>–</b>")
    assert len([bubble for bubble in alice.bubbles if bubble.photo]) == 1


def test_a_period_of_ones_own_is_kept_by_its_buttons(alice: Chat, history: Story) -> None:
    history((3, "2", "2000"), (2, "2", "2100"), (1, "2", "2100"))
    first, last = (timezone.now().date() - timedelta(days=ago) for ago in (2, 1))
    caption = alice.says(f"/performance {first} to {last}")

    assert ": <b>+5 %</b>\n$4,000.00 → $4,200.00" in caption
    assert alice.presses("🔄 Refresh") == caption


def test_while_wallets_cannot_be_looked_at_today_is_left_out_and_said(alice: Chat, history: Story) -> None:
    history((2, "1", "2000"), (1, "1", "2100"), book=Book.REAL)
    real_wallet(User.objects.get(telegram_id=1), synced_at=timezone.now(), failure="OKX is busy")
    caption = alice.says("/performance real 7d")

    assert ": <b>+5 %</b>\n" in caption
    assert "Without today: what you have now is not known." in caption


def test_without_okx_it_is_told_without_comparisons(alice: Chat, history: Story) -> None:
    history((2, "2", "2000"), (1, "2", "2100"))
    set_fault("", "500", times=99)
    assert "The same money in ETH: not known · BTC: not known · USDC: $4,000.00" in alice.says("/performance 7d")


def test_an_operator_takes_everybodys_snapshot_and_reads_who_is_left_out(alice: Chat) -> None:
    alice.says("/start")
    User.objects.update(is_staff=True)
    assert alice.says("/snapshot") == "1 snapshot of today taken."

    real_wallet(User.objects.get(telegram_id=1), failure="OKX is busy")
    said = alice.says("take a snapshot")
    assert said.startswith("1 snapshot of today taken, 1 left out.\nAlice (real): watch ")
    assert "could not be looked at: OKX is busy" in said
