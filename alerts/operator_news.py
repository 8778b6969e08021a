"""What operators are told: of what only they can decide. It is decided in the admin site."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.dispatch import receiver
from django.utils import timezone

from alerts.money_news import write_once
from trading.models import NamedContract, Swap, User
from trading.news import contract_seen

__all__ = ["CONTRACT_TEMPLATE", "REVIEW_TEMPLATE", "tell_of_contract", "tell_of_review"]

CONTRACT_TEMPLATE: Final = "contract_seen"
REVIEW_TEMPLATE: Final = "swap_to_review"


@receiver(contract_seen)
def tell_of_contract(contract: NamedContract, **_: Any) -> None:
    """Tell every operator, once, that a trade was refused for a contract that nobody vouched for."""
    data = {
        "role": contract.get_role_display(),
        "address": contract.address,
        "chain": contract.chain.name,
        "bridge_id": str(contract.bridge_id or ""),
        "at": contract.seen_at.isoformat(),
    }
    _tell(f"contract:{contract.pk}", CONTRACT_TEMPLATE, data)


def tell_of_review(swap: Swap, *, now: datetime) -> None:
    """Tell every operator that a trade waits for their decision."""
    data = {"swap_handle": swap.handle, "chain": swap.chain.name, "reason": swap.failure, "at": now.isoformat()}
    _tell(f"review:{swap.handle}:{now.isoformat()}", REVIEW_TEMPLATE, data)


def _tell(key: str, template: str, data: dict[str, str]) -> None:
    operators = User.objects.filter(is_staff=True, status=User.Status.ACTIVE, telegram_id__isnull=False)
    users_by_key = {f"{key}:{operator}": operator for operator in operators.values_list("pk", flat=True)}
    write_once(users_by_key, template=template, data=data, now=timezone.now())
