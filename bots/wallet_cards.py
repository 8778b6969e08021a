"""How wallets are shown: the list, and one with what can be done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.spoken import short_address
from trading.models import Wallet
from trading.wallet_names import checksummed
from trading.wallets import list_wallets

__all__ = ["WalletCard", "pressed", "show_wallet", "show_wallets"]

_LABEL_LENGTH = 24


@dataclass(frozen=True)
class WalletCard:
    """What a template shows of a wallet."""

    name: str
    kind: str
    address: str
    is_default: bool
    exported_at: datetime | None

    @property
    def short_address(self) -> str:
        return short_address(self.address) if self.address else ""


def pressed(turn: Turn) -> int:
    """Return the wallet's id in a pressed button; whose it is, is checked where it is looked up."""
    if len(turn.arguments) != 1 or not turn.arguments[0].isdecimal():
        raise UserError("This button is from an older version. Look at /wallets for a fresh one.")
    return int(turn.arguments[0])


async def show_wallets(turn: Turn) -> None:
    """Show the user's wallets, each with a button that leads to its card."""
    wallets = await in_thread(list_wallets, turn.user)
    rows = [[button(wallet.name[:_LABEL_LENGTH], "wallet", wallet.pk)] for wallet in wallets]
    await turn.show(
        "wallets",
        cards=[_card(turn, wallet) for wallet in wallets],
        dry_run=settings.DRY_RUN,
        keyboard=keyboard(*rows, [button("➕ Add a wallet", "wallet_add")]),
    )


async def show_wallet(turn: Turn, wallet: Wallet, *, news: str = "") -> None:
    """Show one wallet and its buttons, below what just happened to it."""
    await turn.show(
        "wallet",
        card=_card(turn, wallet),
        news=news,
        dry_run=settings.DRY_RUN,
        keyboard=keyboard(*_buttons(turn, wallet)),
    )


def _card(turn: Turn, wallet: Wallet) -> WalletCard:
    is_default = wallet.pk == turn.user.default_wallet_id
    return WalletCard(wallet.name, wallet.kind, checksummed(wallet.address), is_default, wallet.exported_at)


def _buttons(turn: Turn, wallet: Wallet) -> list[list[InlineKeyboardButton]]:
    can_be_default = wallet.kind != Wallet.Kind.WATCH and wallet.pk != turn.user.default_wallet_id
    changes = [button("✏️ Rename", "wallet_rename", wallet.pk)]
    if wallet.kind == Wallet.Kind.HOT:
        changes.append(button("🔑 Key", "wallet_export", wallet.pk))
    if wallet.kind != Wallet.Kind.PAPER:
        changes.append(button("🗑 Delete", "wallet_delete", wallet.pk))
    return [
        [button("⭐ Trade with it", "wallet_default", wallet.pk)] if can_be_default else [],
        changes,
        [button("◀ All wallets", "wallets")],
    ]
