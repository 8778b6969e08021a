"""`manage.py backup` and `restore`: what is refused, that all comes back exactly, and that nothing happens twice."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from pytest_django.fixtures import Settings

from alerts.models import Alert, Notification, Watch
from bots.models import Dialog, InboxUpdate
from esther_site import restoring
from esther_site.backup import applied_migrations, kept_models
from esther_site.lib.sealed_file import SealedReader
from esther_site.table_rows import read
from portfolio.models import RebalancePlan
from tokens.models import Token
from trading.live import has_live_swaps
from trading.models import AuditEntry, Order, Pause, Swap, User, Wallet
from trading.tests.live_desk import live_swap
from trading.users import Newcomer, activate, meet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_key")]

KEY = "a-passphrase-for-tests-only"
CANARY = "canary-note-of-an-alert"
HOUR = timedelta(hours=1)


@pytest.fixture
def _key(transactional_db: None, settings: Settings) -> None:
    settings.BACKUP_KEY = KEY
    call_command("seed_tokens", verbosity=0)


@pytest.fixture
def alice() -> User:
    user, _ = meet(Newcomer(telegram_id=1001, first_name="Алиса", username="alice"))
    activate(user)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def eth() -> Token:
    return Token.objects.get(chain_id=1, is_native=True)


def backup(path: Path) -> str:
    said = io.StringIO()
    call_command("backup", str(path), stderr=said)
    return said.getvalue()


def restore(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("restore", str(path), *options, stdout=out)
    return out.getvalue()


def come_back(path: Path) -> str:
    """Lose everything, and restore it."""
    backup(path)
    call_command("clear_db", "--yes", "--including-staff", "--including-wallets", "--production", stdout=io.StringIO())
    return restore(path, "--replace", "--yes")


def everything() -> dict[str, list[str]]:
    return {model._meta.label: list(read(model)) for model in kept_models() if model is not AuditEntry}


# What is refused


@pytest.mark.parametrize("key", ["", "short"])
def test_without_a_good_key_there_is_no_backup(tmp_path: Path, settings: Settings, key: str) -> None:
    settings.BACKUP_KEY = key
    with pytest.raises(CommandError, match=r"BACKUP_KEY (is not set|has fewer than 16 characters)\. Make one"):
        backup(tmp_path / "b")
    assert not list(tmp_path.iterdir())


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("precious")
    with pytest.raises(CommandError, match="exists already, and stays"):
        backup(tmp_path / "b")
    assert (tmp_path / "b").read_text() == "precious"


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, DatabaseError("gone"), OSError("disk full")])
def test_a_backup_that_is_stopped_leaves_no_file(tmp_path: Path, monkeypatch: Any, trouble: Any) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr("esther_site.backup.read", fail)
    with pytest.raises(CommandError, match=r"There is no backup"):
        backup(tmp_path / "b")
    assert not list(tmp_path.iterdir())


def test_another_key_restores_nothing(tmp_path: Path, settings: Settings, alice: User) -> None:
    backup(tmp_path / "b")
    before = everything()
    settings.BACKUP_KEY = KEY + "!"
    with pytest.raises(CommandError, match=r"The key does not open this file.*Nothing was changed"):
        restore(tmp_path / "b", "--replace", "--yes")
    assert everything() == before


@pytest.mark.parametrize("harm", [lambda b: b[:-1], lambda b: b[:-20] + b"x" * 20, lambda b: b"", lambda b: b + b"x"])
def test_a_harmed_file_is_refused_before_anything_is_written(tmp_path: Path, alice: User, harm: Any) -> None:
    path = tmp_path / "b"
    backup(path)
    path.write_bytes(harm(path.read_bytes()))
    before = everything()
    with pytest.raises(CommandError, match="Nothing was changed"):
        restore(path, "--replace", "--yes")
    assert everything() == before


def test_a_database_with_data_is_not_written_over(tmp_path: Path, alice: User) -> None:
    backup(tmp_path / "b")
    before = everything()
    with pytest.raises(CommandError, match=r"holds data already.*--replace"):
        restore(tmp_path / "b")
    with pytest.raises(CommandError, match="Nobody is there to ask"):
        restore(tmp_path / "b", "--replace")
    assert everything() == before


def test_a_backup_of_another_schema_is_refused(tmp_path: Path, monkeypatch: Any, alice: User) -> None:
    real = applied_migrations()
    backup(tmp_path / "b")
    monkeypatch.setattr(restoring, "applied_migrations", lambda: real[:-1])
    with pytest.raises(CommandError, match=r"knows more than this database \(.*run migrate\. Nothing was changed"):
        restore(tmp_path / "b", "--replace", "--yes")
    monkeypatch.setattr(restoring, "applied_migrations", lambda: [*real, "trading.9999_later"])
    with pytest.raises(CommandError, match=r"newer than the backup \(trading\.9999_later\).*upgrade afterwards"):
        restore(tmp_path / "b", "--replace", "--yes")


def test_what_stops_a_restore_half_way_takes_everything_back(tmp_path: Path, monkeypatch: Any, alice: User) -> None:
    backup(tmp_path / "b")
    before = everything()
    monkeypatch.setattr(restoring, "settle", lambda *_: _raise(KeyboardInterrupt))
    with pytest.raises(CommandError, match=r"Stopped\. Nothing was changed"):
        restore(tmp_path / "b", "--replace", "--yes")
    assert everything() == before


# What comes back


def test_every_row_comes_back_as_it_was(tmp_path: Path, alice: User, eth: Token) -> None:
    Alert.objects.create(
        user=alice,
        kind="price",
        direction="above",
        token=eth,
        threshold=Decimal("1234567890.000000000000000001"),
        note=CANARY,
        created_at=timezone.now() - HOUR,
    )
    Wallet.objects.filter(owner=alice).update(created_at=timezone.now() - 9 * HOUR)
    balance = Wallet.objects.get(owner=alice).paper_balances.get()
    balance.units = 2**256 - 1
    balance.save()
    before = everything()
    come_back(tmp_path / "b")
    assert everything() == before


def test_a_restored_row_is_followed_by_the_next_number(tmp_path: Path, alice: User) -> None:
    come_back(tmp_path / "b")
    bob, _ = meet(Newcomer(telegram_id=5, first_name="Bob", username="bob"))
    assert bob.pk == alice.pk + 1


def test_the_audit_chain_comes_back_whole_and_says_that_it_was_restored(tmp_path: Path, alice: User) -> None:
    come_back(tmp_path / "b")
    last = AuditEntry.objects.order_by("-pk")[0]
    assert (last.subject, last.facts["command"]) == ("database", "restore")
    call_command("verify_audit", stdout=io.StringIO())


def test_the_file_shows_nothing_of_what_is_in_it(tmp_path: Path, alice: User, eth: Token) -> None:
    Alert.objects.create(user=alice, kind="price", direction="above", token=eth, threshold=Decimal(1), note=CANARY)
    path = tmp_path / "b"
    said = backup(path)
    content = path.read_bytes()
    assert not any(word in content for word in (CANARY.encode(), b"alice", b"trading", KEY.encode()))
    assert path.stat().st_mode & 0o777 == 0o600
    assert "rows are in" in said
    assert KEY not in said
    with path.open("rb") as file:
        assert SealedReader(file, KEY).readall()


def test_a_check_reads_all_and_writes_nothing(tmp_path: Path, alice: User) -> None:
    backup(tmp_path / "b")
    before = everything()
    assert "is whole" in restore(tmp_path / "b", "--check")
    assert everything() == before


# What must not happen twice


def test_nothing_that_waited_is_sent(tmp_path: Path, alice: User) -> None:
    now = timezone.now()
    for number, state in enumerate(["queued", "sending", "sent"]):
        Notification.objects.create(
            dedupe_key=str(number), user=alice, template="x", state=state, not_before=now, created_at=now
        )
    InboxUpdate.objects.create(update_id=7, chat_id=1001, payload='{"a": 1}', received_at=now, lease_until=now)
    Dialog.objects.create(user=alice, intent="buy", entities={}, options=[], expires_at=now + HOUR)
    said = come_back(tmp_path / "b")
    states = list(Notification.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["dead", "dead", "sent"]
    update = InboxUpdate.objects.get()
    assert (update.done_at is not None, update.payload) == (True, "")
    assert not Dialog.objects.filter(expires_at__gt=timezone.now()).exists()
    assert "2 messages that were not sent yet stay unsent." in said


def test_a_live_trade_under_way_is_handed_to_an_operator_and_live_trading_pauses(tmp_path: Path, alice: User) -> None:
    swap = live_swap(alice, "100", state="sent")
    Swap.objects.filter(pk=swap.pk).update(begin_before=timezone.now())
    said = come_back(tmp_path / "b")
    restored = Swap.objects.get(pk=swap.pk)
    assert restored.state == Swap.State.REVIEW
    assert "restored from a backup" in restored.failure
    assert Pause.objects.get(until=None).user is None
    assert "then /resumeall" in said


def test_an_allowance_that_was_being_taken_back_waits_for_an_operator(tmp_path: Path, alice: User) -> None:
    swap = live_swap(alice, "10", state=Swap.State.DONE)
    Swap.objects.filter(pk=swap.pk).update(begin_before=swap.confirmed_at, not_before=swap.confirmed_at)
    assert has_live_swaps()
    come_back(tmp_path / "b")
    assert not has_live_swaps()


def test_open_quotes_are_over(tmp_path: Path, alice: User) -> None:
    swap = live_swap(alice, "100", state="quoted")
    come_back(tmp_path / "b")
    assert Swap.objects.get(pk=swap.pk).state == Swap.State.EXPIRED


def test_orders_of_real_wallets_pause_and_those_on_paper_go_on(tmp_path: Path, alice: User, eth: Token) -> None:
    swap = live_swap(alice, "1", state="done")
    usdc = Token.objects.get(chain_id=1, symbol="USDC")
    for wallet in (swap.wallet, Wallet.objects.get(owner=alice, kind="paper")):
        for state in ("active", "asking", "triggered"):
            Order.objects.create(
                user=alice,
                wallet=wallet,
                kind="stop_loss",
                direction="below",
                token=eth,
                currency=usdc,
                trigger_usd=Decimal(1),
                slippage_percent=1,
                state=state,
                created_at=timezone.now(),
            )
    come_back(tmp_path / "b")
    states = Order.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["paused"] * 3 + ["active", "asking", "triggered"]


def test_without_real_wallets_nothing_is_paused(tmp_path: Path, alice: User) -> None:
    come_back(tmp_path / "b")
    assert not Pause.objects.exists()
    assert not RebalancePlan.objects.exists()


def test_the_time_until_the_restore_is_a_gap(tmp_path: Path) -> None:
    from alerts.watching import beat

    past = timezone.now() - HOUR
    Watch.objects.create(started_at=past - HOUR, last_beat_at=past)
    come_back(tmp_path / "b")
    now = timezone.now()
    assert beat(now) == (past, now)


def _raise(trouble: Any) -> None:
    raise trouble
