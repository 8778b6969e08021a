"""Live swaps that the chain does not agree about: they wait for an operator, and so does their wallet."""

from __future__ import annotations

import pytest

from esther_site.lib.errors import UserError
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading.models import Swap, User
from trading.review import end_as_done, end_as_failed, look_again

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State


@pytest.fixture
def olga(alice: User) -> User:
    return User.objects.create(username="olga", is_staff=True)


@pytest.fixture
def desk(world: World, alice: User) -> LiveDesk:
    return LiveDesk(world, alice, USDC=1_000 * USD)


@pytest.fixture
def swap(desk: LiveDesk) -> Swap:
    """A swap for a token that tells of more than it moves."""
    desk.ledger.become("DAI", "LyingCoin")
    return desk.carried_out(desk.begun("USDC", "DAI", 1_000 * USD))


def test_a_token_that_lies_sends_a_swap_into_review(desk: LiveDesk, swap: Swap) -> None:
    assert (swap.state, desk.told) == (State.REVIEW, [(swap.handle, "review")])
    assert "what arrived is not what was promised" in swap.failure
    assert desk.rows(swap) == [("approve", "done"), ("swap", "done")]


def test_its_wallet_signs_nothing_until_an_operator_has_decided(desk: LiveDesk, swap: Swap, olga: User) -> None:
    signed = desk.signatures()
    with pytest.raises(UserError, match=f"Trade {swap.handle} of this wallet is under review. Nothing was signed"):
        desk.begun("ETH", "USDC", ETHER)
    assert desk.signatures() == signed

    end_as_failed(swap, by=olga, note="the token lies")
    assert desk.carried_out(desk.begun("ETH", "USDC", ETHER, slippage="3")).state == State.DONE


def test_one_that_was_confirmed_before_ends_unsigned(desk: LiveDesk) -> None:
    desk.ledger.become("DAI", "LyingCoin")
    first, second = desk.begun("USDC", "DAI", 500 * USD), desk.begun("ETH", "USDT", ETHER, slippage="3")
    desk.passes(times=12)
    for swap in (first, second):
        swap.refresh_from_db()
    assert (first.state, second.state) == (State.REVIEW, State.FAILED)
    assert f"Trade {first.handle} of this wallet is under review" in second.failure


def test_it_ends_as_done_with_what_the_balance_shows(desk: LiveDesk, swap: Swap, olga: User) -> None:
    end_as_done(swap, by=olga, note="it tells of every transfer twice")
    swap.refresh_from_db()
    assert (swap.state, swap.failure, swap.received_units_out) == (State.DONE, "", desk.holds("DAI"))
    assert (swap.reviewed_by, swap.review_note) == (olga, "it tells of every transfer twice")


def test_looking_again_judges_by_the_chain_once_more(desk: LiveDesk, swap: Swap, olga: User) -> None:
    look_again(swap, by=olga, note="perhaps the node was wrong")
    swap.refresh_from_db()
    assert (swap.state, swap.finished_at) == (State.SENT, None)
    desk.after(seconds=60)
    desk.carried_out(swap)
    assert (swap.state, desk.told) == (State.REVIEW, [(swap.handle, "review")] * 2)
    assert desk.signatures() == 2


def test_a_swap_that_was_not_mined_cannot_end_as_done(desk: LiveDesk, swap: Swap, olga: User) -> None:
    swap.transactions.filter(purpose="swap").update(state="reverted")
    with pytest.raises(UserError, match="cannot end as done"):
        end_as_done(swap, by=olga, note="it looks fine")
    swap.refresh_from_db()
    assert (swap.state, swap.reviewed_by) == (State.REVIEW, None)
