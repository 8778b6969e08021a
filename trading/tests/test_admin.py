from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from esther_site.tests.operators import make_operator, signed_in
from trading.models import Order, PaperBalance, Swap, User, Wallet
from trading.swaps import quote_swap
from trading.tests.desk import hold, spend
from trading.tests.order_desk import State, state_of, waiting

MONEY = [Wallet, PaperBalance, Swap, Order]


@pytest.fixture
def root(seeded: None, client: Client) -> Client:
    return signed_in(make_operator(), client)


def page(model: type[Any], name: str, *arguments: Any) -> str:
    return reverse(f"admin:trading_{model.__name__.lower()}_{name}", args=arguments)


@pytest.mark.parametrize("model", MONEY)
def test_not_even_a_superuser_may_touch_money(rf: RequestFactory, model: type[Any]) -> None:
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    site: admin.ModelAdmin[Any] = admin.site.get_model_admin(model)

    assert [
        site.has_add_permission(request),
        site.has_change_permission(request),
        site.has_delete_permission(request),
        site.has_view_permission(request),
    ] == [False, False, False, True]


def test_people_are_neither_made_nor_deleted_here(root: Client, alice: User) -> None:
    assert root.get(page(User, "add")).status_code == 403
    assert root.post(page(User, "delete", alice.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [User, *MONEY])
def test_every_page_opens(okx: object, root: Client, alice: User, model: type[Any]) -> None:
    hold(alice, "0.5", "LINK")
    quote_swap(spend(alice, "100", "USDC", get="ETH"))
    waiting(alice)
    pages = [page(model, "changelist"), page(model, "changelist") + "?q=alice"]
    pages += [page(model, "change", row.pk) for row in model.objects.all()]

    assert {root.get(path).status_code for path in pages} == {200}


def test_no_page_shows_a_password(root: Client) -> None:
    user = User.objects.get(username="root")
    shown = root.get(page(User, "change", user.pk)).content.decode()

    assert user.password not in shown
    assert "password" not in shown.split('id="content"')[1].lower()


@pytest.mark.parametrize("model", MONEY)
def test_a_list_is_read_in_few_queries(
    okx: object, root: Client, alice: User, bob: User, model: type[Any], django_assert_max_num_queries: Any
) -> None:
    for user in (alice, bob):
        for symbol in ("ETH", "LINK", "UNI", "WBTC"):
            hold(user, "1", symbol)
            quote_swap(spend(user, "1", "USDC", get="ETH"))
            waiting(user, symbol=symbol)

    with django_assert_max_num_queries(10):
        root.get(page(model, "changelist"))


def test_only_status_and_staff_can_be_changed(root: Client, alice: User) -> None:
    changes = {"status": "blocked", "is_staff": "on", "is_superuser": "on", "telegram_id": "1", "first_name": "X"}
    root.post(page(User, "change", alice.pk), changes)

    kept = User.objects.get(pk=alice.pk)
    assert (kept.status, kept.is_staff) == (User.Status.BLOCKED, True)
    assert (kept.is_superuser, kept.telegram_id, kept.first_name) == (False, 101, "Alice")


def test_who_is_let_in_here_gets_a_paper_wallet_too(root: Client) -> None:
    stranger = User.objects.create(username="telegram-666", telegram_id=666)
    root.post(page(User, "change", stranger.pk), {"status": "active"})

    kept = User.objects.get(pk=stranger.pk)
    assert kept.status == User.Status.ACTIVE
    assert kept.default_wallet is not None


def test_the_orders_of_somebody_who_is_shut_out_rest(root: Client, alice: User, bob: User) -> None:
    orders = [waiting(user) for user in (alice, bob)]
    root.post(page(User, "change", alice.pk), {"status": "blocked"})

    assert [state_of(order) for order in orders] == [State.PAUSED, State.ACTIVE]
