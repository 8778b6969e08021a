"""Wallets, the paper wallet's cash, and the user's own settings."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings as site

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.choices import choosing_tokens
from bots.language import Intent
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain, resolve_token
from trading import paper
from trading.models import User, Wallet
from trading.quoting import user_slippage
from trading.users import ALERT_LEVELS, default_chain, set_alert_level, set_default_chain, set_slippage

_SLIPPAGE_PRESETS = ("0.5", "1", "2", "3")


@command("wallets", intent=Intent.LIST_WALLETS, summary="Your wallets")
async def wallets(turn: Turn) -> None:
    await turn.say("wallets", wallets=await in_thread(_wallets_of, turn.user), default=turn.user.default_wallet_id)


@command(
    "paper",
    intent=Intent.PAPER,
    summary="The paper wallet: start over, or add play money",
    examples=("/paper reset", "/paper reset base", "/paper add 1000 USDC on X Layer"),
    moves_money=True,
)
@choosing_tokens
async def paper_wallet(turn: Turn) -> None:
    if "amount" in turn.entities:
        token = await in_thread(_add, turn.user, turn.entities)
        await turn.show("paper_added", token=token, amount=Decimal(turn.entities["amount"]))
    elif turn.entities.get("token") == "reset":
        chain = await in_thread(_reset, turn.user, turn.entities.get("chain"))
        await turn.show("paper_reset", chain=chain, cash=site.PAPER_START_USDC)
    else:
        await turn.show("paper", cash=site.PAPER_START_USDC)


@command(
    "settings",
    intent=Intent.SETTINGS,
    summary="Your slippage, default chain and alerts",
    examples=("/settings slippage 0.5", "/settings chain Base"),
)
async def settings(turn: Turn) -> None:
    await _change(turn)


@button_handler("slippage")
async def press_slippage(turn: Turn) -> None:
    if turn.arguments[:1] and turn.arguments[0] in _SLIPPAGE_PRESETS:
        turn.understood.entities["slippage"] = turn.arguments[0]
    await _change(turn)


@button_handler("alert_level")
async def press_alert_level(turn: Turn) -> None:
    turn.understood.entities["alert_level"] = turn.arguments[0] if turn.arguments else ""
    await _change(turn)


async def _change(turn: Turn) -> None:
    await in_thread(_store, turn.user, turn.entities)
    chain = await in_thread(default_chain, turn.user)
    presets = [button(f"{percent} %", "slippage", percent) for percent in _SLIPPAGE_PRESETS]
    levels = [button(f"🔔 {level}", "alert_level", level) for level in ALERT_LEVELS]
    await turn.show(
        "settings",
        slippage=user_slippage(turn.user),
        ceiling=site.MAX_SLIPPAGE_PERCENT,
        chain=chain,
        alert_level=turn.user.alert_level,
        dry_run=site.DRY_RUN,
        keyboard=keyboard(presets, levels),
    )


def _store(user: User, entities: dict[str, str]) -> None:
    if "slippage" in entities:
        set_slippage(user, Decimal(entities["slippage"]))
    if "chain" in entities:
        set_default_chain(user, resolve_chain(entities["chain"]))
    if "alert_level" in entities:
        set_alert_level(user, entities["alert_level"])


def _wallets_of(user: User) -> list[Wallet]:
    return list(Wallet.objects.filter(owner=user).order_by("pk"))


def _add(user: User, entities: dict[str, str]) -> Token:
    chain = resolve_chain(entities["chain"]) if "chain" in entities else None
    token = resolve_token(entities["token"], chain=chain, default_chain=default_chain(user))
    if not token.verified:
        raise UserError("Only verified tokens can be added to the paper wallet. Buy others with what is in it.")
    paper.add(user, token, Decimal(entities["amount"]))
    return token


def _reset(user: User, chain_text: str | None) -> Chain:
    chain = resolve_chain(chain_text) if chain_text else default_chain(user)
    paper.reset(user, chain)
    return chain
