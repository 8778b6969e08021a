"""Keys for the tests, by eth-account, imported on first use."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

__all__ = ["account_of", "new_account"]


def new_account() -> LocalAccount:
    account: LocalAccount = _library().create()
    return account


def account_of(key: str) -> LocalAccount:
    account: LocalAccount = _library().from_key(key)
    return account


def _library() -> Any:
    """Import eth-account and keep Python's recursion limit.

    It brings py_ecc, which allows a depth of 100,000: then a JSON text that is nested deeply ends the whole process
    with a segmentation fault, where it was a RecursionError before.
    https://github.com/ethereum/py_ecc/blob/main/py_ecc/__init__.py
    """
    limit = sys.getrecursionlimit()
    try:
        from eth_account import Account
    finally:
        sys.setrecursionlimit(limit)
    return Account
