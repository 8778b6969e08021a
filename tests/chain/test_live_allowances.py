"""A user sees what contracts may still take, and takes it back, on real nodes: refused, signed once, told truly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from alerts.models import Notification
from esther_site.lib.errors import EstherError, UserError
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from tests.serving import free_port
from trading import live
from trading.allowances import Look, What, allowances_of
from trading.allowances_taken_back import propose, take_back
from trading.models import AuditEntry, Swap, Transaction, User
from trading.pauses import pause
from trading.rpc import forget_clients
from trading.users import Newcomer, activate, meet

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

UNLIMITED = 2**256 - 1
STRANGER = "0x" + "5a" * 20


@pytest.fixture
def desk(world: World, alice: User) -> LiveDesk:
    return LiveDesk(world, alice, USDC=2_000 * USD)


@pytest.fixture
def swap(desk: LiveDesk) -> Swap:
    """A trade that is done; later somebody let the same spender take USDC without end."""
    swap = desk.carried_out(desk.begun("USDC", "DAI", 1_000 * USD))
    desk.ledger.approve(desk.account, "USDC", UNLIMITED)
    return Swap.objects.select_related("chain").get(pk=swap.pk)


def look(desk: LiveDesk) -> Look:
    return allowances_of(User.objects.get(pk=desk.user.pk), desk.now)


def standing(desk: LiveDesk) -> list[tuple[str, int, str]]:
    return [(each.standing.spender, each.standing.units, each.what) for each in look(desk).standing]


def spender(swap: Swap) -> str:
    return swap.chain.spender.lower()


def news(template: str) -> list[dict[str, Any]]:
    return list(Notification.objects.filter(template=template).order_by("pk").values_list("data", flat=True))


def test_somebody_else_neither_sees_nor_takes_back(desk: LiveDesk, swap: Swap) -> None:
    bob, _ = meet(Newcomer(telegram_id=102, first_name="Bob", username="bob"))
    activate(bob)
    for act in (propose, take_back):
        with pytest.raises(UserError, match="not yours, or no longer known"):
            act(bob, swap.handle, spender(swap))
    assert (allowances_of(bob, desk.now).standing, desk.rows(swap)[2:]) == ([], [])


def test_a_contract_that_no_trade_approved_is_not_taken_from(desk: LiveDesk, swap: Swap) -> None:
    with pytest.raises(UserError, match="never let that contract"):
        take_back(desk.user, swap.handle, STRANGER)
    assert desk.rows(swap)[2:] == []


def test_a_pause_before_it_leaves_keeps_it_here_and_its_owner_is_told(desk: LiveDesk, swap: Swap) -> None:
    take_back(desk.user, swap.handle, spender(swap))
    pause(desk.user, by=desk.user)
    desk.passes(times=3)
    assert desk.rows(swap)[2:] == [("revoke", "abandoned")]
    assert standing(desk) == [(spender(swap), UNLIMITED, What.TAKE_BACK)]
    (told,) = news("allowance_stays")
    assert (told["left"], told["symbol"]) == ("any amount of", "USDC")
    assert told["reason"].startswith("You have paused live trading")
    assert news("allowance_revoked") == []


def test_a_chain_whose_node_is_gone_is_named(desk: LiveDesk, swap: Swap, settings: Any) -> None:
    settings.RPC_URLS = {1: f"http://127.0.0.1:{free_port()}"}
    forget_clients()
    seen = look(desk)
    assert ([(each.name, each.pairs) for each in seen.unknown], seen.standing) == ([("Ethereum", 1)], [])
    with pytest.raises(EstherError):
        take_back(desk.user, swap.handle, spender(swap))
    assert desk.rows(swap)[2:] == []
    forget_clients()


def test_while_a_trade_uses_it_there_is_nothing_to_press(desk: LiveDesk, swap: Swap) -> None:
    desk.ledger.approve(desk.account, "USDC", 0)
    other = desk.begun("USDC", "DAI", 1_000 * USD)
    while ("approve", "done") not in desk.rows(other):
        live.advance(other.pk, desk.now)
        desk.ledger.mine()
        desk.after(seconds=3)
    assert standing(desk) == [(spender(swap), 1_000 * USD, What.WAIT)]
    with pytest.raises(EstherError, match="comes first"):
        take_back(desk.user, swap.handle, spender(swap))
    desk.carried_out(other)
    assert standing(desk) == []


def test_it_is_shown_taken_back_once_and_told(desk: LiveDesk, swap: Swap) -> None:
    proposal = propose(desk.user, swap.handle, spender(swap))
    assert (proposal.standing.is_unlimited, desk.rows(swap)[2:]) == (True, [])
    before = desk.fees()

    take_back(desk.user, swap.handle, spender(swap))
    assert standing(desk) == [(spender(swap), UNLIMITED, What.LEAVING)]
    with pytest.raises(UserError, match="being taken back already"):
        take_back(desk.user, swap.handle, spender(swap))
    desk.passes(times=5)

    assert desk.ledger.allowance(desk.address, "USDC") == 0
    seen = look(desk)
    assert (seen.standing, seen.unknown, seen.asked, seen.chains) == ([], [], 1, ["Ethereum"])
    assert desk.rows(swap)[2:] == [("revoke", "done")]
    paid = Decimal(desk.fees() - before) / ETHER
    assert 0 < paid <= proposal.gas
    (told,) = news("allowance_revoked")
    assert (told["by_owner"], Decimal(told["gas"])) == ("yes", paid)
    entries = AuditEntry.objects.filter(kind__startswith="allowance.").order_by("pk").values_list("kind", "actor")
    assert list(entries) == [("allowance.revoked", f"user:{desk.user.pk}"), ("allowance.left", "system")]


def test_live_trading_may_be_off(desk: LiveDesk, swap: Swap) -> None:
    User.objects.update(live_trading_enabled=False)
    take_back(User.objects.get(pk=desk.user.pk), swap.handle, spender(swap))
    desk.passes(times=5)
    assert standing(desk) == []


def test_what_an_earlier_trade_approved_is_found_after_the_list_has_changed(desk: LiveDesk, swap: Swap) -> None:
    """A contract that is used no more may still take: the newer trade of the token does not hide it."""
    old = spender(swap)
    type(swap.chain).objects.filter(pk=1).update(spender=STRANGER)
    newer = Swap.objects.get(pk=swap.pk)
    newer.pk, newer.handle = None, "k7m2p9x4qd"
    newer.save(force_insert=True)
    assert standing(desk) == [(old, UNLIMITED, What.TAKE_BACK)]
    assert look(desk).asked == 2

    take_back(desk.user, look(desk).standing[0].swap.handle, old)
    desk.passes(times=5)
    assert (standing(desk), Transaction.objects.get(purpose="revoke").swap_id) == ([], swap.pk)
