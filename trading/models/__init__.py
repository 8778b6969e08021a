"""Who trades, with what, every intended trade from quote to result, and those that wait for a price."""

from trading.models.allowed import NamedContract
from trading.models.audit import AuditEntry
from trading.models.handles import new_handle
from trading.models.order import Order
from trading.models.people import PaperBalance, User, Wallet
from trading.models.repricing import Execution, Repricing
from trading.models.safeguards import Canary, Pause, SecondFactor, SpendingLimit
from trading.models.swap import Swap
from trading.models.transaction import Attempt, NonceSlot, Transaction

__all__ = [
    "Attempt",
    "AuditEntry",
    "Canary",
    "Execution",
    "NamedContract",
    "NonceSlot",
    "Order",
    "PaperBalance",
    "Pause",
    "Repricing",
    "SecondFactor",
    "SpendingLimit",
    "Swap",
    "Transaction",
    "User",
    "Wallet",
    "new_handle",
]
