"""A chain in the admin: it is not saved with a node that Esther would not ask."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from esther_site.tests.operators import make_operator, signed_in
from tokens.models import Chain
from tokens.seeding import store_seeds
from tokens.seeds import CHAINS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seeded() -> None:
    store_seeds(CHAINS)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://node.example/key", "is not https"),
        ("https://127.0.0.1:8545/key", "names a private or local address"),
        ("https://node.internal/key", "names a host of this machine or network"),
    ],
)
def test_in_production_a_chain_is_not_saved_with_an_address_that_is_not_public(
    settings: Settings, url: str, fault: str
) -> None:
    settings.ALLOW_PRIVATE_URLS = False
    Chain.objects.filter(index=8453).update(rpc_url=url, is_active=False)

    page = signed_in(make_operator()).post("/admin/tokens/chain/8453/change/", {"is_active": "on"}).content.decode()

    assert f"The address of its node {fault}." in page
    assert "/key" not in page
    assert not Chain.objects.get(index=8453).is_active


def test_a_chain_with_a_node_of_ones_own_is_saved_where_that_is_allowed() -> None:
    Chain.objects.filter(index=8453).update(rpc_url="http://127.0.0.1:8545", is_active=False)
    signed_in(make_operator()).post("/admin/tokens/chain/8453/change/", {"is_active": "on"})
    assert Chain.objects.get(index=8453).is_active
