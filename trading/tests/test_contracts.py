"""The list of contracts that live trades may use, and the two steps that lengthen it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from esther_site.lib.errors import UserError
from tokens.models import Chain
from trading.contracts import (
    ALONE_AFTER,
    Role,
    allow,
    allowed_bridges,
    allowed_routers,
    allowed_spenders,
    is_allowed,
    note_unknown,
    propose,
    refuse,
)
from trading.models import NamedContract, User
from trading.news import contract_seen

pytestmark = pytest.mark.django_db

STRANGER = "0x" + "Ab" * 20
State = NamedContract.State


@pytest.fixture
def chain(seeded: None) -> Chain:
    return Chain.objects.get(index=1)


@pytest.fixture
def olga(alice: User) -> User:
    return operator(alice)


@pytest.fixture
def otto(bob: User) -> User:
    return operator(bob)


def operator(user: User) -> User:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return User.objects.get(pk=user.pk)


def seen(chain: Chain, role: NamedContract.Role = Role.ROUTER, bridge_id: int = 0) -> NamedContract:
    note_unknown(chain, role, STRANGER, bridge_id=bridge_id)
    return NamedContract.objects.get(role=role, bridge_id=bridge_id)


def allowed(contract: NamedContract, olga: User, otto: User) -> NamedContract:
    propose(contract, by=olga)
    allow(contract, by=otto, typed=contract.address)
    contract.refresh_from_db()
    return contract


@pytest.mark.parametrize("role", Role.values)
def test_a_stranger_is_not_allowed_by_being_named(chain: Chain, role: str) -> None:
    contract = seen(chain, Role(role))
    assert (contract.state, contract.address) == (State.SEEN, STRANGER.lower())
    assert not is_allowed(chain, Role(role), STRANGER)


@pytest.mark.parametrize("role", [Role.SPENDER, Role.BRIDGE, Role.BRIDGE_SPENDER])
def test_a_router_is_nothing_else(chain: Chain, role: NamedContract.Role) -> None:
    assert is_allowed(chain, Role.ROUTER, chain.routers[0].upper().replace("0X", "0x"))
    assert not is_allowed(chain, role, chain.routers[0])


def test_no_list_is_that_of_another_chain(chain: Chain) -> None:
    base = Chain.objects.get(index=8453)
    assert not is_allowed(base, Role.ROUTER, chain.routers[0])
    assert not is_allowed(base, Role.SPENDER, chain.spender)
    assert not is_allowed(base, Role.BRIDGE, allowed_bridges(chain, 1)[0], bridge_id=1)


@pytest.mark.parametrize("bridge_id", [1, 636])
def test_okx_own_bridge_contract_serves_every_bridge(chain: Chain, bridge_id: int) -> None:
    assert "0xfc99f58a8974a4bc36e60e2d490bb8d72899ee9f" in allowed_bridges(chain, bridge_id)


def test_a_chain_without_a_known_bridge_contract_has_none(chain: Chain) -> None:
    assert allowed_bridges(Chain.objects.get(index=196), 636) == ()


def test_proposed_is_not_allowed(chain: Chain, olga: User) -> None:
    contract = seen(chain)
    propose(contract, by=olga)
    assert not is_allowed(chain, Role.ROUTER, STRANGER)


def test_another_operator_allows_it_at_once(chain: Chain, olga: User, otto: User) -> None:
    contract = allowed(seen(chain), olga, otto)
    assert is_allowed(chain, Role.ROUTER, STRANGER)
    assert allowed_routers(chain)[-1] == STRANGER.lower()
    assert (contract.proposed_by, contract.decided_by) == (olga, otto)


def test_who_proposed_it_waits_for_an_hour(chain: Chain, olga: User) -> None:
    contract = seen(chain)
    propose(contract, by=olga)
    with pytest.raises(UserError, match="another operator allows it at once, you can after an hour"):
        allow(contract, by=olga, typed=STRANGER)
    NamedContract.objects.update(proposed_at=timezone.now() - ALONE_AFTER + timedelta(minutes=1))
    with pytest.raises(UserError, match="after an hour"):
        allow(contract, by=olga, typed=STRANGER)
    NamedContract.objects.update(proposed_at=timezone.now() - ALONE_AFTER)
    allow(contract, by=olga, typed=STRANGER)
    assert is_allowed(chain, Role.ROUTER, STRANGER)


@pytest.mark.parametrize("typed", ["", "0x" + "ac" * 20, STRANGER[:-1]])
def test_the_address_is_typed_again(chain: Chain, olga: User, otto: User, typed: str) -> None:
    contract = seen(chain)
    propose(contract, by=olga)
    with pytest.raises(UserError, match="another address"):
        allow(contract, by=otto, typed=typed)
    assert not is_allowed(chain, Role.ROUTER, STRANGER)


def test_no_step_is_left_out(chain: Chain, olga: User, otto: User) -> None:
    contract = seen(chain)
    with pytest.raises(UserError, match="decided about this contract in the meantime"):
        allow(contract, by=otto, typed=STRANGER)
    refuse(contract, by=olga)
    with pytest.raises(UserError, match="in the meantime"):
        allow(contract, by=otto, typed=STRANGER)


@pytest.mark.parametrize("step", ["propose", "allow", "refuse"])
def test_only_operators_decide(chain: Chain, olga: User, mallory: User, step: str) -> None:
    contract = seen(chain)
    propose(contract, by=olga) if step != "propose" else None
    steps = {
        "propose": lambda: propose(contract, by=mallory),
        "allow": lambda: allow(contract, by=mallory, typed=STRANGER),
        "refuse": lambda: refuse(contract, by=mallory),
    }
    with pytest.raises(UserError, match="Only an operator"):
        steps[step]()


def test_an_operators_refusal_counts_even_against_the_seeds(chain: Chain, olga: User) -> None:
    note_unknown(chain, Role.ROUTER, chain.routers[0])
    refuse(NamedContract.objects.get(), by=olga)
    assert not is_allowed(chain, Role.ROUTER, chain.routers[0])
    assert is_allowed(chain, Role.ROUTER, chain.routers[1])


def test_what_was_allowed_is_taken_back_in_one_step(chain: Chain, olga: User, otto: User) -> None:
    contract = allowed(seen(chain), olga, otto)
    refuse(contract, by=olga)
    assert not is_allowed(chain, Role.ROUTER, STRANGER)
    propose(contract, by=olga)
    assert not is_allowed(chain, Role.ROUTER, STRANGER)


def test_a_bridge_is_allowed_for_its_number_alone(chain: Chain, olga: User, otto: User) -> None:
    allowed(seen(chain, Role.BRIDGE_SPENDER, 636), olga, otto)
    assert STRANGER.lower() in allowed_spenders(chain, 636)
    assert STRANGER.lower() not in (*allowed_spenders(chain, 637), *allowed_spenders(chain))


def test_it_is_noted_and_told_once(chain: Chain) -> None:
    told: list[NamedContract] = []

    def hear(contract: NamedContract, **_: object) -> None:
        told.append(contract)

    contract_seen.connect(hear)
    try:
        for address in (STRANGER, STRANGER.lower()):
            note_unknown(chain, Role.ROUTER, address)
    finally:
        contract_seen.disconnect(hear)
    assert told == [NamedContract.objects.get()]
