"""Short words for what the tests of plans say again and again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plans import Wish, draft_plan
from portfolio.targets import Share
from trading.models import User

__all__ = ["drafted", "legs_of", "plan_now", "shares"]


def shares(words: str) -> list[Share]:
    """Read “ETH 60 USDC 40”."""
    said = words.split()
    return [Share(name, Decimal(percent)) for name, percent in zip(said[::2], said[1::2], strict=True)]


def drafted(user: User, words: str, **more: Any) -> RebalancePlan:
    """Let a user plan something."""
    return draft_plan(user, Wish(shares=shares(words), **more)).plan


def plan_now(plan: RebalancePlan) -> RebalancePlan:
    return RebalancePlan.objects.select_related("user", "wallet", "chain").get(pk=plan.pk)


def legs_of(plan: RebalancePlan) -> list[RebalanceLeg]:
    return list(RebalanceLeg.objects.filter(plan=plan).select_related("token_in", "token_out", "swap"))
