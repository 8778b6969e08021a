"""The switch between trading for real and not."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings as site
from telegram import InlineKeyboardButton

from bots import dialogs
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic, Wants
from bots.registry import button_handler, command
from bots.second_step import asking_for_code, code_in
from bots.turn import Turn
from esther_site.lib.errors import EstherError
from trading.live_switch import PHRASE, LiveState, check_can_enable, disable_live, enable_live, live_state
from trading.models import User, Wallet
from trading.repricing_results import Honesty, honesty_of
from trading.spending import SpendingLimits, limits_of
from trading.two_factor import is_enrolled

_OFF = "⛔ Turn live trading off"


@dataclass(frozen=True, kw_only=True)
class _Overview:
    """Everything that the card shows."""

    state: LiveState
    limits: SpendingLimits
    has_second_factor: bool
    wallet: Wallet | None
    honesty: Honesty  # of the trades simulated so far
    obstacle: str = ""


@command(
    "enable_live_trading",
    intent=Intent.ENABLE_LIVE_TRADING,
    topic=Topic.LIVE,
    summary="The same, in another spelling",
    moves_money=True,
    is_listed=False,
)
@command(
    "enablelivetrading",
    intent=Intent.ENABLE_LIVE_TRADING,
    topic=Topic.LIVE,
    summary="Trade with real funds",
    moves_money=True,
)
@asking_for_code
async def enable(turn: Turn) -> None:
    if "phrase" in turn.entities:
        await _enable(turn)
        return
    overview = await in_thread(_overview, turn.user)
    if overview.state.is_enabled:
        await turn.say(
            "live_state",
            overview=overview,
            dry_run=site.DRY_RUN,
            keyboard=keyboard(_off_row()),
        )
        return
    await turn.say("live_state", overview=overview, dry_run=site.DRY_RUN, phrase=PHRASE)
    if not overview.obstacle:
        await in_thread(dialogs.open_dialog, turn.user, turn.understood, [], wants=Wants.PHRASE)


@command(
    "disable_live_trading",
    intent=Intent.DISABLE_LIVE_TRADING,
    topic=Topic.LIVE,
    summary="The same, in another spelling",
    is_listed=False,
)
@command("disablelivetrading", intent=Intent.DISABLE_LIVE_TRADING, topic=Topic.LIVE, summary="Stop that, at once")
@button_handler("live_off")
async def disable(turn: Turn) -> None:
    was_on = await in_thread(disable_live, turn.user)
    await turn.show("live_disabled", was_on=was_on)


async def _enable(turn: Turn) -> None:
    phrase = turn.entities["phrase"]
    wallet = await in_thread(enable_live, turn.user, phrase=phrase, code=code_in(turn))
    overview = await in_thread(_overview, turn.user)
    await turn.say(
        "live_enabled", wallet=wallet, overview=overview, dry_run=site.DRY_RUN, keyboard=keyboard(_off_row())
    )


def _overview(user: User) -> _Overview:
    wallet, obstacle = None, ""
    try:
        wallet = check_can_enable(user)
    except EstherError as error:
        obstacle = error.message
    return _Overview(
        state=live_state(user),
        limits=limits_of(user),
        has_second_factor=is_enrolled(user),
        wallet=wallet,
        honesty=honesty_of(user),
        obstacle=obstacle,
    )


def _off_row() -> list[InlineKeyboardButton]:
    return [button(_OFF, "live_off")]
