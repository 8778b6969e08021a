"""How much a user lets themselves trade live."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings as site

from bots.bridge import in_thread
from bots.language import Intent, Topic
from bots.registry import command
from bots.second_step import asking_for_code, code_in
from bots.turn import Turn
from trading.models import SpendingLimit
from trading.spending import limits_of, set_limit, spent_today


@command(
    "limits",
    intent=Intent.SPENDING_LIMITS,
    topic=Topic.LIVE,
    summary="What you may trade live",
    examples=("/limits trade 500", "/limits day 2000"),
)
@asking_for_code
async def limits(turn: Turn) -> None:
    changed: SpendingLimit | None = None
    if "usd" in turn.entities:
        kind, usd = turn.entities["limit"], Decimal(turn.entities["usd"])
        changed = await in_thread(set_limit, turn.user, kind, usd, code=code_in(turn))
    await turn.say(
        "limits",
        changed=changed,
        limits=await in_thread(limits_of, turn.user),
        spent=await in_thread(spent_today, turn.user),
        most_trade=site.MAX_TRADE_USD,
        most_day=site.MAX_DAY_USD,
    )
