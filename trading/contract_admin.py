"""Named contracts in the admin site: allowed in two steps, on two pages. No form changes a row by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from trading.contracts import allow, propose, refuse
from trading.decision_page import DecisionAdmin
from trading.models import NamedContract, User

__all__ = ["NamedContractAdmin"]

State = NamedContract.State


class LookForm(forms.Form):
    """The first step, or the end of it."""

    decision = forms.ChoiceField(
        choices=[("propose", "Propose: I found it on OKX's own list"), ("refuse", "Refuse")], widget=forms.RadioSelect
    )


class AllowForm(forms.Form):
    """The second step."""

    decision = forms.ChoiceField(choices=[("allow", "Allow"), ("refuse", "Refuse")], widget=forms.RadioSelect)
    address = forms.CharField(
        required=False,
        max_length=60,
        label="Address",
        help_text="To allow it, enter the address again, from OKX's list and not from this page.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 50}),
    )


class WithdrawForm(forms.Form):
    """An allowed one is taken off the list."""

    decision = forms.ChoiceField(choices=[("refuse", "Take it off the list")], widget=forms.RadioSelect)


@admin.register(NamedContract)
class NamedContractAdmin(DecisionAdmin[NamedContract]):
    list_display = ("address", "role", "bridge_id", "chain", "state", "seen_at", "proposed_by", "decided_by", "next")
    list_filter = ("state", "role", "chain")
    list_select_related = ("chain", "proposed_by", "decided_by")
    search_fields = ("address",)

    @admin.display(description="")
    def next(self, contract: NamedContract) -> str:
        step = "allow" if contract.state == State.PROPOSED else "propose"
        url = reverse(f"admin:trading_namedcontract_{step}", args=[contract.pk])
        return format_html('<a href="{}">Decide</a>', url)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/propose/", view(self.first_step), name="trading_namedcontract_propose"),
            path("<int:pk>/allow/", view(self.second_step), name="trading_namedcontract_allow"),
        ]
        return [*own, *super().get_urls()]

    def first_step(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Propose a contract that was seen, refuse it, or take back that it is allowed."""
        forms_of: dict[str, type[forms.Form]] = {
            State.SEEN: LookForm,
            State.REFUSED: LookForm,
            State.ALLOWED: WithdrawForm,
        }
        return self._step(request, pk, title="Look at a named contract", forms_of=forms_of)

    def second_step(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Allow a contract that was proposed, or refuse it."""
        return self._step(request, pk, title="Allow a named contract", forms_of={State.PROPOSED: AllowForm})

    def _step(
        self, request: HttpRequest, pk: int, *, title: str, forms_of: dict[str, type[forms.Form]]
    ) -> HttpResponse:
        contract = NamedContract.objects.select_related("chain", "proposed_by", "decided_by").filter(pk=pk).first()
        form = forms_of.get(contract.state) if contract else None
        facts = _facts(contract) if contract else []
        return self.decision(request, contract, title=title, form=form, facts=facts, act=_decide)


def _decide(contract: NamedContract, operator: User, answer: dict[str, Any]) -> str:
    if answer["decision"] == "propose":
        propose(contract, by=operator)
        return f"Proposed: {contract.address}. It is not allowed yet."
    if answer["decision"] == "allow":
        allow(contract, by=operator, typed=answer["address"])
        return f"Allowed: {contract.address}."
    refuse(contract, by=operator)
    return f"Refused: {contract.address}."


def _facts(contract: NamedContract) -> list[tuple[str, object]]:
    """Return what there is to look at; the second step is not to be copied from here, so it is cut."""
    is_second = contract.state == State.PROPOSED
    shown = f"{contract.address[:8]}…{contract.address[-4:]}" if is_second else contract.address
    return [
        ("Address", shown),
        ("Role", contract.get_role_display()),
        ("Bridge", contract.bridge_id or ""),
        ("Chain", contract.chain),
        ("State", contract.get_state_display()),
        ("Seen", contract.seen_at),
        ("Proposed by", contract.proposed_by or ""),
        ("Proposed at", contract.proposed_at or ""),
        ("Decided by", contract.decided_by or ""),
        ("Decided at", contract.decided_at or ""),
    ]
