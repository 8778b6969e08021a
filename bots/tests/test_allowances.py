"""What contracts may still take, in the chat: whose it is, what is refused, what is not known, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import responses
from django.utils import timezone
from pytest_django.fixtures import Settings

from bots.handlers import allowances
from bots.messages import MAX_LENGTH
from bots.models import Dialog
from bots.tests.chat import Chat
from bots.tests.live_chat import user_of
from tokens.models import Token
from trading import allowances as trading_allowances
from trading import allowances_asked
from trading.allowances_taken_back import take_back
from trading.live import stirred
from trading.models import AuditEntry, Swap, Transaction, User, Wallet
from trading.pauses import pause
from trading.rpc import forget_clients
from trading.tests.allowance_desk import OLD_SPENDER, UNLIMITED, AllowanceNode, approved, over
from trading.tests.answering_node import URL, refused
from trading.tests.live_desk import SEALING_KEY
from trading.tests.order_desk import fixed_price
from trading.wallet_names import checksummed
from trading.wallets import create_wallet, delete_wallet

pytestmark = pytest.mark.django_db

TAKE, CONFIRM, BACK, AGAIN = "Take back USDC on Ethereum", "✅ Confirm", "◀ Back", "🔄 Ask again"
OLDER = "Older ▶"
LOOK_AGAIN, ALL, WHY = "🔁 Look at it again", "◀ All allowances", "❓ Why?"
OKX = "0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f"
USD = 10**6


@pytest.fixture(autouse=True)
def _live(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.DRY_RUN = False
    settings.RPC_URLS = {1: URL}
    stirred.clear()


@pytest.fixture
def node(okx: responses.RequestsMock) -> Any:
    yield AllowanceNode(okx)
    forget_clients()


@pytest.fixture
def swap(alice: Chat, node: AllowanceNode) -> Swap:
    """A trade of Alice's that is done, and whose contract may take USDC without end."""
    swap = traded(alice)
    node.lets(swap, OKX, UNLIMITED)
    return swap


def traded(chat: Chat, spender: str = OKX, **fields: Any) -> Swap:
    """Store a sale of somebody's wallet with a key, and whom it approved."""
    if not User.objects.filter(telegram_id=chat.id).exists():
        chat.says("/start")
    user = user_of(chat)
    if not user.wallets.filter(kind="hot").exists():
        create_wallet(user, "Trading")
    swap = over(user, **fields)
    approved(swap, spender)
    return swap


def data_of(swap: Swap, spender: str = OKX) -> str:
    return f"allowance:{swap.handle}:{spender.lower().removeprefix('0x')}"


def card(chat: Chat) -> str:
    """Ask for the list and press the button; return the question that stands there then."""
    chat.says("/allowances")
    return chat.presses(TAKE)


def revocations() -> list[tuple[str, str]]:
    return list(Transaction.objects.filter(purpose="revoke").order_by("pk").values_list("state", "failure"))


def fresh(swap: Swap) -> Swap:
    return Swap.objects.get(pk=swap.pk)


# Whose it is


def test_nobody_takes_back_what_is_not_theirs(alice: Chat, swap: Swap) -> None:
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    assert mallory.brings(mallory.press(data_of(swap))).startswith("This allowance is not yours, or no longer known.")
    assert "No contract was ever allowed" in mallory.says("/allowances")
    assert revocations() == []


def test_nobody_answers_the_question_of_somebody_else(alice: Chat, swap: Swap) -> None:
    card(alice)
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    assert "This question is not yours" in mallory.brings(mallory.press(alice.bubbles[-1].buttons[CONFIRM]))
    assert revocations() == []
    assert alice.presses(CONFIRM).startswith("🔏 <b>Signed.</b>")


@pytest.mark.parametrize("status", [User.Status.PENDING, User.Status.BLOCKED])
def test_who_is_not_let_in_is_told_nothing_and_signs_nothing(
    alice: Chat, swap: Swap, node: AllowanceNode, status: str, settings: Settings
) -> None:
    card(alice)
    settings.OPEN_REGISTRATION = False
    question, asked = alice.bubbles[-1].buttons[CONFIRM], len(node.asked)
    User.objects.filter(telegram_id=alice.id).update(status=status)
    assert "USDC" not in alice.says("/allowances")
    for data in (question, data_of(swap), "allowances"):
        assert "USDC" not in alice.brings(alice.press(data))
    assert (revocations(), len(node.asked)) == ([], asked)


@pytest.mark.parametrize("data", ["allowance", "allowance:x", "allowance:x:y", "allowance:x:0x12", "allowance:a:b:c"])
def test_a_button_of_nothing_is_answered(alice: Chat, data: str) -> None:
    alice.says("/start")
    assert "This button is from an older version. Look at /allowances" in alice.brings(alice.press(data))


def test_a_contract_that_no_trade_named_is_none_of_the_list(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    node.lets(swap, OLD_SPENDER, 5)
    assert "never let that contract take anything" in alice.brings(alice.press(data_of(swap, OLD_SPENDER)))
    assert revocations() == []


# What may not be signed, and what is pressed too late or twice


def test_pressed_twice_it_is_signed_once(alice: Chat, swap: Swap) -> None:
    card(alice)
    confirm = alice.press(alice.bubbles[-1].buttons[CONFIRM], alice.bubbles[-1].message_id)
    alice.brings(confirm)
    again = alice.press(confirm["callback_query"]["data"], alice.bubbles[-1].message_id)
    assert "This question is closed" in alice.brings(again)
    alice.handled(confirm)  # delivered once more
    assert revocations() == [("signed", "")]


def test_a_second_question_about_the_same_finds_it_begun(alice: Chat, swap: Swap) -> None:
    card(alice)
    alice.presses(CONFIRM)
    answer = alice.brings(alice.press(data_of(swap)))
    assert answer == f"It is being taken back already: /why {swap.handle} tells how far that is."
    assert "It is being taken back just now" in alice.says("/allowances")
    assert list(alice.bubbles[-1].buttons) == [AGAIN]
    assert revocations() == [("signed", "")]


def test_a_question_that_is_too_old_is_closed(alice: Chat, swap: Swap) -> None:
    card(alice)
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    alice.presses(CONFIRM)
    assert alice.last == "This question is closed. Please ask again."
    assert revocations() == []


def test_what_was_gone_when_it_was_confirmed_needs_no_signature(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    card(alice)
    node.lets(swap, OKX, 0)
    said = alice.presses(CONFIRM)
    assert said.startswith("✖ <b>Nothing was signed now.</b>\nThat contract may take no USDC of this wallet any more")
    assert (revocations(), list(alice.bubbles[-1].buttons)) == ([], [LOOK_AGAIN, ALL])


def test_a_pause_stops_the_question_and_the_answer(alice: Chat, swap: Swap) -> None:
    card(alice)
    pause(user_of(alice), by=user_of(alice))
    assert "You have paused live trading: /resume ends the pause. Nothing was signed." in alice.presses(CONFIRM)
    assert alice.brings(alice.press(data_of(swap))).startswith("You have paused live trading")
    assert revocations() == []


def test_nothing_is_signed_in_a_dry_run(alice: Chat, swap: Swap, settings: Settings) -> None:
    card(alice)
    settings.DRY_RUN = True
    assert "DRY_RUN is on, so nothing is signed." in alice.presses(CONFIRM)
    assert revocations() == []


@pytest.mark.parametrize("gone", [{"sealed_key": ""}, {"removed_at": timezone.now()}], ids=["no key", "removed"])
def test_without_its_key_nothing_is_signed_and_the_list_says_so(alice: Chat, swap: Swap, gone: dict[str, Any]) -> None:
    card(alice)
    Wallet.objects.filter(pk=swap.wallet_id).update(**gone)
    assert "Esther has no key of this wallet: take the allowance back with the app" in alice.presses(CONFIRM)
    said = alice.says("/allowances")
    assert said.startswith("🔒 <b>There is nothing to ask the chains about.</b>")
    assert "Not asked: 1 wallet that traded here and whose key is gone." in said
    assert "needs no permission" not in said
    assert revocations() == []


def test_while_the_trade_is_under_way_there_is_no_button(alice: Chat, node: AllowanceNode) -> None:
    swap = traded(alice, state="sent")
    node.lets(swap, OKX, 100 * USD)
    said = alice.says("/allowances")
    assert "⏳ A trade is under way. What it leaves it takes back in its end; if not, ask again then." in said
    assert list(alice.bubbles[-1].buttons) == [AGAIN]
    assert "This trade is still under way" in alice.brings(alice.press(data_of(swap)))
    assert revocations() == []


def test_another_trade_of_the_wallet_comes_first(alice: Chat, swap: Swap) -> None:
    card(alice)
    traded(alice, state="approving")
    assert "Another trade of this wallet on this chain comes first." in alice.presses(CONFIRM)
    assert revocations() == []


def test_what_was_refused_asks_again_before_it_signs(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    card(alice)
    node.says("eth_getBalance", hex(10))
    assert "more than the wallet has" in alice.presses(CONFIRM)
    node.says("eth_getBalance", hex(10**18))
    assert alice.presses(LOOK_AGAIN).startswith("🔒 <b>Take back USDC on Ethereum?</b>")
    assert revocations() == []
    assert alice.presses(CONFIRM).startswith("🔏 <b>Signed.</b>")


def test_a_question_that_failed_for_a_moment_is_only_asked_again(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    alice.says("/allowances")
    node.says("eth_getTransactionCount", refused(-32000, "busy"))
    alice.presses(TAKE)
    node.says("eth_getTransactionCount", "0x0")
    assert alice.presses("🔁 Try again").startswith("🔒 <b>Take back USDC on Ethereum?</b>")
    assert revocations() == []


# What is not known


def test_a_chain_that_does_not_answer_is_named_and_never_nothing(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    node.falls_silent()
    said = alice.says("/allowances")
    assert said.startswith("❔ <b>I could not find out.</b>")
    assert "⚠️ Ethereum gave no answer: what may be taken there is not known (1 of the 1 I asked about)." in said
    assert "No contract" not in said
    assert list(alice.bubbles[-1].buttons) == [AGAIN]


def test_a_chain_that_falls_silent_before_confirm_leaves_it_unsigned(
    alice: Chat, swap: Swap, node: AllowanceNode
) -> None:
    card(alice)
    node.falls_silent()
    assert alice.presses(CONFIRM).startswith("✖ <b>Nothing was signed now.</b>")
    assert revocations() == []


def test_a_node_that_never_answers_is_not_waited_for(alice: Chat, swap: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Event()
    monkeypatch.setattr(allowances_asked, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(allowances_asked, "standing_with", lambda *_: answered.wait(20))
    assert "Ethereum gave no answer" in alice.says("/allowances")
    answered.set()


def test_a_token_that_does_not_answer_hides_no_other(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    dumb = Token.objects.exclude(pk=swap.token_in_id).filter(chain=1, is_native=False).first()
    assert dumb
    traded(alice, token_in=dumb)
    known = node._call
    node.says("eth_call", lambda params: "0x" if params[0]["to"].lower() == dumb.address else known(params))
    said = alice.says("/allowances")
    assert said.startswith("🔓 <b>1 allowance stands.</b>")
    assert f"⚠️ {dumb.symbol} on Ethereum gave no answer" in said
    assert "(1 of the 2 I asked about)" in said


# Nothing stands


def test_who_never_traded_live_is_told_why_nothing_was_ever_approved(alice: Chat, node: AllowanceNode) -> None:
    alice.says("/start")
    assert alice.says("/allowances") == (
        "🔒 <b>No contract was ever allowed to take anything.</b>\n"
        "Only a trade with real funds needs such a permission, and you have made none: "
        "paper and simulated trades touch no chain."
    )
    assert (alice.bubbles[-1].buttons, node.asked) == ({}, [])


def test_who_sold_coins_only_gave_no_permission(alice: Chat, node: AllowanceNode) -> None:
    traded(alice, token_in=Token.objects.get(chain=1, is_native=True))
    said = alice.says("/allowances")
    assert "Your live trades sold nothing but coins of their chains, and those need no permission." in said
    assert node.asked == []


def test_normally_nothing_stands_and_it_says_what_was_asked_and_when(alice: Chat, node: AllowanceNode) -> None:
    traded(alice)
    first, *rest = alice.says("/allowances").splitlines()
    assert first == "✅ <b>No contract that I asked about may take anything of your wallets.</b>"
    assert rest[1].startswith(
        "<i>Asked about 1 pair of a token and a contract that your live trades used, on Ethereum, "
    )
    assert rest[1].endswith(" UTC. What you allowed in other apps is not among them.</i>")
    assert node.asked_about() == 1


# What stands, and taking it back


def test_what_stands_is_listed_with_amount_chain_wallet_and_contract(
    alice: Chat, swap: Swap, node: AllowanceNode
) -> None:
    node.lets(traded(alice, OLD_SPENDER), OLD_SPENDER, 1_500_250_000)
    said = alice.says("/allowances").split("\n<br>")[0].split("\n\n")
    explorer, old = "https://etherscan.io/address/", checksummed(OLD_SPENDER)
    assert said[0] == "🔓 <b>2 allowances stand.</b> So much may contracts still take of your wallets:"
    lines = sorted(part.partition(". ")[2] for part in said[1:3])
    assert [line.split("\n")[0] for line in lines] == [
        "<b>1,500.25 USDC</b> on Ethereum, wallet Trading",
        "<b>Any amount of USDC</b> on Ethereum, wallet Trading",
    ]
    assert [line.split("\n")[1] for line in lines] == [
        f'by <a href="{explorer}{old}">{old[:6]}…{old[-4:]}</a>, a contract that an earlier trade approved',
        f'by <a href="{explorer}{OKX}">0x40aA…cD7f</a>, the contract that trades on Ethereum use',
    ]
    assert list(alice.bubbles[-1].buttons) == [f"1. {TAKE}", f"2. {TAKE}", AGAIN]


def test_the_question_says_what_is_signed_for_whom_and_what_it_takes(alice: Chat, swap: Swap) -> None:
    fixed_price("ETH", "3000")
    lines = card(alice).splitlines()
    assert lines[:7] == [
        "🔒 <b>Take back USDC on Ethereum?</b>",
        "",
        "What is signed: an approval of <b>0 USDC</b>",
        "Instead of: Any amount of USDC",
        f'For the contract: <a href="https://etherscan.io/address/{OKX}">{OKX}</a>',
        "From the wallet: Trading on Ethereum",
        "Gas: at most 0.00027 ETH ($0.81) as fees are now, and never above $50.00",
    ]
    assert "Nothing is signed until you press Confirm." in lines[-1]
    assert list(alice.bubbles[-1].buttons) == [CONFIRM, BACK]
    assert (revocations(), len(alice.bubbles)) == ([], 2)  # hello, and one message that was edited


def test_back_shows_the_list_again_and_signs_nothing(alice: Chat, swap: Swap) -> None:
    card(alice)
    assert alice.presses(BACK).startswith("🔓 <b>1 allowance stands.</b>")
    assert (revocations(), len(alice.bubbles)) == ([], 2)


def test_confirm_signs_the_approval_of_nothing_and_the_trail_says_who(alice: Chat, swap: Swap) -> None:
    card(alice)
    said = alice.presses(CONFIRM)
    assert said.startswith("🔏 <b>Signed.</b> Soon ")
    assert "may take no USDC on Ethereum any more. It was: Any amount of USDC." in said
    assert (list(alice.bubbles[-1].buttons), len(alice.bubbles)) == ([WHY, ALL], 2)
    row = Transaction.objects.get(purpose="revoke")
    assert (row.state, row.to.lower(), int(row.value)) == ("signed", swap.token_in.address, 0)
    assert row.data == f"0x095ea7b3{OKX[2:].lower():0>64}{0:064x}"
    entry = AuditEntry.objects.get(kind="allowance.revoked")
    assert (entry.actor, entry.facts) == (
        f"user:{swap.user_id}",
        {"spender": OKX.lower(), "units": entry.facts["units"]},
    )
    assert fresh(swap).not_before is not None
    assert stirred.is_set()


def test_live_trading_need_not_be_on_to_take_back(alice: Chat, swap: Swap) -> None:
    assert not user_of(alice).live_trading_enabled
    card(alice)
    assert alice.presses(CONFIRM).startswith("🔏 <b>Signed.</b>")


def test_ask_again_changes_the_same_message(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    alice.says("/allowances")
    node.lets(swap, OKX, 0)
    assert alice.presses(AGAIN).startswith(
        "✅ <b>No contract that I asked about may take anything of your wallets.</b>"
    )
    assert len(alice.bubbles) == 2


def test_older_ones_are_asked_about_by_a_button(
    alice: Chat, swap: Swap, node: AllowanceNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trading_allowances, "MOST", 2)
    for number in range(1, 4):
        traded(alice, f"0x{number:040x}")
    node.lets(swap, OKX, 0)
    node.lets(swap, f"0x{1:040x}", 5)
    assert "Asked about the newest 2 of 4 pairs of a token and a contract" in alice.says("/allowances")
    assert list(alice.bubbles[-1].buttons) == [AGAIN, OLDER]
    said = alice.presses(OLDER)
    assert "<b>0.000005 USDC</b> on Ethereum" in said
    assert "Asked about pairs 3 to 4 of 4 of a token and a contract" in said
    assert list(alice.bubbles[-1].buttons) == [TAKE, AGAIN]
    assert "Asked about pairs 3 to 4 of 4" in alice.presses(AGAIN)
    assert (node.asked_about(), len(alice.bubbles)) == (6, 2)


@pytest.mark.parametrize("newer", ["99999", "-1", "x", "9" * 40])
def test_older_ones_than_there_are_are_nothing_to_ask_about(alice: Chat, swap: Swap, newer: str) -> None:
    said = alice.brings(alice.press(f"allowances:{newer}"))
    assert said.startswith("🔒 <b>There is nothing to ask" if newer == "99999" else "🔓 <b>1 allowance stands.")


def test_a_bug_after_confirm_signs_nothing_by_being_tried_again(
    alice: Chat, swap: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("nobody thought of this")

    card(alice)
    monkeypatch.setattr(allowances, "take_back", broken)
    alice.presses(CONFIRM)
    monkeypatch.setattr(allowances, "take_back", take_back)
    assert alice.presses("🔁 Try again").startswith("🔒 <b>Take back USDC on Ethereum?</b>")
    assert revocations() == []


def test_many_with_hostile_names_still_fit_one_message(alice: Chat, swap: Swap, node: AllowanceNode) -> None:
    for number in range(20):
        spender = f"0x{number:040x}"
        node.lets(traded(alice, spender), spender, 2**254)
    Wallet.objects.filter(pk=swap.wallet_id).update(name="&" * 40)
    Token.objects.filter(pk=swap.token_in_id).update(symbol="<b>" + "&" * 37, verified=False)
    alice.says("/allowances")
    shown = alice.bubbles[-1]
    assert len(shown.written) <= MAX_LENGTH
    assert "… and 13 more. Take these back first, then ask again." in shown.text
    assert len(shown.buttons) == 9
    assert all(len(label) <= 64 for label in shown.buttons)


def test_a_wallet_that_is_deleted_is_counted_and_not_asked_about(alice: Chat, swap: Swap) -> None:
    delete_wallet(user_of(alice), swap.wallet_id)
    create_wallet(user_of(alice), "Second")
    other = over(user_of(alice), wallet=Wallet.objects.get(name="Second"))
    approved(other, OKX)
    said = alice.says("/allowances")
    assert "wallet Second" in said
    assert "Not asked: 1 wallet that traded here" in said
