"""Trades in the admin site: to look at, and to decide about those in review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from unfold.decorators import action as list_action

from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin
from trading.admin_actions import ActingAdmin, asks_first
from trading.allowance_admin import allowances_page
from trading.decision_page import DecisionAdmin
from trading.live import stirred
from trading.models import Swap, User
from trading.review import end_as_done, end_as_failed, look_again
from trading.revoking import revoke

__all__ = ["SwapAdmin"]

_UNDER_WAY = (Swap.State.CONFIRMED, Swap.State.APPROVING, Swap.State.SENT, Swap.State.BRIDGING)
_REVOKES = (
    "The contract that carried out the trade may then take nothing more of the token that was sold. It costs the "
    "wallet some gas. What became of it is seen in the list of transactions."
)
_OUTCOMES = {
    "again": ("Have it looked at again: the chain judges once more", look_again),
    "done": ("It is done: what arrived is read from the chain now", end_as_done),
    "failed": ("It failed: the user reads the note", end_as_failed),
}


class ReviewForm(forms.Form):
    """What an operator found out. Amounts are never typed."""

    outcome = forms.ChoiceField(
        choices=[(name, label) for name, (label, _) in _OUTCOMES.items()], widget=forms.RadioSelect
    )
    note = forms.CharField(max_length=250, label="What was found out", widget=forms.TextInput(attrs={"size": 80}))


@admin.register(Swap)
class SwapAdmin(LongListAdmin[Swap], DecisionAdmin[Swap], ActingAdmin[Swap]):
    list_display = ("handle", "user", "token_in", "token_out", "value", "mode", "state", "failure", "created_at")
    list_filter = (
        asking(
            Question(
                "unknown",
                "unknown for more than 5 minutes",
                lambda now: Q(mode=Swap.Mode.LIVE, state__in=_UNDER_WAY, confirmed_at__lt=now - timedelta(minutes=5)),
            ),
            Question("review", "waiting for review", lambda _now: Q(state=Swap.State.REVIEW)),
            Question("underway", "under way", lambda _now: Q(state__in=_UNDER_WAY)),
            Question(
                "failed",
                "failed in the last 24 h",
                lambda now: Q(state=Swap.State.FAILED, finished_at__gte=now - timedelta(hours=24)),
            ),
        ),
        "state",
        "mode",
        "origin",
        "chain",
        "created_at",
    )
    list_select_related = ("user", "token_in", "token_out")
    search_fields = ("handle",)
    actions = ("decide", "revoke_allowance")
    actions_list = ("standing_allowances",)

    @admin.display(description="USD")
    def value(self, swap: Swap) -> str:
        return "" if swap.value_usd is None else f"{swap.value_usd:,.2f}"

    @admin.action(description="Decide about a trade in review")
    def decide(self, request: HttpRequest, chosen: QuerySet[Swap]) -> HttpResponse | None:
        swaps = list(chosen.filter(state=Swap.State.REVIEW)[:2])
        if len(swaps) != 1 or chosen.count() != 1:
            self.message_user(request, "Choose one trade that is in review.", messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:trading_swap_review", args=[swaps[0].pk]))

    @asks_first("Take back what is left of its allowance", warning=_REVOKES, waits=True)
    def revoke_allowance(self, swap: Swap, operator: User) -> str:
        left = revoke(swap, by=operator)
        stirred.set()
        amount = "any amount" if left.is_unlimited else f"{left.amount.normalize():f}"
        return f"Signed: {left.spender} may soon take no {swap.token_in.symbol} any more. It was {amount}."

    @list_action(description="Standing allowances", url_path="allowances", permissions=["act"])  # type: ignore[untyped-decorator]
    def standing_allowances(self, request: HttpRequest) -> HttpResponse:
        return allowances_page(self, request, action="revoke_allowance")

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/review/", self.admin_site.admin_view(self.review), name="trading_swap_review")
        return [own, *super().get_urls()]

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide about one trade."""
        related = ("user", "wallet", "chain", "to_chain", "token_in", "token_out", "reviewed_by")
        swap = Swap.objects.select_related(*related).filter(pk=pk).first()
        form = ReviewForm if swap and swap.state == Swap.State.REVIEW else None
        facts = _facts(swap) if swap else []
        return self.decision(request, swap, title="Decide about a trade in review", form=form, facts=facts, act=_decide)


def _decide(swap: Swap, operator: User, answer: dict[str, Any]) -> str:
    _, service = _OUTCOMES[answer["outcome"]]
    service(swap, by=operator, note=answer["note"])
    swap.refresh_from_db()
    return f"Decided about trade {swap.handle}: {answer['outcome']}, state {swap.state}. {swap.review_note}"


def _facts(swap: Swap) -> list[tuple[str, object]]:
    rows = swap.transactions.prefetch_related("tries").order_by("pk")
    sent = [
        (f"{row.get_purpose_display()}, {row.get_state_display()}", ", ".join(each.hash for each in row.tries.all()))
        for row in rows
    ]
    return [
        ("Trade", swap.handle),
        ("User", swap.user),
        ("Wallet", swap.wallet.address),
        ("Chain", f"{swap.chain} → {swap.to_chain}" if swap.to_chain else swap.chain),
        ("Gave", f"{swap.token_in.to_amount(swap.units_in):f} {swap.token_in.symbol}"),
        ("Promised", f"{swap.token_out.to_amount(swap.minimum_units_out):f} {swap.token_out.symbol} or more"),
        ("State", swap.get_state_display()),
        ("Reason", swap.failure),
        *sent,
        ("Arrived by", swap.arrival_hash),
        ("Last note", swap.review_note),
    ]
