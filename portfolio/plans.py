"""From a user's words to a plan of rows: targets, trades with their quotes, and what they cost. Nothing is traded.

A plan is shown, and may be confirmed for a minute; a change makes another one, which takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import UserError
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_assets import Asset, assets_for, outside, positions_of
from portfolio.plan_limits import check_limits
from portfolio.plan_quotes import QuotedLeg, Slippages, check_cost, quote_moves, weights_of
from portfolio.plan_trail import note_made, note_plan
from portfolio.rebalancing import Move, rebalance
from portfolio.targets import Share, Target, resolve_targets
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain
from trading.audit_kinds import AuditKind
from trading.intake import chosen_slippage, wallet_of
from trading.live_switch import trades_live
from trading.models import Swap, User, Wallet
from trading.users import default_chain

__all__ = ["BAND_PERCENT", "TTL", "Draft", "Wish", "draft_plan", "open_plan", "own_plan", "replan", "targets_of"]

TTL: Final = timedelta(seconds=60)  # like a quote's
BAND_PERCENT: Final = Decimal(1)  # around each part, where the user names none
_MOST_TRADES: Final = 12  # so that all quotes are had within a minute, and fit on one card
_WIDEST_BAND: Final = Decimal(50)

State = RebalancePlan.State


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A plan in the user's own words."""

    shares: Sequence[Share]
    chain: str = ""
    slippage_percent: Decimal | None = None
    band_percent: Decimal | None = None
    sells_others: bool = False


@dataclass(frozen=True)
class Draft:
    """A plan that was made just now, and what the guardrails say about its trades."""

    plan: RebalancePlan
    warnings: list[str]


@dataclass(frozen=True, kw_only=True)
class _Terms:
    """A wish whose words are understood; the first slippage is the usual one, the others are of single trades."""

    user: User
    wallet: Wallet
    chain: Chain
    targets: Sequence[Target]
    sells_others: bool
    band_percent: Decimal
    slippage_percent: Decimal
    slippages: Slippages


def draft_plan(user: User, wish: Wish) -> Draft:
    """Plan, quote and store what a user asked for.

    Raises UserError (UnevenShares and UnclearName among them) with what to say instead, TemporaryError when OKX cannot
    be asked now.
    """
    wallet, chain = wallet_of(user), resolve_chain(wish.chain) if wish.chain else default_chain(user)
    _check_wallet(wallet)
    terms = _Terms(
        user=user,
        wallet=wallet,
        chain=chain,
        targets=resolve_targets(wish.shares, chain),
        sells_others=wish.sells_others,
        band_percent=_band(wish.band_percent),
        slippage_percent=chosen_slippage(user, wish.slippage_percent),
        slippages={},
    )
    return _draft(terms)


def replan(user: User, handle: str, *, position: int | None = None, slippage: Decimal | None = None) -> Draft:
    """Plan again what nobody confirmed, with another slippage for one of its trades where `position` names it."""
    old = own_plan(user, handle)
    if old.state not in (State.DRAFTED, State.EXPIRED):
        raise UserError("This plan is no draft any more. Ask for a new one with /rebalance.")
    _check_wallet(old.wallet)
    slippages = {(leg.token_in_id, leg.token_out_id): leg.slippage_percent for leg in old.legs.all()}
    if position is not None and slippage is not None:
        leg = old.legs.filter(position=position).first()
        if leg is None:
            raise UserError("This plan has no such trade. Ask for a new one with /rebalance.")
        slippages[leg.token_in_id, leg.token_out_id] = chosen_slippage(user, slippage)
    terms = _Terms(
        user=user,
        wallet=old.wallet,
        chain=old.chain,
        targets=targets_of(old),
        sells_others=old.sells_others,
        band_percent=old.band_percent,
        slippage_percent=old.slippage_percent,
        slippages=slippages,
    )
    fresh = _draft(terms)
    drafted = RebalancePlan.objects.filter(pk=old.pk, state=State.DRAFTED)
    with transaction.atomic():
        if drafted.update(state=State.REPLACED, finished_at=timezone.now()):
            note_plan(old.pk, AuditKind.PLAN_ENDED, state=State.REPLACED)
    return fresh


def own_plan(user: User, handle: str) -> RebalancePlan:
    """Return one of the user's plans. Raises UserError when it is not theirs."""
    plan = RebalancePlan.objects.select_related("user", "wallet", "chain").filter(user=user, handle=handle).first()
    if plan is None:
        raise UserError("This plan is not yours, or no longer known. Ask for a new one with /rebalance.")
    return plan


def open_plan(user: User) -> RebalancePlan | None:
    """Return the plan that is being carried out in the user's wallet, or waits for a word there."""
    under_way = RebalancePlan.objects.filter(user=user, state__in=[State.RUNNING, State.WAITING])
    return under_way.select_related("user", "wallet", "chain").order_by("-pk").first()


def targets_of(plan: RebalancePlan) -> list[Target]:
    """Return a plan's targets as they are stored."""
    tokens = Token.objects.select_related("chain").in_bulk([int(each["token"]) for each in plan.targets])
    return [Target(tokens[int(each["token"])], Decimal(str(each["percent"]))) for each in plan.targets]


def _draft(terms: _Terms) -> Draft:
    """Make the rows. The network is asked before anything is written."""
    others = outside(terms.wallet, terms.chain, terms.targets) if terms.sells_others else ()
    assets = assets_for(terms.wallet, terms.targets, others)
    legs = quote_moves(terms.user, terms.wallet, _moves(terms, assets), assets, terms.slippages, terms.slippage_percent)
    cost, mode = check_cost(legs), _mode(terms.wallet, terms.user)
    if mode == Swap.Mode.LIVE:
        check_limits(terms.user, legs)
    now = timezone.now()
    with transaction.atomic():
        plan = RebalancePlan.objects.create(
            user=terms.user,
            wallet=terms.wallet,
            chain=terms.chain,
            targets=[{"token": each.token.pk, "percent": f"{each.percent:f}"} for each in terms.targets],
            weights=weights_of(assets, legs),
            sells_others=terms.sells_others,
            slippage_percent=terms.slippage_percent,
            band_percent=terms.band_percent,
            total_usd=sum((asset.value_usd for asset in assets.values()), Decimal(0)),
            cost_usd=cost,
            mode=mode,
            created_at=now,
            expires_at=now + TTL,
        )
        RebalanceLeg.objects.bulk_create(_row(plan, position, leg) for position, leg in enumerate(legs, start=1))
        note_made(plan, trades=len(legs))
    return Draft(plan, [warning for leg in legs for warning in leg.warnings])


def _moves(terms: _Terms, assets: dict[int, Asset]) -> list[Move]:
    """Return the trades there are to make. Raises UserError when there are none, with the reason."""
    minimum = settings.REBALANCE_MIN_LEG_USD
    plan = rebalance(positions_of(assets, terms.chain), minimum_usd=minimum, band_percent=terms.band_percent)
    if not any(asset.units for asset in assets.values()):
        raise UserError(
            f"This wallet holds none of these tokens on {terms.chain.name}. Name what there is, too, or add “and sell "
            "the rest”."
        )
    if plan.is_within_band:
        raise UserError(
            f"There is nothing to do: every part is within {terms.band_percent.normalize():f} % of its target. For "
            "less tolerance say, for example, “band 0.1%”."
        )
    if not plan.moves:
        raise UserError(f"There is nothing to do: every trade would be worth less than ${minimum.normalize():f}.")
    if len(plan.moves) > _MOST_TRADES:
        raise UserError(
            f"That takes {len(plan.moves)} trades, and one plan makes {_MOST_TRADES} at most. Sell some of the other "
            "tokens first."
        )
    return plan.moves


def _row(plan: RebalancePlan, position: int, leg: QuotedLeg) -> RebalanceLeg:
    quote = leg.offer.quote
    return RebalanceLeg(
        plan=plan,
        position=position,
        token_in=leg.source.token,
        token_out=leg.target.token,
        units_in=quote.units_in,
        expected_units_out=quote.units_out,
        minimum_units_out=leg.offer.minimum_units_out,
        price_impact_percent=quote.price_impact_percent,
        gas_usd=quote.gas_usd,
        value_usd=leg.value_usd,
        slippage_percent=leg.offer.request.slippage_percent,
    )


def _check_wallet(wallet: Wallet) -> None:
    if wallet.kind == Wallet.Kind.WATCH:
        raise UserError("This wallet is only watched: Esther has no key of it. Choose another one with /wallets.")
    busy = RebalancePlan.objects.filter(wallet=wallet, state__in=[State.RUNNING, State.WAITING]).first()
    if busy is not None:
        raise UserError("A rebalance of this wallet is under way. Finish or stop it first: /rebalance shows it.")


def _mode(wallet: Wallet, user: User) -> Swap.Mode:
    is_live = wallet.kind == Wallet.Kind.HOT and trades_live(user)
    return Swap.Mode.LIVE if is_live else Swap.Mode.DRY_RUN


def _band(percent: Decimal | None) -> Decimal:
    if percent is None:
        return BAND_PERCENT
    if not 0 <= percent <= _WIDEST_BAND or percent != round(percent, 2):
        raise UserError("A band is 0 to 50 % with two decimals at most, such as “band 2%”. Name another one.")
    return percent
