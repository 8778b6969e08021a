"""setWebhook, deleteWebhook, getWebhookInfo and getUpdates."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request, conflict
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import Telegram
from sandbox.telegram.world import Json, Webhook

__all__ = ["delete_webhook", "get_updates", "get_webhook_info", "set_webhook"]

LONGEST_POLL_SECONDS = 50
MAX_BATCH = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


def set_webhook(call: Call) -> bool:
    """Have updates delivered; an empty URL ends that. Like a local Bot API server, it takes plain HTTP too.

    https://core.telegram.org/bots/api#setwebhook
    """
    parameters = call.parameters
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if not url:
        return delete_webhook(call)
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(parameters.integer("max_connections", 40), 1), 100)
    with call.telegram.changing() as world:
        world.webhook = Webhook(url, secret, connections)
        _set_allowed_updates(call.telegram, parameters)
        _drop_if_asked(call)
    return True


def delete_webhook(call: Call) -> bool:
    """Go back to polling. https://core.telegram.org/bots/api#deletewebhook"""
    with call.telegram.changing() as world:
        world.webhook = Webhook()
        _drop_if_asked(call)
    return True


def get_webhook_info(call: Call) -> Json:
    """Describe the webhook. https://core.telegram.org/bots/api#getwebhookinfo"""
    with call.telegram.changed:
        world = call.telegram.world
        webhook = world.webhook
        info: Json = {
            "url": webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(world.updates),
        }
        if webhook.url:
            info["max_connections"] = webhook.max_connections
        if webhook.last_error:
            info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
        if world.allowed_updates:
            info["allowed_updates"] = world.allowed_updates
        return info


def get_updates(call: Call) -> list[Json]:
    """Wait for updates and return them; a later poll ends an earlier one with 409, as the real one does.

    https://core.telegram.org/bots/api#getupdates
    """
    telegram, parameters = call.telegram, call.parameters
    limit = min(max(parameters.integer("limit", MAX_BATCH), 1), MAX_BATCH)
    wait = min(max(parameters.integer("timeout"), 0), LONGEST_POLL_SECONDS)
    with telegram.changed:
        if telegram.world.webhook.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        telegram.poller += 1
        telegram.polled_at = time.monotonic()
        telegram.changed.notify_all()
        _set_allowed_updates(telegram, parameters)
        _confirm(telegram, parameters.integer("offset"))
        _wait_for_updates(telegram, telegram.poller, deadline=time.monotonic() + wait)
        return [update.content for update in telegram.world.updates[:limit]]


def _wait_for_updates(telegram: Telegram, poller: int, *, deadline: float) -> None:
    while not telegram.world.updates and (rest := deadline - time.monotonic()) > 0:
        telegram.changed.wait(rest)
        if telegram.world.webhook.url:
            raise conflict("terminated by setWebhook request")
        if telegram.poller != poller:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
    telegram.polled_at = time.monotonic()


def _confirm(telegram: Telegram, offset: int) -> None:
    """Forget the updates below `offset`; a negative one keeps that many of the newest."""
    updates = telegram.world.updates
    kept = updates[offset:] if offset < 0 else [update for update in updates if update.id >= offset]
    if len(kept) < len(updates):
        with telegram.changing() as world:
            world.updates = kept


def _set_allowed_updates(telegram: Telegram, parameters: Parameters) -> None:
    allowed = parameters.structure("allowed_updates")
    if isinstance(allowed, list):
        telegram.world.allowed_updates = [str(kind) for kind in allowed]


def _drop_if_asked(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.telegram.world.updates.clear()
