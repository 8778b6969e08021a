from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.history import DayLine, DayRow
from portfolio.money_weighted import money_weighted
from portfolio.performance import Performance, measure
from portfolio.tests.performance_oracle import Sheet, work_out
from portfolio.traded import TradedUnits

FIRST = datetime(2026, 3, 1, 0, 1, tzinfo=UTC)
CENT = Decimal("0.01")
ETH, USDC, LINK = 1, 2, 3
DECIMALS = {ETH: 18, USDC: 6, LINK: 8}

Held = Mapping[int, tuple[str, str | None]]


def units(token: int, amount: str | Decimal) -> int:
    return int(Decimal(amount).scaleb(DECIMALS[token]))


def day(number: int, held: Held, *, is_estimated: bool = False, is_live: bool = False) -> DayRow:
    """Make a day's end: by token the amount and the price."""
    lines = {}
    for token, (amount, price) in held.items():
        usd = None if price is None else Decimal(price)
        lines[token] = DayLine(units(token, amount), usd, Decimal(amount) * (usd or 0), DECIMALS[token])
    return DayRow(
        day=FIRST.date() + timedelta(days=number),
        is_estimated=is_estimated,
        lines=lines,
        total_usd=sum((line.value for line in lines.values()), Decimal(0)),
        taken_at=FIRST + timedelta(days=number),
        is_live=is_live,
    )


def row(*figures: object) -> tuple[object, ...]:
    return figures


def trade(number: int, token: int, amount: str, price: str | None = None) -> TradedUnits:
    """Make a change at noon of the day that ends with the snapshot of this number."""
    return TradedUnits(
        at=FIRST + timedelta(days=number, hours=-12),
        token=token,
        units=units(token, amount),
        decimals=DECIMALS[token],
        price=None if price is None else Decimal(price),
    )


def measured(days: list[DayRow], *trades: TradedUnits) -> Performance:
    found = measure(days, trades, {"USDC": {each.day: Decimal(1) for each in days}})
    assert found is not None
    return found


# Where nothing can be said


@pytest.mark.parametrize("days", [[], [day(0, {ETH: ("1", "2000")})]])
def test_without_two_days_there_is_no_history_yet(days: list[DayRow]) -> None:
    assert measure(days, [], {}) is None


def test_what_began_with_nothing_has_no_return_and_no_infinity() -> None:
    found = measured([day(0, {}), day(1, {USDC: ("100", "1")})])
    assert row(found.time_weighted, found.max_drawdown, found.volatility, found.money_weighted) == (
        None,
        None,
        None,
        None,
    )
    assert row(found.gain_usd, found.net_flow, found.unmeasured_days) == (0, 100, 1)
    assert row(found.best, found.worst) == (None, None)


def test_a_wallet_that_was_empty_in_between_goes_on_from_there() -> None:
    full = {ETH: ("1", "2000")}
    found = measured(
        [day(0, full), day(1, {ETH: ("1", "2200")}), day(2, {}), day(3, full), day(4, {ETH: ("1", "1000")})]
    )
    assert row(found.time_weighted, found.unmeasured_days) == (-45, 1)


def test_dust_that_became_a_fortune_by_a_deposit_says_nothing() -> None:
    found = measured([day(0, {USDC: ("0.01", "1")}), day(1, {USDC: ("1000", "1"), ETH: ("1", "2000")})])
    assert row(found.time_weighted, found.unmeasured_days, found.gain_usd) == (None, 1, 0)


def test_a_few_returns_make_no_volatility() -> None:
    days = [day(number, {ETH: ("1", str(2000 + number))}) for number in range(3)]
    assert measured(days).volatility is None
    assert measured([*days, day(3, {ETH: ("1", "2003")})]).volatility is not None


def test_a_day_that_still_runs_and_a_gap_are_no_daily_returns() -> None:
    days = [day(number, {ETH: ("1", str(2000 + number))}) for number in (0, 1, 2, 4)]
    assert measured([*days, day(5, {ETH: ("1", "9")}, is_live=True)]).volatility is None


def test_without_its_prices_nothing_is_held_instead() -> None:
    days = [day(0, {USDC: ("100", "1")}), day(1, {USDC: ("200", "1")}), day(2, {USDC: ("200", "1")})]
    ends = {days[0].day: Decimal(5), days[2].day: Decimal(6)}  # none of the day of the deposit
    found = measure(days, [], {"BTC": ends, "ETH": {}})
    assert found
    assert [(each.name, each.usd) for each in found.holdings] == [("BTC", None), ("ETH", None)]


# What the figures are


def test_a_deposit_is_no_profit() -> None:
    found = measured([day(0, {USDC: ("100", "1")}), day(1, {USDC: ("600", "1")})])
    assert row(found.gain_usd, found.time_weighted, found.money_in, found.money_out) == (0, 0, 500, 0)


def test_a_withdrawal_is_no_loss() -> None:
    found = measured([day(0, {USDC: ("100", "1"), ETH: ("1", "2000")}), day(1, {USDC: ("100", "1")})])
    assert row(found.gain_usd, found.time_weighted, found.money_out) == (0, 0, 2000)


def test_what_a_trade_costs_is_a_loss_and_no_withdrawal() -> None:
    before, after = {USDC: ("3000", "1")}, {USDC: ("997", "1"), ETH: ("0.995", "2000")}
    found = measured([day(0, before), day(1, after)], trade(1, USDC, "-2003"), trade(1, ETH, "0.995"))
    assert row(found.gain_usd, found.trade_usd, found.flows) == (-13, -13, [])


def test_a_sale_of_all_there_was_counts_what_the_price_did_until_then() -> None:
    sold = [trade(1, ETH, "-1", "2100"), trade(1, USDC, "2095")]
    found = measured([day(0, {ETH: ("1", "2000")}), day(1, {USDC: ("2095", "1")})], *sold)
    assert row(found.gain_usd, found.trade_usd, found.flows) == (95, -5, [])
    assert found.best
    assert row(found.best.token, found.best.usd, found.best.percent) == (ETH, 100, 5)


def test_a_trade_after_midnight_belongs_to_the_next_day() -> None:
    late = replace(trade(1, ETH, "1"), at=FIRST + timedelta(days=1, seconds=1))
    days = [day(0, {ETH: ("1", "10")}), day(1, {ETH: ("1", "10")}), day(2, {ETH: ("2", "10")})]
    assert measured(days, late).flows == []


def test_a_trade_at_the_very_moment_of_a_snapshot_is_in_it() -> None:
    exact = replace(trade(1, ETH, "1"), at=FIRST + timedelta(days=1))
    days = [day(0, {ETH: ("1", "10")}), day(1, {ETH: ("2", "10")}), day(2, {ETH: ("2", "10")})]
    assert measured(days, exact).flows == []


def test_what_lost_its_price_is_no_loss_and_what_found_one_no_profit() -> None:
    cash: dict[int, tuple[str, str | None]] = {USDC: ("10", "1")}
    days = [day(0, cash | {LINK: ("5", "2")}), day(1, cash | {LINK: ("5", None)}), day(2, cash | {LINK: ("5", "3")})]
    found = measured(days)
    assert row(found.gain_usd, found.time_weighted) == (0, 0)
    assert [(flow.usd) for flow in found.flows] == [-10, 15]


def test_a_missing_day_is_bridged_and_said() -> None:
    found = measured([day(0, {ETH: ("1", "2000")}), day(3, {ETH: ("1", "2200")}), day(4, {ETH: ("1", "1100")})])
    assert row(found.missing_days, found.time_weighted, found.max_drawdown) == (2, -45, 50)


def test_money_that_went_out_is_no_drawdown() -> None:
    found = measured([day(0, {USDC: ("100", "1")}), day(1, {USDC: ("1", "1")}), day(2, {USDC: ("1", "1")})])
    assert found.max_drawdown == 0


def test_estimated_days_are_counted() -> None:
    found = measured([day(0, {USDC: ("1", "1")}, is_estimated=True), day(1, {USDC: ("1", "1")})])
    assert found.estimated_days == 1


def test_the_same_money_in_dollars_is_what_was_put_in() -> None:
    found = measured([day(0, {ETH: ("1", "2000")}), day(1, {ETH: ("1.5", "1000")})])
    assert [(each.name, each.usd) for each in found.holdings] == [("USDC", Decimal(2500))]


def test_the_money_weighted_return_is_of_the_period_and_not_of_a_year() -> None:
    found = measured([day(0, {ETH: ("1", "2000")}), day(7, {ETH: ("1", "2100")})])
    assert found.money_weighted
    assert abs(found.money_weighted - 5) < Decimal("1e-6")


def test_money_that_came_before_the_rise_counts_for_more() -> None:
    days = [day(0, {ETH: ("1", "1000")}), day(5, {ETH: ("10", "1000")}), day(10, {ETH: ("10", "2000")})]
    found = measured(days)
    assert found.money_weighted
    assert found.time_weighted == 100
    assert found.money_weighted > 100


@pytest.mark.parametrize(
    ("start", "flows", "end"),
    [("0", [], "0"), ("0", [], "100"), ("100", [], "0"), ("0", [(3, "100")], "0"), ("100", [(5, "-200")], "0")],
)
def test_where_money_has_no_rate_there_is_none(start: str, flows: list[tuple[int, str]], end: str) -> None:
    first = date(2026, 3, 1)
    moved = [(first + timedelta(days=number), Decimal(usd)) for number, usd in flows]
    found = money_weighted(
        start_usd=Decimal(start), end_usd=Decimal(end), flows=moved, span=(first, first + timedelta(days=9))
    )
    assert found is None or found.is_finite()


# Against a spreadsheet


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[DayRow], list[TradedUnits], dict[date, Decimal]]:
    """Live through random days: prices move, money comes and goes, trades cost, prices get lost, days are missed."""
    cents = st.integers(1, 500_000).map(lambda number: Decimal(number) / 100)
    held = {token: draw(st.integers(0, 10 ** DECIMALS[token] * 5)) for token in DECIMALS}
    prices = {token: draw(cents) for token in DECIMALS}
    days, trades, ether, number = [], [], {}, 0
    for _step in range(draw(st.integers(2, 8))):
        for token in DECIMALS:
            prices[token] = max(CENT, round(prices[token] * draw(st.integers(50, 200)) / 100, 6))
            held[token] = max(0, held[token] + draw(st.sampled_from([0, 0, 1, -1])) * draw(st.integers(0, 10**7)))
        if draw(st.booleans()):
            sold, bought = draw(st.permutations(list(DECIMALS)))[:2]
            given_units = draw(st.integers(0, held[sold]))
            value = Decimal(given_units).scaleb(-DECIMALS[sold]) * prices[sold]
            got = int((value * draw(st.integers(90, 100)) / 100 / prices[bought]).scaleb(DECIMALS[bought]))
            gas = draw(st.integers(0, held[ETH] // 100)) if sold != ETH else 0
            said = draw(st.booleans())
            for token, change in ((sold, -given_units), (bought, got), (ETH, -gas)):
                held[token] += change
                trades.append(
                    TradedUnits(
                        at=FIRST + timedelta(days=number, hours=-draw(st.integers(1, 23))),
                        token=token,
                        units=change,
                        decimals=DECIMALS[token],
                        price=prices[token] if said and change else None,
                    )
                )
        lost = draw(st.sampled_from([0, 0, 0, 0, LINK]))
        lines = {
            token: DayLine(units, None if token == lost else prices[token], Decimal(0), DECIMALS[token])
            for token, units in held.items()
            if units
        }
        at = FIRST + timedelta(days=number)
        days.append(DayRow(day=at.date(), is_estimated=False, lines=lines, total_usd=Decimal(0), taken_at=at))
        ether[at.date()] = prices[ETH]
        number += draw(st.sampled_from([1, 1, 1, 1, 3]))
    return days, sorted(trades, key=lambda each: each.at), ether


def as_sheets(days: list[DayRow], trades: list[TradedUnits], ether: dict[date, Decimal]) -> Sheet:
    """Write everything down as text, and have it worked out from that."""
    lines = ["moment,token,quantity,price"]
    for row in days:
        lines.append(f"{row.taken_at.isoformat()},,,")
        for token, line in row.lines.items():
            price = "" if line.price is None else f"{line.price:f}"
            lines.append(f"{row.taken_at.isoformat()},{token},{Decimal(line.units).scaleb(-line.decimals):f},{price}")
    moved = ["moment,token,change,price"]
    for each in trades:
        price = "" if each.price is None else f"{each.price:f}"
        moved.append(f"{each.at.isoformat()},{each.token},{Decimal(each.units).scaleb(-each.decimals):f},{price}")
    coin = ["moment,price", *(f"{row.taken_at.isoformat()},{ether[row.day]}" for row in days)]
    return work_out("\n".join(lines), "\n".join(moved), "\n".join(coin))


def close(ours: Decimal | None, theirs: Decimal | None, *, by: Decimal = CENT) -> bool:
    return (ours is None and theirs is None) or (ours is not None and theirs is not None and abs(ours - theirs) < by)


@settings(max_examples=300, deadline=None)
@given(histories())
def test_every_figure_is_that_of_a_spreadsheet_to_the_cent(
    history: tuple[list[DayRow], list[TradedUnits], dict[date, Decimal]],
) -> None:
    days, trades, ether = history
    found = measure(days, trades, {"ETH": ether, "USDC": {row.day: Decimal(1) for row in days}})
    sheet = as_sheets(days, trades, ether)
    assert found is not None

    assert close(found.start_usd, sheet.start)
    assert close(found.end_usd, sheet.end)
    assert close(found.net_flow, sum(sheet.flows, Decimal(0)))
    assert close(found.gain_usd, sheet.gain)
    assert close(found.trade_usd, sheet.trading)
    assert close(found.gain_usd, sheet.trading + sum(sheet.by_asset.values(), Decimal(0)))
    part = Decimal("1e-9") * (1 + abs(sheet.twr or Decimal(0)))
    assert close(found.time_weighted, sheet.twr, by=part)
    assert close(found.max_drawdown, sheet.drawdown, by=part)
    assert close(found.volatility, sheet.volatility, by=part + abs(sheet.volatility or Decimal(0)) / 10**9)
    assert [
        close(each.usd, theirs) for each, theirs in zip(found.holdings, (sheet.in_ether, sheet.in_dollars), strict=True)
    ] == [
        True,
        True,
    ]
    if found.best:
        assert close(found.best.usd, sheet.by_asset[str(found.best.token)])
        held = {str(token) for row in days[:-1] for token, line in row.lines.items() if line.price is not None}
        assert found.best.usd >= max(sheet.by_asset[name] for name in held) - CENT
    if found.money_weighted is not None:
        assert pays_out(found, days)


def pays_out(found: Performance, days: list[DayRow]) -> bool:
    """Say whether money that grew at the money-weighted rate comes to the end value, within a ten-thousandth."""
    span = (days[-1].day - days[0].day).days
    with localcontext() as context:
        context.prec = 60
        rate = 1 + (found.money_weighted or Decimal(0)) / 100
        moved = [(days[0].day, found.start_usd), *((flow.day, flow.usd) for flow in found.flows)]
        grown = [usd * rate ** (Decimal((days[-1].day - at).days) / span) for at, usd in moved]
        return abs(sum(grown) - found.end_usd) <= Decimal("0.0003") * (sum(abs(each) for each in grown) + found.end_usd)
