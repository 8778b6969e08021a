"""Paper wallets: balances that are moved by simulated trades. Nothing here is on any chain."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import UserError
from esther_site.lib.once import act_once
from tokens.market import price_of, prices_of
from tokens.models import Chain, Token
from trading.audit import AuditKind, record
from trading.models import PaperBalance, Swap, User, Wallet

__all__ = [
    "CASH_SYMBOL",
    "add",
    "balance_units",
    "book",
    "cash_token",
    "gas_payment",
    "open_paper_wallet",
    "reset",
]

CASH_SYMBOL: Final = "USDC"
WALLET_NAME = "Paper"
FIRST_CHAIN_INDEX = 1

Moves = dict[int, int]  # token id -> change in base units


def open_paper_wallet(user: User) -> Wallet:
    """Give a user their paper wallet with its starting cash, once; return it ever after."""
    with transaction.atomic():
        wallet, is_new = Wallet.objects.get_or_create(
            owner=user, kind=Wallet.Kind.PAPER, defaults={"name": WALLET_NAME}
        )
        if is_new:
            _fill(wallet, Chain.objects.get(pk=FIRST_CHAIN_INDEX))
        if user.default_wallet is None:
            User.objects.filter(pk=user.pk, default_wallet=None).update(default_wallet=wallet)
            user.default_wallet = wallet
    return wallet


def reset(user: User, chain: Chain) -> Wallet:
    """Empty the paper wallet and put the starting cash on one chain."""
    with transaction.atomic():
        wallet = _locked(open_paper_wallet(user))
        wallet.paper_balances.all().delete()
        _fill(wallet, chain)
        wallet.reset_at = timezone.now()
        wallet.save(update_fields=["reset_at"])
        record(AuditKind.WALLET_RESET, subject=f"wallet:{wallet.pk}", facts={"chain": chain.pk}, actor=user)
    return wallet


def add(user: User, token: Token, amount: Decimal) -> Wallet:
    """Put more paper money into the wallet. Raises UserError for an amount that is not one."""
    units = token.to_units(amount) if amount.is_finite() else 0
    if not 0 < units < 10 ** (token.decimals + 12):
        raise UserError(f"Name an amount of {token.symbol} that is more than nothing and less than a trillion.")
    with transaction.atomic():
        act_once(see="/portfolio")
        wallet = _locked(open_paper_wallet(user))
        _move(wallet, {token.pk: units})
        facts = {"token": token.symbol, "amount": amount, "units": units}
        record(AuditKind.WALLET_FUNDED, subject=f"wallet:{wallet.pk}", facts=facts, actor=user)
    return wallet


def cash_token(chain: Chain) -> Token:
    """Return the dollar token that trades are paid from when none is named."""
    return Token.objects.select_related("chain").get(chain=chain, symbol=CASH_SYMBOL, verified=True)


def balance_units(wallet: Wallet, token: Token) -> int:
    """Return how many base units of a token the paper wallet holds."""
    row = PaperBalance.objects.filter(wallet=wallet, token=token).first()
    return row.units if row else 0


def gas_payment(wallet: Wallet, chain: Chain, gas_usd: Decimal, moves: Moves) -> tuple[Token, int] | None:
    """Choose what pays the gas after `moves`: the chain's own coin, else cash. None when neither is enough.

    A real wallet pays in the coin only; paper wallets start with cash alone, so there cash will do.
    """
    native = Token.objects.get(chain=chain, is_native=True)
    candidates = [native, cash_token(chain)]
    prices = prices_of(candidates)
    for token in candidates:
        price = prices.get(token.pk) or price_of(token)
        units = int((gas_usd / price.usd).scaleb(token.decimals).to_integral_value(ROUND_UP))
        if balance_units(wallet, token) + moves.get(token.pk, 0) >= units:
            return token, units
    return None


def book(swap: Swap, *, units_in: int, units_out: int, gas: tuple[Token, int]) -> None:
    """Move the balances of a paper swap in the caller's transaction. Raises UserError when they do not suffice."""
    gas_token, gas_units = gas
    moves: Moves = {swap.token_in_id: -units_in}
    moves[swap.token_out_id] = moves.get(swap.token_out_id, 0) + units_out
    moves[gas_token.pk] = moves.get(gas_token.pk, 0) - gas_units
    _move(_locked(swap.wallet), moves)


def _locked(wallet: Wallet) -> Wallet:
    """Take the wallet's row lock: one change of a wallet's balances at a time."""
    return Wallet.objects.select_for_update().get(pk=wallet.pk)


def _fill(wallet: Wallet, chain: Chain) -> None:
    cash = cash_token(chain)
    _move(wallet, {cash.pk: cash.to_units(settings.PAPER_START_USDC)})


def _move(wallet: Wallet, moves: Moves) -> None:
    for token_id, change in moves.items():
        row, _ = PaperBalance.objects.get_or_create(wallet=wallet, token_id=token_id)
        units = row.units + change
        if units < 0:
            raise UserError("The paper wallet no longer holds enough for this trade. Nothing was booked.")
        if not PaperBalance.objects.filter(pk=row.pk, units=row.units).update(units=units):
            raise UserError("The wallet changed at the same moment. Nothing was booked: please try again.")
