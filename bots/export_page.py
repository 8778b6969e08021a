"""The page on which a user sees a wallet's key: a button, and the one request of its script that answers with the key.

The key is in that answer, and nowhere else: no address, session, log, message or error page has it.
"""

from __future__ import annotations

import logging
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from alerts.models import Notification
from bots import export_links
from bots.import_guard import guarded, is_from_the_page, proof_of
from bots.key_pages import AlwaysHidden, check_person, is_safe, problem
from bots.models import ExportLink
from esther_site.lib.errors import EstherError, UserError
from trading.exporting import check_exportable, take_out
from trading.models import Wallet
from trading.two_factor import check
from trading.wallet_names import checksummed

__all__ = ["export_page"]

logger = logging.getLogger(__name__)

_GONE: Final = "This link is no longer good. Send /exportwallet in the chat for a new one."
_TOO_MANY: Final = "These were too many tries. Send /exportwallet in the chat for a new link."
_NOT_YOURS: Final = "This link was made for somebody else. Send /exportwallet in your own chat."


@sensitive_post_parameters()
@csrf_exempt  # `is_from_the_page` stands for it: no cookie reaches a page inside web.telegram.org
@xframe_options_exempt  # `guarded` says who may frame it
@require_http_methods(["GET", "POST"])
def export_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button, or answer its script; a link that is not good shows a sentence instead."""
    request.exception_reporter_filter = AlwaysHidden()
    if not is_safe(request):
        return guarded(HttpResponse("Use https.\n", status=403, content_type="text/plain"))
    link = export_links.find(token)
    if request.method == "POST":
        return guarded(_answer(request, link, token))
    address = checksummed(link.wallet.address) if link else ""
    context = {"link": link, "address": address, "proof": proof_of(token), "gone": _GONE}
    return guarded(render(request, "pages/export.html", context, status=200 if link else 410))


def _answer(request: HttpRequest, link: ExportLink | None, token: str) -> JsonResponse:
    if not is_from_the_page(request, token):
        return problem("Use the page itself.", status=403)
    if link is None:
        return problem(_GONE, status=410)
    if not export_links.count_try(link):
        return problem(_TOO_MANY, status=429)
    try:
        return JsonResponse({"key": _show(request, link)})
    except EstherError as error:
        return problem(error.message, status=400)


@sensitive_variables()
def _show(request: HttpRequest, link: ExportLink) -> str:
    """Take a code, use the link up, have the user told in the chat, and return the key.

    The code comes last of what can be refused, and outside the transaction: a wrong one must stay counted.
    """
    check_person(request, link.user, not_yours=_NOT_YOURS)
    check_exportable(link.user, link.wallet)
    check(link.user, request.POST.get("code", ""))
    with transaction.atomic():
        if not export_links.use(link):
            raise UserError(_GONE)
        key = take_out(link.user, link.wallet.pk)
        _tell(link)
    logger.warning("user %d was shown the key of their wallet %d", link.user.pk, link.wallet.pk)
    return key


def _tell(link: ExportLink) -> None:
    wallet: Wallet = link.wallet
    now = timezone.now()
    Notification.objects.create(
        dedupe_key=f"export:{link.pk}",
        user_id=link.user.pk,
        importance=Notification.Importance.MONEY,  # somebody who did not do this must hear of it
        template="wallet_exported",
        data={"wallet": wallet.name, "wallet_address": checksummed(wallet.address), "at": now.isoformat()},
        not_before=now,
        created_at=now,
    )
