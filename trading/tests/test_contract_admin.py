"""How operators allow a contract in the admin site: two pages, and nothing by editing a row."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from esther_site.tests.operators import make_operator
from esther_site.tests.operators import signed_in as past_both_doors
from tokens.models import Chain
from trading.contracts import Role, is_allowed, note_unknown
from trading.models import NamedContract

pytestmark = pytest.mark.django_db

STRANGER = "0x" + "ab" * 20


@pytest.fixture
def contract(seeded: None) -> NamedContract:
    note_unknown(Chain.objects.get(index=1), Role.ROUTER, STRANGER)
    return NamedContract.objects.get()


def signed_in(name: str, **rights: Any) -> Client:
    return past_both_doors(make_operator(name, **(rights or {"is_superuser": False})))


@pytest.fixture
def olga() -> Client:
    return signed_in("olga", is_superuser=True)


@pytest.fixture
def otto() -> Client:
    return signed_in("otto", is_superuser=True)


def page(step: str, contract: NamedContract) -> str:
    return reverse(f"admin:trading_namedcontract_{step}", args=[contract.pk])


def state_of(contract: NamedContract) -> str:
    contract.refresh_from_db()
    return contract.state


def test_nobody_from_elsewhere_finds_the_pages(olga: Client, contract: NamedContract, settings: Settings) -> None:
    settings.ADMIN_IP_ALLOWLIST = ["203.0.113.7/32"]
    for step in ("propose", "allow", "change"):
        assert olga.get(page(step, contract)).status_code == 404
        assert olga.post(page(step, contract), {"decision": "propose"}).status_code == 404
    assert state_of(contract) == "seen"


def test_staff_without_the_right_may_not_decide(contract: NamedContract) -> None:
    helper = signed_in("helper")
    assert helper.post(page("propose", contract), {"decision": "propose"}).status_code == 403
    assert state_of(contract) == "seen"


def test_the_row_is_not_edited(olga: Client, contract: NamedContract) -> None:
    olga.post(page("change", contract), {"state": "allowed", "address": "0x" + "cd" * 20})
    assert olga.post(page("delete", contract), {"post": "yes"}).status_code == 403
    assert (state_of(contract), contract.address) == ("seen", STRANGER)


@pytest.mark.parametrize("decision", ["allow", "allowed", ""])
def test_the_first_page_allows_nothing(olga: Client, contract: NamedContract, decision: str) -> None:
    olga.post(page("propose", contract), {"decision": decision, "address": STRANGER})
    assert state_of(contract) == "seen"


def test_the_second_page_allows_nothing_that_was_not_proposed(olga: Client, contract: NamedContract) -> None:
    shown = olga.post(page("allow", contract), {"decision": "allow", "address": STRANGER})
    assert "There is nothing to decide here now." in shown.content.decode()
    assert state_of(contract) == "seen"


def test_who_proposes_does_not_allow_in_one_sitting(olga: Client, contract: NamedContract) -> None:
    olga.post(page("propose", contract), {"decision": "propose"})
    shown = olga.post(page("allow", contract), {"decision": "allow", "address": STRANGER})
    assert "you can after an hour" in shown.content.decode()
    assert state_of(contract) == "proposed"


def test_the_second_page_does_not_show_what_is_to_be_typed(olga: Client, otto: Client, contract: NamedContract) -> None:
    olga.post(page("propose", contract), {"decision": "propose"})
    assert STRANGER not in otto.get(page("allow", contract)).content.decode()
    shown = otto.post(page("allow", contract), {"decision": "allow", "address": "0x" + "ac" * 20})
    assert "That is another address" in shown.content.decode()
    assert state_of(contract) == "proposed"


def test_two_operators_allow_it_and_the_log_says_who(olga: Client, otto: Client, contract: NamedContract) -> None:
    assert STRANGER in olga.get(page("propose", contract)).content.decode()
    olga.post(page("propose", contract), {"decision": "propose"})
    otto.post(page("allow", contract), {"decision": "allow", "address": STRANGER.upper().replace("0X", "0x")})

    assert state_of(contract) == "allowed"
    assert is_allowed(contract.chain, Role.ROUTER, STRANGER)
    assert [(entry.user.username, entry.change_message) for entry in LogEntry.objects.order_by("pk")] == [
        ("olga", f"Proposed: {STRANGER}. It is not allowed yet."),
        ("otto", f"Allowed: {STRANGER}."),
    ]


def test_what_is_allowed_can_be_taken_back(olga: Client, otto: Client, contract: NamedContract) -> None:
    olga.post(page("propose", contract), {"decision": "propose"})
    otto.post(page("allow", contract), {"decision": "allow", "address": STRANGER})
    otto.post(page("propose", contract), {"decision": "refuse"})
    assert not is_allowed(contract.chain, Role.ROUTER, STRANGER)


def test_the_list_leads_to_the_pages(olga: Client, contract: NamedContract) -> None:
    shown = olga.get(reverse("admin:trading_namedcontract_changelist")).content.decode()
    assert page("propose", contract) in shown
    assert olga.get(page("change", contract)).status_code == 200


def test_the_lists_of_a_chain_cannot_be_edited_at_the_chain(olga: Client, seeded: None) -> None:
    url = reverse("admin:tokens_chain_change", args=[1])
    olga.post(url, {"is_active": "on", "routers": f'["{STRANGER}"]', "spender": STRANGER})
    chain = Chain.objects.get(index=1)
    assert STRANGER not in (*chain.routers, chain.spender)
