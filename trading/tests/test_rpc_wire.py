"""One request, one answer: whatever is not exactly that is no answer, and nothing ever names the node."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import responses
from pytest_django.fixtures import Settings
from requests import PreparedRequest

from esther_site.lib.errors import OperatorError
from trading import rpc_wire
from trading.rpc_errors import RpcError, RpcRefused, RpcUnavailable
from trading.rpc_wire import Wire
from trading.tests.answering_node import URL

Reply = tuple[int, dict[str, str], str | bytes]


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def envelope(**parts: Any) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": 1, **parts})


def told_by(error: BaseException) -> str:
    """Return what an error tells with its own frames and their locals: the test's frames know the address anyway."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    own = [frame for frame in told.stack if "/trading/" in frame.filename and "/tests/" not in frame.filename]
    assert own
    return str(error) + repr(error) + "".join(f"{frame.name} {frame.locals}" for frame in own)


def failure(mock: responses.RequestsMock, *, body: str | bytes | Exception, status: int = 200) -> RpcError:
    """Return the error that an answer of this body leads to."""
    mock.post(URL, body=body, status=status)
    with pytest.raises(RpcError) as caught:
        Wire(URL).ask("eth_chainId", [])
    return caught.value


@pytest.mark.parametrize("url", ["", "node.example", "file:///etc/passwd", "ftp://node.example", "ws://node.example"])
def test_it_refuses_an_address_that_is_not_of_the_web(url: str) -> None:
    with pytest.raises(OperatorError, match="RPC_URL_<chain index>"):
        Wire(url)


@pytest.mark.parametrize(
    "url",
    ["http://node.example/key", "https://127.0.0.1:8545/key", "https://2130706433/key", "https://a:key@n.example"],
)
def test_in_production_it_refuses_an_address_that_is_not_public(settings: Settings, url: str) -> None:
    settings.ALLOW_PRIVATE_URLS = False
    with pytest.raises(OperatorError, match="so it is not asked") as refusal:
        Wire(url)
    assert "key" not in refusal.value.message


def test_it_follows_no_redirect_to_an_address_that_nobody_named(mock: responses.RequestsMock) -> None:
    inside = mock.post("https://169.254.169.254/latest", body=envelope(result="0x1"))
    mock.post(URL, status=307, headers={"Location": "https://169.254.169.254/latest"})
    with pytest.raises(RpcUnavailable):
        Wire(URL).ask("eth_chainId", [])
    assert inside.call_count == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>502 Bad Gateway</body></html>",
        b'{"jsonrpc":"2.0","id":1,"result":"0x',
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'"0x1"',
        b"[" * 100_000,
        b'{"jsonrpc":"2.0","id":1,"result":NaN}',
        b'{"jsonrpc":"2.0","id":1,"result":' + b"1" * 5000 + b"}",
        json.dumps([{"jsonrpc": "2.0", "id": 1, "result": "0x1"}]),
        json.dumps({"id": 1, "result": "0x1"}),
        json.dumps({"jsonrpc": "1.0", "id": 1, "result": "0x1"}),
        json.dumps({"jsonrpc": "2.0", "result": "0x1"}),
        envelope(),
        envelope(error={}),
        envelope(error="no"),
        envelope(error={"code": "3", "message": "no"}),
        envelope(error={"code": True, "message": "no"}),
        *(json.dumps({"jsonrpc": "2.0", "id": other, "result": "0x1"}) for other in (2, 0, "1", 1.0, None, True, [1])),
        json.dumps({"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "parse error"}}),
    ],
    ids=lambda body: repr(body[:60]),
)
def test_it_refuses_what_is_no_answer(mock: responses.RequestsMock, body: str | bytes) -> None:
    error = failure(mock, body=body)
    assert isinstance(error, RpcUnavailable)
    assert error.message == "The chain's node gave an answer that makes no sense: try again in a minute."


@pytest.mark.parametrize("status", [201, 204, 301, 302, 400, 401, 403, 404, 500, 502, 503])
def test_it_refuses_a_result_with_a_bad_status(mock: responses.RequestsMock, status: int) -> None:
    assert isinstance(failure(mock, body=envelope(result="0x1"), status=status), RpcUnavailable)


def test_it_follows_nobody_to_another_address(mock: responses.RequestsMock) -> None:
    mock.post(URL, status=307, headers={"Location": "https://thief.example/"})
    elsewhere = mock.post("https://thief.example/", body=envelope(result="0x1"))
    with pytest.raises(RpcUnavailable):
        Wire(URL).ask("eth_chainId", [])
    assert elsewhere.call_count == 0


def test_it_reads_no_more_than_it_can_hold(mock: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc_wire, "MAX_BODY_BYTES", 1000)
    assert isinstance(failure(mock, body=envelope(result="0x" + "00" * 1000)), RpcUnavailable)


def test_it_does_not_wait_for_a_trickle(mock: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc_wire, "TOTAL_SECS", -1)
    assert isinstance(failure(mock, body=envelope(result="0x1")), RpcUnavailable)


@pytest.mark.parametrize(
    "problem",
    [
        requests.ConnectionError(f"no route to {URL}"),
        requests.ConnectTimeout(URL),
        requests.ReadTimeout(URL),
        requests.exceptions.ChunkedEncodingError(URL),
        requests.exceptions.SSLError(URL),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_no_answer_is_told_without_the_nodes_address(
    mock: responses.RequestsMock, problem: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    error = failure(mock, body=problem)
    assert error.message == "The chain's node cannot be reached just now: try again in a minute."
    assert (error.__cause__, error.__context__) == (None, None)
    assert type(problem).__name__ in caplog.text
    assert "canary" not in told_by(error) + caplog.text + repr(Wire(URL))


def test_too_many_requests_is_told_so(mock: responses.RequestsMock) -> None:
    assert "busy" in failure(mock, body="slow down", status=429).message


def test_the_code_for_too_many_requests_is_told_so(mock: responses.RequestsMock) -> None:
    error = failure(mock, body=envelope(error={"code": -32005, "message": "limit exceeded"}))
    assert isinstance(error, RpcUnavailable)
    assert "busy" in error.message


@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_refusal_keeps_the_nodes_words_to_itself(mock: responses.RequestsMock, status: int) -> None:
    error = failure(mock, body=envelope(error={"code": 3, "message": "<b>no</b>", "data": "0x"}), status=status)
    assert isinstance(error, RpcRefused)
    assert (error.code, error.node_message, error.data) == (3, "<b>no</b>", "0x")
    assert error.message == "The chain's node refused a request (code 3): try again in a minute."


@pytest.mark.parametrize("result", [None, "0x1", {"a": [1]}, []])
def test_it_returns_the_result(mock: responses.RequestsMock, result: Any) -> None:
    mock.post(URL, body=envelope(result=result, error=None))
    assert Wire(URL).ask("eth_chainId", []) == result


def test_each_request_has_its_own_number(mock: responses.RequestsMock) -> None:
    asked: list[dict[str, Any]] = []

    def answer(request: PreparedRequest) -> Reply:
        asked.append(json.loads(request.body or b""))
        return 200, {}, json.dumps({"jsonrpc": "2.0", "id": asked[-1]["id"], "result": None})

    mock.add_callback(responses.POST, URL, callback=answer)
    wire = Wire(URL)
    for _ in range(2):
        wire.ask("eth_getBalance", ["0x00", "latest"])
    assert asked[0] == {"jsonrpc": "2.0", "id": 1, "method": "eth_getBalance", "params": ["0x00", "latest"]}
    assert asked[1]["id"] == 2


def test_nobody_is_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def post(url: str, **options: Any) -> None:
        seen.update(options)
        raise requests.ConnectTimeout

    wire = Wire(URL)
    monkeypatch.setattr(wire._session, "post", post)
    with pytest.raises(RpcUnavailable):
        wire.ask("eth_chainId", [])
    assert (seen["timeout"], seen["allow_redirects"], seen["stream"]) == ((3, 10), False, True)


def test_a_lost_connection_is_not_tried_again_by_the_library() -> None:
    adapters: list[Any] = [Wire(URL)._session.get_adapter(scheme) for scheme in ("http://", "https://")]
    assert [adapter.max_retries.total for adapter in adapters] == [0, 0]
