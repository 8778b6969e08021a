"""Whether what Esther says in the chat is what a shadow ledger comes to, each answer read as its reader does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from bots.chart_marks import chart_of
from portfolio.models import Insight
from tests.shadow_figures import Gains, Record, changes_of, gains_of, record_of
from tests.shadow_ledger import DOLLARS, ZERO, Place, price, whole
from tests.two_lives import ALERT_USD, CHAINS, ETH, NOW, STOP_USD, Life
from tokens.chart_periods import PERIODS
from tokens.chart_source import look_up_history
from trading.users import default_chain

__all__ = [
    "chart_agrees",
    "diversification_agrees",
    "insights_agree",
    "performance_agrees",
    "portfolio_agrees",
    "profit_agrees",
]


_CHAIN_NAMES = {index: name for name, index in CHAINS.items()}


def number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").replace(",", "").replace("$", ""))


def cents(value: Decimal) -> Decimal:
    return round(value, 2)


def found(pattern: str, text: str) -> list[Decimal]:
    """Return the numbers of the one place where a pattern is."""
    (groups,) = re.finditer(pattern, text, re.MULTILINE)
    return [number(group) for group in groups.groups()]


def digits(value: Decimal, count: int) -> Decimal:
    return round(value, count - 1 - value.adjusted())


def portfolio_agrees(life: Life) -> None:
    text, now = life.chat.says("/portfolio"), life.ledger.closings[-1]
    assert found(r"^<b>Paper</b>: <b>\$([\d,.]+)</b>", text) == [cents(now.total)]
    lines = re.findall(r"<b>([\d,.]+) (\w+)</b> on (\w+)\n\$([\d,.]+) at \$([\d,.]+) · ([\d.]+) %", text)
    shown = {(symbol, CHAINS[chain]): [number(each) for each in rest] for _, symbol, chain, *rest in lines}
    assert shown == {
        place: [
            cents(amount * now.prices[place]),
            cents(now.prices[place]) if now.prices[place] >= 1 else digits(now.prices[place], 4),
            cents(amount * now.prices[place] / now.total * 100),
        ]
        for place, amount in now.held.items()
    }
    amounts = {(symbol, CHAINS[chain]): number(amount) for amount, symbol, chain, *_ in lines}
    assert amounts == {place: digits(amount, 8) for place, amount in now.held.items()}
    # The market names the changes of prices to a hundredth of a percent.
    before = sum(
        amount * now.prices[place] / (1 + cents(changes_of(place, NOW)[0]) / 100) for place, amount in now.held.items()
    )
    assert found(r"^([+−]?[\d.]+) % in 24 h", text) == [cents((now.total / before - 1) * 100)]


def performance_agrees(life: Life) -> None:
    closings = life.ledger.closings
    for period, days in (("7d", closings[-8:]), ("30d", closings), ("all", closings)):
        record_agrees(life.chat.says(f"/performance {period}"), record_of(days))


def record_agrees(text: str, record: Record) -> None:
    assert found(r": <b>([+−]?[\d.]+) %</b>\n", text) == [cents(record.time_weighted)]
    assert found(r"^\$([\d,.]+) → \$([\d,.]+)", text) == [cents(record.start), cents(record.end)]
    assert found(r"^(?:Gain|Loss) ([+−]\$[\d,.]+)", text) == [cents(record.gain)]
    for word, usd in (("in", record.money_in), ("out", record.money_out)):
        assert _shown(rf"^Moved.* ?{word} \$([\d,.]+)", text) == (cents(usd) if usd else None)
    assert found(r"by trading itself ([+−]\$[\d,.]+):", text) == [cents(record.trading)]
    assert found(r"^Money-weighted ([+−]?[\d.]+) %", text) == [cents(record.money_weighted)]
    assert found(r"^Deepest fall ([\d.]+) % · volatility ([\d.]+) %", text) == [
        cents(record.deepest_fall),
        cents(record.volatility),
    ]
    ranked = sorted(record.by_asset.items(), key=lambda each: each[1][0])
    for word, (place, (usd, percent)) in (("Best", ranked[-1]), ("Worst", ranked[0])):
        pattern = rf"^{word}: {place[0]} on {_CHAIN_NAMES[place[1]]} ([+−]\$[\d,.]+) \(([+−]?[\d.]+) %\)"
        assert found(pattern, text) == [cents(usd), cents(percent)]
    instead = [cents(record.instead[name]) for name in ("ETH", "BTC", "USDC")]
    assert found(r"ETH: \$([\d,.]+) · BTC: \$([\d,.]+) · USDC: \$([\d,.]+)", text) == instead


def profit_agrees(life: Life) -> None:
    text, now = life.chat.says("/profit"), life.ledger.closings[-1]
    gains = gains_of(life.ledger.entries, after=life.ledger.began_again_at)
    open_gains = {
        place: whole(place, each.open_units) * now.prices[place] - each.open_cost
        for place, each in gains.items()
        if each.open_units
    }
    realised = sum((each.realised for each in gains.values()), ZERO)
    assert [cents(each) for each in found(r"^Realised: <b>(\S+)</b> · still open: <b>(\S+)</b>", text)] == [
        cents(realised),
        cents(sum(open_gains.values(), ZERO)),
    ]
    parts = {(symbol, CHAINS[chain]): body for symbol, chain, body in _parts(text)}
    every = gains.keys() | now.held.keys()
    assert parts.keys() == {place for place in every if not _is_mere_cash(place, gains, open_gains)}
    for place, body in parts.items():
        each = gains[place]
        assert _shown(r"^Realised: <b>(\S+)</b>", body) == (cents(each.realised) if each.has_sold else None)
        assert _shown(r"<b>(\S+)</b> at", body) == (cents(open_gains[place]) if each.open_units else None)
        unknown = now.held[place] - whole(place, each.open_units)
        is_told = place[0] not in DOLLARS
        is_unknown = unknown and is_told
        assert _shown(r"^Held, cost unknown: (\S+)", body, places=4) == (round(unknown, 4) if is_unknown else None)
        sold = whole(place, each.unknown_sold)
        is_sold = sold and is_told
        assert _shown(r"^Given away, cost unknown: (\S+)", body, places=4) == (round(sold, 4) if is_sold else None)


def _is_mere_cash(place: Place, gains: Mapping[Place, Gains], open_gains: Mapping[Place, Decimal]) -> bool:
    """Say whether nothing is to be told of a dollar coin: less than a dollar was gained or lost with it."""
    realised = gains[place].realised if place in gains else ZERO
    return place[0] in DOLLARS and abs(realised) + abs(open_gains.get(place, ZERO)) < 1


def _parts(text: str) -> list[tuple[str, str, str]]:
    return re.findall(r"^<b>(\w+)</b> on (\w+)\n(.*?)(?:\n\n|\Z)", text, re.MULTILINE | re.DOTALL)


def _shown(pattern: str, text: str, *, places: int = 2) -> Decimal | None:
    match = re.search(pattern, text, re.MULTILINE)
    return round(number(match[1]), places) if match else None


def diversification_agrees(life: Life) -> None:
    text, now = life.chat.says("/diversification"), life.ledger.closings[-1]
    worth: dict[str, Decimal] = defaultdict(Decimal)
    on: dict[str, Decimal] = defaultdict(Decimal)
    for place, amount in now.held.items():
        worth[place[0]] += amount * now.prices[place]
        on[next(name for name, index in CHAINS.items() if index == place[1])] += amount * now.prices[place]
    shares = {name: usd / now.total * 100 for name, usd in worth.items()}
    index = sum((share**2 for share in shares.values()), ZERO)
    rows = dict(re.findall(r"^(\w+): ([\d.]+) % · ", text, re.MULTILINE))
    usd = dict(re.findall(r"^(\w+): [\d.]+ % · \$([\d,.]+)", text, re.MULTILINE))
    everything = worth | on
    assert {name: number(each) for name, each in rows.items()} == {
        name: cents(each / now.total * 100) for name, each in everything.items()
    }
    assert {name: number(each) for name, each in usd.items()} == {
        name: cents(each) for name, each in everything.items()
    }
    assert found(r"index ([\d,]+) of 10,000, as if in ([\d.]+) equal", text) == [round(index), round(10_000 / index, 1)]
    stable = sum((share for name, share in shares.items() if name in DOLLARS), ZERO)
    assert found(r"^Dollars: <b>([\d.]+) %", text) == [cents(stable)]


def insights_agree(life: Life) -> None:
    text, now = life.chat.says("/insights"), life.ledger.closings[-1]
    facts = Insight.objects.latest("pk").facts
    told = "\n".join(fact["sentence"] for fact in facts)
    record, entries = record_of(life.ledger.closings), life.ledger.entries
    assert found(r"You hold \$([\d,.]+) \(play money\)", text) == [cents(now.total)]
    assert found(r"In 30 days it returned ([+−]?[\d.]+) % \((−?\$[\d,.]+)\)", text) == [
        cents(record.time_weighted),
        cents(record.gain),
    ]
    assert found(r"deepest fall from a peak in 30 days: ([\d.]+) %", text) == [cents(record.deepest_fall)]
    by_symbol = {place[0]: changes_of(place, NOW) for place in now.held if place[0] not in DOLLARS}
    pattern = r"Price of (\w+): ([+−]?[\d.]+) % in 24 h, ([+−]?[\d.]+) % in 7 d, ([+−]?[\d.]+) % in 30 d"
    moves = {symbol: [number(each) for each in rest] for symbol, *rest in re.findall(pattern, told)}
    assert moves == {symbol: [cents(each) for each in changes] for symbol, changes in by_symbol.items()}
    recent = [entry for entry in entries if NOW - timedelta(days=30) <= entry.at]
    assert found(r"Gas for (\d+) trades in 30 days: \$([\d,]+\.\d\d)\.", told) == [
        len(recent),
        cents(sum((entry.gas_usd for entry in recent), ZERO)),
    ]
    ether = now.prices[ETH]
    assert found(r"stop loss for ETH at \$([\d,.]+) is ([\d.]+) % away \(now \$([\d,.]+)\)", told) == [
        STOP_USD,
        cents((1 - STOP_USD / ether) * 100),
        cents(ether),
    ]


def chart_agrees(life: Life) -> None:
    assert "in 30 days" in life.chat.says("/chart eth 30d")
    assert life.chat.bubbles[-1].photo.startswith(b"\x89PNG")
    period = PERIODS["30d"]
    history = look_up_history("eth", chain_text=None, default_chain=default_chain(life.user), period=period)
    chart = chart_of(life.user, history, period)
    for candle in chart.candles:
        ends_at = min(candle.opened_at + period.candle, NOW)
        assert (candle.open, candle.close) == (price(ETH, candle.opened_at), price(ETH, ends_at))
    assert len(chart.candles) == 30 * 4 + 1
    sides = [(e.at, whole(ETH, e.wanted_units), e) for e in life.ledger.entries if e.wanted == ETH]
    sides += [(e.at, whole(ETH, e.given_units), e) for e in life.ledger.entries if e.given == ETH]
    assert [(fill.at, round(fill.usd, 9), fill.is_purchase) for fill in chart.fills] == [
        (at, round(entry.value_usd / amount, 9), entry.wanted == ETH)
        for at, amount, entry in sorted(sides, key=lambda side: side[0])
        if NOW - at <= period.length
    ]
    assert {level.usd for level in chart.levels} == {STOP_USD, ALERT_USD}
