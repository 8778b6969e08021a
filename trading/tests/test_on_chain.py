"""Esther's own signer, reader and screening on a real node with OKX's router: what they agree on really happens."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import pytest
from eth_utils.address import to_checksum_address

from tests.chain import fixtures
from tests.chain.trader import ETHER, Trader
from tests.chain.world import World
from trading.custody import parse_key
from trading.erc20 import Transfer, allowance, approve_data, balance_of, transfers
from trading.rehearsal import rehearse
from trading.rpc import Call, Receipt, Reverted, RpcClient, RpcRefused
from trading.screening import Candidate, Intent, Purpose, Refusal, screen
from trading.signing import SignedTransaction, UnsignedTransaction, sign

world, chain_file = fixtures.world, fixtures.chain_file
pytestmark = [pytest.mark.chain, pytest.mark.urls("sandbox.okx.urls"), pytest.mark.usefixtures("chain_file")]

USD = 10**6
NATIVE = "0x" + "ee" * 20
MALLORY = "0x" + "66" * 20


@dataclass
class Desk:
    """A wallet on one chain, with Esther's own tools."""

    trader: Trader
    rpc: RpcClient
    intent: Intent

    def unsigned(self, to: str, data: bytes, value: int = 0, **changes: Any) -> UnsignedTransaction:
        fees = self.rpc.fees()
        fields: dict[str, Any] = {
            "chain_id": self.trader.ledger.index,
            "nonce": self.rpc.latest_nonce(self.trader.address),
            "to": to_checksum_address(to),
            "value": value,
            "data": data,
            "gas": 600_000,
            "max_fee_per_gas": 2 * fees.base_fee + fees.priority_fee,
            "max_priority_fee_per_gas": fees.priority_fee,
        }
        return UnsignedTransaction(**(fields | changes))

    def signed(self, transaction: UnsignedTransaction) -> SignedTransaction:
        return sign(parse_key(self.trader.account.key.hex()), transaction)

    def mined(self, transaction: UnsignedTransaction) -> Receipt:
        sent = self.rpc.send_raw(self.signed(transaction).raw)
        for _ in range(500):
            if receipt := self.rpc.receipt(sent):
                return receipt
            time.sleep(0.01)
        raise TimeoutError(sent)

    def call(self, transaction: UnsignedTransaction) -> Call:
        return Call(sender=self.trader.address, to=transaction.to, data=transaction.data, value=transaction.value)

    def screened(self, purpose: Purpose, *transactions: UnsignedTransaction) -> UnsignedTransaction:
        """Try out the last of the transactions after the others, have it screened, and return it."""
        index = self.trader.ledger.index
        candidate = Candidate(
            purpose=purpose,
            asked_chain=index,
            answered_chain=index,
            node_chain=self.rpc.chain_id(),
            transaction=transactions[-1],
            rehearsal=rehearse(self.rpc, [self.call(transaction) for transaction in transactions]),
        )
        screen(self.intent, candidate)
        return transactions[-1]

    def approval(self, units: int) -> UnsignedTransaction:
        return self.unsigned(self.intent.token_in, approve_data(self.intent.spender, units))


def desk(world: World, sold: str, bought: str, units: int, **funds: int) -> tuple[Desk, UnsignedTransaction]:
    """Return a funded wallet and the swap that OKX's stand-in proposes to it."""
    trader = Trader(world[1], **funds)
    ledger = trader.ledger
    offer = trader.offer(sold, bought, units)
    intent = Intent(
        chain_id=1,
        wallet=trader.address,
        token_in=ledger.address(sold),
        token_out=ledger.address(bought),
        units_in=units,
        minimum_out=int(offer["tx"]["minReceiveAmount"]),
        routers=(ledger.at.router,),
        spender=ledger.at.spender,
        fee_cap=ETHER // 10,
        wrapped_native=ledger.at.wrapped,
    )
    made = Desk(trader, RpcClient(ledger.rpc.url, 1), intent)
    transaction = offer["tx"]
    return made, made.unsigned(transaction["to"], bytes.fromhex(transaction["data"][2:]), int(transaction["value"]))


# What the node refuses


def test_a_swap_without_an_approval_does_not_pass(world: World) -> None:
    at, swap = desk(world, "USDC", "DAI", 100 * USD, USDC=100 * USD)
    with pytest.raises(Refusal, match="insufficient allowance"):
        at.screened(Purpose.SWAP, swap)
    with pytest.raises(Reverted, match="insufficient allowance"):
        at.rpc.call(swap.to, swap.data, sender=at.trader.address)
    with pytest.raises(Reverted, match="insufficient allowance"):
        at.rpc.estimate_gas(at.call(swap))


def test_a_swap_whose_price_has_moved_does_not_pass(world: World) -> None:
    at, swap = desk(world, "USDC", "ETH", 1_000 * USD, USDC=1_000 * USD)
    world[1].crowd_sells("USDC", 100_000 * USD, for_symbol="WETH")
    with pytest.raises(Refusal, match="Min return not reached"):
        at.screened(Purpose.SWAP, at.approval(1_000 * USD), swap)


def test_a_swap_for_somebody_else_does_not_pass(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", 100 * USD, USDC=100 * USD)
    offer = at.trader.offer("USDC", "DAI", 100 * USD, swapReceiverAddress=MALLORY)
    stolen = at.unsigned(offer["tx"]["to"], bytes.fromhex(offer["tx"]["data"][2:]))
    with pytest.raises(Refusal, match="pays somebody else"):
        at.screened(Purpose.SWAP, at.approval(100 * USD), stolen)


def test_a_second_approval_of_a_token_that_wants_a_reset_does_not_pass(world: World) -> None:
    at, _ = desk(world, "USDT", "ETH", 100 * USD, USDT=200 * USD)
    assert at.mined(at.screened(Purpose.APPROVE, at.approval(100 * USD))).succeeded
    with pytest.raises(Refusal) as caught:
        at.screened(Purpose.APPROVE, at.approval(100 * USD))
    assert caught.value.rule == "simulation"
    at.screened(Purpose.RESET, at.approval(0))
    at.screened(Purpose.APPROVE, at.approval(0), at.approval(100 * USD))


def test_a_nonce_that_was_used_is_refused_in_the_nodes_words(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", USD, USDC=USD)
    signed = at.signed(at.approval(USD))
    assert at.rpc.send_raw(signed.raw) == signed.hash
    at.mined(replace(at.approval(USD), nonce=1))
    with pytest.raises(RpcRefused, match="refused a request"):
        at.rpc.send_raw(signed.raw)


def test_a_reverted_transaction_is_told_as_such(world: World) -> None:
    at, swap = desk(world, "USDC", "DAI", 100 * USD, USDC=100 * USD)
    receipt = at.mined(swap)
    assert (receipt.succeeded, receipt.logs) == (False, ())
    assert receipt.fee > 0


# What happens when all agree


@pytest.mark.parametrize(("sold", "bought", "units"), [("USDC", "DAI", 100 * USD), ("USDT", "WBTC", 20_000 * USD)])
def test_a_swap_of_tokens_brings_what_the_rehearsal_said(world: World, sold: str, bought: str, units: int) -> None:
    at, swap = desk(world, sold, bought, units, **{sold: units})
    rehearsal = rehearse(at.rpc, [at.call(at.approval(units)), at.call(swap)])
    assert rehearsal is not None
    assert at.mined(at.screened(Purpose.APPROVE, at.approval(units))).succeeded
    receipt = at.mined(at.screened(Purpose.SWAP, replace(swap, nonce=1)))

    received = [moved for moved in transfers(receipt) if moved.receiver == at.trader.address.lower()]
    assert tuple(transfers(receipt)) == rehearsal.transfers
    assert [moved.units for moved in received] == [balance_of(at.rpc, at.intent.token_out, at.trader.address)]
    assert received[0].units >= at.intent.minimum_out
    assert balance_of(at.rpc, at.intent.token_in, at.trader.address) == 0
    assert allowance(at.rpc, at.intent.token_in, at.trader.address, at.intent.spender) == 0


def test_coins_buy_tokens_and_the_receipt_tells_the_gas(world: World) -> None:
    at, swap = desk(world, "ETH", "USDC", ETHER)
    before = at.rpc.native_balance(at.trader.address)
    rehearsal = rehearse(at.rpc, [at.call(swap)])
    assert rehearsal is not None
    assert rehearsal.transfers is not None
    assert rehearsal.transfers[0] == Transfer(NATIVE, at.trader.address.lower(), at.intent.routers[0].lower(), ETHER)
    receipt = at.mined(at.screened(Purpose.SWAP, swap))
    assert before - at.rpc.native_balance(at.trader.address) == ETHER + receipt.fee


def test_tokens_buy_coins(world: World) -> None:
    at, swap = desk(world, "USDC", "ETH", 1_000 * USD, USDC=1_000 * USD)
    approved = at.mined(at.screened(Purpose.APPROVE, at.approval(1_000 * USD)))
    receipt = at.mined(at.screened(Purpose.SWAP, replace(swap, nonce=1)))
    gained = at.rpc.native_balance(at.trader.address) - 10 * ETHER + receipt.fee + approved.fee
    assert gained >= at.intent.minimum_out


def test_a_token_that_keeps_a_tax_passes_when_enough_arrives(world: World) -> None:
    at, swap = desk(world, "ETH", "TAXED", ETHER)
    receipt = at.mined(at.screened(Purpose.SWAP, swap))
    received = [moved.units for moved in transfers(receipt) if moved.receiver == at.trader.address.lower()]
    assert sum(received) == balance_of(at.rpc, at.intent.token_out, at.trader.address) >= at.intent.minimum_out


def test_coins_are_wrapped(world: World) -> None:
    at, wrap = desk(world, "ETH", "WETH", ETHER)
    assert at.mined(at.screened(Purpose.SWAP, wrap)).succeeded
    assert balance_of(at.rpc, at.intent.token_out, at.trader.address) == ETHER


# Looking


def test_what_waits_is_seen_as_waiting(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", USD, USDC=USD)
    world[1].hold()
    sent = at.rpc.send_raw(at.signed(at.approval(USD)).raw)
    waiting = at.rpc.transaction(sent)
    assert waiting is not None
    assert (waiting["blockNumber"], at.rpc.receipt(sent)) == (None, None)
    assert (at.rpc.latest_nonce(at.trader.address), at.rpc.pending_nonce(at.trader.address)) == (0, 1)
    world[1].mine()
    mined = at.rpc.receipt(sent)
    assert mined is not None
    assert (at.rpc.latest_nonce(at.trader.address), mined.succeeded) == (1, True)


def test_a_reorganisation_takes_the_receipt_back(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", USD, USDC=USD)
    receipt = at.mined(at.approval(USD))
    world[1].reorganise(1)
    assert at.rpc.receipt(receipt.hash) is None
    block = at.rpc.block(receipt.block_number)
    assert block is not None
    assert block.hash != receipt.block_hash


def test_events_are_found_by_block(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", USD, USDC=USD)
    receipt = at.mined(at.approval(USD))
    where = {"from_block": receipt.block_number, "to_block": receipt.block_number}
    assert at.rpc.logs(address=at.intent.token_in, topics=[], **where) == receipt.logs
    assert at.rpc.block(10**9) is None


def test_a_node_has_the_chain_it_was_started_for(world: World) -> None:
    assert [RpcClient(world[index].rpc.url, index).chain_id() for index in (1, 8453)] == [1, 8453]


def test_bytes_for_another_chain_are_refused(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", USD, USDC=USD)
    with pytest.raises(RpcRefused):
        at.rpc.send_raw(at.signed(replace(at.approval(USD), chain_id=8453)).raw)


def test_a_contract_that_is_no_token_is_told(world: World) -> None:
    at, _ = desk(world, "USDC", "DAI", USD, USDC=USD)
    with pytest.raises(Exception, match="does not answer as a token"):
        balance_of(at.rpc, MALLORY, at.trader.address)
