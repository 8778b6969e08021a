from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.tests.patience import LONGEST, is_quick
from esther_site.lib.errors import UserError


@pytest.mark.parametrize(
    "text",
    [
        "should i set my quiet hours from 10pm to 7am",
        "don't set my quiet hours from 10pm to 7am",
        "quiet hours at night",
        "quiet hours 22:00",
        "settings quiet loud",
        "settings quiet orders maybe",
        "settings orders loud",
        "settings digest hourly",
        "settings news loud",
        "settings buy presets some",
        "i want no digest of bob",
        "set my timezone to berlin?",
        "set my timezone to berlin, and buy 1 eth",
        "my alerts are quiet",
    ],
)
def test_it_reads_no_setting_into_something_else(text: str) -> None:
    assert understand(text).intent == Intent.UNKNOWN


@pytest.mark.parametrize(
    "hours",
    [
        "25:00-07:00",
        "22:60-7:00",
        "22:5-7:00",
        "13pm-7am",
        "0am-7am",
        "22:00:00-7:00",
        "1234-7",
        "٢٢:00-7:00",
        "24:30-7",
    ],
)
def test_it_answers_a_time_that_is_none(hours: str) -> None:
    with pytest.raises(UserError, match=r"as a time of day\. Write it like 22:00 or 10pm"):
        understand(f"settings quiet {hours}")


@pytest.mark.parametrize("hours", ["10 to 7am", "10pm to 7", "11:30pm-7:15"])
def test_it_does_not_guess_between_morning_and_evening(hours: str) -> None:
    with pytest.raises(UserError, match="Say am or pm for both times"):
        understand(f"quiet hours {hours}")


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("settings quiet 22:00-07:00", "22:00", "07:00"),
        ("settings quiet 22:00–07:00", "22:00", "07:00"),
        ("settings quiet hours 22 - 7", "22:00", "07:00"),
        ("set my quiet hours from 10pm to 7am", "22:00", "07:00"),
        ("change my quiet hours to 10:30 p.m. until 6 a.m.", "22:30", "06:00"),
        ("quiet hours from midnight to noon", "00:00", "12:00"),
        ("my quiet hours are 12am to 12pm", "00:00", "12:00"),
        ("quiet hours 22.15 to 24:00", "22:15", "00:00"),
        ("quiet hours 10pm to 07:00", "22:00", "07:00"),
        ("quiet hours 22 to 7am", "22:00", "07:00"),
        ("quiet hours noon to 1pm", "12:00", "13:00"),
    ],
)
def test_it_understands_when_to_be_quiet(text: str, begin: str, end: str) -> None:
    understood = understand(text)

    assert understood.intent == Intent.SETTINGS
    assert understood.entities == {"quiet_from": begin, "quiet_until": end}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("settings", {}),
        ("set slippage to 0.5%", {"slippage": "0.5"}),
        ("settings chain X Layer", {"chain": "196"}),
        ("settings alerts Silent", {"alert_level": "silent"}),
        ("settings orders silent", {"money_level": "silent"}),
        ("settings orders off", {"money_level": "off"}),
        ("settings quiet orders On", {"quiet_money": "on"}),
        ("settings quiet off", {"quiet": "off"}),
        ("turn off my quiet hours", {"quiet": "off"}),
        ("no quiet hours", {"quiet": "off"}),
        ("settings trading", {"page": "trading"}),
        ("settings news", {"page": "messages"}),
        ("settings quiet", {"asks": "quiet"}),
        ("settings timezone", {"asks": "zone"}),
        ("settings chain", {"asks": "chain"}),
        ("settings sell presets", {"asks": "sell_presets"}),
        ("settings buy presets 20 50 250", {"buy_presets": "20 50 250"}),
        ("settings buy presets $20,$50,$1,000", {"buy_presets": "20 50 1000"}),
        ("set my buy presets to 20, 50 and 1k", {"buy_presets": "20 50 1000"}),
        ("settings sell presets 10% / 50% / 100%", {"sell_presets": "10 50 100"}),
        ("settings sell presets default", {"sell_presets": "default"}),
        ("settings currency USDT", {"currency": "USDT"}),
        ("settings news silent", {"news_level": "silent"}),
        ("settings digest weekly", {"digest": "weekly"}),
        ("send me a daily digest", {"digest": "daily"}),
        ("no more digests", {"digest": "off"}),
        ("settings timezone Europe/Berlin", {"time_zone": "Europe/Berlin"}),
        ("set my timezone to berlin", {"time_zone": "berlin"}),
        ("my time zone is new york", {"time_zone": "new york"}),
        ("settings timezone São Paulo", {"time_zone": "São Paulo"}),
    ],
)
def test_it_understands_the_other_settings(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SETTINGS, entities)


@pytest.mark.parametrize("unit", ["1", "1,", "$1 and ", "22:00 ", "a ", "to ", "10pm-", "europe/", "on "])
@pytest.mark.parametrize(
    "start",
    ["settings quiet ", "set my quiet hours from ", "set my time zone to ", "settings ", "settings buy presets 1"],
)
def test_hostile_text_costs_less_than_five_milliseconds_a_kilobyte(start: str, unit: str) -> None:
    text = start + unit * ((LONGEST - len(start)) // len(unit))
    assert is_quick(text)
