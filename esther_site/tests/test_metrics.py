"""`/metrics`: strangers see nothing, and what is told is what is there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from alerts.duty import WAKER, hold
from alerts.models import Alert, Notification, Wake, Watch
from esther_site import metrics
from esther_site.lib import service_health
from esther_site.lib.latency import UPDATE_SECONDS
from tokens.models import Token
from trading.models import User
from trading.users import Newcomer, meet

pytestmark = pytest.mark.django_db

OPERATOR, STRANGER = "203.0.113.7", "198.51.100.66"
CANARY = "4242424242:AAcanaryBotTokenThatMustNotBeTold01234567"


@pytest.fixture(autouse=True)
def _production(settings: Settings) -> None:
    settings.DEBUG = False
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ADMIN_IP_ALLOWLIST = [f"{OPERATOR}/32"]
    settings.TRUSTED_PROXY_COUNT = 1
    service_health.forget_all()


@pytest.fixture
def alice(seeded: None) -> User:
    return meet(Newcomer(telegram_id=1001, first_name="Alice", username="alice"))[0]


def get(path: str = "/metrics", *, who: str = OPERATOR, method: str = "get") -> HttpResponse:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": who}
    answer = getattr(Client(), method)(path, headers=headers)
    assert isinstance(answer, HttpResponse)
    return answer


def told() -> dict[tuple[str, ...], float]:
    """Return each sample by its name and the values of its labels."""
    families = text_string_to_metric_families(get().content.decode())
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_stranger_gets_what_an_unknown_path_answers(method: str) -> None:
    answer, unknown = (get(path, who=STRANGER, method=method) for path in ("/metrics", "/nothing"))
    assert answer.status_code == 404
    assert (answer.content, sorted(answer.items())) == (unknown.content, sorted(unknown.items()))


def test_it_is_only_read() -> None:
    assert get(method="post").status_code in (403, 405)


def test_without_a_database_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> Any:
        raise OperationalError

    monkeypatch.setattr(metrics, "figures", fail)
    found = told()
    assert found["esther_database_up",] == 0
    assert ("esther_service_answers_total", "success", "okx") in found
    assert ("esther_alerts_active",) not in found


def test_it_tells_what_is_there(alice: User) -> None:
    now = timezone.now()
    eth = Token.objects.get(chain_id=1, is_native=True)
    for _ in range(3):
        Alert.objects.create(user=alice, kind="price", direction="above", token=eth, threshold=Decimal(1))
    Notification.objects.create(
        dedupe_key="1", user=alice, template="x", not_before=now, created_at=now - timedelta(minutes=10)
    )
    Watch.objects.create(started_at=now - timedelta(hours=2), last_beat_at=now - timedelta(minutes=30))
    found = told()
    assert found["esther_database_up",] == 1
    assert found["esther_users", "pending"] == 1
    assert found["esther_alerts_active",] == 3
    assert found["esther_outbox_waiting",] == 1
    assert 600 <= found["esther_outbox_oldest_seconds",] < 660
    assert 1800 <= found["esther_monitor_heartbeat_age_seconds",] < 1860
    assert found["esther_monitor_gaps",] == 1
    assert found["esther_database_size_bytes",] > 0
    assert found["process_resident_memory_bytes",] > 0


def test_services_are_told_by_what_came_of_them() -> None:
    service_health.record_success("okx")
    service_health.record_failure("telegram", f"https://api.telegram.org/bot{CANARY} timed out")
    service_health.record_failure("telegram", "timed out")
    found = told()
    assert found["esther_service_answers_total", "success", "okx"] == 1
    assert found["esther_service_answers_total", "failure", "telegram"] == 2
    assert found["esther_service_failures_in_a_row", "telegram"] == 2
    assert found["esther_service_answers_total", "success", "rpc"] == 0


def test_it_tells_how_long_answers_take() -> None:
    before = told()["esther_update_seconds_count",]
    UPDATE_SECONDS.observe(0.2)
    assert told()["esther_update_seconds_count",] == before + 1


def test_it_names_nobody(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(telegram_id=7_316_405_928)  # no figure is that by chance
    service_health.record_failure("rpc", f"https://node/{CANARY}")
    text = get().content.decode()
    assert not [word for word in ("alice", "Alice", "7316405928", CANARY, "node/") if word in text]


def test_being_asked_often_costs_the_database_little(alice: User, django_assert_num_queries: Any) -> None:
    cache.clear()
    told()
    with django_assert_num_queries(0):
        told()


def test_of_workers_it_tells_where_there_are_any(settings: Settings) -> None:
    assert ("esther_monitor_on_duty",) not in told()

    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    now = timezone.now()
    hold(WAKER, "host:1", now)
    Wake.objects.create(verb="watch_prices", due_at=now, woken_at=now - timedelta(seconds=9))
    found = told()
    assert found["esther_monitor_on_duty",] == 1
    assert found["esther_queue_waiting", "prices"] == 1
    assert 9 <= found["esther_queue_oldest_seconds", "prices"] < 30
    assert (found["esther_queue_waiting", "sync"], found["esther_queue_at_work", "prices"]) == (0, 0)
