"""Short words for the tests of live trades in the chat: a trade as it is stored, and the bot's look at the cards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.utils import timezone
from telegram.ext import ExtBot

from bots.live_follower import follow_once
from bots.models import LiveCard, LivePlanCard
from bots.tests.chat import BOT, Chat, Wire
from trading.models import Attempt, Swap, Transaction, User
from trading.tests.live_desk import live_swap

__all__ = ["follows", "sent", "trade_of", "user_of"]


def user_of(chat: Chat) -> User:
    return User.objects.get(telegram_id=chat.id)


def trade_of(chat: Chat, state: str = "confirmed", *, usd: str | None = "100", **fields: Any) -> Swap:
    """Store a live trade of somebody, as if it had come this far."""
    if not User.objects.filter(telegram_id=chat.id).exists():
        chat.says("/start")
    swap = live_swap(user_of(chat), usd, state=state)
    later = timezone.now() + timedelta(minutes=1)
    Swap.objects.filter(pk=swap.pk).update(**{"expires_at": later} | fields)
    swap.refresh_from_db()
    return swap


def sent(swap: Swap, purpose: str = "swap", *, state: str = "sent", nonce: int = 0) -> Attempt:
    """Store a transaction of a trade, as if a node had it."""
    now = timezone.now()
    row = Transaction.objects.create(
        swap=swap,
        wallet=swap.wallet,
        chain=swap.chain,
        purpose=purpose,
        nonce=nonce,
        to="0x" + "11" * 20,
        value=0,
        data="0x",
        gas=21_000,
        state=state,
        created_at=now,
        sent_at=now,
    )
    fields = {"kind": "first", "max_fee": 1, "priority_fee": 1, "created_at": now}
    return Attempt.objects.create(transaction=row, hash=f"0x{row.pk:064x}", **fields)


def follows(chat: Chat, *, waiting: bool = True) -> int:
    """Let the bot look at the cards once, when their pause is over (with `waiting`), and return how many it edited."""
    if waiting:
        for kind in (LiveCard, LivePlanCard):
            kind.objects.update(not_before=timezone.now() - timedelta(seconds=1))

    async def look() -> int:
        bot = ExtBot(f"{BOT['id']}:test", request=chat.wire, get_updates_request=Wire())
        async with bot:
            return await follow_once(bot)

    return async_to_sync(look)()
