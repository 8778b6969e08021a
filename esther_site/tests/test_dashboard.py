"""The admin's first page, and the switch on it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from alerts.models import Notification, Watch
from esther_site.dashboard import environment
from esther_site.dashboard_charts import charts
from esther_site.dashboard_figures import figures
from esther_site.lib.service_health import forget_all, record_failure
from esther_site.tests.operators import make_operator, signed_in
from portfolio.models import Book, Snapshot, WalletSync
from trading.models import AuditEntry, Pause, User, Wallet
from trading.swaps import quote_swap
from trading.tests.desk import admitted, spend
from trading.tests.order_desk import waiting

PAUSE = "/admin/pause/"


@pytest.fixture
def root(seeded: None) -> Client:
    return signed_in(make_operator())


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def bob(seeded: None) -> User:
    return admitted(102, "Bob")


def page(root: Client) -> str:
    cache.clear()
    return root.get("/admin/").content.decode()


def test_who_may_only_look_does_not_pause(seeded: None) -> None:
    olga = signed_in(make_operator("olga", is_superuser=False))
    assert olga.get(PAUSE).status_code == 403
    assert olga.post(PAUSE, {"to": "pause"}).status_code == 403
    assert not Pause.objects.exists()


def test_looking_at_the_switch_turns_nothing(root: Client) -> None:
    assert "Nothing is signed until it is resumed" in root.get(PAUSE).content.decode()
    assert not Pause.objects.exists()


def test_the_switch_wants_the_form_of_the_page(root: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = root.cookies
    assert strict.post(PAUSE, {"to": "pause"}).status_code == 403
    assert not Pause.objects.exists()


def test_the_switch_pauses_everybody_and_says_why(root: Client) -> None:
    answer = root.post(PAUSE, {"to": "pause", "reason": "the chain is odd"}, follow=True).content.decode()
    assert "Live trading is paused for everybody" in answer
    assert Pause.objects.get(until=None).reason == "the chain is odd"
    assert "the chain is odd" in page(root)
    assert LogEntry.objects.get().change_message.startswith("Live trading is paused")
    assert AuditEntry.objects.filter(kind="admin.action", facts__action__startswith="Live trading is paused").exists()


def test_the_switch_turned_twice_the_same_way_stays(root: Client) -> None:
    root.post(PAUSE, {"to": "pause"})
    root.post(PAUSE, {"to": "pause"})
    assert Pause.objects.count() == 1
    root.post(PAUSE, {"to": "resume"})
    again = root.post(PAUSE, {"to": "resume"}, follow=True).content.decode()
    assert "was not paused" in again
    assert not Pause.objects.filter(until=None).exists()


def test_an_empty_house_is_shown_without_a_mistake(root: Client) -> None:
    shown = page(root)
    for words in ("0 users", "not watching", "0 waiting", "$0.00", "no snapshot of a real wallet yet", "unknown"):
        assert words in shown, words


def test_the_numbers_are_those_of_the_database(okx: object, alice: User, bob: User) -> None:
    now = timezone.now()
    quote_swap(spend(alice, "100", "USDC", get="ETH"))
    waiting(alice)
    User.objects.create(username="new", telegram_id=7)
    real = Wallet.objects.create(owner=bob, name="Real", address="0x" + "1" * 40, kind=Wallet.Kind.WATCH)
    gone = Wallet.objects.create(
        owner=bob, name="Gone", address="0x" + "2" * 40, kind=Wallet.Kind.WATCH, removed_at=now
    )
    for wallet, failure in ((real, "OKX is busy"), (gone, "")):
        WalletSync.objects.create(
            wallet=wallet, counted_usd=Decimal("12.5"), due_at=now, synced_at=now, failure=failure
        )
    for number, state in enumerate(("queued", "sending", "dead", "sent")):
        created = now - timedelta(minutes=number)
        Notification.objects.create(
            dedupe_key=f"n{number}", user=alice, template="x", state=state, not_before=now, created_at=created
        )
    Watch.objects.create(started_at=now - timedelta(hours=3), last_beat_at=now - timedelta(hours=2))
    Watch.objects.create(started_at=now - timedelta(hours=1), last_beat_at=now)

    found = figures(now)

    assert found.users == {"active": 2, "pending": 1}
    assert (found.wallets["watch"], found.watched_usd, found.stale_wallets) == (1, Decimal("12.5"), 1)
    assert found.swaps == {"quoted": (1, 1)}
    assert found.orders == {"active": 1}
    assert (found.queue.waiting, found.queue.dead) == (2, 1)
    assert found.queue.oldest_at == now - timedelta(minutes=1)
    assert found.monitor.watched_since is not None
    assert len(found.monitor.gaps) == 1
    assert found.database.size_bytes
    assert found.database.made_at


def test_charts_add_up_what_they_show(okx: object, alice: User, bob: User) -> None:
    now = timezone.now()
    for user, usd in ((alice, Decimal(100)), (bob, Decimal(50))):
        Snapshot.objects.create(user=user, book=Book.REAL, day=now.date(), total_usd=usd, source="daily", taken_at=now)
        Snapshot.objects.create(
            user=user, book=Book.PAPER, day=now.date(), total_usd=Decimal(9999), source="daily", taken_at=now
        )
    Notification.objects.create(
        dedupe_key="n", user=alice, template="x", state="sent", not_before=now, created_at=now, sent_at=now
    )
    swaps, notifications, value = charts(now)
    assert swaps.summary == "0 done and 0 failed in 14 days"
    assert notifications.summary == "1 sent in 24 hours"
    assert value.summary.startswith("$150 on")
    assert '"data": [null' in value.data


def test_a_service_that_fails_says_why(root: Client) -> None:
    record_failure("okx", "OKX is busy: <script>")
    shown = page(root)
    assert "OKX is busy: &lt;script&gt;" in shown
    forget_all()


def test_every_page_says_whether_trades_are_real(settings: Settings) -> None:
    settings.SANDBOX = True
    assert environment(None) == ["Sandbox", "info"]  # type: ignore[arg-type]
    settings.SANDBOX, settings.DRY_RUN = False, True
    assert environment(None) == ["Dry run", "success"]  # type: ignore[arg-type]
    settings.DRY_RUN = False
    assert environment(None) == ["LIVE", "danger"]  # type: ignore[arg-type]


def test_the_page_costs_few_queries(root: Client, django_assert_max_num_queries: object) -> None:
    cache.clear()
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        root.get("/admin/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        root.get("/admin/")


def test_no_page_of_ours_holds_a_script_or_a_handler_of_its_own(root: Client) -> None:
    for path in ("/admin/", PAUSE):
        shown = root.get(path).content.decode()
        assert "<script>" not in shown
        assert " onclick=" not in shown
