"""What the admin site shows of pauses, limits and second factors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from esther_site.tests.operators import make_operator, signed_in
from trading.models import Pause, SecondFactor, SpendingLimit, User
from trading.pauses import pause
from trading.spending import set_limit
from trading.tests.live_desk import SEALING_KEY, enrolled
from trading.two_factor import is_enrolled

pytestmark = pytest.mark.django_db

SHOWN = [Pause, SpendingLimit, SecondFactor]


@pytest.fixture
def root(seeded: None, client: Client, alice: User, settings: Settings) -> Client:
    settings.ENCRYPTION_KEY = SEALING_KEY
    pause(alice, by=alice)
    enrolled(alice)
    set_limit(alice, "trade", Decimal(5))
    return signed_in(make_operator(), client)


def page(model: type[Any], name: str, *arguments: Any) -> str:
    return reverse(f"admin:trading_{model.__name__.lower()}_{name}", args=arguments)


@pytest.mark.parametrize("model", SHOWN)
def test_nobody_changes_them_here(rf: RequestFactory, model: type[Any]) -> None:
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    site: admin.ModelAdmin[Any] = admin.site.get_model_admin(model)

    rights = [site.has_add_permission, site.has_change_permission, site.has_delete_permission]
    assert [may(request) for may in rights] == [False] * 3


def test_no_page_shows_a_secret(root: Client) -> None:
    factor = SecondFactor.objects.get()
    pages = [page(SecondFactor, "changelist"), page(SecondFactor, "change", factor.pk)]

    assert [factor.sealed_secret in root.get(path).content.decode() for path in pages] == [False, False]


@pytest.mark.parametrize("model", SHOWN)
def test_every_page_opens(root: Client, model: type[Any]) -> None:
    pages = [page(model, "changelist"), page(model, "changelist") + "?q=alice"]
    pages += [page(model, "change", row.pk) for row in model.objects.all()]

    assert [root.get(path).status_code for path in pages] == [200] * 3


def test_a_lost_second_factor_is_taken_away_from_its_user_alone(root: Client, alice: User, bob: User) -> None:
    enrolled(bob)
    chosen = SecondFactor.objects.get(user=alice).pk
    asked = {"action": "take_away", "_selected_action": [chosen]}
    assert "surely the user who says so" in root.post(page(SecondFactor, "changelist"), asked).content.decode()
    assert is_enrolled(alice)
    answer = root.post(page(SecondFactor, "changelist"), {**asked, "is_confirmed": "yes"}, follow=True)

    assert "No codes are asked for any more from Alice." in answer.content.decode()
    assert [is_enrolled(alice), is_enrolled(bob)] == [False, True]
