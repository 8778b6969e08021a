"""Who gives how much to whom, so that all are even, in as few steps as possible. It knows no tokens and no dollars.

Amounts above zero are given away, those below are received; together they make nothing. The fewest steps come from
the most groups that are even among themselves, which is looked for exactly while there are few amounts; that is a
hard problem in general, and with many amounts only pairs are looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

__all__ = ["Amounts", "settle"]

Amounts = Mapping[int, int]
Step = tuple[int, int, int]  # giver, receiver, amount
Group = tuple[int, ...]

_EXACT_UP_TO: Final = 10
_UNDONE: Final = 1000  # a group may miss being even, if all of them together leave no more than this part undone


def settle(amounts: Amounts) -> list[Step]:
    """Return the steps, at most one less than there are amounts."""
    keys = sorted(amounts, key=lambda key: (-abs(amounts[key]), key))
    budget = sum(amount for amount in amounts.values() if amount > 0) // _UNDONE
    groups = _groups(amounts, keys, budget) if len(keys) <= _EXACT_UP_TO else _pairs(amounts, keys)
    return [step for group in groups for step in _greedy({key: amounts[key] for key in group})]


def _greedy(amounts: Amounts) -> list[Step]:
    """Let the largest giver give to the largest receiver, until there is none of one kind."""
    left, steps = dict(amounts), []
    while left:
        giver, receiver = max(left, key=lambda key: left[key]), min(left, key=lambda key: left[key])
        amount = min(left[giver], -left[receiver])
        if amount <= 0:
            break
        steps.append((giver, receiver, amount))
        left[giver] -= amount
        left[receiver] += amount
        left = {key: rest for key, rest in left.items() if rest}
    return steps


def _pairs(amounts: Amounts, keys: list[int]) -> list[Group]:
    """Return the pairs that are exactly even, and all others as one group."""
    groups: list[Group] = []
    open_: dict[int, list[int]] = {}
    for key in keys:
        if partners := open_.get(-amounts[key]):
            groups.append((partners.pop(), key))
        else:
            open_.setdefault(amounts[key], []).append(key)
    return [*groups, tuple(key for alike in open_.values() for key in alike)]


def _groups(amounts: Amounts, keys: list[int], budget: int) -> list[Group]:
    """Return the most groups that are even, up to what they leave undone together.

    Groups are bit masks over the keys. `best` maps how many groups a mask is cut into to the least that leaves undone,
    doubled, and to the groups.
    """
    sums = _sums([amounts[key] for key in keys])
    even = [mask for mask in range(1, len(sums)) if abs(sums[mask]) <= 2 * budget]
    by_lowest: dict[int, list[int]] = {}
    for mask in even:
        by_lowest.setdefault(mask & -mask, []).append(mask)

    @cache
    def best(mask: int) -> dict[int, tuple[int, tuple[int, ...]]]:
        if not mask:
            return {0: (0, ())}
        found: dict[int, tuple[int, tuple[int, ...]]] = {}
        for group in by_lowest.get(mask & -mask, ()):
            if group & ~mask:
                continue
            for count, (undone, others) in best(mask & ~group).items():
                whole = undone + abs(sums[group])
                if whole <= 2 * budget and (count + 1 not in found or whole < found[count + 1][0]):
                    found[count + 1] = (whole, (group, *others))
        return found

    cuts = best(len(sums) - 1)
    if not cuts:
        return []
    _, masks = cuts[max(cuts)]
    return [tuple(key for place, key in enumerate(keys) if mask >> place & 1) for mask in masks]


def _sums(values: list[int]) -> list[int]:
    """Return the sum of each subset, by its bit mask."""
    sums = [0]
    for value in values:
        sums += [each + value for each in sums]
    return sums
