"""What one process asked for, all know: prices in the cache that processes share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from esther_site.lib.shared_cache import SharedCache
from tests.redis import TemporaryRedis, needs_redis
from tokens.market import price_of
from tokens.models import Price, Token

pytestmark = [pytest.mark.large, pytest.mark.django_db, needs_redis]


def cache_of(redis: TemporaryRedis) -> SharedCache:
    """Return the cache as another process would have it."""
    return SharedCache(redis.url, {"KEY_PREFIX": "esther:cache"})


def test_a_price_that_one_process_asked_for_is_known_to_all(
    shared_redis: TemporaryRedis, seeded: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    token = Token.objects.get(symbol="WETH", chain_id=8453)
    Price.objects.create(token=token, usd=Decimal("2500.5"), source="test", observed_at=timezone.now())
    monkeypatch.setattr("tokens.market.cache", cache_of(shared_redis))
    price_of(token)

    monkeypatch.setattr("tokens.market.cache", cache_of(shared_redis))
    with django_assert_num_queries(0):
        assert price_of(token).usd == Decimal("2500.5")
