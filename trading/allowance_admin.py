"""Standing allowances in the admin site: what contracts may still take of wallets with a key, read from the chain now.

Only what live trades have sold is asked for, the newest first, and no more than an operator waits for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from esther_site.lib.errors import EstherError
from esther_site.lib.readonly import EstherAdmin
from trading.admin_actions import operator_of
from trading.models import Swap, Wallet
from trading.standing import Standing, standing_of

__all__ = ["MOST", "AllowanceLook", "allowances_page", "look_at_allowances"]

MOST: Final = 40  # wallets and tokens at a time, one or two calls each
_SECONDS: Final = 15  # ... and after so long no further one is begun
_TEMPLATE: Final = "admin/trading/allowances.html"


@dataclass
class AllowanceLook:
    """What was seen: what trades left, those where the chain gave no answer and why, and how many there are."""

    standing: list[tuple[Swap, Standing]] = field(default_factory=list)
    unread: list[tuple[Swap, str]] = field(default_factory=list)
    looked_at: int = 0
    in_all: int = 0


def allowances_page(page: EstherAdmin[Any], request: HttpRequest, *, action: str) -> HttpResponse:
    """Show what stands; what is chosen goes to an action of the list of trades, which asks first."""
    operator_of(page, request)
    context = {
        **page.admin_site.each_context(request),
        "title": "Standing allowances",
        "opts": page.opts,
        "look": look_at_allowances(),
        "action": action,
        "checkbox": ACTION_CHECKBOX_NAME,
        "changelist": reverse("admin:trading_swap_changelist"),
    }
    return TemplateResponse(request, _TEMPLATE, context)


def look_at_allowances() -> AllowanceLook:
    """Ask the chains, trade by trade; one that does not answer keeps no other from being looked at."""
    newest = list(_newest())
    look, stops_at = AllowanceLook(in_all=len(newest)), time.monotonic() + _SECONDS
    for swap in _loaded(newest[:MOST]):
        if time.monotonic() > stops_at:
            break
        look.looked_at += 1
        try:
            look.standing += [(swap, standing) for standing in standing_of(swap)]
        except EstherError as error:
            look.unread.append((swap, error.message))
    return look


def _newest() -> Iterator[int]:
    """Yield the newest trade of each wallet, token and bridge, the newest of all first."""
    over = Swap.objects.filter(mode=Swap.Mode.LIVE, state__in=Swap.OVER, begin_before__isnull=False)
    hot = over.filter(wallet__kind=Wallet.Kind.HOT, wallet__removed_at=None, token_in__is_native=False)
    groups = hot.order_by().values("wallet", "token_in", "bridge_id").annotate(newest=Max("pk"))
    yield from groups.order_by("-newest").values_list("newest", flat=True)


def _loaded(keys: list[int]) -> QuerySet[Swap]:
    related = ("user", "wallet", "chain", "token_in__chain")
    return Swap.objects.select_related(*related).filter(pk__in=keys).order_by("-pk")
