from __future__ import annotations

import pytest

from esther_site.lib.errors import UserError
from trading.models import User
from trading.time_zones import find_zone, zone_named


@pytest.mark.parametrize(
    "text", ["", " ", "x", "\0", "../../etc/passwd", "/etc/localtime", "Etc/GMT-2", "EST", "UTC+2", "🌍", "9" * 500]
)
def test_it_refuses_what_is_no_place_and_asks_for_a_city(text: str) -> None:
    with pytest.raises(UserError, match=r"I know no time zone “.*”\. Name a large city, such as Europe/Berlin"):
        find_zone(text)


@pytest.mark.parametrize(
    ("text", "nearest"), [("berln", "Europe/Berlin"), ("Europe/Berlni", "Europe/Berlin"), ("tokio", "Asia/Tokyo")]
)
def test_it_refuses_a_misspelt_place_and_names_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(UserError, match=f"Do you mean {nearest}"):
        find_zone(text)


def test_it_refuses_to_choose_between_two_places_of_one_name() -> None:
    with pytest.raises(UserError, match="write America/Kentucky/Louisville or America/Louisville"):
        find_zone("louisville")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        (" Tokyo\u200b ", "Asia/Tokyo"),
        ("utc", "UTC"),
    ],
)
def test_it_finds_a_zone_by_its_name_or_its_city(text: str, zone: str) -> None:
    assert find_zone(text) == zone
    assert len(zone) <= (User._meta.get_field("time_zone").max_length or 0)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "/etc/passwd", "../UTC", "Europe", "\0", "x" * 300])
def test_a_stored_name_that_is_no_zone_is_utc(name: str) -> None:
    assert zone_named(name).key == "UTC"
