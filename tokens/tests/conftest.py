"""What the tests of this app share: seeded chains, a stand-in wire, and a memory that starts empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses
from django.core.cache import cache

from esther_site.lib.okx import market_client, web3_client
from tokens.models import Chain
from tokens.seeding import store_seeds
from tokens.seeds import CHAINS


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """Start each test with fresh clients (their fuses may have blown) and an empty cache."""
    cache.clear()
    web3_client.cache_clear()
    market_client.cache_clear()
    yield
    web3_client.cache_clear()
    market_client.cache_clear()


@pytest.fixture
def chains(db: None) -> dict[str, Chain]:
    """Seed everything; the chains by name."""
    store_seeds(CHAINS)
    return {chain.name: chain for chain in Chain.objects.all()}


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock
