"""A key is asked for in the chat by its owner, with a phrase; the chat gets a link, and never the key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bots.handlers import wallet_changes
from bots.models import ExportLink, InboxUpdate
from bots.tests.chat import Chat
from bots.tests.live_chat import user_of
from trading.exporting import FACTOR_AGE, PHRASE
from trading.models import SecondFactor, Wallet
from trading.tests.live_desk import SEALING_KEY, enrolled, live_swap
from trading.wallet_holdings import Holdings

pytestmark = pytest.mark.django_db

ASKED = "🔑 <b>See the key of Trading?</b>"
PAGE = "🔑 <b>The key of Trading</b>"


@pytest.fixture(autouse=True)
def _sealing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.WEBHOOK_URL = "https://esther.example"
    monkeypatch.setattr(wallet_changes, "look_at", lambda wallet: Holdings(found=[], unseen=[]))


@pytest.fixture
def owner(alice: Chat) -> Chat:
    """Somebody with a wallet, and a second factor that is two days old."""
    alice.says("/addwallet create Trading")
    enrolled(user_of(alice))
    SecondFactor.objects.update(confirmed_at=timezone.now() - 2 * FACTOR_AGE)
    return alice


def test_without_a_second_factor_it_says_what_to_do(alice: Chat) -> None:
    alice.says("/addwallet create Trading")
    assert "Set one up with /2fa; 24 hours later the key can be exported." in alice.says("/exportwallet Trading")
    assert alice.says(PHRASE).startswith("I am not sure")


def test_with_a_new_one_it_says_when(owner: Chat) -> None:
    SecondFactor.objects.update(confirmed_at=timezone.now() - timedelta(hours=1))
    assert owner.says("/exportwallet Trading").startswith("Your second factor is new.")


def test_while_a_trade_is_under_way_it_says_so(owner: Chat) -> None:
    live_swap(user_of(owner), "10", state="sent")
    assert "A trade of this wallet is under way." in owner.says("/exportwallet Trading")


def test_a_wallet_without_a_key_has_none(owner: Chat) -> None:
    assert owner.says("/exportwallet Paper").startswith("“Paper” has no key")


def test_nobody_elses_wallet_is_known(owner: Chat) -> None:
    mallory = Chat(3, "Mallory", owner.wire)
    mallory.says("/start")
    assert mallory.says("/exportwallet Trading").startswith("You have no such wallet")
    pk = Wallet.objects.get(kind="hot").pk
    assert mallory.brings(mallory.press(f"wallet_export:{pk}")).startswith("You have no such wallet")


def test_another_phrase_opens_nothing_and_may_be_typed_again(owner: Chat) -> None:
    owner.says("/exportwallet Trading")
    assert owner.says("yes").startswith("That is not the phrase, so nothing is shown.")
    assert not ExportLink.objects.exists()
    assert owner.says(PHRASE).startswith(PAGE)


def test_the_phrase_alone_means_nothing(owner: Chat) -> None:
    assert owner.says(PHRASE).startswith("I am not sure")


def test_a_phrase_that_comes_too_late_opens_nothing(owner: Chat) -> None:
    owner.says("/exportwallet Trading")
    late = owner.says(PHRASE, sent_at=timezone.now() - timedelta(minutes=3))
    assert late.startswith("This message reached me too late")
    assert not ExportLink.objects.exists()


@pytest.mark.parametrize("text", ["/exportwallet Trading", "export my wallet Trading", "export my Trading wallet"])
def test_the_phrase_opens_a_page(owner: Chat, text: str) -> None:
    asked = owner.says(text)
    assert asked.startswith(ASKED)
    assert asked.endswith(f"To go on type: <code>{PHRASE}</code>")
    assert owner.says(PHRASE.lower()).startswith(PAGE)
    buttons = owner.bubbles[-1].buttons
    assert list(buttons) == ["🔑 Open the page", "🌐 Open in a browser"]
    assert buttons["🔑 Open the page"].startswith("https://esther.example/wallet-export/")
    assert ExportLink.objects.get().wallet.name == "Trading"


def test_without_a_name_it_asks_which_of_those_with_a_key(owner: Chat) -> None:
    owner.says("/exportwallet")
    assert list(owner.bubbles[-1].buttons) == ["Trading"]
    assert owner.presses("Trading").startswith(ASKED)


def test_the_wallets_card_leads_there_and_remembers(owner: Chat) -> None:
    owner.says("/wallets")
    card = owner.presses("Trading")
    assert "/exportwallet shows it to you, on a page" in card
    assert "Its key was shown" not in card
    assert owner.presses("🔑 Key").startswith(ASKED)
    Wallet.objects.filter(kind="hot").update(exported_at=timezone.now())
    owner.says("/wallets")
    assert "⚠️ Its key was shown on" in owner.presses("Trading")


def test_deleting_a_wallet_suggests_to_take_its_key_first(owner: Chat) -> None:
    assert "/exportwallet shows it to you." in owner.says("/deletewallet Trading")
    assert owner.presses("🔑 See its key first").startswith(ASKED)
    assert owner.says(PHRASE).startswith(PAGE)
    assert Wallet.objects.get(kind="hot").removed_at is None


def test_who_has_the_key_is_not_told_to_take_it(owner: Chat) -> None:
    Wallet.objects.filter(kind="hot").update(exported_at=timezone.now())
    assert "It was shown to you on" in owner.says("/deletewallet Trading")
    assert "🔑 See its key first" not in owner.bubbles[-1].buttons


def test_the_link_is_in_no_table(owner: Chat) -> None:
    owner.says("/exportwallet Trading")
    owner.says(PHRASE)
    token = owner.bubbles[-1].buttons["🌐 Open in a browser"].rsplit("/", 1)[1]
    assert token not in str([*InboxUpdate.objects.values(), *ExportLink.objects.values()])
