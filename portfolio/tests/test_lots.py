from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portfolio.lots import Disposal, LotBook, Method, Reason, Traded, book_lots
from portfolio.tests.lot_oracle import Oracle

USDC, ETH, LINK = 1, 2, 3
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING_LOST = Fraction(1, 10**12)  # dollars: what shares of 18 decimals may differ from fractions


def trade(handle: str, given: tuple[int, int], received: tuple[int, int], usd: str | None, **more: Any) -> Traded:
    (token_in, units_in), (token_out, units_out) = given, received
    return Traded(
        handle=handle,
        at=BEGIN + timedelta(days=len(handle)),
        token_in=token_in,
        given=units_in,
        token_out=token_out,
        received=units_out,
        value_usd=None if usd is None else Decimal(usd),
        **more,
    )


def buy(handle: str, units: int, usd: str, **more: Any) -> Traded:
    return trade(handle, (USDC, int(Decimal(usd))), (ETH, units), usd, is_purchase=True, **more)


def sell(handle: str, units: int, usd: str, **more: Any) -> Traded:
    return trade(handle, (ETH, units), (USDC, int(Decimal(usd))), usd, **more)


def of(token: int, book: LotBook) -> list[Disposal]:
    return [disposal for disposal in book.disposals if disposal.token == token]


# What is not known


def test_what_no_trade_brought_has_an_unknown_cost_and_no_gain() -> None:
    book = book_lots([sell("s", 10, "500")], Method.FIFO)
    (sold,) = of(ETH, book)

    assert (sold.units, sold.proceeds_usd, sold.cost_usd, sold.gain_usd) == (10, Decimal(500), None, None)
    assert (sold.acquired_at, sold.acquired_by) == (None, "")


def test_what_is_sold_beyond_the_known_lots_is_told_apart_from_them() -> None:
    book = book_lots([buy("b", 4, "400"), sell("s", 10, "2000")], Method.FIFO)
    known, unknown = of(ETH, book)

    assert (known.units, known.proceeds_usd, known.gain_usd) == (4, Decimal(800), Decimal(400))
    assert (unknown.units, unknown.proceeds_usd, unknown.gain_usd) == (6, Decimal(1200), None)


def test_a_trade_whose_value_nobody_knew_makes_no_lot_for_nothing() -> None:
    book = book_lots([trade("swap", (USDC, 5), (ETH, 7), None)], Method.FIFO)

    assert [lot.cost_usd for lot in book.lots] == [None]
    assert [sold.proceeds_usd for sold in book.disposals] == [None]


def test_the_dearest_first_leaves_an_unknown_cost_to_the_end() -> None:
    trades = [trade("a", (LINK, 1), (ETH, 5), None), buy("bb", 5, "1"), sell("ccc", 6, "600")]

    assert [sold.acquired_by for sold in of(ETH, book_lots(trades, Method.HIFO))] == ["bb", "a"]


# Which lot is sold


@pytest.mark.parametrize(
    ("method", "sold", "gain"),
    [(Method.FIFO, "a", "100"), (Method.LIFO, "ccc", "-150"), (Method.HIFO, "bb", "-900")],
)
def test_each_method_sells_its_own_lot_first(method: Method, sold: str, gain: str) -> None:
    trades = [buy("a", 10, "1000"), buy("bb", 10, "3000"), buy("ccc", 10, "1500"), sell("dddd", 5, "600")]
    (disposal,) = of(ETH, book_lots(trades, method))

    assert (disposal.acquired_by, disposal.gain_usd) == (sold, Decimal(gain))


def test_what_is_left_of_a_lot_is_sold_before_the_next_one() -> None:
    trades = [buy("a", 10, "100"), buy("bb", 10, "200"), sell("ccc", 4, "1"), sell("dddd", 8, "1")]

    assert [(sold.acquired_by, sold.units) for sold in of(ETH, book_lots(trades, Method.FIFO))] == [
        ("a", 4),
        ("a", 6),
        ("bb", 2),
    ]


def test_open_lots_come_in_the_order_in_which_they_would_be_sold() -> None:
    trades = [buy("a", 10, "1000"), buy("bb", 10, "3000"), buy("ccc", 10, "1500")]
    orders = {method: [lot.acquired_by for lot in book_lots(trades, method).lots] for method in Method}

    assert orders == {"fifo": ["a", "bb", "ccc"], "lifo": ["ccc", "bb", "a"], "hifo": ["bb", "ccc", "a"]}


# Gas


def test_gas_adds_to_the_cost_of_a_purchase() -> None:
    book = book_lots([buy("b", 10, "1000", gas_usd=Decimal(7))], Method.FIFO)

    assert [lot.cost_usd for lot in book.lots] == [Decimal(1007)]
    assert [sold.proceeds_usd for sold in of(USDC, book)] == [Decimal(1000)]


def test_gas_reduces_the_proceeds_of_a_sale_and_is_in_no_cost() -> None:
    book = book_lots([buy("b", 10, "1000"), sell("s", 10, "1500", gas_usd=Decimal(7))], Method.FIFO)

    assert [sold.gain_usd for sold in of(ETH, book)] == [Decimal(493)]
    assert [lot.cost_usd for lot in book.lots] == [Decimal(1500)]


def test_the_coin_that_pays_the_gas_is_disposed_of_at_its_worth() -> None:
    gas = {"gas_token": ETH, "gas": 2, "gas_usd": Decimal(300)}
    book = book_lots([buy("b", 10, "1000"), trade("swap", (USDC, 50), (LINK, 5), "50", **gas)], Method.FIFO)
    (paid,) = of(ETH, book)

    assert (paid.reason, paid.proceeds_usd, paid.cost_usd) == (Reason.GAS, Decimal(300), Decimal(200))


def test_gas_may_be_paid_from_what_was_just_bought() -> None:
    book = book_lots([buy("b", 10, "1000", gas_token=ETH, gas=1, gas_usd=Decimal(100))], Method.FIFO)

    assert [sold.acquired_by for sold in of(ETH, book)] == ["b"]
    assert [(lot.units, lot.cost_usd) for lot in book.lots] == [(9, Decimal(990))]


def test_of_a_trade_that_failed_only_the_gas_is_gone_for_nothing() -> None:
    failed = trade("fail", (USDC, 0), (LINK, 0), "50", gas_token=ETH, gas=2, gas_usd=Decimal(300))
    book = book_lots([buy("b", 10, "1000"), failed], Method.FIFO)

    assert [(sold.token, sold.gain_usd) for sold in book.disposals if sold.disposed_by == "fail"] == [
        (ETH, Decimal(-200))
    ]


# Nothing is lost


def random_trades(seed: int, count: int = 40) -> list[Traded]:
    dice = random.Random(seed)
    trades = []
    for number in range(count):
        token_in, token_out = dice.sample([USDC, ETH, LINK], 2)
        is_failed = dice.random() < 0.1
        trades.append(
            Traded(
                handle=f"t{number}",
                at=BEGIN + timedelta(hours=number),
                token_in=token_in,
                given=0 if is_failed else dice.randint(1, 60),
                token_out=token_out,
                received=0 if is_failed else dice.randint(1, 60),
                value_usd=None if dice.random() < 0.1 else Decimal(dice.randint(1, 10**9)).scaleb(-5),
                is_purchase=dice.random() < 0.4,
                gas_token=dice.choice([ETH, USDC, None]),
                gas=dice.randint(0, 3),
                gas_usd=Decimal(dice.randint(0, 10**5)).scaleb(-4),
            )
        )
    return trades


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("seed", range(25))
def test_it_agrees_with_counting_every_unit_by_itself(method: Method, seed: int) -> None:
    trades = random_trades(seed)
    book, oracle = book_lots(trades, method), Oracle(method.value).follow(trades)

    assert _units_by_trade(book) == Counter(
        (each.token, each.by, each.piece.by if each.piece else "") for each in oracle.sold
    )
    assert {(lot.token, lot.acquired_by): lot.units for lot in book.lots} == dict(
        Counter((token, piece.by) for token, pieces in oracle.held.items() for piece in pieces)
    )
    for token in (USDC, ETH, LINK):
        gain = sum((Fraction(sold.gain_usd) for sold in of(token, book) if sold.gain_usd is not None), Fraction(0))
        assert abs(gain - _gain(oracle, token)) < NOTHING_LOST


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("seed", range(25))
def test_lots_and_disposals_add_up_to_what_was_bought_exactly(method: Method, seed: int) -> None:
    trades = random_trades(seed, count=200)
    book = book_lots(trades, method)
    for bought in (each for each in trades if each.received):
        parts = [lot for lot in book.lots if lot.acquired_by == bought.handle]
        gone = [sold for sold in book.disposals if sold.acquired_by == bought.handle]
        paid = None
        if bought.value_usd is not None:
            paid = bought.value_usd + (bought.gas_usd if bought.is_purchase else 0)

        assert sum(part.units for part in parts) + sum(sold.units for sold in gone) == bought.received
        costs = [part.cost_usd for part in parts] + [sold.cost_usd for sold in gone]
        assert (None if None in costs else sum(cost for cost in costs if cost is not None)) == paid


@pytest.mark.parametrize("method", list(Method))
def test_the_proceeds_of_a_sale_are_shared_out_exactly(method: Method) -> None:
    trades = random_trades(99, count=300)
    proceeds: defaultdict[str, list[Decimal | None]] = defaultdict(list)
    for sold in book_lots(trades, method).disposals:
        if sold.reason == Reason.TRADE:
            proceeds[sold.disposed_by].append(sold.proceeds_usd)

    for each in (each for each in trades if each.given and each.value_usd is not None):
        taken_off = Decimal(0) if each.is_purchase else each.gas_usd
        assert each.value_usd is not None
        assert sum(part for part in proceeds[each.handle] if part is not None) == each.value_usd - taken_off


def _units_by_trade(book: LotBook) -> Counter[tuple[int, str, str]]:
    units: Counter[tuple[int, str, str]] = Counter()
    for sold in book.disposals:
        units[sold.token, sold.disposed_by, sold.acquired_by] += sold.units
    return units


def _gain(oracle: Oracle, token: int) -> Fraction:
    gains = [
        each.proceeds - each.piece.cost
        for each in oracle.sold
        if each.token == token and each.piece and each.piece.cost is not None and each.proceeds is not None
    ]
    return sum(gains, Fraction(0))
