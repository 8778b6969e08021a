"""Wallets are added, named, chosen and deleted in the chat, by word and by button, by their owner alone."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from bots.handlers import wallet_changes
from bots.models import ImportLink, InboxUpdate
from bots.tests.chat import Chat
from tokens.models import Token
from trading.models import User, Wallet
from trading.wallet_holdings import Found, Holdings

pytestmark = pytest.mark.django_db

FRIEND = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"
KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
CREATE, IMPORT, WATCH = "✨ Create a fresh one", "🔑 Import a key", "👁 Watch an address"
DELETE, GOOD, KEEP = "🗑 Delete it", "🗑 Delete for good", "Keep it"


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()
    settings.WEBHOOK_URL = "https://esther.example"


@pytest.fixture(autouse=True)
def holdings(monkeypatch: pytest.MonkeyPatch) -> Holdings:
    """What nodes say is in a wallet: nothing, unless a test puts something there."""
    found = Holdings(found=[], unseen=[])
    monkeypatch.setattr(wallet_changes, "look_at", lambda wallet: found)
    return found


def names() -> list[str]:
    return list(Wallet.objects.filter(removed_at=None).order_by("pk").values_list("name", flat=True))


def hot() -> Wallet:
    return Wallet.objects.get(kind="hot")


# Refusals


@pytest.mark.parametrize("text", ["/addwallet import 0x{}", "/addwallet import {}", "import my key {}", "0x{}"])
def test_a_key_in_the_chat_is_removed_and_the_page_is_named(alice: Chat, text: str) -> None:
    alice.says("/start")
    answer = alice.says(text.format(KEY))

    assert answer.startswith("⚠️ <b>That looked like a private key or a seed phrase.</b>")
    assert "send /addwallet import, and I open a page for its key" in answer
    assert alice.wire.sent("deleteMessage")
    assert names() == ["Paper"]
    assert KEY not in str(InboxUpdate.objects.values())


def test_without_a_key_to_seal_with_it_says_so(alice: Chat, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    for text in ("/addwallet create", "/addwallet import"):
        assert alice.says(text).startswith("ENCRYPTION_KEY is not set")
    assert names() == ["Paper"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/addwallet Trading", "I did not understand that. Write it like “/addwallet create Trading”"),
        ("/addwallet watch 0x12", "This is no address"),
        ("/addwallet create " + "x" * 41, "The name of a wallet has 1 to 40 characters."),
        ("/addwallet create paper", "You have a wallet called “paper” already."),
        ("/deletewallet Paper", "The paper wallet stays."),
        ("/deletewallet Nope", "You have no such wallet called Nope."),
        ("/deletewallet", "You have no wallet to delete."),
        ("/renamewallet Nope to Yes", "You have no such wallet called Nope."),
        ("use wallet Nope", "You have no such wallet called Nope."),
    ],
)
def test_what_cannot_be_is_refused(alice: Chat, text: str, answer: str) -> None:
    alice.says("/start")
    assert alice.says(text).startswith(answer)
    assert names() == ["Paper"]


@pytest.mark.parametrize("verb", ["wallet", "wallet_rename", "wallet_default", "wallet_delete"])
def test_nobody_presses_a_button_of_anothers_wallet(alice: Chat, verb: str) -> None:
    alice.says("/addwallet create Trading")
    mallory = Chat(666, "Mallory")
    mallory.says("/start")

    assert mallory.brings(mallory.press(f"{verb}:{hot().pk}")).startswith("You have no such wallet")
    for nonsense in ("", ":", ":x", ":1:2"):
        assert "older version" in mallory.brings(mallory.press(f"{verb}{nonsense}"))
    assert "Trading" not in mallory.says("/wallets")


def test_another_person_cannot_answer_whether_to_delete(alice: Chat) -> None:
    alice.says("/addwallet create Trading")
    alice.says("/deletewallet Trading")
    mallory = Chat(666, "Mallory", alice.wire)
    mallory.says("/start")

    answer = mallory.brings(mallory.press(alice.card(DELETE).buttons[DELETE]))

    assert answer.startswith("This question is not yours")
    assert names() == ["Paper", "Trading", "Paper"]


def test_a_press_that_comes_twice_deletes_nothing_else(alice: Chat) -> None:
    alice.says("/addwallet create Trading")
    alice.says("/deletewallet Trading")
    press = alice.card(DELETE).buttons[DELETE]
    alice.presses(DELETE)

    assert alice.brings(alice.press(press)).startswith("This question is closed.")
    assert names() == ["Paper", "Trading"]


# Adding


def test_a_fresh_wallet_is_made(alice: Chat) -> None:
    alice.says("add a wallet")
    shown = alice.presses(CREATE)

    assert shown.startswith("✨ A fresh wallet is yours.\n<b>Wallet 1</b> (hot)\n<code>0x")
    assert "never shown" in shown
    assert hot().owner == User.objects.get(telegram_id=1)


def test_a_wallet_may_be_named_at_once(alice: Chat) -> None:
    assert "<b>&lt;b&gt; &amp; co</b> (hot)" in alice.says("/addwallet create <b> & co")


def test_an_address_is_watched(alice: Chat) -> None:
    shown = alice.says(f"/addwallet watch {FRIEND} My friend")
    assert f"<b>My friend</b> (watched)\n<code>{FRIEND}</code>" in shown
    assert "⭐ Trade with it" not in alice.bubbles[-1].buttons


def test_the_address_may_be_typed_when_asked(alice: Chat) -> None:
    alice.says("/addwallet")
    assert alice.presses(WATCH).startswith("Which address shall I watch?")
    assert alice.says("0x12").startswith("This is no address")
    assert FRIEND in alice.says(FRIEND)


def test_a_key_is_brought_on_a_page(alice: Chat) -> None:
    alice.says("/addwallet")
    shown = alice.presses(IMPORT)

    assert "never here" in shown
    buttons = alice.bubbles[-1].buttons
    assert list(buttons) == ["🔑 Open the page", "🌐 Open in a browser"]
    assert len(set(buttons.values())) == 1
    assert buttons["🔑 Open the page"].startswith("https://esther.example/wallet-import/")
    assert ImportLink.objects.get().user.telegram_id == 1


def test_without_https_there_is_no_mini_app(alice: Chat, settings: Settings) -> None:
    settings.DEBUG, settings.WEBHOOK_URL = True, "http://127.0.0.1:8000"
    alice.says("/addwallet import Trading")
    assert list(alice.bubbles[-1].buttons) == ["🌐 Open in a browser"]
    assert ImportLink.objects.get().name == "Trading"


# Looking, naming, choosing


def test_the_list_leads_to_each_wallet(alice: Chat) -> None:
    alice.says(f"/addwallet watch {FRIEND} Friend")
    shown = alice.says("/wallets")
    assert "1. ⭐ <b>Paper</b> (play money)\n2. <b>Friend</b> (watched) <code>0xd8dA…6045</code>" in shown

    assert f"<code>{FRIEND}</code>" in alice.presses("Friend")
    assert "⭐ <b>Paper</b>" in alice.presses("◀ All wallets")
    assert "<b>Create a fresh one</b> (recommended)" in alice.presses("➕ Add a wallet")


def test_a_wallet_is_renamed_by_word(alice: Chat) -> None:
    alice.says("/addwallet create")
    assert "<b>Trading</b>" in alice.says("/renamewallet Wallet 1 to Trading")
    assert "<b>Cold store</b>" in alice.says("rename my Trading wallet to Cold store")
    assert names() == ["Paper", "Cold store"]


def test_a_wallet_is_renamed_by_button(alice: Chat) -> None:
    alice.says("/addwallet create Savings")
    alice.says("/addwallet create")
    assert "What shall <b>Wallet 1</b> be called?" in alice.presses("✏️ Rename")
    assert alice.says("savings").startswith("You have a wallet called “savings” already.")
    assert "<b>Trading</b>" in alice.says("Trading")


def test_the_wallet_to_rename_may_be_typed(alice: Chat) -> None:
    alice.says("/addwallet create")
    alice.says("/renamewallet")
    assert "What shall <b>Wallet 1</b> be called?" in alice.says("wallet 1")
    alice.says("Trading")
    assert names() == ["Paper", "Trading"]


def test_the_wallet_to_trade_with_is_chosen(alice: Chat) -> None:
    alice.says("/addwallet create Trading")
    assert "⭐ you trade with it" in alice.presses("⭐ Trade with it")
    assert User.objects.get(telegram_id=1).default_wallet == hot()
    assert "⭐ <b>Trading</b>" in alice.says("/wallets")

    assert "<b>Paper</b> (play money) ⭐" in alice.says("use wallet paper")
    alice.says("change my default wallet")
    assert "<b>Trading</b> (hot) ⭐" in alice.presses("Trading")


# Deleting


def test_a_wallet_is_named_by_its_number_in_the_list(alice: Chat) -> None:
    alice.says(f"/addwallet watch {FRIEND} Friend")

    assert "Friend" in alice.says("delete wallet 2")
    assert "You have no such wallet called 3." in alice.says("delete wallet 3")


def test_a_wallet_is_deleted_after_asking_twice(alice: Chat) -> None:
    alice.says("/addwallet create Trading")
    address = hot().address
    alice.says("use wallet Trading")

    first = alice.says("delete my wallet trading")
    assert "🗑 <b>Delete Trading?</b>" in first
    assert address in first.lower()
    assert "lost for good" in first
    assert "found nothing of the tokens I know" in first
    assert alice.presses(DELETE).startswith("⚠️ <b>Really delete Trading?</b>")
    assert names() == ["Paper", "Trading"]
    assert alice.presses(GOOD) == "🗑 <b>Trading</b> is deleted, and its key is destroyed. Your history is kept."

    assert names() == ["Paper"]
    assert hot().sealed_key == ""
    assert "⭐ <b>Paper</b>" in alice.says("/wallets")


def test_a_wallet_may_be_kept_at_either_question(alice: Chat) -> None:
    alice.says("/addwallet create Trading")
    alice.says("/deletewallet")
    alice.presses("Trading")
    assert alice.presses(KEEP).startswith("It stays.")
    alice.presses("🗑 Delete")
    alice.presses(DELETE)
    assert alice.presses(KEEP).startswith("It stays.")
    assert names() == ["Paper", "Trading"]


def test_a_wallet_that_is_not_empty_is_warned_of(alice: Chat, holdings: Holdings) -> None:
    alice.says("/addwallet create Trading")
    eth = Token.objects.select_related("chain").get(chain=1, is_native=True)
    holdings.found.append(Found(eth, eth.to_amount(15 * 10**17)))
    holdings.unseen.extend(["Base", "Polygon"])

    shown = alice.says("/deletewallet Trading")

    assert "⚠️ <b>It is not empty:</b>\n• 1.5 ETH on Ethereum\n" in shown
    assert "⚠️ I could not look at Base, Polygon: there may be something." in shown
    assert "found nothing" not in shown


def test_chains_that_do_not_answer_are_not_taken_for_empty(alice: Chat, holdings: Holdings) -> None:
    alice.says("/addwallet create Trading")
    holdings.unseen.append("Base")
    shown = alice.says("/deletewallet Trading")
    assert "I could not look at Base" in shown
    assert "found nothing" not in shown


def test_a_watched_wallet_is_let_go(alice: Chat) -> None:
    alice.says(f"/addwallet watch {FRIEND} Friend")
    assert "Nothing happens to the address itself." in alice.says("/deletewallet Friend")
    alice.presses(DELETE)
    assert alice.presses(GOOD) == "🗑 <b>Friend</b> is deleted. Your history is kept."


def test_the_question_dies_with_the_wallets_name(alice: Chat) -> None:
    """What is asked about is the wallet, whatever is called so by the time of the answer."""
    alice.says("/addwallet create Trading")
    alice.says("/deletewallet Trading")
    Wallet.objects.filter(kind="hot").update(name="Savings")
    owner = User.objects.get(telegram_id=1)
    Wallet.objects.create(owner=owner, name="Trading", kind="watch", address=FRIEND.lower())
    alice.presses(DELETE)
    assert alice.presses(GOOD).startswith("🗑 <b>Savings</b> is deleted")
    assert names() == ["Paper", "Trading"]
