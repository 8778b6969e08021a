"""What a user owns, how it changed, and plans to change it."""

from portfolio.models.holding import Holding, WalletSync
from portfolio.models.insight import Insight
from portfolio.models.model_calls import ModelCalls
from portfolio.models.rebalance import RebalanceLeg, RebalancePlan
from portfolio.models.snapshot import Book, Snapshot, SnapshotLine

__all__ = [
    "Book",
    "Holding",
    "Insight",
    "ModelCalls",
    "RebalanceLeg",
    "RebalancePlan",
    "Snapshot",
    "SnapshotLine",
    "WalletSync",
]
