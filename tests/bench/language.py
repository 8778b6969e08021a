"""`python -m tests.bench.language`: how the sentences of the reporting half are understood, and how fast.

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
from tests.language.sentences import HALVES, read_half

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
)
# A beginning that lets the parser in, before the repeats.
BEGINNINGS: Final = ("", "buy 1 ", "alert me when eth ")


def main() -> None:
    reporting = read_half("reporting")
    found = score(reporting)
    print(
        f"language, {len(found.verdicts)} sentences of the reporting half: {found.percent:.1f} % right (at least 97), "
        f"{len(found.trades_not_meant)} trades that nobody meant, {len(found.other_trades)} other than meant (0)"
    )
    print("\n".join(confusion_lines(found)))
    print(
        "\n".join([*_speed([each.text for half in HALVES for each in read_half(half)]), *_pathological()]), flush=True
    )


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
