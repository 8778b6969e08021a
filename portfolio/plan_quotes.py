"""What the trades of a plan would bring and cost: each is quoted for its exact amount. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.conf import settings

from esther_site.lib.errors import EstherError, UserError
from esther_site.lib.progress import report_progress
from portfolio.plan_assets import Asset
from portfolio.rebalancing import Move
from trading.models import Swap, User, Wallet
from trading.quoting import Offer, TradeRequest, allowed, make_offer

__all__ = ["QuotedLeg", "check_cost", "cost_bps", "quote_moves", "weights_of"]

_CENT: Final = Decimal("0.01")
_BPS: Final = 10_000

Slippages = Mapping[tuple[int, int], Decimal]  # of single trades, by what is given and what is bought


@dataclass(frozen=True, kw_only=True)
class QuotedLeg:
    """One trade of a plan, with its offer."""

    source: Asset
    target: Asset
    offer: Offer

    @property
    def warnings(self) -> list[str]:
        """What the guardrails say about it, short of forbidding it."""
        names = f"{self.source.token.symbol} → {self.target.token.symbol}"
        return [f"{names}: {verdict.reason}" for verdict in self.offer.verdicts]

    @property
    def value_usd(self) -> Decimal:
        """What is given away, at the market's price."""
        return self.source.token.to_amount(self.offer.quote.units_in) * self.source.price_usd

    @property
    def bought_usd(self) -> Decimal:
        """What is expected in return, at the market's price."""
        return self.target.token.to_amount(self.offer.quote.units_out) * self.target.price_usd

    @property
    def cost_usd(self) -> Decimal:
        """What is lost to the market and to gas; a quote better than the market costs the gas less that."""
        return self.value_usd - self.bought_usd + self.offer.quote.gas_usd


def quote_moves(
    user: User, wallet: Wallet, moves: Sequence[Move], assets: dict[int, Asset], slippages: Slippages, usual: Decimal
) -> list[QuotedLeg]:
    """Quote each trade for its exact amount. Raises EstherError, naming the trade, when one cannot be done."""
    legs = []
    for done, move in enumerate(moves):
        report_progress(done, len(moves))
        source, target = assets[move.source], assets[move.target]
        request = TradeRequest(
            user=user,
            wallet=wallet,
            token_in=source.token,
            token_out=target.token,
            asked=Swap.Exact.IN,
            units=_units(move, moves, source),
            slippage_percent=slippages.get((move.source, move.target), usual),
        )
        legs.append(QuotedLeg(source=source, target=target, offer=_offer(request)))
    return legs


def cost_bps(cost_usd: Decimal, turnover_usd: Decimal) -> Decimal:
    """Return a cost in hundredths of a percent of what is traded."""
    return cost_usd * _BPS / turnover_usd if turnover_usd else Decimal(0)


def check_cost(legs: Sequence[QuotedLeg]) -> Decimal:
    """Return what all trades cost together. Raises UserError when that is more than the operator lets anybody lose."""
    cost = max(Decimal(0), sum((leg.cost_usd for leg in legs), Decimal(0)))
    turnover = sum((leg.value_usd for leg in legs), Decimal(0))
    bps = cost_bps(cost, turnover)
    if bps > settings.REBALANCE_MAX_COST_BPS:
        raise UserError(
            f"This would cost ${cost.quantize(_CENT):,f} to trade ${turnover.quantize(_CENT):,f}: {bps / 100:.2f} % "
            f"({bps:.0f} bps), and {settings.REBALANCE_MAX_COST_BPS} bps is the limit. Trade more at once, or on a "
            "chain where gas is cheaper."
        )
    return cost


def weights_of(assets: dict[int, Asset], legs: Sequence[QuotedLeg]) -> list[dict[str, str | int]]:
    """Return the part of the whole that each asset is now, and will be if each trade brings what it promises."""
    before = {key: asset.value_usd for key, asset in assets.items()}
    after = dict(before)
    for leg in legs:
        after[leg.source.token.pk] -= leg.value_usd
        after[leg.target.token.pk] += leg.bought_usd
    old, new = sum(before.values()), sum(after.values())
    return [{"token": key, "before": _percent(before[key], old), "after": _percent(after[key], new)} for key in assets]


def _units(move: Move, moves: Sequence[Move], source: Asset) -> int:
    """Return the base units of a trade; of what is sold whole nothing is left behind by rounding."""
    is_whole = source.percent == 0 and sum(each.source == move.source for each in moves) == 1
    units = source.token.to_units(move.usd / source.price_usd)
    rest = source.spendable_units - units
    is_dust = source.token.to_amount(abs(rest)) * source.price_usd < _CENT
    return source.spendable_units if is_whole and is_dust else min(units, source.spendable_units)


def _offer(request: TradeRequest) -> Offer:
    try:
        return allowed(make_offer(request))
    except EstherError as error:
        error.message = f"{request.token_in.symbol} → {request.token_out.symbol}: {error.message}"
        error.args = (error.message,)
        raise


def _percent(part: Decimal, whole: Decimal | int) -> str:
    return f"{part * 100 / whole if whole else Decimal(0):.2f}"
