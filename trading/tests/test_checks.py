"""`manage.py check` says what stands between Esther and live trading, and what to do."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator

import pytest
from django.core.checks import CheckMessage, run_checks
from pytest_django.fixtures import Settings

from trading import checks, signing

GOOD = urlsafe_b64encode(b"g" * 32).decode()


def ids(check: Callable[[], Iterator[CheckMessage]]) -> list[str | None]:
    return [message.id for message in check()]


@pytest.mark.parametrize("bad", ["nonsense", f"{GOOD},nonsense", GOOD[:-2]])
def test_it_refuses_an_encryption_key_that_is_none(settings: Settings, bad: str) -> None:
    settings.ENCRYPTION_KEY = bad
    (message,) = checks.check_encryption_key()
    assert message.id == "esther.E005"
    assert bad not in message.msg
    assert message.hint
    assert "Fernet.generate_key()" in message.hint


def test_it_names_each_bad_key_by_its_place(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = f"one,{GOOD},three"
    messages = [message.msg for message in checks.check_encryption_key()]
    assert [message.split(" is ")[0] for message in messages] == ["ENCRYPTION_KEY number 1", "ENCRYPTION_KEY number 3"]


def test_it_warns_of_live_trading_without_a_key(settings: Settings) -> None:
    settings.DRY_RUN, settings.ENCRYPTION_KEY = False, ""
    assert ids(checks.check_encryption_key) == ["esther.W004"]


@pytest.mark.parametrize(("dry_run", "key"), [(True, ""), (True, GOOD), (False, GOOD), (False, f"{GOOD},{GOOD}")])
def test_it_does_not_mind_what_is_well_set(settings: Settings, dry_run: bool, key: str) -> None:
    settings.DRY_RUN, settings.ENCRYPTION_KEY = dry_run, key
    assert ids(checks.check_encryption_key) == []


def test_it_refuses_another_signer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENCRYPTION_KEY = GOOD
    monkeypatch.setattr(signing, "backend_name", lambda: "NativeECCBackend")
    (message,) = checks.check_signing_backend()
    assert message.id == "esther.E006"
    assert "NativeECCBackend" in message.msg


def test_it_does_not_mind_coincurve(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = GOOD
    assert ids(checks.check_signing_backend) == []


def test_it_loads_no_signer_where_nothing_is_signed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENCRYPTION_KEY = ""
    monkeypatch.setattr(signing, "backend_name", None)
    assert ids(checks.check_signing_backend) == []


@pytest.mark.parametrize("way", ["", "OKX", "okx,rpc", "flashbots"])
def test_it_refuses_a_way_for_transactions_that_there_is_not(settings: Settings, way: str) -> None:
    settings.BROADCAST = way
    assert ids(checks.check_broadcast) == ["esther.E007"]


def test_it_refuses_okxs_gateway_without_keys(settings: Settings) -> None:
    settings.BROADCAST, settings.OKX_API_SECRET = "okx", ""
    assert ids(checks.check_broadcast) == ["esther.E007"]


@pytest.mark.parametrize("way", ["rpc", "okx"])
def test_it_does_not_mind_a_way_that_there_is(settings: Settings, way: str) -> None:
    settings.BROADCAST = way
    assert ids(checks.check_broadcast) == []


def test_manage_py_check_runs_them(settings: Settings) -> None:
    settings.ENCRYPTION_KEY, settings.BROADCAST = "nonsense", "nonsense"
    assert {"esther.E005", "esther.E007"} <= {message.id for message in run_checks(tags=["security"])}
