"""Every way in which a transaction could be another than the confirmed one, and the reason that is given."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from eth_utils.address import to_checksum_address
from hypothesis import given, settings
from hypothesis import strategies as st

from esther_site.lib.errors import UserError
from trading import screening
from trading.erc20 import Approval, Transfer, approve_data
from trading.policy import Level, Verdict
from trading.screening import Candidate, Intent, Purpose, Refusal, Rehearsal, screen
from trading.signing import UnsignedTransaction
from trading.tests import recorded_calldata
from trading.tests.router_calls import DAG, DAG_TO, NATIVE, WETH, Terms, call, trim_tail

ALICE, MALLORY = "0x" + "a1" * 20, "0x" + "66" * 20
USDC, USDT = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "0xdac17f958d2ee523a2206206994597c13d831ec7"
ROUTER = "0x8feAB81D36E7576107D5dE0758c1b839Be31B4F6"
OTHER_ROUTER = "0xa875Fb2204cE71679BE054d97f7fAFFeb6536D67"
SPENDER = "0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f"
UNITS, MINIMUM = 1_000_000, 989_703
POOL = "0x" + "b0" * 20
SELL = Terms(USDC, USDT, UNITS, MINIMUM)

INTENT = Intent(
    chain_id=1,
    wallet=to_checksum_address(ALICE),
    token_in=USDC,
    token_out=USDT,
    units_in=UNITS,
    minimum_out=MINIMUM,
    routers=(OTHER_ROUTER, ROUTER.lower()),
    spender=SPENDER,
    fee_cap=300_000 * 2 * 10**9,
    wrapped_native=WETH,
)
TRANSACTION = UnsignedTransaction(
    chain_id=1,
    nonce=0,
    to=ROUTER,
    value=0,
    data=call(DAG, SELL) + trim_tail(999_701),
    gas=300_000,
    max_fee_per_gas=2 * 10**9,
    max_priority_fee_per_gas=10**9,
)
SWAPPED = (
    Transfer(USDC, ALICE, POOL, UNITS),
    Transfer(USDT, POOL, ROUTER.lower(), 999_999),
    Transfer(USDT, ROUTER.lower(), ALICE, MINIMUM),
)
REHEARSAL = Rehearsal(failure="", gas_used=250_000, transfers=SWAPPED, approvals=())
SWAP = Candidate(
    purpose=Purpose.SWAP,
    asked_chain=1,
    answered_chain=1,
    node_chain=1,
    transaction=TRANSACTION,
    rehearsal=REHEARSAL,
    verdicts=(Verdict(Level.WARN, "impact", "High price impact."),),
)
APPROVE = replace(
    SWAP,
    purpose=Purpose.APPROVE,
    transaction=replace(TRANSACTION, to=to_checksum_address(USDC), data=approve_data(SPENDER, UNITS)),
    rehearsal=Rehearsal(
        failure="", gas_used=46_000, transfers=(), approvals=(Approval(USDC, ALICE, SPENDER.lower(), UNITS),)
    ),
)
RESET = replace(
    APPROVE,
    purpose=Purpose.RESET,
    transaction=replace(APPROVE.transaction, data=approve_data(SPENDER, 0)),
    rehearsal=Rehearsal(failure="", gas_used=26_000, transfers=(), approvals=(Approval(USDC, ALICE, SPENDER, 0),)),
)
BUY_INTENT = replace(INTENT, token_in=NATIVE, token_out=USDC)
BUY = replace(
    SWAP,
    transaction=replace(TRANSACTION, value=UNITS, data=call(DAG, replace(SELL, token_in=NATIVE, token_out=USDC))),
    rehearsal=replace(
        REHEARSAL, transfers=(Transfer(NATIVE, ALICE, ROUTER.lower(), UNITS), Transfer(USDC, POOL, ALICE, MINIMUM))
    ),
)


def sends(candidate: Candidate, **changes: Any) -> Candidate:
    return replace(candidate, transaction=replace(candidate.transaction, **changes))


def told(candidate: Candidate, **changes: Any) -> Candidate:
    """Change what the rehearsal says."""
    assert candidate.rehearsal is not None
    return replace(candidate, rehearsal=replace(candidate.rehearsal, **changes))


def swaps(**changes: Any) -> Candidate:
    return sends(SWAP, data=call(DAG, replace(SELL, **changes)))


def refusal(candidate: Candidate, intent: Intent = INTENT) -> Refusal:
    with pytest.raises(Refusal) as caught:
        screen(intent, candidate)
    assert isinstance(caught.value, UserError)
    assert caught.value.message.startswith("Not signed: ")
    return caught.value


# Tampering, in the order of the checks


@pytest.mark.parametrize("where", ["asked_chain", "answered_chain", "node_chain"])
def test_it_refuses_another_chain_anywhere(where: str) -> None:
    other: dict[str, Any] = {where: 56}
    assert refusal(replace(SWAP, **other)).rule == "chain"
    assert refusal(replace(APPROVE, **other)).rule == "chain"


def test_it_refuses_another_chain_in_the_signed_fields() -> None:
    assert refusal(sends(SWAP, chain_id=56)).rule == "chain"


def test_it_refuses_when_all_agree_on_another_chain() -> None:
    everywhere = replace(sends(SWAP, chain_id=56), asked_chain=56, answered_chain=56, node_chain=56)
    assert refusal(everywhere).rule == "chain"


@pytest.mark.parametrize("to", [MALLORY, SPENDER, USDC, USDT, ALICE])
def test_it_refuses_a_router_that_is_not_on_the_list(to: str) -> None:
    assert refusal(sends(SWAP, to=to_checksum_address(to))).rule == "contract"


def test_it_refuses_every_router_when_the_list_is_empty() -> None:
    assert refusal(SWAP, replace(INTENT, routers=())).rule == "contract"


@pytest.mark.parametrize("to", [ROUTER, SPENDER, USDT, MALLORY])
@pytest.mark.parametrize("candidate", [APPROVE, RESET], ids=["approve", "reset"])
def test_it_refuses_an_approval_that_does_not_go_to_the_token(candidate: Candidate, to: str) -> None:
    assert refusal(sends(candidate, to=to_checksum_address(to))).rule == "contract"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        TRANSACTION.data[:4],
        bytes.fromhex("0d5f0e3b") + TRANSACTION.data[4:],
        recorded_calldata.UNISWAP_V3_WITH_COMMISSION,
        recorded_calldata.UNXSWAP_WITH_COMMISSION,
        approve_data(SPENDER, UNITS),
        approve_data(MALLORY, 2**256 - 1),
        bytes.fromhex("a9059cbb") + approve_data(MALLORY, UNITS)[4:],
        TRANSACTION.data + bytes.fromhex("3ca20afc2bbb0000004c4b40") + bytes.fromhex(MALLORY[2:]),
        TRANSACTION.data + b"memo",
    ],
    ids=lambda data: data[:4].hex(),
)
def test_it_refuses_a_swap_it_cannot_read(data: bytes) -> None:
    assert refusal(sends(SWAP, data=data)).rule == "unknown"


@pytest.mark.parametrize("data", [b"", TRANSACTION.data, approve_data(SPENDER, UNITS) + b"\x00", b"\x39\x50\x93\x51"])
def test_it_refuses_an_approval_that_is_none(data: bytes) -> None:
    assert refusal(sends(APPROVE, data=data)).rule == "unknown"


@pytest.mark.parametrize(
    "candidate",
    [
        swaps(token_out=MALLORY),
        swaps(token_in=MALLORY),
        swaps(token_in=USDT, token_out=USDC),
        swaps(token_in=NATIVE),
        swaps(token_out=NATIVE),
        swaps(token_out=WETH),
    ],
)
def test_it_refuses_other_tokens(candidate: Candidate) -> None:
    assert refusal(candidate).rule == "tokens"


@pytest.mark.parametrize("units", [UNITS - 1, UNITS + 1, 10 * UNITS, 2**256 - 1])
def test_it_refuses_another_amount(units: int) -> None:
    assert refusal(swaps(units_in=units)).rule == "amount"


@pytest.mark.parametrize("minimum", [0, 1, MINIMUM - 1])
def test_it_refuses_a_lower_minimum(minimum: int) -> None:
    assert refusal(swaps(minimum_out=minimum)).rule == "minimum"


def test_it_refuses_to_leave_a_part_of_the_minimum() -> None:
    greedy = sends(SWAP, data=call(DAG, SELL) + trim_tail(MINIMUM - 1, receiver=MALLORY))
    assert refusal(greedy).rule == "minimum"


@pytest.mark.parametrize("receiver", [MALLORY, ROUTER.lower(), SPENDER.lower()])
def test_it_refuses_another_receiver(receiver: str) -> None:
    assert refusal(sends(SWAP, data=call(DAG_TO, replace(SELL, receiver=receiver)))).rule == "receiver"


@pytest.mark.parametrize("value", [1, UNITS])
def test_it_refuses_coins_with_the_sale_of_a_token(value: int) -> None:
    assert refusal(sends(SWAP, value=value)).rule == "value"


@pytest.mark.parametrize("value", [0, UNITS - 1, UNITS + 1])
def test_it_refuses_another_amount_of_the_native_coin(value: int) -> None:
    assert refusal(sends(BUY, value=value), BUY_INTENT).rule == "value"


@pytest.mark.parametrize("candidate", [APPROVE, RESET], ids=["approve", "reset"])
def test_it_refuses_coins_with_an_approval(candidate: Candidate) -> None:
    assert refusal(sends(candidate, value=1)).rule == "value"


@pytest.mark.parametrize("spender", [ROUTER, MALLORY, ALICE, USDC])
def test_it_refuses_another_spender(spender: str) -> None:
    for candidate, units in ((APPROVE, UNITS), (RESET, 0)):
        assert refusal(sends(candidate, data=approve_data(spender, units))).rule == "spender"


@pytest.mark.parametrize("units", [0, 1, UNITS - 1, UNITS + 1, 2**256 - 1])
def test_it_refuses_to_approve_anything_but_the_amount(units: int) -> None:
    assert refusal(sends(APPROVE, data=approve_data(SPENDER, units))).rule == "approval"


@pytest.mark.parametrize("units", [1, UNITS, 2**256 - 1])
def test_it_refuses_a_reset_to_anything_but_nothing(units: int) -> None:
    assert refusal(sends(RESET, data=approve_data(SPENDER, units))).rule == "approval"


def test_it_refuses_to_approve_the_native_coin() -> None:
    native = sends(APPROVE, to=to_checksum_address(NATIVE))
    assert refusal(native, BUY_INTENT).rule == "approval"


# The rehearsal


@pytest.mark.parametrize("candidate", [SWAP, APPROVE, RESET], ids=lambda candidate: str(candidate.purpose))
def test_it_refuses_what_was_not_tried_out(candidate: Candidate) -> None:
    assert refusal(replace(candidate, rehearsal=None)).rule == "simulation"


@pytest.mark.parametrize("candidate", [SWAP, APPROVE, RESET], ids=lambda candidate: str(candidate.purpose))
def test_it_refuses_what_would_fail_and_says_why(candidate: Candidate) -> None:
    failed = refusal(told(candidate, failure="Min return not reached"))
    assert failed.rule == "simulation"
    assert "Min return not reached" in failed.message


def test_it_refuses_too_little_gas() -> None:
    assert refusal(told(SWAP, gas_used=TRANSACTION.gas + 1)).rule == "simulation"
    screen(INTENT, told(SWAP, gas_used=TRANSACTION.gas))


@pytest.mark.parametrize(
    "extra",
    [
        Transfer(USDC, ALICE, MALLORY, 1),  # more of the token that is sold
        Transfer(USDT, ALICE, MALLORY, 1),  # of the one that is bought
        Transfer(WETH, ALICE, MALLORY, 1),
        Transfer(NATIVE, ALICE, MALLORY, 1),
    ],
)
def test_it_refuses_when_more_leaves_the_wallet(extra: Transfer) -> None:
    assert refusal(told(SWAP, transfers=(*SWAPPED, extra))).rule == "side effect"
    for candidate in (APPROVE, RESET):
        assert refusal(told(candidate, transfers=(extra,))).rule == "side effect"


def test_it_refuses_when_another_token_leaves_instead() -> None:
    instead = (Transfer(USDC, ALICE, POOL, UNITS - 5), Transfer(WETH, ALICE, MALLORY, 5), *SWAPPED[1:])
    assert refusal(told(SWAP, transfers=instead)).rule == "side effect"


@pytest.mark.parametrize(
    "arriving",
    [
        (),
        (Transfer(USDT, POOL, ALICE, MINIMUM - 1),),
        (Transfer(USDT, POOL, MALLORY, MINIMUM),),
        (Transfer(WETH, POOL, ALICE, MINIMUM),),
        (Transfer(USDT, ALICE, ALICE, MINIMUM),),
    ],
)
def test_it_refuses_when_less_than_the_minimum_arrives(arriving: tuple[Transfer, ...]) -> None:
    assert refusal(told(SWAP, transfers=(SWAPPED[0], *arriving))).rule == "simulation"


@pytest.mark.parametrize(
    "approval",
    [
        Approval(USDC, ALICE, MALLORY, 1),
        Approval(USDT, ALICE, SPENDER.lower(), 1),
        Approval(USDC, ALICE, SPENDER.lower(), UNITS + 1),
        Approval(USDC, ALICE, SPENDER.lower(), 2**256 - 1),
    ],
)
def test_it_refuses_when_somebody_is_let_at_the_wallet(approval: Approval) -> None:
    for candidate in (SWAP, APPROVE, RESET):
        assert refusal(told(candidate, approvals=(approval,))).rule == "side effect"


def test_it_refuses_a_reset_that_leaves_something() -> None:
    assert refusal(told(RESET, approvals=(Approval(USDC, ALICE, SPENDER.lower(), 1),))).rule == "side effect"


# Fees and policy


@pytest.mark.parametrize("candidate", [SWAP, APPROVE, RESET], ids=lambda candidate: str(candidate.purpose))
def test_it_refuses_fees_over_the_cap(candidate: Candidate) -> None:
    assert refusal(sends(candidate, gas=300_001)).rule == "fees"
    assert refusal(sends(candidate, max_fee_per_gas=2 * 10**9 + 1)).rule == "fees"
    screen(INTENT, candidate)


def test_it_refuses_what_the_policy_blocks() -> None:
    blocked = (*SWAP.verdicts, Verdict(Level.BLOCK, "cap", "This is more than you may trade in a day."))
    refused = refusal(replace(SWAP, verdicts=blocked))
    assert (refused.rule, refused.message) == ("policy", "Not signed: This is more than you may trade in a day.")


# The order


WRONG: list[tuple[str, Callable[[Candidate], Candidate]]] = [
    ("chain", lambda candidate: replace(candidate, node_chain=56)),
    ("contract", lambda candidate: sends(candidate, to=to_checksum_address(MALLORY))),
    ("amount", lambda candidate: sends(candidate, data=call(DAG, replace(SELL, units_in=1)))),
    ("simulation", lambda candidate: replace(candidate, rehearsal=None)),
    ("fees", lambda candidate: sends(candidate, gas=10**9)),
    ("policy", lambda candidate: replace(candidate, verdicts=(Verdict(Level.BLOCK, "x", "No."),))),
]


@given(st.sets(st.sampled_from(range(len(WRONG))), min_size=1))
@settings(deadline=None)
def test_the_first_failing_check_is_the_reason(wrongs: set[int]) -> None:
    candidate = SWAP
    for wrong in wrongs:
        candidate = WRONG[wrong][1](candidate)
    assert refusal(candidate).rule == WRONG[min(wrongs)][0]


# What passes


@pytest.mark.parametrize("candidate", [SWAP, APPROVE, RESET], ids=lambda candidate: str(candidate.purpose))
def test_what_was_confirmed_passes(candidate: Candidate) -> None:
    screen(INTENT, candidate)


@pytest.mark.parametrize(
    "candidate",
    [
        swaps(minimum_out=MINIMUM + 1),
        sends(SWAP, data=call(DAG_TO, replace(SELL, receiver=ALICE))),
        sends(SWAP, data=call(DAG_TO, SELL)),
        sends(SWAP, to=OTHER_ROUTER),
        sends(SWAP, data=call(DAG, SELL) + trim_tail(MINIMUM)),
        told(SWAP, transfers=None, approvals=None),
        told(SWAP, approvals=(Approval(USDC, ALICE, SPENDER.lower(), 0),)),
        told(SWAP, approvals=(Approval(USDC, POOL, MALLORY, 5),)),
        told(SWAP, transfers=(*SWAPPED, Transfer(USDC, ALICE, POOL, 9), Transfer(USDC, POOL, ALICE, 9))),
        told(SWAP, transfers=(*SWAPPED, Transfer(WETH, POOL, ALICE, 5), Transfer(WETH, ALICE, POOL, 0))),
        replace(SWAP, verdicts=()),
    ],
)
def test_what_is_as_good_passes(candidate: Candidate) -> None:
    screen(INTENT, candidate)


def test_a_purchase_with_the_native_coin_passes() -> None:
    screen(BUY_INTENT, BUY)


def test_a_real_answer_passes() -> None:
    screen(INTENT, sends(SWAP, data=recorded_calldata.DAG_USDC_TO_USDT))


def test_a_wrap_passes_for_the_wrapped_coin_only() -> None:
    wrap = sends(BUY, data=call("swapWrap(uint256,uint256)", [1, UNITS]))
    intent = replace(BUY_INTENT, token_out=WETH)
    screen(intent, told(wrap, transfers=None))
    assert refusal(wrap, BUY_INTENT).rule == "tokens"
    assert refusal(wrap, replace(intent, wrapped_native=None)).rule == "unknown"


def test_the_spelling_of_addresses_does_not_matter() -> None:
    shouted = {name: getattr(INTENT, name).upper().replace("X", "x") for name in ("wallet", "token_in", "token_out")}
    screen(replace(INTENT, **shouted, spender=SPENDER.lower()), SWAP)
    screen(replace(INTENT, **shouted, spender=SPENDER.lower()), APPROVE)


def test_it_asks_nobody() -> None:
    imported = {
        node.module
        for node in ast.walk(ast.parse(inspect.getsource(screening)))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not {module for module in imported if module.startswith(("django", "requests", "trading.rpc"))}


# Swaps of which only their pools know what they buy


POOLS_DATA = call(
    "unxswapByOrderId(uint256,uint256,uint256,bytes32[])",
    [int(USDC, 16), UNITS, MINIMUM, [(int(POOL, 16) | 997_000_000 << 160).to_bytes(32)]],
)
BY_POOLS = replace(sends(SWAP, data=POOLS_DATA), pools={POOL: (USDC, USDT)})


@pytest.mark.parametrize("pools", [{}, {POOL: (USDC, WETH)}, {POOL: (USDT, USDC)}, {ROUTER.lower(): (USDC, USDT)}])
def test_it_refuses_pools_that_do_not_buy_what_was_confirmed(pools: dict[str, tuple[str, str]]) -> None:
    assert refusal(replace(BY_POOLS, pools=pools)).rule in {"unknown", "tokens"}


def test_it_refuses_to_take_the_pools_word_without_having_seen_what_arrives() -> None:
    assert refusal(told(BY_POOLS, transfers=None)).rule == "simulation"
    assert refusal(replace(BY_POOLS, rehearsal=None)).rule == "simulation"
    assert refusal(told(BY_POOLS, transfers=SWAPPED[:2])).rule == "simulation"


def test_it_lets_pools_pass_that_buy_what_was_confirmed() -> None:
    screen(INTENT, BY_POOLS)
