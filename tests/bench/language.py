"""`python -m tests.bench.language`: how the sentences of the reporting half are understood, and how fast any are.

The baseline splits the same sentences into words with one regular expression, in the same run and in turns.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from itertools import product
from typing import Final

import tests.environment  # noqa: F401 - first of all: the grammar needs settings
from tests.language.printing import confusion_lines
from tests.language.scoring import answer_to, score
from tests.language.sentences import read_half

ROUNDS: Final = 5
SECONDS: Final = 1.0  # of each round, about
_WORD: Final = re.compile(r"\w+|[^\w\s]")
PER_SECOND: Final = 20_000
MILLISECONDS_PER_KB: Final = 5
# Bytes: short enough for what looks at short texts only, Telegram's longest message, and what the command line may get.
SIZES: Final = (250, 1_000, 4_096, 100_000)
# What makes expressions backtrack: repeats, openings that never close, and beginnings of sentences without an end.
REPEATED: Final = (
    "a",
    "0",
    "1,",
    "1.",
    "$",
    "%",
    "0x",
    "0xabcdef",
    " ",
    "\n",
    "'",
    '"',
    "(((",
    "> ",
    "🚀",
    "é",
    "buy ",
    "buy 1 eth ",
    "buy 0.1 eth with ",
    "sell half of my ",
    "swap 10 usdc from arbitrum to ",
    "if it falls to ",
    "alert me when btc goes above ",
    "don't ",
    "5% 10 ",
    "rebalance 60 eth 30 ",
    "on x layer ",
    "please ",
    "a quarter of ",
    "and ",
    "stop at 5% and ",
    "etheruem ",
    "byu etheruem with bitcion ",
    "word another thing ",
    # beginnings of preambles, of tails, of turns of phrase, and of idioms
    "so please ",
    ". please ",
    ", i need the cash ",
    "thank you ",
    "and please so now ",
    "i need 0.3 eth ",
    "open a position in ",
    "take 80 usdt from my balance and ",
    "hundred and twenty ",
    "1 2 3 ",
    "last 7 d ",
    "stop loss take profit limit buy trailing stop ",
    # parts of a message that may be left out, and nouns with a verb of their own
    "my car is gone, ",
    "the fees are low. ",
    "so please sell 1 eth ",
    "lol put ",
    "no rush ",
    "make a sale of ",
    "plsss ",
)
# A beginning that lets the parser in, before the repeats.
BEGINNINGS: Final = ("", "buy 1 ", "alert me when eth ", "i need 1 eth, ", "my rent is due, ")
# As they are typed all day: what the speed of the grammar is for.
TYPED: Final = (
    "Buy 0.1 ETH with USDC",
    "sell half of my eth to usdc",
    "swap 10 usdc from arbitrum to eth on polygon",
    "set a stop loss for BTC at 110000",
    "sell 0.2 wbtc if price falls under 95k",
    "buy 0.5 eth if it falls to 2000",
    "trailing stop on eth 5%",
    "alert me when BTC goes above 115000",
    "let me know if eth moves 5% in an hour",
    "how has my portfolio performed over the last 7 days?",
    "rebalance 60 eth 30 usdc 10 link",
    "chart eth 30d",
    "what's in my portfolio?",
    "cancel order 12",
    "buy 10 OKB on X Layer",
    "ape 50 usdc into link",
    "price of eth",
    "should I buy eth?",
)


def main() -> None:
    reporting = read_half("reporting")
    found = score(reporting)
    print(
        f"language, {len(found.verdicts)} sentences of the reporting half: {found.percent:.1f} % right (at least 97), "
        f"{len(found.trades_not_meant)} trades that nobody meant, {len(found.other_trades)} other than meant (0)"
    )
    print("\n".join(confusion_lines(found)))
    for name, texts in (("tuning half", [each.text for each in read_half("tuning")]), ("typed all day", list(TYPED))):
        print("\n".join([f"  {name}, {len(texts)} sentences", *_speed(texts)]))
    print("\n".join(_pathological()), flush=True)


def _speed(texts: list[str]) -> list[str]:
    rounds = [(_rate(answer_to, texts), _rate(_WORD.findall, texts)) for _ in range(ROUNDS)]
    grammar, words = (statistics.median(each) for each in zip(*rounds, strict=True))
    return [
        f"  understood                 {grammar:9,.0f} sentences/s on one core (at least {PER_SECOND:,})",
        f"  split into words only      {words:9,.0f} sentences/s; the grammar at {grammar / words:.3f} of it",
    ]


def _rate(read: Callable[[str], object], texts: list[str]) -> float:
    """Return how many texts are read a second, over rounds of all of them."""
    done, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < SECONDS:
        for text in texts:
            read(text)
        done += len(texts)
    return done / spent


def _pathological() -> list[str]:
    return [line for size in SIZES for line in _slowest(size)]


def _slowest(size: int) -> list[str]:
    """Measure every repeated text at a size in bytes; each is read three times and the median counts."""
    measured = []
    for beginning, repeated in product(BEGINNINGS, REPEATED):
        text = _filled(beginning, repeated, size)
        measured.append((_milliseconds_per_kb(answer_to, text), _milliseconds_per_kb(_WORD.findall, text), text[:24]))
    slowest, words, text = max(measured)
    middle = statistics.median(each[0] for each in measured)
    figures = f"{slowest:6.3f} ms per kB at the slowest (at most {MILLISECONDS_PER_KB}); median {middle:.3f}"
    return [
        f"  {size / 1000:5.2f} kB of repeats         {figures}",
        f"    the slowest of {len(measured):3}       {text!r}, split into words only {words:.3f} ms per kB",
    ]


def _filled(beginning: str, repeated: str, size: int) -> str:
    each, room = len(repeated.encode()), size - len(beginning.encode())
    return beginning + repeated * (room // each)


def _milliseconds_per_kb(read: Callable[[str], object], text: str) -> float:
    spent = []
    for _ in range(3):
        started = time.perf_counter()
        read(text)
        spent.append(time.perf_counter() - started)
    return statistics.median(spent) * 1000 / (len(text.encode()) / 1000)


if __name__ == "__main__":
    main()
