"""What only looks: for each thing to see, the words that speak of it, those that may stand beside them, and never.

A line speaks of it where one word of every group is said; groups are parted by “&”. COIN, SPAN and ASKS stand for a
token, a span of time and a question mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bots.language.bag_words import (
    ALERT_NOUNS,
    ASKS,
    CHARTS,
    FILL,
    HELPS,
    HISTORY,
    INSIGHTS,
    ORDER_NOUNS,
    PERFORMANCE,
    PORTFOLIO,
    PRICES,
    QUESTIONS,
    STATES,
    WALLET_NOUNS,
    words,
)
from bots.language.intents import Intent

__all__ = ["LOOKS", "Look"]

_Line = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Look:
    """One thing to see."""

    intent: Intent
    beside: frozenset[str]
    lines: tuple[_Line, ...]
    never: tuple[_Line, ...]
    counts: bool  # whether a number may be said

    def is_meant(self, said: frozenset[str]) -> bool:
        return _any(self.lines, said) and not _any(self.never, said)


def _any(lines: tuple[_Line, ...], said: frozenset[str]) -> bool:
    return any(all(not group.isdisjoint(said) for group in line) for line in lines)


def _lines(text: str) -> tuple[_Line, ...]:
    return tuple(tuple(map(words, line.split("&"))) for line in text.splitlines() if line.strip())


def _look(intent: Intent, beside: frozenset[str], lines: str, never: str = "", *, counts: bool = False) -> Look:
    markers = words("COIN SPAN ASKS")
    return Look(intent, FILL | ASKS | QUESTIONS | beside | markers, _lines(lines), _lines(never), counts)


_KINDS: Final = "stoploss stoplosses takeprofit takeprofits trailing limits targets"
_MINE: Final = (
    "portfolio portfolios holdings balance balances bag bags positions position assets networth investments allocation "
    "stack"
)

LOOKS: Final = (
    _look(
        Intent.GET_PORTFOLIO_PERFORMANCE,
        PERFORMANCE,
        f"""
        performance performances perform performs performed performing returns return fared fare faring roi
        how & {_MINE} & did done gone developed doing going go been do changed grown
        how & i my am & did done gone been & do done gone doing
        how & my & coins wallet account & done gone developed doing going go been changed grown
        {_MINE} i my & up & down
        {_MINE} & chart & SPAN
        i my & cooked winning
        how & {_MINE} & was were & SPAN
        how {_MINE} & went worked goes & SPAN
        SPAN & pnl profit gains
        SPAN & {_MINE} i my am & make made earn earned gain gained lose lost grow grew grown change changed
        """,
        "COIN\nwhy\ntrades transactions swaps orders history activity executions transaction",
    ),
    _look(
        Intent.GET_PRICE_CHART,
        CHARTS,
        """
        chart charts graph graphs plot plotting
        candles candle candlestick candlesticks kline klines sparkline draw graphic
        COIN & price & history
        COIN & picture image diagram curve trend
        COIN & SPAN & show see view display draw
        COIN & SPAN & moved move movement performed history developed evolved changed price prices
        """,
    ),
    _look(
        Intent.GET_INSIGHTS,
        INSIGHTS,
        f"""
        insight insights overexposed roast
        outlook & COIN
        analysis analyses analyse analyze analysing analyzing observations observation
        what & stands & out
        my & risks
        i portfolio & concentrated diversified
        market markets crypto & how overview summary look looking doing
        market markets & happening mood sentiment state condition conditions
        market markets & up & what
        {_MINE} coins & opinion thoughts advice tips suggestions review assess assessment
        {_MINE} coins & critique feedback stands notice
        {_MINE} coins & think improve risks risk risky wrong evaluate judge rate
        {_MINE} coins & exposed interesting healthy health spread
        {_MINE} coins & recommendations verdict diversified diversification
        {_MINE} coins & should & know
        {_MINE} coins & check show & see
        """,
        f"COIN & {_MINE} risks concentrated\nCOIN & should buy sell",
    ),
    _look(
        Intent.LIST_ORDERS,
        ORDER_NOUNS | STATES | {"stop"},
        f"""
        orders
        order & list open pending active running book waiting show
        what & pending
        {_KINDS} & do & i & have
        {_KINDS} & which what list show see any every all tell & \
there any have set got existing active open running placed which list show see
        {_KINDS} & is do did are have & ASKS & there have set
        """,
        "when how where & stoploss takeprofit trailing",
    ),
    _look(
        Intent.LIST_ALERTS,
        ALERT_NOUNS | STATES,
        """
        alerts alarms notifications reminders
        alert alarm & list which what open active
        watching monitoring alerted tracking & what which are & i you me
        """,
    ),
    _look(
        Intent.SHOW_HISTORY,
        HISTORY,
        """
        history operations transactions swaps trades executions
        receipts receipt purchases sales ledger activity deals log transaction
        trade & records record past journal list
        i & buy sell trade swap bridge bought sold traded swapped bridged purchased converted exchanged & \
what when which howmuch often did show list everything
        ASKS & i & have & bought sold traded swapped bridged purchased converted exchanged
        """,
        """
        need why who already price chart
        should will if shall
        would & how what when which be
        you & did have sold bought & ASKS
        live real & want need like
        howmuch & is are maybe now
        how & can could do to
        howmuch & can could
        a & ledger
        """,
        counts=True,
    ),
    _look(
        Intent.LIST_WALLETS,
        WALLET_NOUNS | STATES | {"default", "deposit"},
        """
        wallets purses
        wallet & list which
        wallet deposit & address addresses
        """,
        f"worth in inside value\n{_MINE}",
    ),
    _look(
        Intent.SHOW_PORTFOLIO,
        PORTFOLIO,
        f"""
        {_MINE}
        coins tokens assets crypto & my
        do & i & have & COIN
        rich & i
        what howmuch & worth & am
        much howmuch & my & worth & stuff everything things
        own owning possess & i everything
        sitting own hold holding holds have having got hodl & i & what which howmuch show list many & \
COIN coins tokens money funds crypto cash assets what howmuch holding hold
        account accounts wallet wallets purse stash & in inside left remain remains worth much & what howmuch how show
        account accounts wallet wallets purse stash & in inside left remain remains worth much & money funds
        """,
        "below above",
    ),
    _look(
        Intent.GET_PRICE,
        PRICES,
        """
        COIN & price prices worth cost costs costing course priced p px
        COIN & quote quotes quoted value valued values rate rates
        COIN & howmuch
        COIN & what & get & if
        COIN & many & dollars dollar
        COIN & how & expensive cheap
        COIN & check checking lookup
        COIN & what where how show tell check & trading trade sitting sits going standing stands hovering doing at
        """,
        counts=True,
    ),
    _look(
        Intent.HELP,
        HELPS,
        """
        help commands instructions manual guide tutorial usage lost confused faq capabilities features command functions
        understand
        stuck
        explain & yourself
        you yourself this bot it esther & how & work works use using working
        what things explain & you i & can able could capabilities possible offer support & do ask offer able say things
        """,
        "COIN\nSPAN",
    ),
)
