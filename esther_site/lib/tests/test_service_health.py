from __future__ import annotations

import pytest
from freezegun import freeze_time

from esther_site.lib.service_health import (
    Service,
    ServiceHealth,
    forget_all,
    record_failure,
    record_success,
    report,
    watched,
)


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    forget_all()


def of(name: Service) -> ServiceHealth:
    return next(each for each in report() if each.name == name)


class Outage(Exception):
    pass


def test_before_anybody_asked_nothing_is_known_of_any_service() -> None:
    assert [(each.name, each.state) for each in report()] == [
        (Service.OKX, "unknown"),
        (Service.RPC, "unknown"),
        (Service.TELEGRAM, "unknown"),
        (Service.LLM, "unknown"),
    ]


def test_a_service_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="smtp"):
        record_success("smtp")


def test_no_secret_stays_in_a_reason() -> None:
    record_failure("rpc", "POST https://user:canary@node.example failed,\n twice: 0x" + "ab" * 32)
    assert "canary" not in of(Service.RPC).reason
    assert "abab" not in of(Service.RPC).reason
    assert "\n" not in of(Service.RPC).reason


def test_a_failure_is_forgiven_by_the_next_success_and_still_told() -> None:
    with freeze_time("2026-03-01 10:00"):
        record_failure("okx", "busy")
    record_failure("okx", "down")
    assert (of(Service.OKX).state, of(Service.OKX).failures_in_a_row) == ("failing", 2)
    record_success("okx")
    health = of(Service.OKX)
    assert (health.state, health.reason, health.failures, health.successes) == ("ok", "down", 2, 1)


def test_an_outage_counts_and_an_answer_that_says_no_does_not() -> None:
    with pytest.raises(Outage), watched("llm", Outage):
        raise Outage("gone")
    assert (of(Service.LLM).state, of(Service.LLM).reason) == ("failing", "gone")
    with pytest.raises(ValueError, match="no"), watched("llm", Outage):
        raise ValueError("no")
    assert of(Service.LLM).state == "ok"
