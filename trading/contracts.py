"""Which contracts a live trade may use: Esther's own list, and what operators have allowed in two steps.

Nothing gets on the list by being named in an answer. Whether a transaction keeps to it is `screening`'s business.

https://web3.okx.com/onchainos/dev-docs/trade/dex-smart-contract
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from esther_site.lib.errors import UserError
from tokens.models import Chain
from trading.audit import SYSTEM, AuditKind, operator, record
from trading.bridging_contracts import known_bridges
from trading.models import NamedContract, User
from trading.news import contract_seen

__all__ = [
    "ALONE_AFTER",
    "Role",
    "allow",
    "allowed_bridges",
    "allowed_routers",
    "allowed_spenders",
    "is_allowed",
    "note_unknown",
    "propose",
    "refuse",
]

logger = logging.getLogger(__name__)

ALONE_AFTER: Final = timedelta(hours=1)  # who proposed a contract may allow it, too, but not in one sitting

_XBRIDGE: Final = "0xfc99f58a8974a4bc36e60e2d490bb8d72899ee9f"
_OTHER_XBRIDGE: Final = "0xf956d9fa19656d8e5219fd6fa8ba6cb198094138"
# OKX's own contract for trades between chains, the same for each bridge.
_BRIDGES: Final = {
    1: _XBRIDGE,
    10: _OTHER_XBRIDGE,
    56: _XBRIDGE,
    137: "0x89f423567c2648bb828c3997f60c47b54f57fa6e",
    8453: "0x5965851f21dae82ea7c62f87fb7c57172e9f2add",
    42161: _XBRIDGE,
    43114: _OTHER_XBRIDGE,
}

Role = NamedContract.Role
State = NamedContract.State
_CHANGED: Final = "Somebody has decided about this contract in the meantime. Look at it again."


def is_allowed(chain: Chain, role: NamedContract.Role, address: str, *, bridge_id: int = 0) -> bool:
    """Tell whether a live trade may use a contract in a role."""
    return address.lower() in _allowed(chain, role, bridge_id)


def allowed_routers(chain: Chain) -> tuple[str, ...]:
    """Return what a swap on one chain may be sent to, in lower case."""
    return _allowed(chain, Role.ROUTER, 0)


def allowed_spenders(chain: Chain, bridge_id: int = 0) -> tuple[str, ...]:
    """Return what may be allowed to move tokens, in lower case: for swaps, or with a bridge's number for it as well."""
    return _allowed(chain, Role.BRIDGE_SPENDER if bridge_id else Role.SPENDER, bridge_id)


def allowed_bridges(chain: Chain, bridge_id: int) -> tuple[str, ...]:
    """Return what a swap that leaves a chain over a bridge may be sent to, in lower case."""
    return _allowed(chain, Role.BRIDGE, bridge_id)


def note_unknown(chain: Chain, role: NamedContract.Role, address: str, *, bridge_id: int = 0) -> None:
    """Keep a contract that was named and is on no list, once, for the operators to look at.

    Call it outside of the transaction that signs: the refusal would take the note back.
    """
    with transaction.atomic():
        row, is_new = NamedContract.objects.get_or_create(
            chain=chain,
            role=role,
            bridge_id=bridge_id,
            address=address.lower(),
            defaults={"seen_at": timezone.now()},
        )
        if is_new:
            logger.error("a contract that nobody vouched for: %s", row)
            _note(row, AuditKind.CONTRACT_SEEN, SYSTEM)
            contract_seen.send(sender=NamedContract, contract=row)


def propose(contract: NamedContract, *, by: User) -> None:
    """Take the first step: an operator has looked at a contract and vouches for it. Nothing is allowed by that.

    Raises UserError when it is not for `by` to do, or not in a state for it.
    """
    _check_operator(by)
    waiting = _rows(contract, State.SEEN, State.REFUSED)
    proposed = {"proposed_by": by, "proposed_at": timezone.now(), "decided_by": None, "decided_at": None}
    with transaction.atomic():
        if not waiting.update(state=State.PROPOSED, **proposed):
            raise UserError(_CHANGED)
        _note(contract, AuditKind.CONTRACT_PROPOSED, operator(by))
    logger.warning("user %d proposes contract %d", by.pk, contract.pk)


def allow(contract: NamedContract, *, by: User, typed: str) -> None:
    """Take the second step: another operator, or the same one later, types the address again and so allows it.

    Raises UserError with the first reason against it.
    """
    _check_operator(by)
    if typed.strip().lower() != contract.address:
        raise UserError("That is another address. Nothing was allowed.")
    now = timezone.now()
    settled = ~Q(proposed_by=by) & Q(proposed_by__isnull=False) | Q(proposed_at__lte=now - ALONE_AFTER)
    with transaction.atomic():
        allowed = _rows(contract, State.PROPOSED).filter(settled)
        if allowed.update(state=State.ALLOWED, decided_by=by, decided_at=now):
            _note(contract, AuditKind.CONTRACT_ALLOWED, operator(by))
            logger.warning("user %d allows contract %d", by.pk, contract.pk)
            return
    if _rows(contract, State.PROPOSED).exists():
        raise UserError("You have proposed it yourself: another operator allows it at once, you can after an hour.")
    raise UserError(_CHANGED)


def refuse(contract: NamedContract, *, by: User) -> None:
    """Keep a contract from being used, or from being used any longer. This takes one step only.

    Raises UserError when it is not for `by` to do, or done already.
    """
    _check_operator(by)
    open_ones = _rows(contract, State.SEEN, State.PROPOSED, State.ALLOWED)
    with transaction.atomic():
        if not open_ones.update(state=State.REFUSED, decided_by=by, decided_at=timezone.now()):
            raise UserError(_CHANGED)
        _note(contract, AuditKind.CONTRACT_REFUSED, operator(by))
    logger.warning("user %d refuses contract %d", by.pk, contract.pk)


def _allowed(chain: Chain, role: NamedContract.Role, bridge_id: int) -> tuple[str, ...]:
    """Return what is on the list; an operator's refusal takes it off whoever put it there."""
    decided = NamedContract.objects.filter(
        chain=chain, role=role, bridge_id=bridge_id, state__in=[State.ALLOWED, State.REFUSED]
    )
    states = {row.address: row.state for row in decided.order_by("pk")}
    known = [*_seeds(chain, role, bridge_id), *(address for address, state in states.items() if state == State.ALLOWED)]
    return tuple(dict.fromkeys(address for address in known if states.get(address) != State.REFUSED))


def _seeds(chain: Chain, role: NamedContract.Role, bridge_id: int) -> list[str]:
    if role == Role.ROUTER:
        return [router.lower() for router in chain.routers]
    if role == Role.BRIDGE:
        return [*known_bridges(chain.index, bridge_id), *([_BRIDGES[chain.index]] if chain.index in _BRIDGES else [])]
    return [chain.spender.lower(), *known_bridges(chain.index, bridge_id)]


def _note(contract: NamedContract, kind: AuditKind, actor: str) -> None:
    facts = {
        "address": contract.address,
        "role": contract.role,
        "chain": contract.chain_id,
        "bridge": contract.bridge_id or None,
    }
    record(kind, subject=f"contract:{contract.pk}", facts=facts, actor=actor)


def _rows(contract: NamedContract, *states: NamedContract.State) -> QuerySet[NamedContract]:
    return NamedContract.objects.filter(pk=contract.pk, state__in=states)


def _check_operator(user: User) -> None:
    if not (user.is_staff and user.is_active):
        raise UserError("Only an operator can do that.")
