"""Taking a wallet's key along: asked for in the chat, shown on a page."""

from __future__ import annotations

from bots import export_links
from bots.bridge import in_thread
from bots.choices import ask
from bots.language import Intent, Topic, Understood, Wants
from bots.page_buttons import page_buttons
from bots.registry import button_handler, command
from bots.turn import Turn
from bots.wallet_cards import pressed
from bots.wallet_choice import wallet_meant
from trading.exporting import PHRASE, check_exportable
from trading.models import Wallet

__all__ = ["export"]


@command(
    "exportwallet",
    intent=Intent.EXPORT_WALLET,
    topic=Topic.WALLETS,
    summary="See the key of a wallet, on a page for you alone",
    examples=("/exportwallet Trading",),
    moves_money=True,
)
async def export(turn: Turn) -> None:
    wallet = await wallet_meant(turn, "export", kinds={Wallet.Kind.HOT})
    if wallet is None:
        return
    if "phrase" not in turn.entities:
        await in_thread(check_exportable, turn.user, wallet)
        await ask(turn, "wallet_export", options=[], wants=Wants.PHRASE, wallet=wallet, phrase=PHRASE)
        return
    url = await in_thread(export_links.open_link, turn.user, wallet.pk, phrase=turn.entities["phrase"])
    minutes = export_links.TTL.seconds // 60
    await turn.show("wallet_export_page", keyboard=page_buttons(url), wallet=wallet, minutes=minutes)


@button_handler("wallet_export")
async def press_export(turn: Turn) -> None:
    turn.understood = Understood(Intent.EXPORT_WALLET, {"wallet_id": str(pressed(turn))})
    await export(turn)
