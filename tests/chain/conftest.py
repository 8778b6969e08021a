"""Every test in this folder has real nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from cryptography.fernet import Fernet
from responses import RequestsMock

from esther_site.lib.okx import OkxClient
from tests.chain.fixtures import chain_file, okx_on_chain, world
from tests.chain.world import World
from trading.models import User
from trading.rpc import forget_clients
from trading.users import Newcomer, activate, meet

__all__ = ["chain_file", "okx_on_chain", "world"]


@pytest.fixture
def alice(okx_on_chain: RequestsMock, world: World, settings: Any) -> User:
    """Somebody who may trade for real, at the nodes of the tests."""
    settings.DRY_RUN = False
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()
    settings.RPC_URLS = {index: world[index].rpc.url for index in (1, 8453)}
    settings.MAX_TRADE_USD = settings.MAX_DAY_USD = Decimal(10**6)
    settings.BACKOFF_BASE_SECS = 0.01
    forget_clients()
    user, _ = meet(Newcomer(telegram_id=101, first_name="Alice", username="alice"))
    activate(user)
    return user


@pytest.fixture
def tampered(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[Any], None]], None]:
    """Change OKX's answers on their way: `tampered("/swap", change)` hands the row of each to `change`."""
    get = OkxClient.get

    def begin(path_end: str, change: Callable[[Any], None]) -> None:
        def changed(self: OkxClient, path: str, params: Mapping[str, str]) -> Any:
            data = get(self, path, params)
            if path.endswith(path_end):
                change(data[0])
            return data

        monkeypatch.setattr(OkxClient, "get", changed)

    return begin
