from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from freezegun import freeze_time

from sandbox.okx.keccak import checksummed, keccak256
from sandbox.okx.throttle import throttle
from sandbox.tests.okx_client import KEY, PASSPHRASE, USDC, USDT, OkxClient, credentials, signature

pytestmark = pytest.mark.urls("sandbox.okx.urls")

CHAINS = "/api/v6/dex/aggregator/supported/chain"
PRICE = "/api/v6/dex/market/price"
PRICE_BODY = '[{"chainIndex":"1","tokenContractAddress":"0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"}]'
QUOTE = (
    "/api/v6/dex/aggregator/quote?chainIndex=1&amount=1000000&swapMode=exactIn"
    f"&fromTokenAddress={USDC}&toTokenAddress={USDT}"
)
PUBLISHED_AT = "2020-12-08T09:08:57.715Z"


def published(sign: str) -> dict[str, str]:
    return {
        "OK-ACCESS-KEY": KEY,
        "OK-ACCESS-PASSPHRASE": PASSPHRASE,
        "OK-ACCESS-TIMESTAMP": PUBLISHED_AT,
        "OK-ACCESS-SIGN": sign,
    }


def ask(client: Client, **changes: str) -> tuple[int, str]:
    """Ask for the chains with right credentials but for the changes; an empty text drops a header."""
    names = {"key": "OK-ACCESS-KEY", "sign": "OK-ACCESS-SIGN", "at": "OK-ACCESS-TIMESTAMP"}
    names["passphrase"] = "OK-ACCESS-PASSPHRASE"
    headers = credentials(method="GET", target=CHAINS)
    headers |= {names[name]: value for name, value in changes.items()}
    response = client.get(CHAINS, headers={name: value for name, value in headers.items() if value})
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": ""}, "50103"),
        ({"sign": ""}, "50106"),
        ({"at": ""}, "50107"),
        ({"passphrase": ""}, "50104"),
        ({"key": "", "sign": "", "at": "", "passphrase": ""}, "50103"),
        ({"key": "someone-else"}, "50111"),
        ({"key": "someone-else", "passphrase": "wrong"}, "50111"),
        ({"passphrase": "wrong"}, "50105"),
        ({"passphrase": "pässwörd"}, "50105"),
        ({"at": "yesterday"}, "50112"),
        ({"at": "1607418537"}, "50112"),
        ({"at": "2026-02-30T00:00:00.000Z"}, "50112"),
        ({"at": PUBLISHED_AT}, "50102"),
        ({"sign": "AAAA"}, "50113"),
    ],
)
def test_it_refuses_wrong_credentials(client: Client, changes: dict[str, str], code: str) -> None:
    assert ask(client, **changes) == (401, code)


@pytest.mark.parametrize(("seconds", "code"), [(-31, "50102"), (31, "50102"), (-29, "50113"), (29, "50113")])
def test_it_allows_thirty_seconds_either_way(client: Client, seconds: int, code: str) -> None:
    moved = datetime.now(UTC) + timedelta(seconds=seconds)

    assert ask(client, at=moved.strftime("%Y-%m-%dT%H:%M:%SZ"), sign="AAAA") == (401, code)


def test_a_refusal_has_the_usual_envelope(client: Client) -> None:
    assert client.get(CHAINS).json() == {
        "code": "50103",
        "data": [],
        "msg": 'Request header "OK-ACCESS-KEY" can not be empty',
    }


def test_it_signs_the_query_as_it_was_sent(client: Client) -> None:
    headers = credentials(method="GET", target=f"{CHAINS}?chainIndex=1")

    assert client.get(f"{CHAINS}?chainIndex=%31", headers=headers).json()["code"] == "50113"


def test_it_signs_the_body_byte_for_byte(client: Client) -> None:
    headers = credentials(method="POST", target=PRICE, body=PRICE_BODY)
    response = client.post(PRICE, PRICE_BODY + "\n", content_type="application/json", headers=headers)

    assert response.json()["code"] == "50113"


def test_a_signed_trailing_newline_is_right() -> None:
    assert OkxClient().post_text("market/price", PRICE_BODY + "\n")["code"] == "0"


def test_it_accepts_whole_seconds_and_ignores_the_project(client: Client) -> None:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = published(signature(at=at, method="GET", target=CHAINS))
    headers |= {"OK-ACCESS-TIMESTAMP": at, "OK-ACCESS-PROJECT": "whatever"}

    assert client.get(CHAINS, headers=headers).json()["code"] == "0"


@pytest.mark.parametrize(
    ("send", "sign"),
    [
        (lambda client, headers: client.get(CHAINS, headers=headers), "9l8qjTLuQMhbzhqXtkYN5+Z30X7pCeuSZYT6aBlaeVM="),
        (lambda client, headers: client.get(QUOTE, headers=headers), "ATw7bZyJ0IWQxsFv1hnaPmaAxEO1LMKCNMHJH1ymnFY="),
        (
            lambda client, headers: client.post(PRICE, PRICE_BODY, content_type="application/json", headers=headers),
            "JPy7rf6prrHIpShIPAN6n+XY7qFUuBo9ZwrVHbXE/mw=",
        ),
    ],
)
def test_it_accepts_the_published_signatures(
    client: Client, send: Callable[[Client, dict[str, str]], HttpResponse], sign: str
) -> None:
    with freeze_time(PUBLISHED_AT):
        response = send(client, published(sign))

    assert response.status_code == 200
    assert b'"code": "0"' in response.content


@pytest.mark.urls("sandbox.tests.mounted_urls")
def test_it_signs_the_path_without_the_mount(client: Client) -> None:
    headers = credentials(method="GET", target=CHAINS)

    assert client.get(f"/sandbox/okx{CHAINS}", headers=headers).json()["code"] == "0"


def test_one_request_too_many_is_refused(client: Client) -> None:
    throttle.limit(2)
    try:
        answers = [ask(client) for _ in range(3)]
    finally:
        throttle.limit(0)

    assert answers == [(200, "0"), (200, "0"), (429, "50011")]


def test_keccak_agrees_with_the_published_digests() -> None:
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"a" * 136).hex() == "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e"
    assert checksummed(USDC) == "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
