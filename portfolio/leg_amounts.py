"""How much a trade of a plan spends when its turn comes: worked out anew from what the earlier ones really gave."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.conf import settings

from esther_site.lib.errors import UserError
from portfolio.models import RebalanceLeg
from portfolio.plan_assets import Asset, assets_for, positions_of
from portfolio.plans import targets_of
from portfolio.rebalancing import wanted_usd
from trading.models import Swap, Wallet
from trading.quoting import TradeRequest

__all__ = ["agreed_minimum", "request_for"]

_HUNDRED: Final = Decimal(100)
LegState = RebalanceLeg.State


def request_for(leg: RebalanceLeg) -> TradeRequest | None:
    """Return what a trade asks for now; None when it is not worth making any more. Raises EstherError."""
    plan = leg.plan
    units = leg.units_in if _moves_nothing(leg) else _units_now(leg)
    if not units:
        return None
    return TradeRequest(
        user=plan.user,
        wallet=plan.wallet,
        token_in=leg.token_in,
        token_out=leg.token_out,
        asked=Swap.Exact.IN,
        units=units,
        slippage_percent=leg.slippage_percent,
    )


def agreed_minimum(leg: RebalanceLeg, units_in: int) -> int:
    """Return the least that so much may bring, at the worst rate that its user agreed to."""
    return -(-leg.minimum_units_out * units_in // leg.units_in)


def _moves_nothing(leg: RebalanceLeg) -> bool:
    """Say whether trades of this wallet are only tried out: then no earlier one has changed a balance."""
    return leg.plan.wallet.kind != Wallet.Kind.PAPER and leg.plan.mode == Swap.Mode.DRY_RUN


def _units_now(leg: RebalanceLeg) -> int:
    """Return the leg's part of what there is too much of, and of what there is too little.

    It is never more than the amount that was shown and the slippage on top of that.
    """
    left = [each for each in leg.plan.legs.select_related("token_in__chain") if each.state in _OPEN]
    targets = targets_of(leg.plan)
    named = {target.token.pk for target in targets}
    assets = assets_for(leg.plan.wallet, targets, {each.token_in for each in left if each.token_in_id not in named})
    if leg.token_in_id not in assets:
        raise UserError(f"There is no price for {leg.token_in.symbol} at the moment. Try again in a minute.")
    source, target = assets[leg.token_in_id], assets[leg.token_out_id]
    wanted = wanted_usd(positions_of(assets, leg.plan.chain))
    too_much = (source.value_usd - wanted[source.token.pk]) * _part(leg, left, "token_in_id")
    too_little = (wanted[target.token.pk] - target.value_usd) * _part(leg, left, "token_out_id")
    usd = min(too_much, too_little)
    if usd < settings.REBALANCE_MIN_LEG_USD:
        return 0
    most = int(leg.units_in * (_HUNDRED + leg.slippage_percent) / _HUNDRED)
    return min(source.token.to_units(usd / source.price_usd), most, _spendable(source))


_OPEN: Final = (LegState.PLANNED, LegState.TRADING, LegState.FAILED)


def _part(leg: RebalanceLeg, left: list[RebalanceLeg], side: str) -> Decimal:
    """Return the leg's part of all trades to come that give, or bring, the same token."""
    alike = [each.value_usd for each in left if getattr(each, side) == getattr(leg, side)]
    return leg.value_usd / sum(alike, Decimal(0))


def _spendable(source: Asset) -> int:
    return source.spendable_units
