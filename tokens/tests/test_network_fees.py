from __future__ import annotations

from typing import Any

import pytest
import responses
from django.conf import settings

from esther_site.lib.errors import TemporaryError
from tokens.models import Chain
from tokens.network_fees import gas_price

URL = f"{settings.OKX_BASE_URL}/api/v6/dex/pre-transaction/gas-price"


@pytest.mark.parametrize("row", [{}, {"normal": ""}, {"normal": "0"}, {"normal": "-1"}, {"normal": "1" + "0" * 15}])
def test_a_price_that_makes_no_sense_is_refused(
    wire: responses.RequestsMock, chains: dict[str, Chain], row: dict[str, Any]
) -> None:
    wire.get(URL, json={"code": "0", "data": [row], "msg": ""})

    with pytest.raises(TemporaryError, match="gas price makes no sense"):
        gas_price(chains["Base"])


def test_an_answer_without_a_price_is_refused(wire: responses.RequestsMock, chains: dict[str, Chain]) -> None:
    wire.get(URL, json={"code": "0", "data": [], "msg": ""})

    with pytest.raises(TemporaryError):
        gas_price(chains["Base"])


def test_the_price_is_that_of_the_chain_and_asked_once(wire: responses.RequestsMock, chains: dict[str, Chain]) -> None:
    wire.get(URL, json={"code": "0", "data": [{"normal": "6000000"}], "msg": ""})

    assert [gas_price(chains["Base"]), gas_price(chains["Base"])] == [6_000_000, 6_000_000]
    assert [call.request.url for call in wire.calls] == [f"{URL}?chainIndex=8453"]


def test_the_stand_in_has_one_for_every_chain(okx: object) -> None:
    assert all(gas_price(chain) > 0 for chain in Chain.objects.all())
