"""Time zones by the names people say. What they wrote never becomes a path: it is only compared with what there is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from esther_site.lib.errors import UserError
from tokens.spoken import fold, shown

__all__ = ["find_zone", "zone_named"]

_LONGEST: Final = 60  # characters of what may be a name; comparing takes longer with each
_NEAREST: Final = 3
# Names that are no place: Etc/GMT-2 is two hours *ahead*, and EST stays where it is in summer.
_MISLEADING: Final = ("Etc/", "EST", "MST", "HST", "Factory", "localtime")


def find_zone(text: str) -> str:
    """Return the name of the zone meant by “Europe/Berlin” or “berlin”.

    Raises UserError for an unknown one, with the nearest there are, and where several have the name.
    """
    zones, said = _zones(), _key(text[:_LONGEST])
    found = zones.get(said, [])
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(f"Several time zones are called “{shown(text)}”: write {_either(found)}.")
    if near := _nearest(said):
        raise UserError(f"I know no time zone “{shown(text)}”. Do you mean {_either(near)}?")
    raise UserError(
        f"I know no time zone “{shown(text)}”. Name a large city, such as Europe/Berlin or New York: "
        "its summer time counts, too."
    )


def zone_named(name: str) -> ZoneInfo:
    """Return a zone by its stored name; UTC for one that is none (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ValueError: a key that is no path; OSError: a folder
        return ZoneInfo("UTC")


@lru_cache(maxsize=1)
def _zones() -> dict[str, list[str]]:
    """Return the zones by their whole name, and by the place at its end where no zone is called just that."""
    names = sorted(name for name in available_timezones() if not name.startswith(_MISLEADING))
    by_place: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_place[_key(name.rpartition("/")[2])].append(name)
    return by_place | {_key(name): [name] for name in names}


def _nearest(said: str) -> list[str]:
    """Return the zones whose names look like this one; nothing looks like three letters or an offset (UTC+2)."""
    if len(said) <= len("est") or any(map(str.isdigit, said)):
        return []
    near = get_close_matches(said, _zones(), n=_NEAREST)
    return [name for key in near for name in _zones()[key]][:_NEAREST]


def _key(text: str) -> str:
    """Return a name without accents, capitals and underscores."""
    parts = unicodedata.normalize("NFKD", fold(text))
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("_", " ")


def _either(names: list[str]) -> str:
    return " or ".join(dict.fromkeys(names))
