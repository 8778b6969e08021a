"""The webhook view: who calls, is it an update, is it stored; then 200. It handles nothing itself."""

from __future__ import annotations

import hmac
import json
import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bots import inbox, runtime
from esther_site.lib.correlation import NOBODY, correlated, name_of_update

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Accept one update from Telegram (https://core.telegram.org/bots/api#setwebhook).

    Anything but a 2xx makes Telegram deliver again: unknown shapes are therefore accepted and dropped, and 503 is
    the honest answer while the database is away.
    """
    if not _knows_the_secret(request):
        return HttpResponse(status=403)
    try:
        update = json.loads(request.body)
    except RequestDataTooBig:  # over DATA_UPLOAD_MAX_MEMORY_SIZE
        return HttpResponse(status=413)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    with correlated(_name(update)):
        return _taken(update)


def _taken(update: object) -> HttpResponse:
    """Store an update, and hand over what is new."""
    try:
        accepted = inbox.accept(update)
    except RecursionError:  # what can just be read may be too deep to be written again
        return HttpResponse(status=400)
    except (DatabaseError, InterfaceError):
        logger.exception("an update could not be stored")
        return HttpResponse(status=503)
    if accepted:
        runtime.submit(accepted)
    return HttpResponse()


def _name(update: object) -> str:
    """Return what the log calls an update by; what has no id of one gets none."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    return name_of_update(update_id) if type(update_id) is int and update_id in inbox.UPDATE_IDS else NOBODY


def _knows_the_secret(request: HttpRequest) -> bool:
    # WSGI hands headers over as latin-1 text; compared as bytes, any header at all has an answer.
    sent = request.META.get("HTTP_X_TELEGRAM_BOT_API_SECRET_TOKEN", "").encode("latin-1", "replace")
    return hmac.compare_digest(sent, settings.WEBHOOK_SECRET.encode())
