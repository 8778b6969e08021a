"""Rebalancing: a plan with all its trades, and the buttons that let it be carried out."""

from __future__ import annotations

import json
from decimal import Decimal

from django.utils import timezone

from bots.bridge import in_thread
from bots.choices import ask, token_label
from bots.handlers.trades import show_live
from bots.language import Intent, Topic
from bots.live_cards import place
from bots.plan_buttons import plan_buttons, slippage_buttons
from bots.plan_cards import card_of
from bots.registry import button_handler, command
from bots.second_step import asking_for_code, code_in
from bots.share_words import choices_for, mended, shares_in
from bots.trade_words import number_in
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.legs import requote, step
from portfolio.models import RebalancePlan
from portfolio.plan_moves import go_on, start, stop
from portfolio.plans import Draft, Wish, draft_plan, open_plan, own_plan, replan
from portfolio.targets import UnclearName, UnevenShares
from trading.models import Swap, User
from trading.two_factor import demand_code, needs_code

State = RebalancePlan.State


@command(
    "rebalance",
    intent=Intent.REBALANCE,
    topic=Topic.TRADES,
    summary="Bring a wallet to the parts you name",
    examples=(
        "/rebalance ETH 60 USDC 30 LINK 10",
        "rebalance to 50% BTC and 50% ETH",
        "rebalance ETH 60 USDC 40 slippage 0.5% band 2% on base, sell the rest",
    ),
    moves_money=True,
)
async def rebalance(turn: Turn) -> None:
    if "allocations" not in turn.entities:
        await _show_open(turn)
        return
    try:
        async with turn.progress("Asking for a quote of each trade"):
            draft = await in_thread(draft_plan, turn.user, _wish(turn.entities))
    except UnclearName as doubt:
        options = [(token_label(token), mended(turn.entities, doubt.text, token)) for token in doubt.candidates]
        await ask(turn, "which_token", options=options, name=doubt.text)
    except UnevenShares as gap:
        options = choices_for(turn.entities, gap.missing)
        await ask(turn, "which_shares", options=options, missing=gap.missing, surplus=-gap.missing)
    else:
        await _show_draft(turn, draft)


@button_handler("plan")
async def look(turn: Turn) -> None:
    await show_plan(turn, _handle(turn))


@button_handler("plan_trade")
async def look_at_trade(turn: Turn) -> None:
    """Show the trade that is under way in a message of its own: the plan's card goes on with the plan."""
    turn.keeps_card = True
    await show_live(turn, _handle(turn))


@button_handler("plan_all")
@asking_for_code
async def confirm_all(turn: Turn) -> None:
    await in_thread(_start, turn.user, _handle(turn), asks_each=False, code=code_in(turn))
    await _carry_on(turn)


@button_handler("plan_each")
async def confirm_each(turn: Turn) -> None:
    await in_thread(_start, turn.user, _handle(turn), asks_each=True, code="")
    await show_plan(turn, _handle(turn))


@button_handler("plan_next")
@asking_for_code
async def trade_next(turn: Turn) -> None:
    await in_thread(_go_on, turn.user, _handle(turn), _position(turn), skips=False, code=code_in(turn))
    await _carry_on(turn)


@button_handler("plan_skip")
@asking_for_code
async def skip(turn: Turn) -> None:
    await in_thread(_go_on, turn.user, _handle(turn), _position(turn), skips=True, code=code_in(turn))
    await _carry_on(turn)


@button_handler("plan_retry")
async def retry(turn: Turn) -> None:
    await in_thread(_requote, turn.user, _handle(turn), _position(turn))
    await show_plan(turn, _handle(turn), is_fresh=True)


@button_handler("plan_stop")
async def press_stop(turn: Turn) -> None:
    is_over = await in_thread(_stop, turn.user, _handle(turn))
    await show_plan(turn, _handle(turn))
    await turn.toast("Stopped." if is_over else "A trade is on its way: the plan waits behind it.")


@button_handler("plan_again")
async def plan_again(turn: Turn) -> None:
    async with turn.progress("Asking for a quote of each trade"):
        draft = await in_thread(replan, turn.user, _handle(turn))
    await _show_draft(turn, draft)


@button_handler("plan_slip")
async def choose_slippage(turn: Turn) -> None:
    card = await in_thread(card_of, turn.user, _handle(turn))
    await turn.show("plan", card=card, chooses_slippage=True, keyboard=slippage_buttons(card.plan, card.legs))


@button_handler("plan_slip_set")
async def set_slippage(turn: Turn) -> None:
    slippage = Decimal(_number(turn, 2)) / 100
    async with turn.progress("Asking for a quote of each trade"):
        draft = await in_thread(replan, turn.user, _handle(turn), position=_position(turn), slippage=slippage)
    await _show_draft(turn, draft)


async def show_plan(turn: Turn, handle: str, **more: object) -> None:
    """Show a plan as it is now, with what may be done about it; one that goes on is then followed by itself."""
    card = await in_thread(card_of, turn.user, handle)
    message_id = await turn.show("plan", card=card, keyboard=plan_buttons(card.plan, card.legs), **more)
    if message_id is not None and card.goes_on:
        await in_thread(place, card.plan, chat_id=turn.chat_id, message_id=message_id)


async def _show_draft(turn: Turn, draft: Draft) -> None:
    await show_plan(turn, draft.plan.handle, warnings=draft.warnings)


async def _show_open(turn: Turn) -> None:
    plan = await in_thread(open_plan, turn.user)
    if plan is None:
        raise UserError(
            "Say what this wallet is to consist of, such as “/rebalance ETH 60 USDC 30 LINK 10” or “rebalance to 50% "
            "BTC and 50% ETH”."
        )
    await show_plan(turn, plan.handle)


async def _carry_on(turn: Turn) -> None:
    """Make one trade after the other, and show each on the one card; whatever is left, the monitor goes on with."""
    plan = await in_thread(own_plan, turn.user, _handle(turn))
    while await in_thread(step, plan.pk, now=timezone.now(), is_mine=True):
        if turn.query is not None:  # a typed code has no card to be changed: there only the end is said
            await show_plan(turn, plan.handle)
    await show_plan(turn, plan.handle)


def _start(user: User, handle: str, *, asks_each: bool, code: str) -> None:
    """Begin a plan, with a code where its user wants one for so much. A second press finds it begun."""
    plan = own_plan(user, handle)
    if plan.state in (State.DRAFTED, State.EXPIRED) and plan.expires_at <= timezone.now():
        raise UserError("This plan is older than a minute, so its prices are, too. Press Refresh for a new one.")
    if plan.state == State.DRAFTED and not asks_each:
        _ask_for_code(plan, code)
    start(plan, asks_each=asks_each, now=timezone.now())


def _go_on(user: User, handle: str, position: int, *, skips: bool, code: str) -> None:
    plan = own_plan(user, handle)
    if plan.state == State.WAITING:
        _ask_for_code(plan, code)
    go_on(plan, position, skips=skips, now=timezone.now())


def _ask_for_code(plan: RebalancePlan, code: str) -> None:
    """Ask for a code where a real plan is worth one. All of its trades count together: cut up, it asks as well."""
    worth = sum((leg.value_usd for leg in plan.legs.all()), Decimal(0))
    if plan.mode == Swap.Mode.LIVE and needs_code(plan.user, worth):
        demand_code(plan.user, code)


def _requote(user: User, handle: str, position: int) -> None:
    requote(own_plan(user, handle), position)


def _stop(user: User, handle: str) -> bool:
    return stop(own_plan(user, handle), now=timezone.now())


def _wish(entities: dict[str, str]) -> Wish:
    return Wish(
        shares=shares_in(json.loads(entities["allocations"])),
        chain=entities.get("chain", ""),
        slippage_percent=number_in(entities, "slippage"),
        band_percent=number_in(entities, "band"),
        sells_others="sells_others" in entities,
    )


def _handle(turn: Turn) -> str:
    return turn.arguments[0] if turn.arguments else ""


def _position(turn: Turn) -> int:
    return _number(turn, 1)


def _number(turn: Turn, place: int) -> int:
    said = turn.arguments[place] if len(turn.arguments) > place else ""
    return int(said) if said.isdecimal() and len(said) < 6 else 0
