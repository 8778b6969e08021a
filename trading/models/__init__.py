"""Who trades, with what, every intended trade from quote to result, and those that wait for a price."""

from trading.models.handles import new_handle
from trading.models.order import Order
from trading.models.people import PaperBalance, User, Wallet
from trading.models.swap import Swap

__all__ = ["Order", "PaperBalance", "Swap", "User", "Wallet", "new_handle"]
