"""From the words of a sentence ("half", "$100 of", "link") to a trade request with exact tokens and units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from esther_site.lib.errors import UserError
from tokens.market import price_of
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain, resolve_token
from trading.balances import balance_units
from trading.brackets import Bracket
from trading.currencies import default_currency, default_symbol
from trading.models import Swap, User, Wallet
from trading.paper import cash_token
from trading.quoting import TradeRequest, user_slippage
from trading.two_chains import given_token, wanted_token
from trading.users import default_chain

__all__ = [
    "AmountKind",
    "CurrencyNeeded",
    "TradeWish",
    "check_units",
    "chosen_slippage",
    "dollars_worth",
    "make_request",
    "share_of_balance",
    "tokens_of",
    "wallet_of",
]


class CurrencyNeeded(UserError):
    """What a token is to be traded for is not said, or is that very token."""


class AmountKind(StrEnum):
    """What the number in a sentence counts."""

    TOKEN = "token"  # of the token bought or sold
    SPEND = "spend"  # of the currency a purchase is paid with
    USD = "usd"  # dollars' worth
    PERCENT = "percent"  # of the balance of what is given away


@dataclass(frozen=True, kw_only=True)
class TradeWish:
    """A trade in the user's own words."""

    is_purchase: bool
    token: str
    currency: str = ""  # empty: the user's default
    amount: Decimal
    kind: AmountKind
    chain: str = ""  # of what is given away, and of both where no other is named
    to_chain: str = ""  # where what is bought is to arrive
    slippage_percent: Decimal | None = None
    bracket: Bracket | None = None  # of a purchase; `quote_swap` takes it beside the request


def make_request(user: User, wish: TradeWish) -> TradeRequest:
    """Resolve a wish against the user's wallet and chain.

    Raises UserError (UnknownToken, AmbiguousToken among them) with what to say instead, TemporaryError when a price is
    needed and cannot be had.
    """
    if wish.bracket is not None and not wish.is_purchase:
        raise UserError("Only a purchase can carry a stop and a target. Set them as orders of their own.")
    wallet = wallet_of(user)
    token_in, token_out = _given_and_wanted(user, wish)
    if wish.bracket is not None and token_in.chain_id != token_out.chain_id:
        raise UserError("A trade between chains cannot carry a stop and a target. Set them once it has arrived.")
    asked, units = _units(wish, wallet, token_in, token_out)
    check_units(units)
    return TradeRequest(
        user=user,
        wallet=wallet,
        token_in=token_in,
        token_out=token_out,
        asked=asked,
        units=units,
        slippage_percent=chosen_slippage(user, wish.slippage_percent),
    )


def _given_and_wanted(user: User, wish: TradeWish) -> tuple[Token, Token]:
    """Return what is given away and what it is traded for, which may be on another chain."""
    if wish.to_chain and (not wish.chain or resolve_chain(wish.to_chain) != resolve_chain(wish.chain)):
        return _across(user, wish, there=resolve_chain(wish.to_chain))
    if wish.to_chain and not wish.currency and not wish.is_purchase:
        raise UserError("That is the chain it is on already. Name another one.")
    token, currency = tokens_of(user, token=wish.token, currency=wish.currency, chain=wish.chain)
    return (currency, token) if wish.is_purchase else (token, currency)


def _across(user: User, wish: TradeWish, *, there: Chain) -> tuple[Token, Token]:
    here, default = resolve_chain(wish.chain) if wish.chain else None, default_chain(user)
    given, wanted = (wish.currency, wish.token) if wish.is_purchase else (wish.token, wish.currency)
    token = given_token(given or default_symbol(user), here=here, there=there, default=default)
    return token, wanted_token(wanted, given=token, there=there)


def wallet_of(user: User) -> Wallet:
    """Return the wallet a user trades from. Raises UserError when there is none."""
    if user.default_wallet is None:
        raise UserError("You have no wallet yet. Send /paper reset to get a paper wallet.")
    return user.default_wallet


def tokens_of(user: User, *, token: str, currency: str, chain: str) -> tuple[Token, Token]:
    """Return the token that is traded and what it is traded for, on one chain, from their names.

    Raises UserError (UnknownToken, AmbiguousToken and CurrencyNeeded among them), TemporaryError when OKX has to be
    asked and is away.
    """
    traded = resolve_token(token, chain=resolve_chain(chain) if chain else None, default_chain=default_chain(user))
    paid = _currency(user, currency, traded)
    if traded.pk == paid.pk:
        raise CurrencyNeeded(f"That would trade {traded.symbol} for itself. Name two different tokens.")
    return traded, paid


def _currency(user: User, name: str, token: Token) -> Token:
    if name:
        return resolve_token(name, chain=token.chain, default_chain=token.chain)
    currency = default_currency(user, token.chain)
    if token.pk == currency.pk:
        raise CurrencyNeeded(f"Name both tokens, such as “sell 50 {token.symbol} for {_other(token)}”.")
    return currency


def _other(token: Token) -> str:
    return "USDC" if token.is_native else token.chain.native_symbol


def chosen_slippage(user: User, percent: Decimal | None) -> Decimal:
    """Return the slippage of a trade: the one named, or the user's own. Raises UserError when it is too fine."""
    if percent is None:
        return user_slippage(user)
    if percent != round(percent, 2):
        raise UserError("Slippage may have two decimals at most, such as 0.75 %. Name a rounder one.")
    return percent


def check_units(units: int) -> None:
    """Raise UserError for an amount nobody can trade."""
    if units < 1:
        raise UserError("That is less than the smallest unit of the token. Name a larger amount.")
    if units >= 2**128:
        raise UserError("That amount is larger than anything that exists. Name a smaller one.")


def _units(wish: TradeWish, wallet: Wallet, token_in: Token, token_out: Token) -> tuple[Swap.Exact, int]:
    """Return which side the amount fixes, and how many base units of it."""
    if not wish.amount.is_finite() or wish.amount <= 0:
        raise UserError("Name an amount above zero.")
    if wish.kind == AmountKind.PERCENT:
        return Swap.Exact.IN, share_of_balance(wallet, token_in, wish.amount)
    if wish.kind == AmountKind.USD:
        return Swap.Exact.IN, dollars_worth(token_in, wish.amount)
    if wish.kind == AmountKind.TOKEN and wish.is_purchase:
        return Swap.Exact.OUT, token_out.to_units(wish.amount)
    return Swap.Exact.IN, token_in.to_units(wish.amount)


def dollars_worth(token: Token, dollars: Decimal) -> int:
    """Return the base units of a token that so many dollars are worth now. Raises EstherError without a price."""
    if token.pk == cash_token(token.chain).pk:
        return token.to_units(dollars)  # "$100" paid in USDC is exactly 100 USDC
    return token.to_units(dollars / price_of(token).usd)


def share_of_balance(wallet: Wallet, token: Token, percent: Decimal) -> int:
    """Return a share of the balance, keeping the gas reserve of the chain's own coin.

    Raises UserError when there is nothing to share.
    """
    if percent > 100:
        raise UserError("You cannot trade more than 100 % of what you have.")
    balance = balance_units(wallet, token)
    if not balance:
        raise UserError(f"There is no {token.symbol} in this wallet. Look at /portfolio for what there is.")
    spendable = balance - _gas_reserve_units(token)
    if spendable < 1:
        raise UserError(f"What is left of {token.symbol} is kept to pay gas on {token.chain.name}.")
    return min(int(balance * percent / 100), spendable)


def _gas_reserve_units(token: Token) -> int:
    chain: Chain = token.chain
    return token.to_units(chain.gas_reserve) if token.is_native else 0
