from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.rebalancing import Position, Rebalancing, rebalance

ZERO = Decimal(0)
CENT = Decimal("0.01")


def position(key: int, usd: str, percent: str, *, kept: str = "0", is_cash: bool = False) -> Position:
    return Position(key=key, value_usd=Decimal(usd), percent=Decimal(percent), kept_usd=Decimal(kept), is_cash=is_cash)


def planned(*positions: Position, minimum: str = "0", band: str = "0") -> Rebalancing:
    return rebalance(positions, minimum_usd=Decimal(minimum), band_percent=Decimal(band))


def moves(plan: Rebalancing) -> list[tuple[int, int, Decimal]]:
    return [(move.source, move.target, move.usd) for move in plan.moves]


@pytest.mark.parametrize("percent", ["99.99", "100.01", "0"])
def test_targets_that_do_not_make_a_hundred_are_a_bug(percent: str) -> None:
    with pytest.raises(ValueError, match="100 %"):
        planned(position(1, "100", percent))


def test_nothing_is_done_within_the_band_and_all_of_it_outside() -> None:
    off_by_two = (position(1, "52", "50"), position(2, "48", "50"))

    assert planned(*off_by_two, band="2").is_within_band
    assert planned(*off_by_two, band="2").moves == []
    assert moves(planned(*off_by_two, band="1.99")) == [(1, 2, Decimal(2))]


def test_one_asset_far_off_moves_the_others_too() -> None:
    plan = planned(position(1, "70", "60"), position(2, "11", "10"), position(3, "19", "30"), band="5")

    assert moves(plan) == [(1, 3, Decimal(10)), (2, 3, Decimal(1))]


def test_a_leg_under_the_minimum_is_left_out_and_told() -> None:
    plan = planned(position(1, "70", "60"), position(2, "11", "10"), position(3, "19", "30"), minimum="5")

    assert moves(plan) == [(1, 3, Decimal(10))]
    assert plan.missed_usd == {1: ZERO, 2: Decimal(1), 3: Decimal(-1)}


def test_an_empty_portfolio_is_left_alone() -> None:
    assert planned(position(1, "0", "100")).moves == []


def test_what_is_kept_for_gas_is_never_sold_and_the_others_share_the_rest() -> None:
    plan = planned(position(1, "100", "0", kept="10"), position(2, "0", "50"), position(3, "0", "50"))

    assert moves(plan) == [(1, 2, Decimal(45)), (1, 3, Decimal(45))]
    assert plan.wanted_usd[1] == Decimal(10)


def test_a_target_above_what_is_kept_is_met_as_it_is() -> None:
    assert moves(planned(position(1, "100", "20", kept="10"), position(2, "0", "80"))) == [(1, 2, Decimal(80))]


def test_what_matches_is_traded_with_each_other() -> None:
    """Largest with largest would take four legs: 60 with 50, then 10, 30 and 10 with what is left."""
    plan = planned(
        position(1, "160", "20"),
        position(2, "130", "20"),
        position(3, "50", "20"),
        position(4, "90", "20"),
        position(5, "70", "20"),
    )

    assert len(plan.moves) == 3
    assert set(moves(plan)) == {(1, 3, Decimal(50)), (1, 4, Decimal(10)), (2, 5, Decimal(30))}


def test_a_trade_for_a_thousandth_of_the_turnover_is_not_worth_its_gas() -> None:
    plan = planned(
        position(1, "2000.5", "25"), position(2, "1499.5", "25"), position(3, "0", "25"), position(4, "500", "25")
    )

    assert moves(plan) == [(1, 3, Decimal(1000)), (2, 4, Decimal("499.5"))]
    assert plan.missed_usd[1] == Decimal("0.5")


def test_sales_for_cash_come_first_and_purchases_with_cash_last() -> None:
    sold = planned(position(1, "80", "10"), position(2, "20", "20"), position(9, "0", "70", is_cash=True))
    bought = planned(position(1, "0", "50"), position(2, "40", "10"), position(9, "60", "40", is_cash=True))

    assert moves(sold) == [(1, 9, Decimal(70))]
    assert moves(bought) == [(2, 1, Decimal(30)), (9, 1, Decimal(20))]


@st.composite
def portfolios(draw: st.DrawFn) -> list[Position]:
    """Draw up to fourteen assets, many of round values, and targets that make 100 %."""
    size = draw(st.integers(2, 14))
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=size - 1, max_size=size - 1)))
    percents = [after - before for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    round_values = st.integers(0, 40).map(lambda tens: Decimal(tens * 10))
    values = st.one_of(round_values, st.decimals(0, 10**7, places=8))
    kept = draw(st.decimals(0, 50, places=2))
    return [
        Position(
            key=key,
            value_usd=draw(values),
            percent=Decimal(percents[key]) / 100,
            kept_usd=kept if key == 0 else ZERO,
            is_cash=key == 1,
        )
        for key in range(size)
    ]


@settings(deadline=None)
@given(portfolios(), st.sampled_from([ZERO, Decimal(5)]), st.sampled_from([ZERO, Decimal(2)]))
def test_whatever_is_held_the_plan_is_sound(held: list[Position], minimum: Decimal, band: Decimal) -> None:
    plan = rebalance(held, minimum_usd=minimum, band_percent=band)
    total = sum((each.value_usd for each in held), ZERO)
    sold = {each.key: sum((m.usd for m in plan.moves if m.source == each.key), ZERO) for each in held}
    bought = {each.key: sum((m.usd for m in plan.moves if m.target == each.key), ZERO) for each in held}

    assert len(plan.moves) <= max(0, len(held) - 1)
    assert all(move.usd > 0 and move.usd >= minimum for move in plan.moves)
    assert not {m.source for m in plan.moves} & {m.target for m in plan.moves}, "nothing is traded twice"
    assert sum(sold.values()) == sum(bought.values())
    assert abs(sum(plan.wanted_usd.values()) - total) < CENT
    for each in held:
        assert sold[each.key] <= max(ZERO, each.value_usd - each.kept_usd), "no more than there is"
        after = each.value_usd - sold[each.key] + bought[each.key]
        assert after - plan.wanted_usd[each.key] == pytest.approx(plan.missed_usd[each.key], abs=CENT)
    if not plan.moves and band and plan.is_within_band:
        assert all(abs(missed) * 100 <= band * total for missed in plan.missed_usd.values())
    elif not minimum:
        undone = sum((missed for missed in plan.missed_usd.values() if missed > 0), ZERO)
        assert undone <= (plan.turnover_usd + undone) / 1000 + CENT, "all is done but a thousandth"
