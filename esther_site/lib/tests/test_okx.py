from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
import responses
from freezegun import freeze_time
from pytest_django import Settings

from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError
from esther_site.lib.okx import Credentials, OkxClient, market_client, sign, web3_client
from esther_site.lib.okx_errors import OkxError, OkxOutage, refusal

HOST = "http://127.0.0.1:8000"
BASE_URL = f"{HOST}/sandbox/okx"
QUOTE_PATH = "/api/v6/dex/aggregator/quote"
PRICE_PATH = "/api/v6/dex/market/price"
QUOTE_URL = BASE_URL + QUOTE_PATH
SECRET = "test-secret-key"
TIMESTAMP = "2020-12-08T09:08:57.715Z"


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Record how long would have been slept, and do not sleep."""
    seconds: list[float] = []
    monkeypatch.setattr("time.sleep", seconds.append)
    return seconds


@pytest.fixture(autouse=True)
def _fresh_clients() -> Iterator[None]:
    yield
    web3_client.cache_clear()
    market_client.cache_clear()


def client(**changes: Any) -> OkxClient:
    """Return a client that forgets what earlier tests sent."""
    defaults: dict[str, Any] = {
        "base_url": BASE_URL,
        "credentials": Credentials("test-key", SECRET, "test-passphrase"),
        "requests_per_second": 1000,
        "backoff_base_secs": 0.001,
        "backoff_max_secs": 0.002,
    }
    made = OkxClient(**(defaults | changes))
    made.pace.reset()
    return made


def answer(data: Any, *, code: Any = "0", msg: str = "") -> dict[str, Any]:
    return {"code": code, "data": data, "msg": msg}


def refuse(okx_client: OkxClient, kind: type[EstherError] = TemporaryError) -> OkxError:
    """Ask for a quote and return the error that comes instead, which must be of this kind."""
    with pytest.raises(kind) as caught:
        okx_client.get(QUOTE_PATH, {})
    assert isinstance(caught.value, OkxError)
    return caught.value


# Answers that are no answers


@pytest.mark.parametrize(
    "body",
    [
        "<html>502 Bad Gateway</html>",
        "{}",
        "",
        "null",
        '"ok"',
        "[" * 100_000,
        '{"code":"0","data":[{"price":',
        '{"code":"0","msg":""}',
        '{"code":"0","data":null}',
        '{"code":"0","data":[NaN]}',
        '{"code":"0","data":[1e9999999999999999999]}',
        '{"data":[]}',
    ],
)
def test_it_refuses_an_answer_that_makes_no_sense(wire: responses.RequestsMock, body: str) -> None:
    wire.get(QUOTE_URL, body=body)

    failure = refuse(client())

    assert failure.message == "OKX gave an answer that makes no sense: try again in a minute."
    assert len(wire.calls) == 3


def test_it_refuses_a_huge_answer_without_reading_it_again(
    wire: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("esther_site.lib.okx_envelope.MAX_BODY_BYTES", 1000)
    wire.get(QUOTE_URL, json=answer(["x" * 1001]))

    assert refuse(client()).message == "OKX gave an answer that is far too long: try again later."
    assert len(wire.calls) == 1


@pytest.mark.parametrize("error", [requests.ConnectTimeout, requests.ReadTimeout, requests.ConnectionError])
def test_it_gives_up_after_three_attempts_when_okx_is_out_of_reach(
    wire: responses.RequestsMock, error: type[requests.RequestException]
) -> None:
    wire.get(QUOTE_URL, body=error("…"))

    assert refuse(client()).message == "OKX cannot be reached just now: try again in a minute."
    assert len(wire.calls) == 3


def test_it_follows_no_redirect(wire: responses.RequestsMock) -> None:
    wire.get(QUOTE_URL, status=302, headers={"Location": f"{HOST}/elsewhere"})
    elsewhere = wire.get(f"{HOST}/elsewhere", json=answer([]))

    refuse(client())

    assert elsewhere.call_count == 0


# Refusals


@pytest.mark.parametrize("code", ["82000", 82000])
def test_it_judges_by_the_code_even_with_http_200(wire: responses.RequestsMock, code: object) -> None:
    wire.get(QUOTE_URL, json=answer([], code=code, msg="Insufficient liquidity."))

    failure = refuse(client(), UserError)

    assert failure.okx_code == "82000"
    assert failure.message.startswith("OKX finds too little liquidity for this trade")
    assert len(wire.calls) == 1


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("82000", UserError, "too little liquidity"),
        ("82102", UserError, "less than the smallest amount"),
        ("82103", UserError, "more than the largest amount"),
        ("82104", UserError, "does not trade this token"),
        ("82105", UserError, "does not trade on this chain"),
        ("82112", UserError, "lose most of its value"),
        ("82120", UserError, "trap that cannot be sold"),
        ("51005", UserError, "trap that cannot be sold"),
        ("51006", UserError, "no longer traded"),
        ("50011", TemporaryError, "busy"),
        ("50001", TemporaryError, "trouble"),
        ("50026", TemporaryError, "trouble"),
        ("50014", OperatorError, "(code 50014)"),
        ("51000", OperatorError, "(code 51000)"),
        ("50103", OperatorError, "misses a part of the login"),
        ("50105", OperatorError, "OKX_API_PASSPHRASE"),
        ("50111", OperatorError, "OKX_API_KEY"),
        ("50113", OperatorError, "OKX_API_SECRET"),
        ("50112", OperatorError, "clock"),
        ("50102", OperatorError, "clock"),
        ("50114", OperatorError, "what the key may do"),
        ("50125", OperatorError, "region"),
        ("80001", OperatorError, "region"),
        ("50050", OperatorError, "update Esther"),
    ],
)
def test_each_code_has_its_sentence(code: str, kind: type[EstherError], words: str) -> None:
    failure = refusal(code)

    assert isinstance(failure, kind)
    assert failure.okx_code == code
    assert words in failure.message


def test_a_limit_is_taken_from_okxs_message_and_nothing_else() -> None:
    failure = refusal("82102", message="<b>amount</b> is below minimum 1,250.5 of the token")

    assert failure.message == "This is less than the smallest amount OKX trades (1,250.5): ask for more."


@pytest.mark.parametrize(
    ("code", "shown"), [("99999", "99999"), ("<b>", "unknown"), ("1" * 50, "unknown"), ("٣", "unknown")]
)
def test_an_unknown_code_is_named_but_never_repeated_with_markup(
    wire: responses.RequestsMock, code: str, shown: str
) -> None:
    wire.get(QUOTE_URL, json=answer([], code=code, msg="<script>"))

    assert refuse(client()).message == f"OKX refused with code {shown}: try again later."


@pytest.mark.parametrize("code", ["50001", "50026", "99999"])
def test_it_repeats_after_trouble_at_okx(wire: responses.RequestsMock, code: str) -> None:
    wire.get(QUOTE_URL, status=500, json=answer([], code=code))
    wire.get(QUOTE_URL, status=500, body="oops")
    wire.get(QUOTE_URL, json=answer(["fine"]))

    assert client().get(QUOTE_PATH, {}) == ["fine"]


@pytest.mark.parametrize("code", ["50001", "50011", "50102", "99999"])
def test_what_is_sent_once_is_never_repeated(wire: responses.RequestsMock, code: str) -> None:
    sent = wire.post(BASE_URL + PRICE_PATH, status=500, json=answer([], code=code))
    with pytest.raises(OkxError):
        client().post_once(PRICE_PATH, [{"a": 1}])
    assert (sent.call_count, wire.calls[0].request.body) == (1, b'[{"a":1}]')


@pytest.mark.parametrize("code", ["50102", "50112"])
def test_it_repeats_once_when_the_timestamp_is_refused(wire: responses.RequestsMock, code: str) -> None:
    wire.get(QUOTE_URL, status=401, json=answer([], code=code))

    refuse(client(), OperatorError)

    assert len(wire.calls) == 2


@pytest.mark.parametrize(("status", "body"), [(429, "slow down"), (200, '{"code":"50011","data":[]}')])
def test_it_obeys_retry_after(wire: responses.RequestsMock, naps: list[float], status: int, body: str) -> None:
    wire.get(QUOTE_URL, status=status, body=body, headers={"Retry-After": "3"})
    wire.get(QUOTE_URL, json=answer(["fine"]))

    assert client().get(QUOTE_PATH, {}) == ["fine"]
    assert naps == [3.0]


def test_it_does_not_wait_longer_than_a_person_would(wire: responses.RequestsMock, naps: list[float]) -> None:
    wire.get(QUOTE_URL, status=429, json=answer([], code="50011"), headers={"Retry-After": "60"})

    failure = refuse(client())

    assert isinstance(failure, TemporaryError)
    assert failure.retry_after == 60
    assert (len(wire.calls), naps) == (1, [])


def test_it_ignores_a_retry_after_it_cannot_read(wire: responses.RequestsMock) -> None:
    wire.get(QUOTE_URL, status=429, headers={"Retry-After": "soon"})

    refuse(client())

    assert len(wire.calls) == 3


# The fuse


def test_the_fuse_blows_and_mends(wire: responses.RequestsMock) -> None:
    failing = wire.get(QUOTE_URL, status=503)
    okx_client = client(fail_threshold=3, reset_secs=30)
    with freeze_time("2026-01-01 12:00:00") as clock:
        refuse(okx_client)
        clock.tick(10)
        failure = refuse(okx_client)

        assert isinstance(failure, TemporaryError)
        assert failure.retry_after == 20
        assert failing.call_count == 3

        clock.tick(21)
        wire.replace(responses.GET, QUOTE_URL, json=answer(["fine"]))
        assert okx_client.get(QUOTE_PATH, {}) == ["fine"]
        assert okx_client.get(QUOTE_PATH, {}) == ["fine"]


def test_the_fuse_blows_again_when_the_first_request_after_the_rest_fails(wire: responses.RequestsMock) -> None:
    failing = wire.get(QUOTE_URL, status=503)
    okx_client = client(fail_threshold=3, reset_secs=30)
    with freeze_time("2026-01-01 12:00:00") as clock:
        refuse(okx_client)
        clock.tick(31)
        refuse(okx_client)

    assert failing.call_count == 4


def test_the_fuse_of_one_endpoint_leaves_the_others_alone(wire: responses.RequestsMock) -> None:
    wire.get(QUOTE_URL, status=503)
    wire.post(BASE_URL + PRICE_PATH, json=answer(["fine"]))
    okx_client = client(fail_threshold=3)

    refuse(okx_client)

    assert okx_client.post(PRICE_PATH, []) == ["fine"]


def test_a_refusal_is_an_answer_and_never_blows_the_fuse(wire: responses.RequestsMock) -> None:
    refusing = wire.get(QUOTE_URL, json=answer([], code="82000"))
    okx_client = client(fail_threshold=1)

    for _ in range(5):
        refuse(okx_client, UserError)

    assert refusing.call_count == 5


def test_nobody_waits_for_another_request_to_the_same_endpoint(wire: responses.RequestsMock) -> None:
    both_are_on_the_wire = Barrier(2)

    def respond(_request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        both_are_on_the_wire.wait(timeout=5)
        return 200, {}, '{"code":"0","data":["fine"]}'

    wire.add_callback(responses.GET, QUOTE_URL, respond)
    okx_client = client()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: okx_client.get(QUOTE_PATH, {}), range(2)))

    assert answers == [["fine"], ["fine"]]


# The pace


def test_requests_keep_their_pace_over_all_clients(
    wire: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.get(QUOTE_URL, json=answer([]))
    # In the future: a thread of the rate limiter looks at the real clock, and would clear away what is past.
    with freeze_time("2099-01-01 12:00:00") as clock:
        monkeypatch.setattr("time.sleep", lambda seconds: clock.tick(seconds))
        first, second = client(requests_per_second=2), client(requests_per_second=2)
        sent_at = []
        for asking in (first, second, first, second, first):
            asking.get(QUOTE_PATH, {})
            sent_at.append((datetime.now(UTC) - datetime(2099, 1, 1, 12, tzinfo=UTC)).total_seconds())

    assert sent_at == pytest.approx([0, 0, 1, 1, 2], abs=0.05)


def test_it_gives_up_when_no_slot_comes_free(wire: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch) -> None:
    wire.get(QUOTE_URL, json=answer([]))
    monkeypatch.setattr("esther_site.lib.okx_guards.MAX_WAIT_SECS", 0.5)
    okx_client = client(requests_per_second=1)
    okx_client.get(QUOTE_PATH, {})

    failure = refuse(okx_client)

    assert failure.message == "Esther has too much to ask OKX just now: try again soon."
    assert not isinstance(failure, OkxOutage)
    assert len(wire.calls) == 1


# What is sent


@pytest.mark.parametrize(
    ("request_line", "body", "signature"),
    [
        ("GET/api/v6/dex/aggregator/supported/chain", "", "9l8qjTLuQMhbzhqXtkYN5+Z30X7pCeuSZYT6aBlaeVM="),
        (
            (
                "GET/api/v6/dex/aggregator/quote?chainIndex=1&amount=1000000&swapMode=exactIn"
                "&fromTokenAddress=0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"
                "&toTokenAddress=0xdac17f958d2ee523a2206206994597c13d831ec7"
            ),
            "",
            "ATw7bZyJ0IWQxsFv1hnaPmaAxEO1LMKCNMHJH1ymnFY=",
        ),
        (
            "POST/api/v6/dex/market/price",
            '[{"chainIndex":"1","tokenContractAddress":"0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"}]',
            "JPy7rf6prrHIpShIPAN6n+XY7qFUuBo9ZwrVHbXE/mw=",
        ),
    ],
)
def test_it_signs_as_okx_does(request_line: str, body: str, signature: str) -> None:
    assert sign(f"{TIMESTAMP}{request_line}{body}".encode(), secret=SECRET) == signature


@freeze_time("2020-12-08 09:08:57.715")
def test_it_signs_the_body_it_sends_without_the_base_urls_prefix(wire: responses.RequestsMock) -> None:
    wire.post(BASE_URL + PRICE_PATH, json=answer([]))
    item = {"chainIndex": "1", "tokenContractAddress": "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"}

    client(project_id="a-project").post(PRICE_PATH, [item])

    sent = wire.calls[0].request
    assert sent.headers["OK-ACCESS-SIGN"] == "JPy7rf6prrHIpShIPAN6n+XY7qFUuBo9ZwrVHbXE/mw="
    assert sent.headers["OK-ACCESS-TIMESTAMP"] == TIMESTAMP
    assert sent.headers["OK-ACCESS-KEY"] == "test-key"
    assert sent.headers["OK-ACCESS-PASSPHRASE"] == "test-passphrase"
    assert sent.headers["OK-ACCESS-PROJECT"] == "a-project"
    assert json.loads(sent.body or b"") == [item]


@freeze_time("2020-12-08 09:08:57.715")
def test_it_signs_the_query_exactly_as_it_is_sent(wire: responses.RequestsMock) -> None:
    wire.get(QUOTE_URL, json=answer([]))
    params = {"b": "a b,c", "a": "~+/=&%2F", "word": "ü"}

    client().get(QUOTE_PATH, params)

    sent = wire.calls[0].request
    sent_target = str(sent.path_url).removeprefix("/sandbox/okx")
    assert sent.headers["OK-ACCESS-SIGN"] == sign(f"{TIMESTAMP}GET{sent_target}".encode(), secret=SECRET)
    assert dict(parse_qsl(urlsplit(sent_target).query)) == params
    assert "OK-ACCESS-PROJECT" not in sent.headers


def test_every_attempt_has_its_own_timestamp_and_signature(
    wire: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.get(QUOTE_URL, status=500)
    with freeze_time("2026-01-01 12:00:00") as clock:
        monkeypatch.setattr("time.sleep", lambda _seconds: clock.tick(1))
        refuse(client())

    stamps = [call.request.headers["OK-ACCESS-TIMESTAMP"] for call in wire.calls]
    assert stamps == ["2026-01-01T12:00:00.000Z", "2026-01-01T12:00:01.000Z", "2026-01-01T12:00:02.000Z"]
    assert len({call.request.headers["OK-ACCESS-SIGN"] for call in wire.calls}) == 3


def test_a_public_client_sends_no_keys_and_no_cookies(wire: responses.RequestsMock) -> None:
    wire.get(QUOTE_URL, json=answer([]), headers={"Set-Cookie": "track=1"})
    public = client(credentials=None)

    public.get(QUOTE_PATH, {})
    public.get(QUOTE_PATH, {})

    headers = {name for call in wire.calls for name in call.request.headers}
    assert not [name for name in headers if name.startswith("OK-ACCESS") or name == "Cookie"]


def test_every_request_has_both_timeouts(wire: responses.RequestsMock) -> None:
    wire.get(QUOTE_URL, json=answer([]))

    client().get(QUOTE_PATH, {})

    assert wire.calls[0].request.req_kwargs["timeout"] == (3, 10)  # type: ignore[attr-defined]


def test_no_secret_is_logged_or_shown(wire: responses.RequestsMock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wire.get(QUOTE_URL, status=401, json=answer([], code="50111"))
    credentials = Credentials("canary-key", "canary-secret", "canary-passphrase")

    failure = refuse(client(credentials=credentials), OperatorError)

    assert "canary" not in repr(credentials) + repr(failure) + caplog.text
    assert wire.calls[0].request.headers["OK-ACCESS-SIGN"] not in caplog.text


# Answers


@pytest.mark.parametrize(
    "body",
    ['{"code":"0","data":[1.10],"msg":""}', '{"code":0,"data":[1.10],"msg":"success","new":{}}', "[1.10]"],
)
def test_it_is_lenient_about_the_envelope_and_exact_about_numbers(wire: responses.RequestsMock, body: str) -> None:
    wire.get(QUOTE_URL, body=body)

    assert str(client().get(QUOTE_PATH, {})) == str([Decimal("1.10")])


# The clients of this process


def test_without_keys_there_is_no_web3_client(settings: Settings) -> None:
    settings.OKX_API_SECRET = ""

    with pytest.raises(OperatorError, match=r"^OKX keys are not set"):
        web3_client()


def test_the_web3_client_is_one_and_follows_the_settings(settings: Settings, wire: responses.RequestsMock) -> None:
    settings.OKX_BASE_URL = "https://web3.example.com"
    settings.OKX_PROJECT_ID = "a-project"
    wire.get("https://web3.example.com" + QUOTE_PATH, json=answer(["fine"]))
    web3_client.cache_clear()

    assert web3_client() is web3_client()
    assert web3_client().get(QUOTE_PATH, {}) == ["fine"]
    assert wire.calls[0].request.headers["OK-ACCESS-PROJECT"] == "a-project"


def test_the_market_client_needs_no_keys(settings: Settings, wire: responses.RequestsMock) -> None:
    settings.OKX_API_KEY = ""
    wire.get(f"{BASE_URL}/api/v5/market/ticker", json=answer(["fine"]))
    market_client.cache_clear()

    assert market_client().get("/api/v5/market/ticker", {"instId": "BTC-USDT"}) == ["fine"]
