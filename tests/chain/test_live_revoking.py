"""An operator takes back what a finished trade left a spender: refused, signed once, killed, read from the chain."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alerts.models import Notification
from esther_site.lib.errors import EstherError, UserError
from esther_site.tests.operators import make_operator, signed_in
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import broadcasting, live, live_steps
from trading.models import AuditEntry, Order, Swap, Transaction, User, Wallet
from trading.pauses import lift, pause
from trading.revoking import revoke
from trading.users import Newcomer, activate, meet

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State
UNLIMITED = 2**256 - 1
STRANGER = "0x" + "5a" * 20


class Killed(BaseException):
    """The process is gone: nothing in it catches this."""


@pytest.fixture
def olga(alice: User) -> User:
    return make_operator("olga")


@pytest.fixture
def desk(world: World, alice: User) -> LiveDesk:
    return LiveDesk(world, alice, USDC=2_000 * USD)


@pytest.fixture
def swap(desk: LiveDesk) -> Swap:
    """A trade that is done; later somebody let the same spender take USDC without end."""
    swap = desk.carried_out(desk.begun("USDC", "DAI", 1_000 * USD))
    assert swap.state == State.DONE
    desk.ledger.approve(desk.account, "USDC", UNLIMITED)
    return fresh(swap)


def fresh(swap: Swap) -> Swap:
    return Swap.objects.get(pk=swap.pk)


def left(desk: LiveDesk) -> int:
    return desk.ledger.allowance(desk.address, "USDC")


def last(swap: Swap) -> tuple[str, str]:
    row = Transaction.objects.filter(swap=swap).order_by("pk").last()
    assert row
    return row.purpose, row.state


def facts(swap: Swap, kind: str) -> list[dict[str, Any]]:
    entries = AuditEntry.objects.filter(kind=kind, subject=f"swap:{swap.handle}").order_by("pk")
    return list(entries.values_list("facts", flat=True))


def refused(swap: Swap, olga: User) -> str:
    """Return why nothing was signed, having made sure that nothing was."""
    signed = Transaction.objects.count()
    with pytest.raises(EstherError) as caught:
        revoke(fresh(swap), by=olga)
    assert Transaction.objects.count() == signed
    assert fresh(swap).not_before is None
    return caught.value.message


def test_only_its_owner_or_an_operator_takes_back(swap: Swap, alice: User) -> None:
    bob, _ = meet(Newcomer(telegram_id=102, first_name="Bob", username="bob"))
    activate(bob)
    assert refused(swap, bob) == "Only the owner of the wallet, or an operator, can do that."


@pytest.mark.parametrize("status", [User.Status.PENDING, User.Status.BLOCKED])
def test_an_owner_who_is_not_let_in_does_not(swap: Swap, alice: User, status: str) -> None:
    alice.status = status
    assert refused(swap, alice) == "Only the owner of the wallet, or an operator, can do that."


def test_where_nothing_is_left_nothing_is_signed(desk: LiveDesk, swap: Swap, olga: User) -> None:
    desk.ledger.approve(desk.account, "USDC", 0)
    assert refused(swap, olga) == "No contract may take any USDC of this wallet, so there is nothing to take back."


def test_a_coin_of_the_chain_has_no_allowance(desk: LiveDesk, olga: User) -> None:
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER, slippage="3"))
    assert "ETH is the chain's own coin" in refused(swap, olga)


def test_nothing_is_signed_in_a_dry_run(swap: Swap, olga: User, settings: Any) -> None:
    settings.DRY_RUN = True
    assert refused(swap, olga) == "DRY_RUN is on, so nothing is signed."


def test_nothing_is_signed_while_live_trading_is_paused(swap: Swap, alice: User, olga: User) -> None:
    for whose, by in ((alice, alice), (None, olga)):
        pause(whose, by=by)
        assert "is paused, so nothing is signed. The allowance stays until that ends." in refused(swap, olga)
        lift(whose, by=by)


@pytest.mark.parametrize("gone", [{"sealed_key": ""}, {"removed_at": timezone.now()}], ids=["no key", "removed"])
def test_without_the_key_its_owner_has_to_do_it(swap: Swap, olga: User, gone: dict[str, Any]) -> None:
    Wallet.objects.filter(pk=swap.wallet_id).update(**gone)
    assert refused(swap, olga).startswith("Esther has no key of this wallet: its owner takes the allowance back")


def test_a_trade_that_was_simulated_left_nothing(swap: Swap, olga: User) -> None:
    Swap.objects.filter(pk=swap.pk).update(mode=Swap.Mode.DRY_RUN)
    assert "simulated" in refused(swap, olga)


def test_gas_that_could_cost_more_than_the_limit_is_not_paid(swap: Swap, olga: User, settings: Any) -> None:
    settings.MAX_GAS_USD = settings.MAX_GAS_USD / 10**6
    assert "the gas could cost more than your limit" in refused(swap, olga)
    assert facts(swap, "swap.screened")[-1]["rule"] == "fees"


def test_a_trade_under_way_is_left_alone(desk: LiveDesk, olga: User) -> None:
    swap = desk.begun("USDC", "DAI", 1_000 * USD)
    live.advance_due(desk.now)
    with pytest.raises(UserError, match="still under way"):
        revoke(fresh(swap), by=olga)


def test_another_trade_of_the_wallet_comes_first(desk: LiveDesk, swap: Swap, olga: User) -> None:
    """Between its approval and its swap nothing is on its way, and taking the approval back would undo the swap."""
    desk.ledger.approve(desk.account, "USDC", 0)
    other = desk.begun("USDC", "DAI", 1_000 * USD)
    while ("approve", "done") not in desk.rows(other):
        live.advance(other.pk, desk.now)
        desk.ledger.mine()
        desk.after(seconds=3)
    assert (fresh(other).state, left(desk)) == (State.APPROVING, 1_000 * USD)
    assert "comes first" in refused(swap, olga)
    assert desk.carried_out(other).state == State.DONE


def test_what_is_left_is_taken_back_once_and_read_from_the_chain(desk: LiveDesk, swap: Swap, olga: User) -> None:
    paid = swap.gas_units or 0
    standing = revoke(swap, by=olga)
    assert (standing.is_unlimited, last(swap)) == (True, ("revoke", "signed"))
    assert facts(swap, "allowance.revoked") == [{"spender": standing.spender, "units": UNLIMITED}]
    with pytest.raises(UserError, match="being taken back already"):  # the second press
        revoke(fresh(swap), by=olga)
    desk.passes(times=5)

    assert (left(desk), last(swap)) == (0, ("revoke", "done"))
    assert desk.rows(swap) == [("approve", "done"), ("swap", "done"), ("revoke", "done")]
    after = fresh(swap)
    assert (after.state, after.not_before, live.has_live_swaps()) == (State.DONE, None, False)
    assert [found["units"] for found in facts(swap, "allowance.left")] == [0]
    assert (after.gas_units or 0) > paid
    assert after.gas_units == desk.fees()
    news = Notification.objects.get(template="allowance_revoked")
    assert (news.user, news.data["symbol"], news.data["gas_symbol"]) == (swap.user, "USDC", "ETH")
    assert news.data["by_owner"] == ""
    assert Decimal(news.data["gas"]) * ETHER == desk.fees() - paid


def test_what_is_signed_is_the_approval_of_nothing(swap: Swap, olga: User) -> None:
    revoke(swap, by=olga)
    row = Transaction.objects.get(swap=swap, purpose="revoke")
    assert (row.to.lower(), int(row.value), row.data[:10]) == (swap.token_in.address, 0, "0x095ea7b3")
    assert int(row.data[-64:], 16) == 0


def test_it_can_be_taken_back_again(desk: LiveDesk, swap: Swap, olga: User) -> None:
    for _ in range(2):
        revoke(fresh(swap), by=olga)
        desk.passes(times=5)
        assert left(desk) == 0
        desk.ledger.approve(desk.account, "USDC", 7)
    assert [purpose for purpose, _ in desk.rows(swap)].count("revoke") == 2


def test_a_spender_that_is_on_the_list_no_more_loses_what_it_may_take(
    desk: LiveDesk, swap: Swap, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trade's approval says who it was; the list of today does not matter for giving nothing."""
    type(swap.chain).objects.filter(pk=1).update(spender=STRANGER)
    revoke(fresh(swap), by=olga)
    desk.passes(times=5)
    assert left(desk) == 0


def test_an_approval_that_nobody_here_gave_is_taken_back_too(desk: LiveDesk, swap: Swap, olga: User) -> None:
    """The spender of the chain today, though this trade approved another one."""
    desk.ledger.approve(desk.account, "USDC", 0)
    desk.ledger.approve(desk.account, "USDC", 5 * USD, spender=STRANGER)
    type(swap.chain).objects.filter(pk=1).update(spender=STRANGER)
    assert revoke(fresh(swap), by=olga).units == 5 * USD
    desk.passes(times=5)
    assert desk.ledger.allowance(desk.address, "USDC", spender=STRANGER) == 0


def test_a_pause_that_comes_before_it_leaves_keeps_it_here(desk: LiveDesk, swap: Swap, alice: User, olga: User) -> None:
    revoke(swap, by=olga)
    pause(alice, by=alice)
    desk.passes(times=3)
    assert (left(desk), last(swap)) == (UNLIMITED, ("revoke", "abandoned"))
    assert facts(swap, "allowance.left")[0]["state"] == "abandoned"
    assert not Notification.objects.filter(template="allowance_stays").exists()  # its owner never knew of it
    lift(alice, by=alice)
    revoke(fresh(swap), by=olga)
    desk.passes(times=5)
    assert (left(desk), last(swap)) == (0, ("revoke", "done"))


def dies_in(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, after: bool) -> Callable[[], None]:
    """Let the process die before or after the deed; return what brings it back."""
    deed = getattr(module, name)

    def dying(*arguments: Any, **named: Any) -> Any:
        if after:
            deed(*arguments, **named)
        raise Killed

    monkeypatch.setattr(module, name, dying)
    return lambda: monkeypatch.setattr(module, name, deed)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("module", "name"),
    [(live_steps, "launch"), (broadcasting, "send"), (live_steps, "look"), (live_steps, "confirm_revocation")],
    ids=["launch", "send", "look", "confirm"],
)
def test_a_process_that_is_killed_is_taken_over_and_one_transaction_is_mined(
    desk: LiveDesk, swap: Swap, olga: User, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, after: bool
) -> None:
    nonce = desk.nonce()
    revoke(swap, by=olga)
    revive = dies_in(monkeypatch, module, name, after=after)
    with pytest.raises(Killed):
        desk.passes(times=5)
    revive()
    desk.after(seconds=60)
    desk.passes(times=5)

    assert (left(desk), desk.nonce()) == (0, nonce + 1)
    assert desk.rows(swap)[2:] == [("revoke", "done")]
    assert [found["units"] for found in facts(swap, "allowance.left")] == [0]
    assert fresh(swap).not_before is None


def test_what_waited_too_long_to_leave_is_thrown_away_and_told(desk: LiveDesk, swap: Swap, olga: User) -> None:
    revoke(swap, by=olga)
    desk.after(seconds=180)
    desk.passes(times=3)
    row = Transaction.objects.filter(swap=swap).latest("pk")
    assert (row.state, row.failure) == (
        "abandoned",
        "Esther was interrupted before it was sent. The allowance was not taken back.",
    )
    assert (left(desk), live.has_live_swaps()) == (UNLIMITED, False)


def test_one_that_a_restored_backup_left_behind_is_gone_on_with(desk: LiveDesk, swap: Swap, olga: User) -> None:
    revoke(swap, by=olga)
    Swap.objects.filter(pk=swap.pk).update(not_before=None)  # as after a restore
    desk.passes(times=2)
    assert last(swap) == ("revoke", "signed")
    with pytest.raises(UserError, match="being taken back already"):
        revoke(fresh(swap), by=olga)
    desk.passes(times=5)
    assert left(desk) == 0


def test_the_next_trade_of_the_wallet_waits_for_it(desk: LiveDesk, swap: Swap, olga: User) -> None:
    revoke(swap, by=olga)
    other = desk.carried_out(desk.begun("USDC", "DAI", 1_000 * USD))
    assert (other.state, left(desk)) == (State.DONE, 0)
    assert desk.rows(swap)[-1] == ("revoke", "done")


def in_admin(client: Client, *swaps: Swap, **answer: str) -> str:
    form = {"action": "revoke_allowance", "_selected_action": [swap.pk for swap in swaps], **answer}
    url = reverse("admin:trading_swap_changelist")
    return client.post(url, form, follow=True, secure=True).content.decode()


def test_the_admin_lists_what_stands_asks_first_and_does_it(desk: LiveDesk, swap: Swap, olga: User) -> None:
    client = signed_in(olga)
    assert "/admin/trading/swap/allowances" in client.get("/admin/trading/swap/", secure=True).content.decode()
    page = client.get("/admin/trading/swap/allowances/", secure=True).content.decode()
    assert "Any amount of USDC" in page
    assert f'value="{swap.pk}"' in page

    assert "Take back what is left of its allowance: 1 swap" in in_admin(client, swap)
    assert last(swap)[0] == "swap"
    assert "Signed: " in in_admin(client, swap, is_confirmed="yes")
    assert "being taken back already" in in_admin(client, swap, is_confirmed="yes")
    desk.passes(times=5)
    assert left(desk) == 0
    assert "Nothing stands" in client.get("/admin/trading/swap/allowances/", secure=True).content.decode()
    assert not Order.objects.exists()


def test_who_may_only_look_does_not_see_what_stands(swap: Swap) -> None:
    from django.contrib.auth.models import Permission

    helper = make_operator("helper", is_superuser=False)
    helper.user_permissions.add(Permission.objects.get(codename="view_swap"))
    assert signed_in(helper).get("/admin/trading/swap/allowances/", secure=True).status_code == 403
    in_admin(signed_in(helper), swap, is_confirmed="yes")
    assert last(swap)[0] == "swap"
