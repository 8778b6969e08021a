"""A rebalance plan as its card shows it: read from what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bots.live_progress import Progress, progress_of
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_moves import next_leg
from portfolio.plan_quotes import cost_bps
from portfolio.plans import own_plan
from tokens.models import Token
from trading.models import Swap, User

__all__ = ["PlanCard", "Weight", "card_of"]


@dataclass(frozen=True)
class Weight:
    """A token's part of the whole, before and after."""

    token: Token
    before: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class PlanCard:
    """A plan, its trades, and what they come to."""

    plan: RebalancePlan
    legs: list[RebalanceLeg]
    weights: list[Weight]
    next: RebalanceLeg | None
    progress: Progress | None  # of the live trade that is under way

    @property
    def goes_on(self) -> bool:
        """Whether its trades are carried out for real, so that the card changes without anybody pressing."""
        return self.plan.state == RebalancePlan.State.RUNNING and self.plan.mode == Swap.Mode.LIVE

    @property
    def turnover_usd(self) -> Decimal:
        return sum((leg.value_usd for leg in self.legs), Decimal(0))

    @property
    def gas_usd(self) -> Decimal:
        return sum((leg.gas_usd for leg in self.legs), Decimal(0))

    @property
    def cost_bps(self) -> Decimal:
        return cost_bps(self.plan.cost_usd, self.turnover_usd).quantize(Decimal("0.1"))


def card_of(user: User, handle: str) -> PlanCard:
    """Return a user's plan as it is now. Raises UserError when it is not theirs."""
    plan = own_plan(user, handle)
    related = ("token_in__chain", "token_out__chain", "swap")
    tokens = Token.objects.select_related("chain").in_bulk([int(each["token"]) for each in plan.weights])
    legs = list(plan.legs.select_related(*related))
    return PlanCard(
        plan=plan,
        legs=legs,
        weights=[
            Weight(tokens[int(each["token"])], Decimal(str(each["before"])), Decimal(str(each["after"])))
            for each in plan.weights
        ],
        next=next_leg(plan.pk),
        progress=_progress(user, legs),
    )


def _progress(user: User, legs: list[RebalanceLeg]) -> Progress | None:
    trading = next((leg.swap for leg in legs if leg.state == RebalanceLeg.State.TRADING), None)
    is_live = trading is not None and trading.mode == Swap.Mode.LIVE
    return progress_of(user, trading.handle) if trading and is_live else None
