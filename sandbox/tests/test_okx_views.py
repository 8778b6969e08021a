from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import pytest
from django.test import Client

from sandbox.okx.faults import clear_faults, set_fault
from sandbox.tests.okx_client import WETH, OkxClient, credentials

pytestmark = pytest.mark.urls("sandbox.okx.urls")

CHAINS = "/api/v6/dex/aggregator/supported/chain"


@pytest.fixture(autouse=True)
def _no_faults_left() -> Iterator[None]:
    yield
    clear_faults()


def ask(client: Client) -> Any:
    return client.get(CHAINS, headers=credentials(method="GET", target=CHAINS))


@pytest.mark.parametrize("path", ["/api/v5/dex/aggregator/quote", "/api/v5/dex/market/price?x=1"])
def test_the_old_version_is_switched_off(client: Client, path: str) -> None:
    assert client.get(path).json()["code"] == "50050"
    assert client.post(path).json()["code"] == "50050"


def test_an_unknown_address_is_not_found(client: Client) -> None:
    response = client.get("/api/v6/dex/aggregator/wish")

    assert (response.status_code, response.json()["code"]) == (404, "404")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_the_wrong_method_is_refused(client: Client, method: str) -> None:
    assert client.generic(method, CHAINS).status_code == 405


def test_a_post_needs_no_csrf_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/api/v6/dex/market/price", "[]", content_type="application/json")

    assert response.json()["code"] == "50103"


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="gremlins"):
        set_fault("quote", "gremlins")


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("html", 502)])
def test_a_fault_can_be_an_http_status(client: Client, kind: str, status: int) -> None:
    set_fault("supported/chain", kind)

    assert [ask(client).status_code, ask(client).status_code] == [status, 200]


def test_a_rate_limit_says_when_to_come_back(client: Client) -> None:
    set_fault("supported/chain", "429", detail="7")
    response = ask(client)

    assert (response.headers["Retry-After"], response.json()["code"]) == ("7", "50011")


def test_a_fault_can_be_a_code_with_http_200(client: Client) -> None:
    set_fault("supported/chain", "code", times=2, detail="82000")

    assert [ask(client).json()["code"] for _ in range(3)] == ["82000", "82000", "0"]


def test_a_fault_can_be_an_empty_object(client: Client) -> None:
    set_fault("supported/chain", "empty")

    assert ask(client).content == b"{}"


def test_a_fault_can_be_truncated_json(client: Client) -> None:
    whole = ask(client).content
    set_fault("supported/chain", "truncated")

    assert ask(client).content == whole[: len(whole) // 2]


def test_a_fault_can_be_huge(client: Client) -> None:
    set_fault("supported/chain", "huge", detail="1000000")

    assert len(ask(client).content) > 1_000_000


def test_a_fault_can_be_a_delay(client: Client) -> None:
    set_fault("supported/chain", "delay", detail="0.05")
    started = time.monotonic()

    assert ask(client).status_code == 200
    assert time.monotonic() - started >= 0.05


def test_a_fault_touches_its_endpoint_only(client: Client) -> None:
    set_fault("aggregator/quote", "500")

    assert ask(client).status_code == 200


def test_many_threads_get_one_price() -> None:
    def price(_: int) -> str:
        body = [{"chainIndex": "1", "tokenContractAddress": WETH}]
        return str(OkxClient().post("market/price", body)["code"])

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(price, range(40))) == {"0"}


def test_a_price_answer_takes_less_than_five_milliseconds() -> None:
    okx = OkxClient()
    seconds = []
    for _ in range(50):
        started = time.perf_counter()
        okx.post("market/price", [{"chainIndex": "1", "tokenContractAddress": WETH}])
        seconds.append(time.perf_counter() - started)

    assert median(seconds) < 0.005
