"""What is done to wallets: add one in three ways, name it, trade with it, or delete it after asking twice."""

from __future__ import annotations

from bots import import_links
from bots.bridge import in_thread
from bots.choices import ask
from bots.handlers.wallet_export import export
from bots.language import Intent, Topic, Understood, Wants
from bots.page_buttons import page_buttons
from bots.registry import button_handler, command
from bots.turn import Turn
from bots.wallet_cards import pressed, show_wallet
from bots.wallet_choice import ANY_KIND, wallet_meant
from trading.models import Wallet
from trading.wallet_holdings import look_at
from trading.wallets import (
    check_deletable,
    create_wallet,
    delete_wallet,
    rename_wallet,
    set_default_wallet,
    watch_wallet,
)

_WAYS = [
    ("✨ Create a fresh one", {"how": "create"}),
    ("🔑 Import a key", {"how": "import"}),
    ("👁 Watch an address", {"how": "watch"}),
]
_KEEP = ("Keep it", {"sure": "no"})
_EXPORT = ("🔑 See its key first", {"sure": "export"})


@command(
    "addwallet",
    intent=Intent.ADD_WALLET,
    topic=Topic.WALLETS,
    summary="Create a wallet, bring one by its key, or watch an address",
    examples=(
        "/addwallet create Trading",
        "/addwallet import Trading",
        "/addwallet watch 0xd8da6bf26964af9d7eed9e03e53415d37aa96045 Friend",
    ),
)
async def add(turn: Turn) -> None:
    how, name = turn.entities.get("how"), turn.entities.get("name", "")
    if how == "create":
        await show_wallet(turn, await in_thread(create_wallet, turn.user, name), news="created")
    elif how == "import":
        await _lead_to_the_page(turn, name)
    elif how == "watch" and "address" in turn.entities:
        wallet = await in_thread(watch_wallet, turn.user, turn.entities["address"], name)
        await show_wallet(turn, wallet, news="watched")
    elif how == "watch":
        await ask(turn, "wallet_which_address", options=[], wants=Wants.WALLET_ADDRESS)
    else:
        await ask(turn, "wallet_which_way", options=_WAYS)


@command(
    "renamewallet",
    intent=Intent.RENAME_WALLET,
    topic=Topic.WALLETS,
    summary="Give a wallet another name",
    examples=("/renamewallet Trading to Savings",),
)
async def rename(turn: Turn) -> None:
    wallet = await wallet_meant(turn, "rename")
    if wallet is None:
        return
    if "name" not in turn.entities:
        await ask(turn, "wallet_new_name", options=[], wants=Wants.WALLET_NAME, wallet=wallet)
        return
    await show_wallet(turn, await in_thread(rename_wallet, turn.user, wallet.pk, turn.entities["name"]), news="renamed")


@command(
    "setdefaultwallet",
    intent=Intent.SET_DEFAULT_WALLET,
    topic=Topic.WALLETS,
    summary="Choose the wallet you trade with",
    examples=("/setdefaultwallet Trading",),
)
async def set_default(turn: Turn) -> None:
    wallet = await wallet_meant(turn, "trade with", kinds=ANY_KIND - {Wallet.Kind.WATCH})
    if wallet is not None:
        await show_wallet(turn, await in_thread(set_default_wallet, turn.user, wallet.pk), news="default")


@command(
    "deletewallet",
    intent=Intent.DELETE_WALLET,
    topic=Topic.WALLETS,
    summary="Delete a wallet and its key",
    examples=("/deletewallet Trading",),
)
async def delete(turn: Turn) -> None:
    wallet = await wallet_meant(turn, "delete", kinds=ANY_KIND - {Wallet.Kind.PAPER})
    if wallet is None:
        return
    await in_thread(check_deletable, wallet)
    match turn.entities.get("sure"):
        case "no":
            await show_wallet(turn, wallet, news="kept")
        case "export":
            turn.understood = Understood(Intent.EXPORT_WALLET, {"wallet_id": str(wallet.pk)})
            await export(turn)
        case "twice":
            await turn.show("wallet_deleted", wallet=await in_thread(delete_wallet, turn.user, wallet.pk))
        case "once":
            await ask(
                turn,
                "wallet_delete_again",
                options=[("🗑 Delete for good", {"sure": "twice"}), _KEEP],
                wallet=wallet,
            )
        case _:
            is_hot = wallet.kind == Wallet.Kind.HOT
            holdings = await in_thread(look_at, wallet) if is_hot else None
            export_first = [_EXPORT] if is_hot and wallet.exported_at is None else []
            options = [*export_first, ("🗑 Delete it", {"sure": "once"}), _KEEP]
            await ask(turn, "wallet_delete", options=options, wallet=wallet, holdings=holdings)


@button_handler("wallet_add")
async def press_add(turn: Turn) -> None:
    turn.understood = Understood(Intent.ADD_WALLET)
    await add(turn)


@button_handler("wallet_rename")
async def press_rename(turn: Turn) -> None:
    turn.understood = Understood(Intent.RENAME_WALLET, {"wallet_id": str(pressed(turn))})
    await rename(turn)


@button_handler("wallet_default")
async def press_default(turn: Turn) -> None:
    turn.understood = Understood(Intent.SET_DEFAULT_WALLET, {"wallet_id": str(pressed(turn))})
    await set_default(turn)


@button_handler("wallet_delete")
async def press_delete(turn: Turn) -> None:
    turn.understood = Understood(Intent.DELETE_WALLET, {"wallet_id": str(pressed(turn))})
    await delete(turn)


async def _lead_to_the_page(turn: Turn, name: str) -> None:
    url = await in_thread(import_links.open_link, turn.user, name)
    await turn.show("wallet_import", keyboard=page_buttons(url), minutes=import_links.TTL.seconds // 60)
