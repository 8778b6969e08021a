from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
import responses
from django.conf import settings

from alerts.sender import Busy, DeliveryFailure, Message, Moved, Refused, Unclear, Unreachable
from bots.messages import MAX_LENGTH
from bots.notifier import send

URL = f"{settings.TELEGRAM_API_BASE_URL}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
NATIVE = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
ALERT = {
    "handle": "k3m9xw2p4r",
    "kind": "price",
    "symbol": "ETH",
    "chain": "Ethereum",
    "address": NATIVE,
    "direction": "above",
    "threshold": "3000",
    "usd": "3012.5",
    "at": "2026-03-05T14:05:00+00:00",
    "note": "",
}


@pytest.fixture
def telegram() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def alert(**data: str) -> Message:
    return Message("alert_fired", {**ALERT, **data})


def answer(mock: responses.RequestsMock, code: int, description: str = "", **parameters: Any) -> None:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    mock.post(URL, json={"ok": True} if code == 200 else body, status=code)


def bodies(mock: responses.RequestsMock) -> list[dict[str, Any]]:
    return [json.loads(call.request.body or b"") for call in mock.calls]


def text_of(mock: responses.RequestsMock, *messages: Message) -> str:
    answer(mock, 200)
    send(1, list(messages), silent=False)
    return str(bodies(mock)[0]["text"]).replace("\N{NO-BREAK SPACE}", " ")


# Refusals


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (403, "Forbidden: bot was blocked by the user", Unreachable),
        (403, "Forbidden: user is deactivated", Unreachable),
        (400, "Bad Request: chat not found", Unreachable),
        (400, "Bad Request: USER_IS_DEACTIVATED, user is deactivated", Unreachable),
        (400, "Bad Request: message is too long", Refused),
        (401, "Unauthorized", Unclear),
        (404, "Not Found", Unclear),
        (500, "Internal Server Error", Unclear),
    ],
)
def test_a_refusal_is_put_into_the_words_of_the_outbox(
    telegram: responses.RequestsMock, code: int, description: str, kind: type[DeliveryFailure]
) -> None:
    answer(telegram, code, description)
    with pytest.raises(DeliveryFailure) as refused:
        send(1, [alert()], silent=False)

    assert type(refused.value) is kind


@pytest.mark.parametrize(("parameters", "seconds"), [({"retry_after": 7}, 7), ({}, 5)])
def test_it_says_how_long_telegram_wants_to_be_left_alone(
    telegram: responses.RequestsMock, parameters: dict[str, int], seconds: int
) -> None:
    answer(telegram, 429, "Too Many Requests", **parameters)
    with pytest.raises(Busy) as busy:
        send(1, [alert()], silent=False)

    assert busy.value.retry_after == timedelta(seconds=seconds)


def test_it_says_where_a_chat_went(telegram: responses.RequestsMock) -> None:
    answer(telegram, 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001)
    with pytest.raises(Moved) as moved:
        send(1, [alert()], silent=False)

    assert moved.value.new_chat_id == -1001


@pytest.mark.parametrize("failure", [requests.ConnectTimeout, requests.ReadTimeout, requests.ConnectionError])
def test_without_an_answer_nobody_knows_and_the_token_stays_here(
    telegram: responses.RequestsMock, failure: type[requests.RequestException]
) -> None:
    telegram.post(URL, body=failure(URL))
    with pytest.raises(Unclear) as unclear:
        send(1, [alert()], silent=False)

    assert unclear.value.reason == "Telegram did not answer."
    assert unclear.value.__suppress_context__


@pytest.mark.parametrize("body", ["<html>Bad Gateway</html>", "", "[]", "null"])
def test_an_answer_that_is_none_is_unclear(telegram: responses.RequestsMock, body: str) -> None:
    telegram.post(URL, body=body, status=502)
    with pytest.raises(Unclear, match="could not be read"):
        send(1, [alert()], silent=False)


def test_what_is_refused_as_plain_text_too_is_not_tried_a_third_time(telegram: responses.RequestsMock) -> None:
    answer(telegram, 400, "Bad Request: can't parse entities")
    with pytest.raises(Refused):
        send(1, [alert()], silent=False)

    sent = bodies(telegram)
    assert [body.get("parse_mode") for body in sent] == ["HTML", None]
    assert "<b>" not in sent[1]["text"]


# What is sent


def test_what_finds_no_turn_is_not_sent_and_may_be_later(
    telegram: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.notifier.wait_behind_answers", lambda chat_id: False)
    with pytest.raises(DeliveryFailure) as failure:
        send(7, [alert()], silent=False)
    assert type(failure.value) is DeliveryFailure  # to be tried again
    assert not telegram.calls


@pytest.mark.parametrize("silent", [True, False])
def test_it_sends_html_without_previews(telegram: responses.RequestsMock, silent: bool) -> None:
    answer(telegram, 200)
    send(7, [alert()], silent=silent)

    (body,) = bodies(telegram)
    assert body == {
        "chat_id": 7,
        "text": body["text"],
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "disable_notification": silent,
    }


def test_under_an_alert_are_the_next_steps(telegram: responses.RequestsMock) -> None:
    answer(telegram, 200)
    address = "0x514910771af9ca656af840dff83e8264ecf986ca"
    send(7, [alert(symbol="LINK", chain_index="1", address=address)], silent=False)

    ((chart, buy, sell), (why,)) = bodies(telegram)[0]["reply_markup"]["inline_keyboard"]
    assert (chart["text"], chart["callback_data"]) == ("📈 Chart", f"chart:1:{address}")
    assert (buy["text"], buy["callback_data"]) == ("🛒 Buy", f"buy:1:{address}:new")
    assert (sell["text"], sell["callback_data"]) == ("🏷 Sell", f"sell:1:{address}:new")
    assert why["callback_data"].startswith("why:alert:")


def test_several_alerts_in_one_message_have_no_buttons(telegram: responses.RequestsMock) -> None:
    answer(telegram, 200)
    send(7, [alert(chain_index="1", address="0xa"), alert(chain_index="1", address="0xa")], silent=False)

    assert "reply_markup" not in bodies(telegram)[0]


def test_an_alert_says_what_happened_when_and_which_it_is(telegram: responses.RequestsMock) -> None:
    assert text_of(telegram, alert(note="sell <half>")) == (
        "🔔 <b>ETH</b> is at <b>$3,012.50</b>\n"
        "You asked for $3,000.00 or more.\n"
        "📝 sell &lt;half&gt;\n"
        "Ethereum · native coin\n"
        "<i>5 Mar 14:05 UTC. Alert k3m9xw2p4r</i>"
    )


def test_a_token_is_named_with_its_address(telegram: responses.RequestsMock) -> None:
    text = text_of(telegram, alert(address="0xabc", symbol="E\u200bTH<"))

    assert "<b>ETH&lt;</b>" in text
    assert "Ethereum · <code>0xabc</code>" in text


def test_a_move_says_how_far_and_how_fast(telegram: responses.RequestsMock) -> None:
    moved = alert(kind="move", direction="below", threshold="", moved_percent="5.25", window_minutes="60")

    assert text_of(telegram, moved).startswith(
        "🔔 <b>ETH</b> moved down 5.25 % in 60 min, to <b>$3,012.50</b>\nEthereum"
    )


def test_a_portfolio_is_worth_something(telegram: responses.RequestsMock) -> None:
    whole = alert(kind="portfolio", symbol="", chain="", address="", direction="below")

    assert text_of(telegram, whole).startswith(
        "🔔 <b>Your portfolio</b> is worth <b>$3,012.50</b>\nYou asked for $3,000.00 or less.\n<i>5 Mar"
    )


AWAY = {
    "crossed_at": "2026-03-05T14:05:00+00:00",
    "away_from": "2026-03-05T13:50:00+00:00",
    "away_until": "2026-03-05T14:10:00+00:00",
    "later_usd": "2950",
    "at": "2026-03-05T14:11:00+00:00",
}


def test_an_alert_that_crossed_unwatched_says_when_and_why_only_now(telegram: responses.RequestsMock) -> None:
    assert text_of(telegram, alert(**AWAY)) == (
        "🔔 <b>ETH</b> crossed <b>$3,000.00</b> at 14:05 while I was away (nothing was watched 13:50–14:10 UTC)\n"
        "It rose to $3,012.50 then, and was at $2,950.00 when I was back.\n"
        "Ethereum · native coin\n"
        "<i>5 Mar 14:11 UTC. Alert k3m9xw2p4r</i>"
    )


def test_a_fall_is_called_one(telegram: responses.RequestsMock) -> None:
    assert "It fell to $3,012.50 then" in text_of(telegram, alert(**AWAY, direction="below"))


def test_a_gap_over_midnight_is_told_with_its_dates(telegram: responses.RequestsMock) -> None:
    days = {
        "crossed_at": "2026-03-04T23:55:00+00:00",
        "away_from": "2026-03-04T23:50:00+00:00",
        "away_until": "2026-03-05T14:10:00+00:00",
    }

    assert text_of(telegram, alert(**{**AWAY, **days})).startswith(
        "🔔 <b>ETH</b> crossed <b>$3,000.00</b> at 4 Mar 23:55 while I was away "
        "(nothing was watched 4 Mar 23:50–5 Mar 14:10 UTC)\n"
    )


def test_several_that_crossed_unwatched_are_a_line_each(telegram: responses.RequestsMock) -> None:
    assert text_of(telegram, alert(**AWAY, note="dip"), alert()).split("\n")[1:] == [
        "<b>ETH</b> ↑ crossed $3,000.00 at 14:05 while I was away (13:50–14:10) · dip · <i>k3m9xw2p4r</i>",
        "<b>ETH</b> ↑ $3,012.50 · <i>14:05 k3m9xw2p4r</i>",
    ]


def test_one_of_several_from_another_day_is_told_with_its_date(telegram: responses.RequestsMock) -> None:
    days = {"crossed_at": "2026-03-04T23:55:00+00:00", "away_from": "2026-03-04T23:50:00+00:00"}

    line = text_of(telegram, alert(**{**AWAY, **days}), alert()).split("\n")[1]
    assert "at 4 Mar 23:55 while I was away (4 Mar 23:50–5 Mar 14:10)" in line


def test_several_alerts_are_a_line_each(telegram: responses.RequestsMock) -> None:
    lines = text_of(
        telegram,
        alert(),
        alert(direction="below", note="dip"),
        alert(kind="move", moved_percent="5"),
        alert(kind="portfolio", symbol=""),
    ).split("\n")

    assert lines == [
        "🔔 <b>4 alerts</b>",
        "<b>ETH</b> ↑ $3,012.50 · <i>14:05 k3m9xw2p4r</i>",
        "<b>ETH</b> ↓ $3,012.50 · dip · <i>14:05 k3m9xw2p4r</i>",
        "<b>ETH</b> ↑ 5 % $3,012.50 · <i>14:05 k3m9xw2p4r</i>",
        "<b>Portfolio</b> $3,012.50 · <i>14:05 k3m9xw2p4r</i>",
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "move", "moved_percent": "99999.99"},
        {
            **AWAY,
            "threshold": "123456789012.34",
            "away_from": "2026-02-26T13:50:00+00:00",
            "crossed_at": "2026-02-28T13:55:00+00:00",
        },
    ],
)
def test_twenty_alerts_at_their_longest_are_one_message(telegram: responses.RequestsMock, more: dict[str, str]) -> None:
    longest = alert(symbol="W" * 40, note="n" * 120, usd="123456789012.34", **more)
    text = text_of(telegram, *[longest] * 20)

    assert (len(bodies(telegram)), len(text) <= MAX_LENGTH) == (1, True)


def test_times_are_on_the_clock_of_who_reads_them(telegram: responses.RequestsMock) -> None:
    text = text_of(telegram, Message("alert_fired", ALERT, zone="Asia/Kolkata"))
    assert "5 Mar 19:35 IST. Alert k3m9xw2p4r" in text


def test_whether_a_gap_lasted_over_midnight_depends_on_the_reader_too(telegram: responses.RequestsMock) -> None:
    crossed = {
        "crossed_at": "2026-03-05T20:00:00+00:00",
        "away_from": "2026-03-05T18:00:00+00:00",
        "away_until": "2026-03-05T20:30:00+00:00",
        "later_usd": "3050",
        "at": "2026-03-05T20:31:00+00:00",
    }
    text = text_of(telegram, Message("alert_fired", {**ALERT, **crossed}, zone="Asia/Kolkata"))
    assert (
        "crossed <b>$3,000.00</b> at 01:30 while I was away (nothing was watched 5 Mar 23:30–6 Mar 02:00 IST)" in text
    )
