"""No page of the admin shows a secret: every page of every model, with a canary in every field that could hold one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Field, Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bots.models import Dialog, ImportLink, InboxUpdate, Repeat
from esther_site.models import OperatorApp
from esther_site.tests.operators import make_operator, signed_in
from tokens.models import Chain
from trading.models import Attempt, Canary, Repricing, SecondFactor, Transaction, User, Wallet
from trading.tests.desk import admitted
from trading.tests.live_desk import live_swap
from trading.tests.past_executions import kept

pytestmark = pytest.mark.django_db

CANARY = "canary5ecret"
# Names of columns that hold a secret, sealed or not, or what somebody wrote.
SECRET = re.compile(r"sealed|secret|password|token_hash|payload|^key$|private|entities|options|rpc_url|(post|get)_data")


def secret_fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if SECRET.search(field.name)]


@pytest.fixture
def house(seeded: None) -> Client:
    """A row of everything that holds secrets, each of them a canary."""
    now = timezone.now()
    alice = admitted(101, "Alice")
    swap = live_swap(alice, "10")
    row = Transaction.objects.create(
        swap=swap,
        wallet=swap.wallet,
        chain=swap.chain,
        purpose="swap",
        nonce=0,
        to="0x",
        value=0,
        data="",
        gas=1,
        created_at=now,
    )
    Attempt.objects.create(
        transaction=row, kind="first", hash="0x" + "1" * 64, max_fee=1, priority_fee=1, created_at=now
    )
    SecondFactor.objects.create(user=alice, sealed_secret="", created_at=now)
    InboxUpdate.objects.create(update_id=1, payload="", received_at=now, lease_until=now)
    Dialog.objects.create(user=alice, intent="buy", entities={}, options=[], expires_at=now)
    Repeat.objects.create(user=alice, intent="buy", entities={}, expires_at=now)
    Repricing.objects.create(swap=swap, delay_minutes=1, due_at=now)
    kept(swap)
    ImportLink.objects.create(user=alice, token_hash="", expires_at=now + timedelta(minutes=5))
    Canary.objects.create(sealed="")
    root = signed_in(make_operator())
    Client().post("/admin/login/", {"username": CANARY, "password": CANARY})
    for model in apps.get_models():
        for field in secret_fields(model):
            poison: Any = {CANARY: CANARY} if field.get_internal_type() == "JSONField" else f"https://x/{CANARY}"
            model._base_manager.update(**{field.name: poison})
    return signed_in(User.objects.get(username="root"), root)


def pages_of(model: type[Model]) -> list[str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    rows = list(model._base_manager.values_list("pk", flat=True)[:3])
    pages = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=x", reverse(f"{name}_add")]
    pages += [reverse(f"{name}_{page}", args=[pk]) for pk in rows for page in ("change", "history", "delete")]
    return pages


def test_the_walk_knows_what_it_looks_for() -> None:
    found = {f"{model.__name__}.{field.name}" for model in apps.get_models() for field in secret_fields(model)}
    assert found >= {
        "Wallet.sealed_key",
        "Attempt.sealed_raw",
        "SecondFactor.sealed_secret",
        "OperatorApp.sealed_key",
        "InboxUpdate.payload",
        "ImportLink.token_hash",
        "ExportLink.token_hash",
        "Canary.sealed",
        "User.password",
        "Chain.rpc_url",
        "Dialog.entities",
        "Repeat.entities",
        "AccessAttempt.post_data",
    }


def test_no_page_of_any_model_shows_a_canary(house: Client) -> None:
    seen = 0
    for model in admin.site._registry:
        for page in pages_of(model):
            answer = house.get(page)
            assert answer.status_code in (200, 302, 403), page
            seen += answer.status_code == 200
            assert CANARY not in answer.content.decode(), page
    assert seen > 60
    assert Wallet.objects.filter(sealed_key__contains=CANARY).exists()
    assert Chain.objects.filter(rpc_url__contains=CANARY).exists()
    assert OperatorApp.objects.filter(sealed_key__contains=CANARY).exists()


def test_neither_do_the_dashboard_and_the_search(house: Client) -> None:
    for page in ("/admin/", "/admin/pause/", "/admin/search/?s=wallet", "/admin/password_change/"):
        assert CANARY not in house.get(page).content.decode(), page


@pytest.mark.parametrize("name", ["attempt", "canary", "importlink", "exportlink", "nonceslot"])
def test_what_is_nothing_but_secret_has_no_page(name: str) -> None:
    assert name not in {model._meta.model_name for model in admin.site._registry}
