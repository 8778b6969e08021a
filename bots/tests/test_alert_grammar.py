from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.tests.patience import LONGEST, is_quick
from esther_site.lib.errors import UserError


@pytest.mark.parametrize(
    "text",
    [
        # questions
        "should i alert eth above 5000",
        "what if btc goes above 115000",
        "what happens when eth drops below 2k",
        "alert me when btc goes above 115k?",
        "will btc go above 115000",
        # negations
        "don't alert me when btc goes above 115000",
        "never tell me when eth drops below 2k",
        "alert me when btc does not go above 5",
        "alert me when btc isnt above 5",
        "do not delete alert abc123",
        # reports and second parts
        "bob: alert me when btc goes above 5",
        "he said alert me when btc goes above 5",
        "alert me when btc goes above 5 and buy eth",
        "alert me when btc goes above 5 and eth goes above 6",
        "delete alert abc123 and buy eth",
        # no price, or not a price
        "alert eth above",
        "alert eth above 5%",
        "alert eth above 10 link",
        "tell me when eth",
        "tell me a joke",
        "tell me eth",
        "let me know 5% in 1h",
        "change alert abc123",
    ],
)
def test_it_reads_no_alert_into_something_else(text: str) -> None:
    assert understand(text).intent == Intent.UNKNOWN


@pytest.mark.parametrize("number", ["0", "-1", "1e-30", "1e400", "NaN", "1,5,0", "0,00,1", "١٢", "9" * 80])
@pytest.mark.parametrize("sentence", ["alert eth above {}", "alert eth {}% in 1h", "alert portfolio below ${}"])
def test_a_bad_number_is_answered_and_not_guessed(sentence: str, number: str) -> None:
    with pytest.raises(UserError) as refusal:
        understand(sentence.format(number))

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize("span", ["0", "1,5,0", "0.01", "1.2.3", "0.001"])
@pytest.mark.parametrize("sentence", ["alert eth 5% in {}h", "alert eth above 5000 for {} hours"])
def test_a_bad_time_is_answered_and_not_guessed(sentence: str, span: str) -> None:
    with pytest.raises(UserError) as refusal:
        understand(sentence.format(span))

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "direction", "price"),
    [
        ("alert eth above 115000", "above", "115000"),
        ("alert me when ETH goes above 115,000", "above", "115000"),
        ("Please alert me if the price of eth is over $115k", "above", "115000"),
        ("set a price alert for eth above 3000", "above", "3000"),
        ("let me know as soon as eth rises to 3000 dollars", "above", "3000"),
        ("alert eth > 3000", "above", "3000"),
        ("tell me when eth drops below 2k", "below", "2000"),
        ("notify me once eth price falls to 0.35 usd", "below", "0.35"),
        ("alert me if eth crosses 20", "crosses", "20"),
        ("alert me when eth hits 5000", "crosses", "5000"),
    ],
)
def test_it_understands_a_price_to_wait_for(text: str, direction: str, price: str) -> None:
    understood = understand(text)
    token = understood.entities.pop("token").lower()

    assert (understood.intent, token) == (Intent.SET_ALERT, "eth")
    assert understood.entities == {"direction": direction, "price": price}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("alert eth 5% in 1h", {"percent": "5", "window_minutes": "60"}),
        ("let me know if eth moves 5% in an hour", {"percent": "5", "window_minutes": "60"}),
        ("tell me if eth moves by more than 2.5% within half an hour", {"percent": "2.5", "window_minutes": "30"}),
        ("alert eth 5% in 15m", {"percent": "5", "window_minutes": "15"}),
        ("alert eth 5% in 1.5h", {"percent": "5", "window_minutes": "90"}),
        ("alert eth 5%", {"percent": "5"}),
        (
            "tell me when eth drops 10 percent in a day",
            {"percent": "10", "window_minutes": "1440", "direction": "below"},
        ),
        ("alert me if eth is up 10% in 2 days", {"percent": "10", "window_minutes": "2880", "direction": "above"}),
    ],
)
def test_it_understands_a_move_to_wait_for(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SET_ALERT, {"token": "ETH"} | entities)


@pytest.mark.parametrize(
    ("tail", "entities"),
    [
        (" every time", {"repeats": "true"}),
        (", each time", {"repeats": "true"}),
        (" repeat", {"repeats": "true"}),
        (" for 3 days", {"expires": "4320"}),
        (" for a week, repeating", {"expires": "10080", "repeats": "true"}),
        (" on base", {"chain": "8453"}),
        (", note: sell half?", {"note": "sell half?"}),
        (" on X Layer for 2h note <b>now</b>", {"chain": "196", "expires": "120", "note": "<b>now</b>"}),
    ],
)
def test_it_understands_what_else_is_wished(tail: str, entities: dict[str, str]) -> None:
    basis = {"token": "ETH", "direction": "above", "price": "3000"}

    assert understand(f"alert eth above 3000{tail}").entities == basis | entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("alert", {}),
        ("alert me", {}),
        ("set an alert", {}),
        ("addalert eth", {"token": "ETH"}),
        ("alert eth on base above 5", {"token": "ETH", "chain": "8453", "direction": "above", "price": "5"}),
        ("alert wrapped ether above 5", {"token": "WETH", "direction": "above", "price": "5"}),
        (
            "tell me every time eth falls under 5",
            {"token": "ETH", "direction": "below", "price": "5", "repeats": "true"},
        ),
        ("alert portfolio", {"portfolio": "true"}),
        ("alert portfolio below 9000", {"portfolio": "true", "direction": "below", "price": "9000"}),
        ("notify me when my portfolio is above 12000", {"portfolio": "true", "direction": "above", "price": "12000"}),
    ],
)
def test_it_understands_the_other_forms(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SET_ALERT, entities)


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("list my alerts", Intent.LIST_ALERTS, {}),
        ("alerts?", Intent.LIST_ALERTS, {}),
        ("delete alert ABC123", Intent.DELETE_ALERT, {"id": "abc123"}),
        ("cancel my alert abc123", Intent.DELETE_ALERT, {"id": "abc123"}),
        ("pause alert abc123", Intent.PAUSE_ALERT, {"id": "abc123"}),
        ("resume alert abc123", Intent.RESUME_ALERT, {"id": "abc123"}),
        ("change alert abc123 to $120k", Intent.CHANGE_ALERT, {"id": "abc123", "price": "120000"}),
        ("settings alerts Silent", Intent.SETTINGS, {"alert_level": "silent"}),
        ("status", Intent.STATUS, {}),
    ],
)
def test_it_understands_what_to_do_with_alerts(text: str, intent: Intent, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (intent, entities)


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1.", "a ", "eth above ", "on base ", "for 1 h ", "5% ", "alert ", "the ", " every time"]
)
@pytest.mark.parametrize("start", ["alert me when ", "alert eth above 5 ", "alert eth 5% in 1h ", "set a "])
def test_hostile_text_costs_less_than_five_milliseconds_a_kilobyte(start: str, unit: str) -> None:
    text = start + unit * ((LONGEST - len(start)) // len(unit))
    assert is_quick(text)
