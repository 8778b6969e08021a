"""`/tick`: who may have the monitor pass, that one pass is made, and what it says of it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from alerts import monitor
from alerts.models import Watch
from alerts.monitor import Monitor
from esther_site import tick

pytestmark = pytest.mark.django_db

SECRET = "a-secret-of-the-scheduler"


@pytest.fixture(autouse=True)
def own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Monitor:
    """A monitor of this test's own, and nobody who guessed before."""
    settings.TICK_SECRET = SECRET
    tick.forget_guesses()
    monkeypatch.setattr(tick, "_IDLE_SECONDS", 0)
    for module in ("alerts.monitor", "alerts.delivery"):  # a test's transaction is in its connection
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    own = Monitor(interval_seconds=60)
    monkeypatch.setattr(monitor, "_of_process", own)
    return own


def post(said: str | None = f"Bearer {SECRET}", path: str = "/tick", **more: Any) -> Any:
    headers = {"X-Forwarded-Proto": "https"} | ({} if said is None else {"Authorization": said})
    return Client().post(path, headers=headers, **more)


def told(answer: HttpResponse) -> dict[str, Any]:
    return answer.json()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    "said",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", SECRET, f"Basic {SECRET}", f"Bearer {SECRET}x", "Bearer é"],
    ids=["none", "empty", "no secret", "blank", "wrong", "no scheme", "another scheme", "longer", "not ascii"],
)
def test_without_the_secret_nothing_passes(said: str | None) -> None:
    answer = post(said)
    assert (answer.status_code, answer.content) == (403, b"Forbidden.\n")
    assert not Watch.objects.exists()


def test_the_secret_is_not_taken_from_the_address() -> None:
    assert post(None, f"/tick?secret={SECRET}&token={SECRET}").status_code == 403


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_passes(method: str) -> None:
    answer = getattr(Client(), method)("/tick", headers={"Authorization": f"Bearer {SECRET}"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert not Watch.objects.exists()


@pytest.mark.parametrize("path", ["/tick/", "/Tick", "/tick/x"])
def test_no_other_path_is_it(path: str) -> None:
    assert post(path=path).status_code == 404


def test_who_guesses_too_often_has_to_wait_and_who_knows_does_not() -> None:
    assert [post("Bearer wrong").status_code for _ in range(12)] == [403] * 10 + [429] * 2
    assert post().status_code == 200


def test_passes_are_limited() -> None:
    answers = [post() for _ in range(13)]
    assert [answer.status_code for answer in answers] == [200] * 12 + [429]
    assert answers[-1]["Retry-After"] == "10"


def test_a_host_name_that_is_not_ours_is_refused() -> None:
    assert post(HTTP_HOST="evil.example").status_code == 400


def test_one_pass_is_made_and_told(seeded: None) -> None:
    answer = post()
    said = told(answer)
    assert (answer.status_code, said["ran"], said["failed"], said["left"]) == (200, True, [], [])
    assert said["seconds"] < tick.SECONDS
    assert Watch.objects.count() == 1


def test_a_pass_right_after_does_not_do_again_what_is_not_due(own: Monitor) -> None:
    calls: list[str] = []

    def watch_prices() -> bool:
        calls.append("watched")
        return True

    own.verbs = (watch_prices,)
    assert told(post())["worked"] == ["watch_prices"]
    assert told(post())["worked"] == []
    assert calls == ["watched"]


def test_what_fails_is_named_and_keeps_nothing_else_back(own: Monitor) -> None:
    def breaks() -> bool:
        raise RuntimeError("a bug")

    def works() -> bool:
        return True

    own.verbs = (breaks, works)
    said = told(post())
    assert (said["failed"], said["worked"]) == (["breaks"], ["works"])
    assert "a bug" not in str(said)


def test_when_the_time_is_over_nothing_else_is_begun(own: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def works() -> bool:
        return True

    def never() -> bool:
        raise AssertionError

    own.verbs = (works, never)
    clock = iter([0.0, 0.0, 0.0, 0.0, 0.0, 25.0, 25.0, 25.0])
    monkeypatch.setattr("alerts.monitor.time.monotonic", lambda: next(clock, 25.0))
    said = told(post())
    assert (said["worked"], said["left"]) == (["works"], ["never"])


def test_it_never_passes_beside_the_thread(own: Monitor) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def takes_long() -> bool:
        begun.set()
        return go_on.wait(10)

    own.verbs = (takes_long,)
    thread = threading.Thread(target=own.tick)
    thread.start()
    assert begun.wait(10)
    answer = post()
    go_on.set()
    thread.join()
    assert (answer.status_code, told(answer)) == (409, {"ran": False, "why": "a pass is under way"})
