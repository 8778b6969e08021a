"""The kinds of facts that the audit trail holds: what happened, to what."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["AuditKind"]


class AuditKind(StrEnum):
    """What an entry tells of. Its first word is what its subject is a kind of, mostly."""

    # Trades: subject "swap:<handle>", or "user:<id>" where there is no trade yet
    SWAP_QUOTED = "swap.quoted"
    SWAP_REFUSED = "swap.refused"  # the policy let no quote be stored
    SWAP_CONFIRMED = "swap.confirmed"
    SWAP_JUDGED = "swap.judged"  # quoted again, and what each check compared
    SWAP_BOOKED = "swap.booked"
    SWAP_FAILED = "swap.failed"
    SWAP_CANCELLED = "swap.cancelled"
    SWAP_EXPIRED = "swap.expired"
    SWAP_REPLACED = "swap.replaced"
    SWAP_BEGUN = "swap.begun"  # live: from here on it is carried out step by step
    SWAP_SCREENED = "swap.screened"  # what each check before the signature compared
    SWAP_WITHDRAWN = "swap.withdrawn"
    SWAP_ENDED = "swap.ended"
    SWAP_REVIEWED = "swap.reviewed"
    ALLOWANCE_REVOKED = "allowance.revoked"  # what it left to a spender is to be taken back
    ALLOWANCE_LEFT = "allowance.left"  # ... and what the chain says is left then

    # Transactions: subject "swap:<handle>"
    TRANSACTION_SIGNED = "transaction.signed"
    TRANSACTION_SENT = "transaction.sent"
    TRANSACTION_MINED = "transaction.mined"
    TRANSACTION_VANISHED = "transaction.vanished"  # its young block was replaced
    TRANSACTION_ENDED = "transaction.ended"
    TRANSACTION_ABANDONED = "transaction.abandoned"

    # Orders: subject "order:<handle>"
    ORDER_CREATED = "order.created"
    ORDER_CHANGED = "order.changed"
    ORDER_ASKED = "order.asked"
    ORDER_ANSWERED = "order.answered"
    ORDER_FIRED = "order.fired"
    ORDER_HELD = "order.held"  # reached, and not carried out yet
    ORDER_PAUSED = "order.paused"
    ORDER_RESUMED = "order.resumed"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_EXPIRED = "order.expired"
    ORDER_ENDED = "order.ended"

    # Alerts: subject "alert:<handle>"
    ALERT_CREATED = "alert.created"
    ALERT_CHANGED = "alert.changed"
    ALERT_FIRED = "alert.fired"
    ALERT_PAUSED = "alert.paused"
    ALERT_EXPIRED = "alert.expired"
    ALERT_DELETED = "alert.deleted"

    # Rebalance plans: subject "plan:<handle>"
    PLAN_MADE = "plan.made"
    PLAN_STARTED = "plan.started"
    PLAN_WAITS = "plan.waits"  # a trade of it failed; its user says what comes next
    PLAN_ENDED = "plan.ended"

    # Wallets: subject "wallet:<id>"
    WALLET_ADDED = "wallet.added"
    WALLET_IMPORTED = "wallet.imported"
    WALLET_EXPORTED = "wallet.exported"
    WALLET_REMOVED = "wallet.removed"
    WALLET_RENAMED = "wallet.renamed"
    WALLET_CHOSEN = "wallet.chosen"
    WALLET_FUNDED = "wallet.funded"  # on paper
    WALLET_RESET = "wallet.reset"

    # People and their rights: subject "user:<id>"
    USER_JOINED = "user.joined"
    USER_APPROVED = "user.approved"
    USER_REFUSED = "user.refused"
    USER_BLOCKED = "user.blocked"
    USER_CHANGED = "user.changed"  # in the admin site
    SETTING_CHANGED = "setting.changed"  # facts: name, old, new
    LIMIT_SET = "limit.set"
    LIVE_ON = "live.on"
    LIVE_OFF = "live.off"
    FACTOR_ENROLLED = "factor.enrolled"
    FACTOR_CONFIRMED = "factor.confirmed"
    FACTOR_USED = "factor.used"
    FACTOR_REMOVED = "factor.removed"
    FACTOR_REFUSED = "factor.refused"  # a wrong code
    PAUSED = "pause.on"  # subject "user:<id>", or "everybody"
    RESUMED = "pause.off"

    # The house: subject "contract:<id>", "keys", "audit", "setting:<name>", …
    CONTRACT_SEEN = "contract.seen"
    CONTRACT_PROPOSED = "contract.proposed"
    CONTRACT_ALLOWED = "contract.allowed"
    CONTRACT_REFUSED = "contract.refused"
    KEYS_ROTATED = "keys.rotated"
    ADMIN_ACTION = "admin.action"  # whatever an operator does that is none of the above; facts: action, …
    OPERATOR_COMMAND = "operator.command"  # the same, by a command of manage.py
    AUDIT_BEGAN_ANEW = "audit.began_anew"
