"""Who trades, with what, every intended trade from quote to result, and those that wait for a price."""

from trading.models.allowed import NamedContract
from trading.models.handles import new_handle
from trading.models.order import Order
from trading.models.people import PaperBalance, User, Wallet
from trading.models.safeguards import Canary, Pause, SecondFactor, SpendingLimit
from trading.models.swap import Swap
from trading.models.transaction import Attempt, NonceSlot, Transaction

__all__ = [
    "Attempt",
    "Canary",
    "NamedContract",
    "NonceSlot",
    "Order",
    "PaperBalance",
    "Pause",
    "SecondFactor",
    "SpendingLimit",
    "Swap",
    "Transaction",
    "User",
    "Wallet",
    "new_handle",
]
