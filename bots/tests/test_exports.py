from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from telegram.error import Forbidden

from alerts.models import Alert
from bots import exports
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from portfolio.models import Book, Holding, Snapshot, SnapshotLine
from portfolio.tests.past_swaps import after, past_swap, real_wallet
from tokens.models import Token
from trading.models import Attempt, Order, PaperBalance, Swap, Transaction, User, Wallet
from trading.tests.desk import token

pytestmark = pytest.mark.django_db

Rows = list[dict[str, str]]
EVIL = '=HYPERLINK("http://x")'


def rows_of(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def tables(chat: Chat) -> dict[str, Rows]:
    """Read the newest file in the chat."""
    name, content = chat.bubbles[-1].document
    if name.endswith(".csv"):
        return {name: rows_of(content)}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {each: rows_of(packed.read(each)) for each in packed.namelist()}


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.fixture
def user(trader: Chat) -> User:
    return User.objects.get()


@pytest.fixture
def both_books(user: User) -> User:
    """Somebody who bought ETH on paper, and LINK for real."""
    past_swap(user, ("2000", token("USDC")), ("1", token("ETH")), usd="2000", day=1)
    past_swap(user, ("500", token("USDC")), ("25", token("LINK")), usd="500", day=2, wallet=real_wallet(user))
    return user


# Refusals


def test_without_any_rows_there_is_nothing_to_export(alice: Chat) -> None:
    alice.says("/start")

    assert alice.says("/export trades") == "There is nothing to export yet."
    assert alice.wire.sent("sendDocument") == []


@pytest.mark.parametrize(
    "data", ["export", "export:", "export:../etc", "export:year:", "export:year:٢٠٢٥", "export:year:99999"]
)
def test_a_forged_button_is_refused(trader: Chat, data: str) -> None:
    trader.says("/start")

    assert trader.brings(trader.press(data)) == "Esther cannot export that. Send /export to see what there is."


def test_a_second_export_waits_for_the_first(trader: Chat, user: User) -> None:
    cache.set(f"export:{user.pk}", "1", 60)

    assert trader.says("/export holdings").startswith("Your last export is still being made.")
    cache.delete(f"export:{user.pk}")
    trader.says("/export holdings")
    assert cache.get(f"export:{user.pk}") is None
    assert trader.bubbles[-1].document[0]


def test_what_is_too_large_for_telegram_is_refused(trader: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_BYTES", 10)

    assert trader.says("/export everything").startswith("That is too much for one message.")
    assert trader.wire.sent("sendDocument") == []


def test_a_year_that_is_not_over_has_no_balances(trader: Chat) -> None:
    assert trader.says("/export 2099").startswith("2099 is not over yet")


def test_a_day_without_a_snapshot_is_not_made_up(trader: Chat) -> None:
    assert trader.says("/export 2024").startswith("Esther has no balances of 31 December 2024")


def test_a_chat_that_takes_nothing_is_left_alone(trader: Chat) -> None:
    trader.wire.failures["sendDocument"] = [Forbidden("bot was blocked by the user")]

    assert trader.says("/export holdings") == ""


def test_nobody_exports_the_rows_of_others(trader: Chat, both_books: User) -> None:
    trader.says("/alert eth above 9000")
    trader.says("stop loss eth 1000")
    bob = Chat(2, "Bob", trader.wire)
    bob.says("/start")
    bob.says("/export everything")
    found = tables(bob)

    assert {name: [row["Token"] for row in rows] for name, rows in found.items()} == {
        "paper/holdings.csv": ["USDC"],
        "paper/tax-lots-open.csv": ["USDC"],
    }


# What is in them


def test_the_card_offers_every_export(trader: Chat) -> None:
    shown = trader.says("/export")
    year = datetime.now(UTC).year - 1

    assert "Tax lots are counted FIFO" in shown
    assert list(trader.bubbles[-1].buttons) == [
        "💱 Trades",
        "🎯 Orders",
        "🧾 Tax lots",
        "🧮 Koinly",
        "👛 Holdings",
        "📅 Snapshots",
        "🔔 Alerts",
        f"🗓 31 Dec {year}",
        "📦 Everything",
    ]


@pytest.mark.parametrize("label", ["💱 Trades", "🧾 Tax lots", "🧮 Koinly", "👛 Holdings", "📦 Everything"])
def test_each_button_sends_a_file(trader: Chat, both_books: User, label: str) -> None:
    trader.says("/export")
    card = trader.card(label)
    trader.brings(trader.press(card.buttons[label], card.message_id))

    assert all(tables(trader).values())
    assert " row" in trader.last


def test_one_table_is_a_csv_and_several_are_a_zip(trader: Chat, both_books: User) -> None:
    trader.says("/export holdings")
    assert trader.bubbles[-1].document[0] == f"esther-paper-holdings-{today()}.csv"
    trader.says("export my trades for taxes")
    assert trader.bubbles[-1].document[0] == f"esther-export-{today()}.zip"
    assert "⚠️ What is marked <b>paper</b> is play money" in trader.last


def test_real_and_paper_rows_are_in_files_of_their_own(trader: Chat, both_books: User) -> None:
    trader.says("/export trades")
    found = tables(trader)

    assert {name: [row["Received Token"] for row in rows] for name, rows in found.items()} == {
        "real/trades.csv": ["LINK"],
        "paper/trades.csv": ["ETH"],
    }
    assert {row["Mode"] for row in found["real/trades.csv"]} == {"live"}


def test_a_rehearsal_of_a_wallet_with_a_key_is_with_the_play_money(trader: Chat, user: User) -> None:
    wallet = real_wallet(user)
    past_swap(
        user,
        ("1", token("ETH")),
        ("2000", token("USDC")),
        usd="2000",
        wallet=wallet,
        state="booked",
        mode="dry_run",
        received_units_out=None,
    )
    trader.says("/export trades")

    assert list(tables(trader)) == [f"esther-paper-trades-{today()}.csv"]


def test_no_export_of_everything_mixes_the_books(trader: Chat, both_books: User) -> None:
    trader.says("/alert eth above 9000")
    trader.says("/export everything")
    found = tables(trader)

    assert {name.split("/")[0] for name in found} == {"real", "paper", "alerts.csv"}
    wallets = {name: {row["Wallet"] for row in rows if "Wallet" in row} for name, rows in found.items()}
    assert {name: names for name, names in wallets.items() if name.startswith("real") and "Paper" in names} == {}
    assert {name: names for name, names in wallets.items() if name.startswith("paper") and "Hot" in names} == {}


def test_a_trade_has_all_that_a_tax_office_asks_for(trader: Chat, user: User) -> None:
    wallet, ether = real_wallet(user), token("ETH")
    gas: dict[str, Any] = {"gas_token": ether, "gas_units": 10**15, "gas_usd": Decimal("2.5")}
    swap = past_swap(user, ("500", token("USDC")), ("25.5", token("LINK")), usd="499.9", wallet=wallet, **gas)
    row = Transaction.objects.create(
        swap=swap,
        wallet=wallet,
        chain=ether.chain,
        purpose="swap",
        nonce=1,
        to="0x",
        value=0,
        data="",
        gas=1,
        state="done",
        created_at=after(0),
    )
    Attempt.objects.create(transaction=row, kind="first", hash="0xfeed", max_fee=1, priority_fee=1, created_at=after(0))
    trader.says("/export trades")
    (trade,) = next(iter(tables(trader).values()))

    assert {name: trade[name] for name in ("Time", "Sent Amount", "Sent Token", "Received Amount", "Value USD")} == {
        "Time": "2026-03-01T12:00:00Z",
        "Sent Amount": "500",
        "Sent Token": "USDC",
        "Received Amount": "25.5",
        "Value USD": "499.9",
    }
    assert (trade["Gas Amount"], trade["Gas Token"], trade["Gas USD"], trade["TxHash"]) == (
        "0.001",
        "ETH",
        "2.5",
        "0xfeed",
    )
    assert trade["Received Contract"] == token("LINK").address


def test_koinly_reads_its_own_columns(trader: Chat, user: User) -> None:
    gas: dict[str, Any] = {"gas_token": token("ETH"), "gas_units": 10**15, "gas_usd": Decimal(2)}
    wallet = real_wallet(user)
    past_swap(user, ("1", token("ETH")), ("1990", token("USDC")), usd="2000", wallet=wallet, **gas)
    past_swap(user, ("1", token("ETH")), ("1", token("LINK")), usd="9", wallet=wallet, day=1, state="failed", **gas)
    trader.says("/export koinly")
    trade, burnt = next(iter(tables(trader).values()))

    assert list(trade) == [
        "Date",
        "Sent Amount",
        "Sent Currency",
        "Received Amount",
        "Received Currency",
        "Fee Amount",
        "Fee Currency",
        "Net Worth Amount",
        "Net Worth Currency",
        "Label",
        "Description",
        "TxHash",
    ]
    assert list(trade.values())[:10] == [
        "2026-03-01 12:00:00 UTC", "1", "ETH", "1990", "USDC", "0.001", "ETH", "1990", "USD", "",
    ]  # fmt: skip
    assert (burnt["Sent Amount"], burnt["Received Amount"], burnt["Label"]) == ("0.001", "", "cost")


def test_tax_lots_tell_what_is_open_what_is_sold_and_what_is_unknown(trader: Chat, user: User) -> None:
    past_swap(user, ("2000", token("USDC")), ("1", token("ETH")), usd="2000", day=1)
    past_swap(user, ("0.5", token("ETH")), ("1500", token("USDC")), usd="1500", day=2)
    trader.says("/export tax lots")
    found = tables(trader)
    lots = [row for row in found["paper/tax-lots-open.csv"] if row["Token"] == "ETH"]
    (sold,) = [row for row in found["paper/tax-disposals.csv"] if row["Token"] == "ETH"]

    assert [(row["Method"], row["Amount"], row["Cost USD"], row["Cost Each USD"], row["Cost"]) for row in lots] == [
        ("FIFO", "0.5", "1000", "2000", "known"),
        ("FIFO", "1.5", "", "", "unknown"),
    ]
    assert (sold["Proceeds USD"], sold["Cost USD"], sold["Gain USD"]) == ("1500", "1000", "500")
    assert sold["Acquired"] < sold["Disposed"]


def test_real_trades_of_the_chat_add_up_in_the_files(bought: Chat) -> None:
    bought.says("sell 4 link for usdc")
    bought.presses(CONFIRM)
    bought.says("/export tax lots")
    found = tables(bought)
    sold = [row for row in found["paper/tax-disposals.csv"] if row["Token"] == "LINK"]
    lots = [row for row in found["paper/tax-lots-open.csv"] if (row["Token"], row["Cost"]) == ("LINK", "known")]
    bought.says("/export trades")
    purchase, _ = next(iter(tables(bought).values()))

    assert sum(Decimal(row["Amount"]) for row in (*sold, *lots)) == Decimal(purchase["Received Amount"])
    cost = sum(Decimal(row["Cost USD"]) for row in (*sold, *lots))
    assert cost == Decimal(purchase["Value USD"]) + Decimal(purchase["Gas USD"])


def test_orders_and_alerts_are_exported(trader: Chat, user: User) -> None:
    trader.says("stop loss eth 1000")
    trader.says("/alert eth above 9000")
    assert (Order.objects.count(), Alert.objects.count()) == (1, 1)

    trader.says("/export orders")
    (order,) = next(iter(tables(trader).values()))
    assert (order["Kind"], order["Sell Token"], order["Trigger USD"], order["State"]) == (
        "stop_loss",
        "ETH",
        "1000",
        "active",
    )
    trader.says("/export alerts")
    (alert,) = tables(trader)[f"esther-alerts-{today()}.csv"]
    assert (alert["Token"], alert["Direction"], alert["Threshold USD"]) == ("ETH", "above", "9000")


def test_holdings_say_what_counts_and_how_old_it_is(trader: Chat, user: User) -> None:
    wallet = real_wallet(user)
    Holding.objects.create(wallet=wallet, token=token("ETH"), units=10**18)
    Holding.objects.create(wallet=wallet, token=token("LINK"), units=10**18, apart=Holding.Apart.RISK)
    trader.says("/export holdings")

    assert [(row["Token"], row["Counted"], row["Value USD"]) for row in tables(trader)["real/holdings.csv"]] == [
        ("ETH", "yes", "3000"),
        ("LINK", "no: risk", "20"),
    ]


@pytest.mark.parametrize("is_estimated", [True, False])
def test_balances_at_the_end_of_a_year_say_whether_they_are_estimated(
    trader: Chat, user: User, is_estimated: bool
) -> None:
    for day in (date(2025, 12, 30), date(2025, 12, 31)):
        snapshot = Snapshot.objects.create(
            user=user,
            book=Book.PAPER,
            day=day,
            total_usd=Decimal(6000),
            is_estimated=is_estimated,
            source="daily",
            taken_at=after(0),
        )
        SnapshotLine.objects.create(
            snapshot=snapshot, token=token("ETH"), units=2 * 10**18, price_usd=Decimal(3000), value_usd=Decimal(6000)
        )
    trader.says("/export 2025")
    ((name, (line,)),) = tables(trader).items()

    assert name == f"esther-paper-balances-2025-12-31-{today()}.csv"
    assert (line["Day"], line["Amount"], line["Value USD"]) == ("2025-12-31", "2", "6000")
    assert line["Estimated"] == ("estimated" if is_estimated else "")
    trader.says("/export snapshots")
    assert len(next(iter(tables(trader).values()))) == 2


def test_a_token_s_name_is_never_a_formula(trader: Chat, user: User) -> None:
    evil = Token.objects.create(chain=token("ETH").chain, address=f"0x{5:040x}", symbol=EVIL, decimals=2, source="okx")
    PaperBalance.objects.create(wallet=Wallet.objects.get(), token=evil, units=100)
    past_swap(user, ("2", token("USDC")), ("1", evil), usd="2")
    trader.says("/export everything")
    cells = [cell for rows in tables(trader).values() for row in rows for cell in row.values()]

    assert any(cell == f"'{EVIL}" for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))] == []


def test_a_failed_swap_on_paper_is_told_with_its_reason(trader: Chat, user: User) -> None:
    swap = past_swap(user, ("2", token("USDC")), ("1", token("ETH")), usd="2", received_units_out=None)
    Swap.objects.filter(pk=swap.pk).update(state=Swap.State.FAILED, failure="It moved.")
    trader.says("/export trades")
    (trade,) = next(iter(tables(trader).values()))

    assert (trade["State"], trade["Failure"], trade["Received Amount"]) == ("failed", "It moved.", "")
