"""The measurements themselves. Each returns lines to print: a figure, its baseline and the ratio."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import psutil

from tests.bench.load import post_all, request_bytes
from tests.counterparts import Counterparts
from tests.serving import ROOT, Environment, Server, environment, free_port, serving

__all__ = ["accepting", "answering", "memory"]

SECRET = "bench-webhook-secret"

APP = "tests.bench.wsgi:application"
ROUNDS = 5
START_SECONDS = 20  # by then Esther has made ready what first messages need: her start is not what is measured
ROUND_MESSAGES = 600
AFTERWARDS_SECONDS = 0.1  # in which the inbox rows of a round's last messages are closed
TEXTS = ("price eth", "price link", "price uni", "price aave", "price wbtc", "price dai", "price usdt", "price arb")
MIXED = (
    *TEXTS,
    "/start",
    "/help",
    "/portfolio",
    "/history",
    "/wallets",
    "/settings",
    "buy eth",
    "what is this?",
    "/paper",
)

_update_ids, _chat_ids = count(10**9), count(10**6)


@dataclass(frozen=True)
class Contender:
    """A server that answers messages: where it listens, the process that works, and the Telegram it answers to."""

    port: int
    process: psutil.Process
    world: Counterparts


@dataclass(frozen=True)
class Round:
    """How many messages were answered a second, and what each took of the serving process's processor time."""

    per_second: float
    milliseconds: float


def accepting(database_url: str) -> list[str]:
    """Accept path (secret, redaction, claim, hand-over) against a bare view, interleaved."""
    bare_rates, webhook_rates = [], []
    with serving(_unlimited(database_url, BENCH_ACCEPT_ONLY="1"), app=APP) as server:
        port = server.port
        post_all(port, _messages(200, "/bare"), connections=8)
        post_all(port, _first_messages(200), connections=8)
        for _round in range(ROUNDS):
            bare_rates.append(post_all(port, _messages(2000, "/bare"), connections=8).per_second)
            webhook_rates.append(post_all(port, _first_messages(2000), connections=8).per_second)
    bare, webhook = statistics.median(bare_rates), statistics.median(webhook_rates)
    return [
        f"bare view                    {bare:7.0f} requests/s",
        f"webhook accept path          {webhook:7.0f} requests/s   {webhook / bare:.2f} of bare (at least 0.50)",
    ]


def answering(database_url: str) -> list[str]:
    """Update in, price reply out: latency, and throughput against python-telegram-bot's own webhook server.

    That server handles one update after the other unless it is told otherwise; Esther handles chats side by side, so
    both are measured: in turns, with the same load, when all of them have answered before.
    """
    with (
        Counterparts() as ours,
        Counterparts() as theirs,
        serving(_unlimited(database_url, world=ours), app=APP) as server,
        _plain_bot(theirs, at_once=256) as concurrent,
        _plain_bot(theirs, at_once=1) as sequential,
    ):
        chain = Contender(server.port, _worker(server), ours)
        _meet_everybody(chain)
        time.sleep(START_SECONDS)
        latency = _latency(chain)
        rounds = [[_round(each) for each in (chain, concurrent, sequential)] for _ in range(ROUNDS)]
    medians = [_median(each) for each in zip(*rounds, strict=True)]
    names = ("whole chain, price reply", "plain bot, side by side", "plain bot, one by one")
    return [
        f"update in, price reply out   p50 {latency[49]:5.1f} ms, p95 {latency[94]:5.1f} ms (p50 under 50 ms)",
        *(_compared(name, median, chain=medians[0]) for name, median in zip(names, medians, strict=True)),
    ]


def _median(rounds: tuple[Round, ...]) -> Round:
    return Round(
        statistics.median(each.per_second for each in rounds), statistics.median(each.milliseconds for each in rounds)
    )


def _compared(name: str, median: Round, *, chain: Round) -> str:
    line = f"{name:28} {median.per_second:7.0f} updates/s   {median.milliseconds:.2f} ms of processor time each"
    ratio = chain.per_second / median.per_second
    return line if median is chain else f"{line}   chain is {ratio:.2f} of it (at least 0.40)"


def memory(database_url: str) -> list[str]:
    """Resident memory of the serving process before and after 1,000 mixed updates."""
    with Counterparts() as world, serving(_unlimited(database_url, world=world), app=APP) as server:
        worker = _worker(server)
        _meet_everybody(Contender(server.port, worker, world))
        before = worker.memory_info().rss / 2**20
        expected = len(world.replies) + 1000
        post_all(server.port, _messages(1000, "/webhook", texts=MIXED), connections=8)
        world.wait_for(expected)
        after = worker.memory_info().rss / 2**20
    return [
        f"resident memory              {before:5.0f} MB at first, {after:5.0f} MB after 1,000 mixed updates (under 200)"
    ]


def _unlimited(database_url: str, *, world: Counterparts | None = None, **more: str) -> Environment:
    """Return production settings with nothing limited that is not being measured."""
    addresses = (
        dict.fromkeys(("TELEGRAM_API_BASE_URL", "OKX_BASE_URL", "OKX_MARKET_BASE_URL"), world.url) if world else {}
    )
    return environment(
        database_url,
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY="a-secret-key-for-measurements-only-0123456789-abcdefghij",
        WEBHOOK_SECRET=SECRET,
        TELEGRAM_BOT_TOKEN="42:bench",
        OPEN_REGISTRATION="True",
        OKX_API_KEY="key",
        OKX_API_SECRET="secret",
        OKX_API_PASSPHRASE="passphrase",
        OKX_REQUESTS_PER_SECOND="100000",
        TELEGRAM_MESSAGES_PER_SECOND="100000",
        LOG_LEVEL="WARNING",
        **addresses,
        **more,
    )


def _worker(server: Server) -> psutil.Process:
    """Return the worker that serves, gunicorn's only child."""
    (worker,) = psutil.Process(server.process.pid).children()
    return worker


def _messages(number: int, path: str, *, texts: tuple[str, ...] = TEXTS, chats: int = 200) -> list[bytes]:
    return [
        request_bytes(path, _update(1 + index % chats, texts[index % len(texts)]), SECRET) for index in range(number)
    ]


def _first_messages(number: int) -> list[bytes]:
    """Return messages that each are the first of their chat: where nothing is answered, a second one would wait."""
    return [request_bytes("/webhook", _update(next(_chat_ids), TEXTS[0]), SECRET) for _ in range(number)]


def _update(chat_id: int, text: str) -> bytes:
    message = {
        "message_id": 1,
        "date": int(time.time()),
        "chat": {"id": chat_id, "type": "private", "first_name": "Alice"},
        "from": {"id": chat_id, "is_bot": False, "first_name": "Alice", "language_code": "en"},
        "text": text,
    }
    return json.dumps({"update_id": next(_update_ids), "message": message}).encode()


def _meet_everybody(esther: Contender) -> None:
    """Register the chats, and have every price asked for once."""
    expected = len(esther.world.replies) + 200
    post_all(esther.port, _messages(200, "/webhook"), connections=4)
    esther.world.wait_for(expected)


def _latency(esther: Contender) -> list[float]:
    """Return the percentiles of 300 single updates, in milliseconds."""
    spent, replies = [], esther.world.replies
    for request in _messages(300, "/webhook"):
        expected = len(replies) + 1
        started = time.perf_counter()
        post_all(esther.port, [request], connections=1)
        esther.world.wait_for(expected)
        spent.append((replies[-1][1] - started) * 1000)
    return statistics.quantiles(spent, n=100)


def _round(contender: Contender) -> Round:
    """Have messages answered over eight connections, and wait for what is done after the last answer."""
    requests = _messages(ROUND_MESSAGES, "/webhook")
    expected, spent = len(contender.world.replies) + len(requests), _processor_seconds(contender)
    started = time.perf_counter()
    post_all(contender.port, requests, connections=8)
    contender.world.wait_for(expected)
    seconds = time.perf_counter() - started
    time.sleep(AFTERWARDS_SECONDS)
    return Round(len(requests) / seconds, (_processor_seconds(contender) - spent) / len(requests) * 1000)


def _processor_seconds(contender: Contender) -> float:
    times = contender.process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def _plain_bot(world: Counterparts, *, at_once: int) -> Iterator[Contender]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.plain_bot", str(port), world.url, SECRET, str(at_once)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for_replies(port, world)
        yield Contender(port, psutil.Process(process.pid), world)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for_replies(port: int, world: Counterparts) -> None:
    expected = len(world.replies) + 1
    for _attempt in range(100):
        try:
            post_all(port, _messages(1, "/webhook"), connections=1)
        except (OSError, RuntimeError):
            time.sleep(0.1)
        else:
            world.wait_for(expected)
            return
    raise TimeoutError("the plain bot does not answer")
