"""Wallets belong to one person, keep one name and one address each, and go only when nothing needs them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.errors import UserError
from trading import wallets
from trading.custody import CustodyError, parse_key, unseal
from trading.keys import address_of
from trading.models import Canary, Order, Swap, Transaction, User, Wallet
from trading.tests.desk import token
from trading.wallets import (
    create_wallet,
    delete_wallet,
    import_wallet,
    list_wallets,
    own_wallet,
    rename_wallet,
    set_default_wallet,
    watch_wallet,
)

pytestmark = pytest.mark.django_db

# https://github.com/foundry-rs/foundry, anvil's first development account
KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
FRIEND = "0xd8da6bf26964af9d7eed9e03e53415d37aa96045"


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.message


def live_swap(wallet: Wallet, state: str, mode: str = "live") -> Swap:
    usdc, eth = token("USDC"), token("ETH")
    return Swap.objects.create(
        user=wallet.owner,
        wallet=wallet,
        chain=eth.chain,
        token_in=usdc,
        token_out=eth,
        asked="in",
        asked_units=1,
        exact="in",
        units_in=1,
        maximum_units_in=1,
        expected_units_out=1,
        minimum_units_out=1,
        slippage_percent=Decimal(1),
        gas_usd=Decimal(1),
        mode=mode,
        state=state,
        expires_at=timezone.now() + timedelta(minutes=1),
    )


# Refusals


def test_without_a_key_to_seal_with_there_are_no_hot_wallets(alice: User, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    with pytest.raises(CustodyError, match="ENCRYPTION_KEY is not set"):
        create_wallet(alice)
    assert not Canary.objects.exists()
    assert watch_wallet(alice, FRIEND).kind == Wallet.Kind.WATCH


def test_with_another_sealing_key_than_before_there_are_no_more_hot_wallets(alice: User, settings: Settings) -> None:
    create_wallet(alice)
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()
    with pytest.raises(CustodyError, match="does not open what was sealed"):
        create_wallet(alice)
    assert len(list_wallets(alice)) == 2


@pytest.mark.parametrize("name", [" ", "x" * 41, "\u200b", "[removed]"])
def test_a_name_has_1_to_40_characters(alice: User, name: str) -> None:
    assert refusal(lambda: create_wallet(alice, name)) == "The name of a wallet has 1 to 40 characters."


def test_a_name_must_not_look_like_an_address(alice: User) -> None:
    assert "must not look like an address" in refusal(lambda: create_wallet(alice, "to 0xD8dA…6045"))


@pytest.mark.parametrize("name", ["Trading", "TRADING", " tra\u200bding "])
def test_a_name_is_given_once(alice: User, name: str) -> None:
    create_wallet(alice, "Trading")
    assert "already" in refusal(lambda: create_wallet(alice, name))
    assert "already" in refusal(lambda: rename_wallet(alice, "Paper", name))


@pytest.mark.parametrize("address", ["", "0x", FRIEND[:-1], FRIEND + "0", FRIEND[2:], "0x" + "0" * 40, "vitalik.eth"])
def test_an_address_is_0x_and_40_digits(alice: User, address: str) -> None:
    assert refusal(lambda: watch_wallet(alice, address)).startswith("This is no address")


def test_a_mistyped_checksum_is_noticed(alice: User) -> None:
    wrong = "0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045"
    assert "capitals do not fit" in refusal(lambda: watch_wallet(alice, wrong))
    assert watch_wallet(alice, "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045").address == FRIEND


def test_an_address_is_kept_once(alice: User) -> None:
    import_wallet(alice, parse_key(KEY), "Trading")
    for act in (lambda: import_wallet(alice, parse_key(KEY)), lambda: watch_wallet(alice, ADDRESS)):
        assert refusal(act) == "You have this address already: it is “Trading”."


def test_a_watched_address_is_not_brought_beside_itself(alice: User) -> None:
    watch_wallet(alice, ADDRESS, "Mine")
    assert refusal(lambda: import_wallet(alice, parse_key(KEY))).startswith("You watch this address as “Mine”.")


def test_a_key_works_for_one_person_only(alice: User, mallory: User) -> None:
    import_wallet(alice, parse_key(KEY))
    said = refusal(lambda: import_wallet(mallory, parse_key(KEY)))
    assert said.startswith("Somebody here trades with this address already.")
    assert "Alice" not in said
    assert watch_wallet(mallory, ADDRESS).kind == Wallet.Kind.WATCH


def test_of_two_who_bring_a_key_at_once_the_slower_is_told(
    alice: User, mallory: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wallets, "_refuse_known", lambda *facts: None)  # both looked before either wrote
    import_wallet(alice, parse_key(KEY))
    said = refusal(lambda: import_wallet(mallory, parse_key(KEY)))
    assert said.startswith("Somebody here trades with this address already.")


def test_there_is_an_end_to_wallets(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wallets, "MAX_WALLETS", 2)
    create_wallet(alice)
    assert refusal(lambda: create_wallet(alice)).startswith("You have 2 wallets")


@pytest.mark.parametrize(
    "act",
    [
        lambda user, wallet: own_wallet(user, wallet.pk),
        lambda user, wallet: own_wallet(user, wallet.name),
        lambda user, wallet: own_wallet(user, wallet.address),
        lambda user, wallet: rename_wallet(user, wallet.pk, "Mine"),
        lambda user, wallet: set_default_wallet(user, wallet.pk),
        lambda user, wallet: delete_wallet(user, wallet.pk),
    ],
)
def test_nobody_touches_the_wallet_of_another(
    alice: User, mallory: User, act: Callable[[User, Wallet], object]
) -> None:
    wallet = create_wallet(alice, "Trading")
    assert "You have no such wallet" in refusal(lambda: act(mallory, wallet))
    wallet.refresh_from_db()
    assert (wallet.name, wallet.removed_at, wallet.owner) == ("Trading", None, alice)


def test_the_paper_wallet_stays(alice: User) -> None:
    assert refusal(lambda: delete_wallet(alice, "Paper")).startswith("The paper wallet stays.")


def test_a_watched_wallet_is_not_traded_with(alice: User) -> None:
    watch_wallet(alice, FRIEND, "Friend")
    assert "only watched" in refusal(lambda: set_default_wallet(alice, "Friend"))


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent", "review"])
def test_a_wallet_with_a_trade_under_way_stays(alice: User, state: str) -> None:
    wallet = create_wallet(alice)
    live_swap(wallet, state)
    waiting = live_swap(wallet, "quoted")
    assert refusal(lambda: delete_wallet(alice, wallet.pk)).startswith("A trade of this wallet is under way.")
    assert own_wallet(alice, wallet.pk).sealed_key
    waiting.refresh_from_db()
    assert waiting.state == "quoted"


@pytest.mark.parametrize("state", ["signed", "sent", "mined"])
def test_a_wallet_with_a_transaction_on_the_way_stays(alice: User, state: str) -> None:
    wallet = create_wallet(alice)
    swap = live_swap(wallet, "failed")
    Transaction.objects.create(
        swap=swap,
        wallet=wallet,
        chain=swap.chain,
        purpose="approve",
        nonce=0,
        to=FRIEND,
        value=0,
        gas=1,
        state=state,
        created_at=timezone.now(),
    )
    assert refusal(lambda: delete_wallet(alice, wallet.pk)).startswith("A trade of this wallet is under way.")


def test_a_wallet_with_an_open_order_stays(alice: User) -> None:
    wallet, eth = create_wallet(alice), token("ETH")
    Order.objects.create(
        user=alice,
        wallet=wallet,
        kind="stop_loss",
        direction="below",
        token=eth,
        currency=token("USDC"),
        trigger_usd=Decimal(1),
        units=1,
        slippage_percent=Decimal(1),
        state="active",
        created_at=timezone.now(),
    )
    assert refusal(lambda: delete_wallet(alice, wallet.pk)).startswith("Orders of this wallet are open.")


def test_the_database_itself_refuses_two_hot_wallets_of_one_address(alice: User, mallory: User) -> None:
    Wallet.objects.create(owner=alice, name="A", kind="hot", address=ADDRESS)
    with pytest.raises(IntegrityError):
        Wallet.objects.create(owner=mallory, name="B", kind="hot", address=ADDRESS)


# What works


def test_a_fresh_wallet_has_a_key_that_opens_for_its_address(alice: User) -> None:
    wallet = create_wallet(alice)
    assert (wallet.name, wallet.kind) == ("Wallet 1", "hot")
    assert address_of(unseal(wallet.sealed_key, address=wallet.address)).lower() == wallet.address
    assert create_wallet(alice).name == "Wallet 2"
    assert Canary.objects.count() == 1


def test_an_imported_wallet_has_the_address_of_its_key(alice: User) -> None:
    wallet = import_wallet(alice, parse_key(f"0x{KEY.upper()}"), " My   trading ")
    assert (wallet.name, wallet.address) == ("My trading", ADDRESS)
    assert KEY not in wallet.sealed_key


def test_a_wallet_is_found_by_its_id_name_or_address(alice: User) -> None:
    wallet = watch_wallet(alice, FRIEND, "Old Friend")
    for named in (wallet.pk, "old friend", "Old  Friend", FRIEND, FRIEND.upper().replace("0X", "0x")):
        assert own_wallet(alice, named) == wallet
    assert "You have no such wallet" in refusal(lambda: own_wallet(alice, ""))


def test_a_wallet_is_found_by_its_place_in_the_list(alice: User) -> None:
    first, second = list_wallets(alice)[0], watch_wallet(alice, FRIEND, "Friend")
    assert [own_wallet(alice, place) for place in ("1", "2")] == [first, second]
    for place in ("0", "3", "-1", "1.0", "²", "١"):
        assert "You have no such wallet" in refusal(partial(own_wallet, alice, place))


def test_a_number_as_a_name_is_no_id(alice: User, bob: User) -> None:
    other = create_wallet(alice)
    wallet = watch_wallet(alice, FRIEND, str(other.pk))
    assert own_wallet(alice, str(other.pk)) == wallet


def test_a_wallet_is_renamed_also_in_its_letters_only(alice: User) -> None:
    create_wallet(alice, "trading")
    assert rename_wallet(alice, "trading", "Trading").name == "Trading"
    assert [wallet.name for wallet in list_wallets(alice)] == ["Paper", "Trading"]


def test_a_deleted_wallet_leaves_no_key_and_its_trades_stay(alice: User) -> None:
    wallet = create_wallet(alice, "Trading")
    set_default_wallet(alice, "Trading")
    done, waiting = live_swap(wallet, "done"), live_swap(wallet, "quoted")

    delete_wallet(alice, "trading")

    wallet.refresh_from_db()
    assert (wallet.sealed_key, wallet.removed_at is None) == ("", False)
    assert [each.name for each in list_wallets(alice)] == ["Paper"]
    alice.refresh_from_db()
    assert alice.default_wallet
    assert alice.default_wallet.kind == Wallet.Kind.PAPER
    states = {swap.pk: swap.state for swap in Swap.objects.filter(wallet=wallet)}
    assert states == {done.pk: "done", waiting.pk: "cancelled"}


def test_what_was_deleted_may_come_back(alice: User, bob: User) -> None:
    import_wallet(alice, parse_key(KEY), "Trading")
    delete_wallet(alice, "Trading")
    assert import_wallet(bob, parse_key(KEY), "Trading").owner == bob


def test_a_wallet_without_the_default_leaves_the_default_alone(alice: User) -> None:
    create_wallet(alice, "One")
    create_wallet(alice, "Two")
    set_default_wallet(alice, "One")
    delete_wallet(alice, "Two")
    alice.refresh_from_db()
    assert alice.default_wallet == own_wallet(alice, "One")
