from __future__ import annotations

import pytest

from bots.language import Intent, understand

ADDRESS = "0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045"


@pytest.mark.parametrize(
    "text",
    [
        "don't delete my wallet Trading",
        "should I delete my wallet Trading?",
        "I deleted my wallet Trading",
        "what is a wallet",
        "watch eth",
        "use usdc",
        "make base my default chain",
        "delete",
        "addwallet Trading",
        "import",
    ],
)
def test_other_sentences_are_about_no_wallet(text: str) -> None:
    assert "wallet" not in understand(text).intent.value


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("add a wallet", {}),
        ("Add wallet", {}),
        ("I want to add another wallet", {}),
        ("new wallet", {}),
        ("create a new wallet", {"how": "create"}),
        ("create a wallet called My Trading", {"how": "create", "name": "My Trading"}),
        ("addwallet create", {"how": "create"}),
        ("addwallet create My Trading", {"how": "create", "name": "My Trading"}),
        ("import a wallet", {"how": "import"}),
        ("import my private key", {"how": "import"}),
        ("addwallet import Trading", {"how": "import", "name": "Trading"}),
        ("watch an address", {"how": "watch"}),
        ("addwallet watch", {"how": "watch"}),
        (f"addwallet watch {ADDRESS}", {"how": "watch", "address": ADDRESS}),
        (f"addwallet watch {ADDRESS} Friend", {"how": "watch", "address": ADDRESS, "name": "Friend"}),
        (f"watch the address {ADDRESS} as My friend", {"how": "watch", "address": ADDRESS, "name": "My friend"}),
        ("watch 0xnonsense", {"how": "watch", "address": "0xnonsense"}),
        (f"add wallet {ADDRESS}", {"how": "watch", "address": ADDRESS}),
        (f"Add wallet savings: {ADDRESS}", {"how": "watch", "address": ADDRESS, "name": "savings"}),
        (f"please connect my wallet {ADDRESS}", {"how": "watch", "address": ADDRESS}),
        (f"track {ADDRESS} as cold storage", {"how": "watch", "address": ADDRESS, "name": "cold storage"}),
        (f"my wallet is {ADDRESS}", {"how": "watch", "address": ADDRESS}),
    ],
)
def test_wallets_are_added(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.ADD_WALLET, entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("deletewallet", {}),
        ("delete my wallet", {}),
        ("deletewallet Trading", {"wallet": "Trading"}),
        ("delete my wallet Trading", {"wallet": "Trading"}),
        ("delete the wallet called “My Trading”", {"wallet": "My Trading"}),
        ("remove my Old Trading wallet", {"wallet": "Old Trading"}),
    ],
)
def test_wallets_are_deleted(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.DELETE_WALLET, entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("renamewallet", {}),
        ("renamewallet Wallet 1", {"wallet": "Wallet 1"}),
        ("renamewallet Wallet 1 to Trading", {"wallet": "Wallet 1", "name": "Trading"}),
        ("rename my wallet Trading to Cold store", {"wallet": "Trading", "name": "Cold store"}),
        ("rename my Trading wallet to Cold", {"wallet": "Trading", "name": "Cold"}),
    ],
)
def test_wallets_are_renamed(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.RENAME_WALLET, entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("change my default wallet", {}),
        ("setdefaultwallet Wallet 1", {"wallet": "Wallet 1"}),
        ("use wallet Trading", {"wallet": "Trading"}),
        ("use my Trading wallet", {"wallet": "Trading"}),
        ("switch to the wallet Trading", {"wallet": "Trading"}),
        ("make Trading my default wallet", {"wallet": "Trading"}),
        ("make wallet Trading the default", {"wallet": "Trading"}),
        ("set my default wallet to Trading", {"wallet": "Trading"}),
    ],
)
def test_the_wallet_to_trade_with_is_chosen(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.SET_DEFAULT_WALLET, entities)
