"""Which of a user's wallets a sentence means; where it names none, they are asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bots.bridge import in_thread
from bots.choices import ask
from bots.language import Understood, Wants
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.models import Wallet
from trading.wallets import list_wallets, own_wallet

__all__ = ["ANY_KIND", "wallet_meant"]

ANY_KIND: Final = frozenset(Wallet.Kind)


async def wallet_meant(turn: Turn, deed: str, *, kinds: Collection[str] = ANY_KIND) -> Wallet | None:
    """Return the wallet a sentence means, and pin it for the answers to come; or ask which one, and return None."""
    if "wallet_id" in turn.entities or "wallet" in turn.entities:
        named = turn.entities.get("wallet_id")
        wallet = await in_thread(own_wallet, turn.user, int(named) if named else turn.entities["wallet"])
        turn.understood = Understood(turn.understood.intent, {**turn.entities, "wallet_id": str(wallet.pk)})
        return wallet
    wallets = [wallet for wallet in await in_thread(list_wallets, turn.user) if wallet.kind in kinds]
    if not wallets:
        raise UserError(f"You have no wallet to {deed}. /addwallet adds one.")
    options = [(wallet.name, {"wallet_id": str(wallet.pk)}) for wallet in wallets]
    await ask(turn, "which_wallet", options=options, wants=Wants.WALLET, deed=deed)
    return None
