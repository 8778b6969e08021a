"""The page on which a user brings a wallet's key: a form, and the two requests of its script.

The key is in a request's body, and nowhere else: the first request answers with its address, the second seals it.
"""

from __future__ import annotations

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
from bots import import_links
from bots.import_guard import guarded, is_from_the_page, proof_of
from bots.key_pages import AlwaysHidden, check_person, is_safe, problem
from bots.models import ImportLink
from esther_site.lib.errors import EstherError, UserError
from trading.custody import parse_key
from trading.keys import address_of
from trading.models import Wallet
from trading.wallet_names import checksummed
from trading.wallets import import_wallet

__all__ = ["import_page"]

_GONE: Final = "This link is no longer good. Send /addwallet import in the chat for a new one."
_TOO_MANY: Final = "These were too many tries. Send /addwallet import in the chat for a new link."
_NOT_YOURS: Final = "This link was made for somebody else. Send /addwallet import in your own chat."
_OTHER_ADDRESS: Final = "This key belongs to another address than the one you confirmed. Paste it again."


@sensitive_post_parameters()
@csrf_exempt  # `is_from_the_page` stands for it: no cookie reaches a page inside web.telegram.org
@xframe_options_exempt  # `guarded` says who may frame it
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, or answer its script; a link that is not good shows a sentence instead."""
    request.exception_reporter_filter = AlwaysHidden()
    if not is_safe(request):
        return guarded(HttpResponse("Use https.\n", status=403, content_type="text/plain"))
    link = import_links.find(token)
    if request.method == "POST":
        return guarded(_answer(request, link, token))
    context = {"link": link, "proof": proof_of(token), "gone": _GONE}
    return guarded(render(request, "pages/import.html", context, status=200 if link else 410))


def _answer(request: HttpRequest, link: ImportLink | None, token: str) -> JsonResponse:
    if not is_from_the_page(request, token):
        return problem("Use the page itself.", status=403)
    if link is None:
        return problem(_GONE, status=410)
    is_last_step = request.POST.get("step") == "keep"
    if not is_last_step and not import_links.count_try(link):
        return problem(_TOO_MANY, status=429)
    try:
        return JsonResponse(_keep(request, link) if is_last_step else _look(request, link))
    except EstherError as error:
        if is_last_step and not import_links.count_try(link):
            import_links.use(link)
        return problem(error.message, status=400)


@sensitive_variables()
def _look(request: HttpRequest, link: ImportLink) -> dict[str, str]:
    """Tell which address a key belongs to; nothing is kept."""
    check_person(request, link.user, not_yours=_NOT_YOURS)
    return {"address": address_of(parse_key(request.POST.get("key", "")))}


@sensitive_variables()
def _keep(request: HttpRequest, link: ImportLink) -> dict[str, str]:
    """Seal the key of the address that was confirmed, use the link up, and have the user told in the chat."""
    check_person(request, link.user, not_yours=_NOT_YOURS)
    key = parse_key(request.POST.get("key", ""))
    if address_of(key).lower() != request.POST.get("address", "").lower():
        raise UserError(_OTHER_ADDRESS)
    with transaction.atomic():
        if not import_links.use(link):
            raise UserError(_GONE)
        wallet = import_wallet(link.user, key, link.name)
        _tell(wallet)
    return {"name": wallet.name, "address": checksummed(wallet.address)}


def _tell(wallet: Wallet) -> None:
    now = timezone.now()
    Notification.objects.create(
        dedupe_key=f"wallet:{wallet.pk}:imported",
        user_id=wallet.owner_id,
        importance=Notification.Importance.MONEY,  # somebody who did not do this must hear of it
        template="wallet_imported",
        data={"wallet": wallet.name, "wallet_address": checksummed(wallet.address)},
        not_before=now,
        created_at=now,
    )
