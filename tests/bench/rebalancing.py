"""`python -m tests.bench.rebalancing` holds the planner of `/rebalance` against the best plan there is.

The least turnover is a linear programme, the fewest legs a mixed-integer one; HiGHS solves both. What the planner may
leave undone (a thousandth of the turnover) the solver may leave undone, too, so that it gets no harder task.

https://docs.scipy.org/doc/scipy/reference/generated/scipy.optimize.milp.html
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portfolio.rebalancing import Position, Rebalancing, rebalance

PORTFOLIOS = 1000
LARGEST = 8  # assets: with more the optimum takes minutes
UNDONE = 0.001
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Compared:
    """One portfolio: the legs of the plan beyond the fewest, its turnover by the least, and how long it took."""

    extra_legs: int
    turnover: float
    milliseconds: float


def main() -> None:
    chance = random.Random(5)
    compared = [_compared(_portfolio(chance, number)) for number in range(PORTFOLIOS)]
    legs = Counter(each.extra_legs for each in compared)
    ratios = [each.turnover for each in compared]
    print(
        f"rebalancing, {PORTFOLIOS} portfolios of 2 to {LARGEST} assets, against the optimum (HiGHS)\n"
        f"  legs beyond the fewest     {dict(sorted(legs.items()))} (1 at most)\n"
        f"  turnover by the LP optimum {min(ratios):.5f} to {max(ratios):.5f} (within 0.1 %)\n"
        f"  planned in                 p50 {statistics.median(each.milliseconds for each in compared):.2f} ms, "
        f"slowest {max(each.milliseconds for each in compared):.1f} ms"
    )
    assert max(legs) <= 1, "more legs than one above the fewest"
    assert all(abs(ratio - 1) <= UNDONE + 1e-6 for ratio in ratios), "the turnover is off by more than 0.1 %"


def _portfolio(chance: random.Random, number: int) -> list[Position]:
    """Make a portfolio; each other one is of round values and targets, where much matches."""
    size = chance.randint(2, LARGEST)
    if number % 2:
        values = [Decimal(100 * chance.randint(0, 12)) for _ in range(size)]
        cuts = sorted(5 * chance.randint(0, 20) for _ in range(size - 1))
    else:
        values = [Decimal(chance.randint(0, 10**6)) / 100 for _ in range(size)]
        cuts = sorted(chance.randint(0, 100) for _ in range(size - 1))
    percents = [after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True)]
    values[0] += 1  # nobody has nothing at all
    return [Position(key=key, value_usd=values[key], percent=Decimal(percent)) for key, percent in enumerate(percents)]


def _compared(positions: list[Position]) -> Compared:
    started = time.perf_counter()
    plan = rebalance(positions, minimum_usd=_ZERO, band_percent=_ZERO)
    milliseconds = (time.perf_counter() - started) * 1000
    surplus, deficit = _sides(positions, plan)
    if not surplus or not deficit:
        return Compared(len(plan.moves), 1.0, milliseconds)
    least, fewest = _least_turnover(surplus, deficit), _fewest_legs(surplus, deficit)
    return Compared(len(plan.moves) - fewest, float(plan.turnover_usd) / least, milliseconds)


def _sides(positions: list[Position], plan: Rebalancing) -> tuple[list[float], list[float]]:
    apart = [float(position.value_usd - plan.wanted_usd[position.key]) for position in positions]
    return [usd for usd in apart if usd > 0], [-usd for usd in apart if usd < 0]


def _least_turnover(surplus: list[float], deficit: list[float]) -> float:
    """Return the least that must be sold: every asset may be traded for every other, also round about."""
    from scipy.optimize import linprog  # type: ignore[import-untyped,unused-ignore]

    apart = [*surplus, *(-usd for usd in deficit)]
    size = len(apart)
    flows = [(source, target) for source in range(size) for target in range(size) if source != target]
    balance = [[(source == each) - (target == each) for source, target in flows] for each in range(size)]
    found = linprog([1] * len(flows), A_eq=balance[:-1], b_eq=apart[:-1])  # the last follows from the others
    assert found.success, found.message
    return float(found.fun)


def _fewest_legs(surplus: list[float], deficit: list[float]) -> int:
    """Return the fewest legs that leave no more than a thousandth of the turnover undone."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped,unused-ignore]

    total = sum(surplus)
    supply, demand = np.array(surplus) / total, np.array(deficit) / sum(deficit)
    rows, columns = len(supply), len(demand)
    count = rows * columns
    most = np.array([min(supply[row], demand[column]) for row in range(rows) for column in range(columns)])
    gives: Any = np.zeros((rows, 2 * count))
    takes: Any = np.zeros((columns, 2 * count))
    for place in range(count):
        gives[place // columns, place] = takes[place % columns, place] = 1
    used = np.hstack([np.eye(count), -np.diag(most)])
    enough = np.hstack([np.ones((1, count)), np.zeros((1, count))])
    found = milp(
        np.hstack([np.zeros(count), np.ones(count)]),
        constraints=[
            LinearConstraint(gives, -np.inf, supply),
            LinearConstraint(takes, -np.inf, demand),
            LinearConstraint(used, -np.inf, 0),
            LinearConstraint(enough, 1 - UNDONE, np.inf),
        ],
        integrality=np.hstack([np.zeros(count), np.ones(count)]),
        bounds=Bounds(0, np.hstack([most, np.ones(count)])),
        options={"mip_rel_gap": 0},
    )
    assert found.success, found.message
    return round(float(found.fun))


if __name__ == "__main__":
    main()
