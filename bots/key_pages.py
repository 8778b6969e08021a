"""What the pages for keys share: whom they believe, and over which connection; no error page repeats what was sent."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from bots.init_data import telegram_id_in
from esther_site.lib.errors import UserError
from trading.models import User

__all__ = ["AlwaysHidden", "check_person", "is_safe", "problem"]


class AlwaysHidden(SafeExceptionReporterFilter):
    """Hide what was sent from error pages while DEBUG is on, too."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True


def is_safe(request: HttpRequest) -> bool:
    """Tell whether nobody on the way reads along; on a developer's machine nobody is on the way."""
    return request.is_secure() or settings.DEBUG


def check_person(request: HttpRequest, user: User, *, not_yours: str) -> None:
    """Inside Telegram, make sure that it is the link's user; in a plain browser the link is the proof."""
    init_data = request.POST.get("init_data", "")
    if not init_data:
        return
    opened_by = telegram_id_in(init_data, bot_token=settings.TELEGRAM_BOT_TOKEN, now=timezone.now())
    if opened_by != user.telegram_id:
        raise UserError(not_yours)


def problem(words: str, *, status: int) -> JsonResponse:
    """Answer a page's script with a sentence to show."""
    return JsonResponse({"problem": words}, status=status)
