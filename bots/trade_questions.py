"""What a trade's sentence may lack, asked for one part at a time: which token, to where, for what, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bots.alert_cards import current_usd
from bots.bridge import in_thread
from bots.choices import ask, token_entities
from bots.language import Understood, Wants
from bots.likely_tokens import held_options, likely_options, where_else
from bots.presets import buy_options, sell_options
from bots.templatetags.money import called_short
from bots.trade_words import currency_in, has_amount
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.holdings import held_in
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain, resolve_token
from trading.currencies import offered_currencies
from trading.intake import CurrencyNeeded, tokens_of
from trading.models import User, Wallet
from trading.users import default_chain

__all__ = ["ask_for_currency", "ask_for_part"]


@dataclass(frozen=True, kw_only=True)
class _Subject:
    """The token a trade is about, its price, how much of it there is, and what it is named to be traded for."""

    token: Token
    other: Token | None
    usd: Decimal | None
    held: Decimal | None


async def ask_for_part(turn: Turn, *, is_purchase: bool) -> bool:
    """Ask for the first part that is missing; False when there is none.

    Raises UserError, AmbiguousToken among them, where a name says nothing: before anybody is asked for an amount of it.
    """
    entities = turn.entities
    if "token" not in entities:
        await _ask_which(turn, is_purchase=is_purchase)
    elif entities.get("verb") == "bridge" and "to_chain" not in entities:
        await _ask_where_to(turn)
    elif has_amount(entities):
        return False
    elif (lacking := await in_thread(_lacking_side, turn.user, entities)) is not None:
        await ask_for_currency(turn, is_purchase=is_purchase, because=lacking.message)
    else:
        await _ask_how_much(turn, is_purchase=is_purchase)
    return True


async def ask_for_currency(turn: Turn, *, is_purchase: bool, because: str = "") -> None:
    """Ask what is to be paid with, or to be had, where nothing is named, or the same token twice."""
    said_twice = because if "currency" in turn.entities else ""
    turn.understood = Understood(
        turn.understood.intent, {name: said for name, said in turn.entities.items() if name != "currency"}
    )
    token, options = await in_thread(_other_sides, turn.user, turn.entities)
    await ask(
        turn,
        "which_currency",
        options=options,
        wants=Wants.CURRENCY,
        token=token,
        is_purchase=is_purchase,
        because=said_twice,
    )


async def _ask_which(turn: Turn, *, is_purchase: bool) -> None:
    if is_purchase:
        options = await in_thread(likely_options, turn.user)
        await ask(turn, "which_purchase", options=options, wants=Wants.TOKEN)
        return
    verb = turn.entities.get("verb", "sell")
    options = await in_thread(lambda: held_options(turn.user, with_cash=verb != "sell"))
    await ask(turn, "which_holding", options=options, wants=Wants.TOKEN, verb=verb)


async def _ask_where_to(turn: Turn) -> None:
    token = await in_thread(_named, turn.user, turn.entities)
    turn.understood = Understood(turn.understood.intent, turn.entities | token_entities(token))
    options = await in_thread(where_else, token)
    await ask(turn, "which_chain", options=options, wants=Wants.TO_CHAIN, token=token)


async def _ask_how_much(turn: Turn, *, is_purchase: bool) -> None:
    subject = await in_thread(_subject, turn.user, turn.entities, is_purchase)
    if not is_purchase:
        _refuse_missing(turn.user, subject)
    settled = {} if _arrives_elsewhere(turn.entities, is_purchase) else token_entities(subject.token)
    called = {"called": subject.token.symbol}
    turn.understood = Understood(turn.understood.intent, turn.entities | settled | called)
    presets = buy_options if is_purchase else sell_options
    options, to_chain = presets(turn.user), turn.entities.get("to_chain")
    await ask(
        turn,
        "how_much",
        options=options,
        wants=Wants.PURCHASE if is_purchase else Wants.SALE,
        is_purchase=is_purchase,
        subject=subject,
        to_chain=await in_thread(resolve_chain, to_chain) if to_chain else None,
    )


def _lacking_side(user: User, entities: dict[str, str]) -> CurrencyNeeded | None:
    """Return why it is not known what a token is traded for, None where it is. Raises UserError for unknown names."""
    if "to_chain" in entities:
        return None
    try:
        _sides(user, entities)
    except CurrencyNeeded as lacking:
        return lacking
    return None


def _sides(user: User, entities: dict[str, str]) -> tuple[Token, Token]:
    return tokens_of(user, token=entities["token"], currency=currency_in(entities), chain=entities.get("chain", ""))


def _other_sides(user: User, entities: dict[str, str]) -> tuple[Token, list[tuple[str, dict[str, str]]]]:
    token = _named(user, entities)
    likely = [said["token"] for _, said in likely_options(user) if said.get("chain") in (None, str(token.chain_id))]
    found = [_on_chain(name, token.chain) for name in (*offered_currencies(user), *likely)]
    others = dict.fromkeys(each for each in found if each is not None and each.pk != token.pk)
    return token, [(called_short(each), {"currency": each.address}) for each in others]


def _on_chain(name: str, chain: Chain) -> Token | None:
    """Return the token of a name on a chain, where there is just one."""
    try:
        return resolve_token(name, chain=chain, default_chain=chain)
    except UserError:
        return None


def _subject(user: User, entities: dict[str, str], is_purchase: bool) -> _Subject:
    where = {"chain": entities["to_chain"]} if _arrives_elsewhere(entities, is_purchase) else {}
    token = _named(user, entities | where)
    units = held_in([user.default_wallet]).units.get(token) if user.default_wallet else None
    other = _sides(user, entities)[1] if currency_in(entities) and "to_chain" not in entities else None
    held = token.to_amount(units) if units else None
    return _Subject(token=token, other=other, usd=current_usd(user, token), held=held)


def _refuse_missing(user: User, subject: _Subject) -> None:
    """Raise UserError for a sale of what the play money has not; of a wallet on chains the last look may be old."""
    is_paper = user.default_wallet is not None and user.default_wallet.kind == Wallet.Kind.PAPER
    if is_paper and not subject.held:
        raise UserError(f"There is no {subject.token.symbol} in this wallet. Look at /portfolio for what there is.")


def _named(user: User, entities: dict[str, str]) -> Token:
    chain = resolve_chain(entities["chain"]) if "chain" in entities else None
    return resolve_token(entities["token"], chain=chain, default_chain=default_chain(user))


def _arrives_elsewhere(entities: dict[str, str], is_purchase: bool) -> bool:
    """Say whether the token is on another chain than what it is paid with."""
    return is_purchase and "to_chain" in entities
