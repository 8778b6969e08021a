"""The lists that people look at: orders, alerts, what was traded, wallets. See `sights`."""

from __future__ import annotations

from typing import Final

from bots.language.bag_words import ALERT_NOUNS, HISTORY, ORDER_NOUNS, STATES, WALLET_NOUNS
from bots.language.intents import Intent
from bots.language.sights import Look, look_at

__all__ = ["LISTS", "MINE"]

# What somebody holds.
MINE: Final = (
    "portfolio portfolios holdings balance balances bag bags positions position assets networth investments allocation "
    "stack"
)

_KINDS: Final = "stoploss stoplosses takeprofit takeprofits trailing limits targets"

LISTS: Final[tuple[Look, ...]] = (
    look_at(
        Intent.LIST_ORDERS,
        ORDER_NOUNS | STATES | {"stop"},
        f"""
        orders
        order & list open pending active running book waiting show
        what any anything & pending unfilled filled waiting
        what & book open
        order & is & there
        i & have & something anything & open
        limits stoplosses takeprofits & my & open
        what & i & have & ordered
        what & i & have & working pending open
        order limit stoploss takeprofit trailing & did & fill filled triggered executed
        order limit stoploss takeprofit trailing & ASKS & is did has was & still fill filled triggered executed yet
        {_KINDS} & do & i & have
        {_KINDS} & which what list show see any every all tell & \
there any have set got existing active open running placed which list show see
        {_KINDS} & is do did are have & ASKS & there have set
        """,
        "when how where & stoploss takeprofit trailing",
    ),
    look_at(
        Intent.LIST_ALERTS,
        ALERT_NOUNS | STATES,
        """
        alerts alarms notifications reminders
        alert alarm & list which what open active
        alert alarm & do & i & have
        alert alarm & any & ASKS
        alert alarm & did & i & set
        watching monitoring alerted tracking pinged notified & what which are & i you me
        """,
    ),
    look_at(
        Intent.SHOW_HISTORY,
        HISTORY,
        """
        history operations transactions swaps trades executions
        statement statements blotter receipts receipt purchases sales ledger activity deals log transaction
        trade swap purchase sale & last latest previous & what when show was
        happened & account wallet portfolio
        i & have & done & show
        orders order & past completed previous done executed
        buys sells & my all
        journal
        my last latest recent account & movement movements
        my & last latest & trade swap purchase sale
        trade swap & last & ASKS
        swap trade transaction & go went & through
        trade & records record past journal list
        i & trading buy sell trade swap bridge bought sold traded swapped bridged purchased converted exchanged & \
what when which howmuch often did show list everything
        ASKS & i & have & bought sold traded swapped bridged purchased converted exchanged
        """,
        """
        why who already price chart
        should will if shall
        would & how what when which be
        you & did have sold bought & ASKS
        live real & want need like
        trades & at & COIN
        right wrong smart & was is
        need & to do
        howmuch & is are maybe now
        how & can could do to
        howmuch & can could
        a & ledger
        COIN price & movement movements
        """,
        counts=True,
    ),
    look_at(
        Intent.LIST_WALLETS,
        WALLET_NOUNS | STATES | {"default", "deposit"},
        """
        wallets purses
        wallet & list which
        wallet deposit my & address addresses
        wallet & which what & using use called active default main primary
        address & please
        wallet & names name & show
        wallet & what & i & have
        wallet & every all each & show list listing display see view
        where & deposit
        """,
        f"worth in inside value\n{MINE}",
    ),
)
