"""Wallets, and the paper wallet's cash."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings as site

from bots.bridge import in_thread
from bots.choices import choosing_tokens
from bots.language import Intent
from bots.registry import command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain, resolve_token
from trading import paper
from trading.models import User, Wallet
from trading.users import default_chain


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
