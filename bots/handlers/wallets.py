"""Wallets to look at: the list, one wallet's card, and the paper wallet's cash."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings as site

from bots.bridge import in_thread
from bots.choices import choosing_tokens
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from bots.wallet_cards import pressed, show_wallet, show_wallets
from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain, resolve_token
from trading import paper
from trading.models import User
from trading.users import default_chain
from trading.wallets import own_wallet


@command("wallets", intent=Intent.LIST_WALLETS, topic=Topic.WALLETS, summary="Your wallets")
async def wallets(turn: Turn) -> None:
    await show_wallets(turn)


@button_handler("wallets")
async def press_wallets(turn: Turn) -> None:
    await show_wallets(turn)


@button_handler("wallet")
async def press_wallet(turn: Turn) -> None:
    await show_wallet(turn, await in_thread(own_wallet, turn.user, pressed(turn)))


@command(
    "paper",
    intent=Intent.PAPER,
    topic=Topic.WALLETS,
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
