"""What a user reads when something fails, and what the operator finds of it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import responses
from django.db import OperationalError
from pytest_django import Settings

from alerts.models import Notification
from bots.handlers import portfolio, prices, trades
from bots.models import Repeat
from bots.tests.chat import Chat
from esther_site.lib.correlation import name_of_update
from esther_site.lib.errors import OperatorError, TemporaryError
from esther_site.lib.llm import llm
from sandbox.okx.faults import set_fault
from tests.language_model import LanguageModel
from trading.models import Swap, User

pytestmark = pytest.mark.django_db

AGAIN = "🔁 Try again"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What Esther's own log handler writes."""
    console = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    stream = io.StringIO()
    monkeypatch.setattr(console, "stream", stream)
    return stream


def fails(monkeypatch: pytest.MonkeyPatch, where: object, name: str, *errors: Exception) -> None:
    """Let a service fail with these errors, one after the other, and then do what it does."""
    service, waiting = getattr(where, name), list(errors)

    def fail(*args: object, **kwargs: object) -> object:
        if waiting:
            raise waiting.pop(0)
        return service(*args, **kwargs)

    monkeypatch.setattr(where, name, fail)


def test_a_correction_is_a_calm_sentence_with_a_small_id(alice: Chat, log: io.StringIO) -> None:
    update = alice.message("/settings slippage 90")
    alice.brings(update)
    bubble = alice.bubbles[-1]

    assert bubble.written.endswith(f"\n<i>{bubble.failure_id}</i>")
    assert bubble.failure_id.startswith("C-")
    assert bubble.text.startswith("Slippage must be")
    assert not bubble.buttons
    assert f"[{name_of_update(update['update_id'])}] failure {bubble.failure_id}: UserError for user " in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_a_passing_failure_says_when_to_try_again_and_does_so(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, prices, "look_up_price", TemporaryError("OKX is busy: try again soon.", retry_after=4.2))
    answer = alice.says("price eth")

    assert answer == "OKX is busy: try again soon.\nIt makes sense to try again in 5 seconds."
    assert alice.bubbles[-1].failure_id.startswith("T-")
    assert alice.presses(AGAIN).startswith("<b>ETH</b>")
    assert len(alice.bubbles) == 1


def test_what_is_tried_again_and_fails_again_may_be_tried_once_more(
    alice: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, prices, "look_up_price", TemporaryError("Later."), TemporaryError("Later."))
    alice.says("price eth")
    first = alice.bubbles[-1].failure_id

    assert alice.presses(AGAIN) == "Later."
    assert alice.bubbles[-1].failure_id != first
    assert alice.presses(AGAIN).startswith("<b>ETH</b>")
    assert len(alice.bubbles) == 1


def test_a_wish_to_trade_that_is_tried_again_leads_to_a_quote_and_no_further(alice: Chat) -> None:
    set_fault("aggregator/quote", "500", times=3)
    alice.says("sell 100 usdc for eth")

    assert alice.presses(AGAIN).startswith("<b>USDC → ETH</b>")
    assert "✅ Confirm" in alice.bubbles[-1].buttons
    assert [swap.state for swap in Swap.objects.all()] == ["quoted"]


def test_after_a_bug_only_what_looks_is_offered_again(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, prices, "look_up_price", KeyError("x"))
    fails(monkeypatch, trades, "quote_swap", KeyError("x"))
    alice.says("price eth")
    assert alice.presses(AGAIN).startswith("<b>ETH</b>")

    assert alice.says("sell 100 usdc for eth").startswith("⚠️ <b>Something went wrong")
    assert not alice.bubbles[-1].buttons


def test_a_picture_takes_the_place_of_the_failure_before_it(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, portfolio, "draw_allocation", KeyError("x"))
    alice.says("portfolio picture")
    alice.presses(AGAIN)

    assert len(alice.wire.sent("deleteMessage")) == 1
    assert alice.bubbles[-1].photo


def test_without_a_database_a_failure_is_told_without_a_button(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, prices, "look_up_price", TemporaryError("Later."))
    fails(monkeypatch, Repeat.objects, "create", OperationalError("gone"))

    assert alice.says("price eth") == "Later."
    assert not alice.bubbles[-1].buttons


@pytest.fixture
def operator(alice: Chat) -> User:
    alice.says("/start")
    olga = Chat(9, "Olga", alice.wire)
    olga.says("/start")
    User.objects.filter(telegram_id=9).update(is_staff=True)
    return User.objects.get(telegram_id=9)


def test_what_only_the_operator_can_mend_says_so_and_tells_them(alice: Chat, operator: User) -> None:
    set_fault("aggregator/quote", "code", times=9, detail="50111")
    answer = alice.says("sell 100 usdc for eth")
    bubble = alice.bubbles[-1]

    assert answer == (
        "OKX does not know the API key: check OKX_API_KEY.\n"
        "Only the operator of this Esther can mend that, and has been told. If you ask them, name the id below."
    )
    assert (bubble.failure_id[:2], bubble.buttons) == ("R-", {})
    told = Notification.objects.get(template="failure_to_mend")
    assert (told.user, told.data["failure_id"]) == (operator, bubble.failure_id)


def test_nobody_claims_that_an_operator_knows_where_there_is_none(alice: Chat) -> None:
    set_fault("aggregator/quote", "code", times=9, detail="50111")

    assert "Only the operator of this Esther can mend that. If you ask" in alice.says("sell 100 usdc for eth")


def test_an_operator_is_told_that_it_is_theirs(operator: User, alice: Chat) -> None:
    set_fault("aggregator/quote", "code", times=9, detail="50111")
    olga = Chat(9, "Olga", alice.wire)

    assert olga.says("sell 100 usdc for eth").endswith(
        "You are an operator, so this is yours to mend: the log has it under the id below."
    )


def test_a_failure_at_confirm_has_an_id_too(alice: Chat, operator: User, log: io.StringIO) -> None:
    alice.says("sell 100 usdc for eth")
    set_fault("aggregator/quote", "code", times=9, detail="50111")
    alice.presses("✅ Confirm")

    assert f"failure {alice.bubbles[-1].failure_id}: OkxOperatorError" in log.getvalue()
    assert Notification.objects.filter(template="failure_to_mend").count() == 1


def test_a_failure_that_cannot_be_told_to_operators_is_still_told_to_the_user(
    alice: Chat, monkeypatch: pytest.MonkeyPatch, operator: User
) -> None:
    fails(monkeypatch, prices, "look_up_price", OperatorError("Set it."))
    fails(monkeypatch, Notification.objects, "bulk_create", OperationalError("gone"))

    assert alice.says("price eth").startswith("Set it.\nOnly the operator of this Esther can mend that. If you")


@pytest.fixture
def model(settings: Settings, okx: responses.RequestsMock) -> Iterator[LanguageModel]:
    with LanguageModel(lambda data: {"hint": f"Sorry: this is what happened. {data['sentence']}"}) as model:
        okx.add_passthru(model.url)
        llm.cache_clear()
        settings.LLM_API_KEY, settings.LLM_BASE_URL = "sk-test", model.url
        settings.ERROR_ADVISOR_ENABLED = True
        yield model
    llm.cache_clear()


def test_a_model_may_say_the_same_in_other_words(
    alice: Chat, monkeypatch: pytest.MonkeyPatch, model: LanguageModel
) -> None:
    set_fault("aggregator/quote", "500", times=3)

    assert alice.says("sell 100 usdc for eth") == (
        "Sorry: this is what happened. OKX has trouble answering: try again in a minute."
    )
    assert alice.presses(AGAIN).startswith("<b>USDC → ETH</b>")
    assert len(model.questions) == 1


def test_no_model_is_asked_about_a_sentence_that_holds_what_a_user_said(alice: Chat, model: LanguageModel) -> None:
    assert "NOSUCHCOIN" in alice.says("price NOSUCHCOIN")
    assert model.questions == []


@pytest.mark.parametrize("setting", ["LLM_API_KEY", "ERROR_ADVISOR_ENABLED"])
def test_no_model_is_asked_unless_the_operator_wants_it(
    alice: Chat, model: LanguageModel, settings: Settings, setting: str
) -> None:
    setattr(settings, setting, "")
    set_fault("aggregator/quote", "500", times=3)

    assert alice.says("sell 100 usdc for eth") == "OKX has trouble answering: try again in a minute."
    assert model.questions == []
