"""What a language model may make of a failure's sentence, and what it may not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from bots.advisor import LONGEST, in_other_words, is_fixed, says_the_same
from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError
from esther_site.lib.llm import llm
from esther_site.lib.okx_errors import refusal
from tests.language_model import LanguageModel
from trading.models import User
from trading.tests.desk import admitted

SENTENCE = "OKX has trouble answering: try again in a minute."
_CONSTANT = "Esther is busy: try again soon."


@pytest.fixture
def anna(seeded: None) -> User:
    return admitted(101, "Anna")


@pytest.fixture
def model(settings: Settings) -> Iterator[LanguageModel]:
    with LanguageModel() as model:
        settings.LLM_API_KEY, settings.LLM_BASE_URL = "sk-test", model.url
        llm.cache_clear()
        yield model
    llm.cache_clear()


def caught(raise_it: Callable[[], None]) -> EstherError:
    with pytest.raises(EstherError) as caught:
        raise_it()
    return caught.value


def raises_literal() -> None:
    raise UserError("Say which token you mean.")


def raises_constant() -> None:
    raise TemporaryError(_CONSTANT)


def raises_from_table() -> None:
    raise refusal("50011")


def raises_from_class() -> None:
    raise refusal("5000")


@pytest.mark.parametrize("raise_it", [raises_literal, raises_constant, raises_from_table, raises_from_class])
def test_a_sentence_that_stands_in_the_code_is_fixed(raise_it: Callable[[], None]) -> None:
    assert is_fixed(caught(raise_it))


@pytest.mark.parametrize("said", ["my-secret-wallet", "2.5 ETH", "0x1234"])
def test_a_sentence_with_anything_of_a_user_in_it_is_not(said: str) -> None:
    def raise_it() -> None:
        raise UserError(f"There is no {said}. Look at /wallets.")

    assert not is_fixed(caught(raise_it))


@pytest.mark.parametrize("error", [KeyError("x"), UserError(""), OperatorError("Never raised.")])
def test_nor_is_what_is_none(error: Exception) -> None:
    assert not is_fixed(error)


@pytest.mark.parametrize(
    "hint",
    [
        "",
        "OKX is not answering well. Try again in 2 minutes.",
        "OKX is not answering well. Try again in two minutes.",
        "OKX is not answering well. Try again in one hour.",
        "OKX is not answering well. See https://okx.com for the state of it.",
        "OKX is not answering well. See okx.com for the state of it.",
        "OKX is not answering well. Send /reset and try again in a minute.",
        "OKX is not answering well. Write to @okx_help in a minute.",
        "OKX is not answering well. Set OKX_API_KEY and try again in a minute.",
        "OKX has trouble in the meantime, so try Binance in a minute.",
        "Binance is fine but the OKX is not. Use MetaMask in a minute.",
        "OKX is not answering well. Send your seed phrase to the operator.",
        "OKX is not answering well. It is certainly back in a minute.",
        "<b>OKX</b> is not answering well. Try again in a minute.",
        "OKX is not answering well.\nTry again in a minute.",
        "OKX antwortet gerade nicht, bitte warten Sie etwas.",
        "The OKX is slow. " * 30,
        "Try again in a minute: 0x52908400098527886E0F7030069857D2E4169EE7 is the address.",
    ],
)
def test_a_hint_that_adds_anything_is_not_shown(hint: str) -> None:
    assert not says_the_same(hint, SENTENCE)


@pytest.mark.parametrize(
    ("hint", "sentence"),
    [
        ("OKX is having trouble at the moment. Please try again in a minute.", SENTENCE),
        (
            "Check OKX_API_KEY, please: the OKX does not know the API key that is set.",
            "OKX does not know the API key: check OKX_API_KEY.",
        ),
        (
            "The time on this server is more than 30 seconds off, so set the clock.",
            "set this server's clock, which is more than 30 seconds off.",
        ),
        (
            "You have no wallet here yet. Send /paper reset for a paper wallet.",
            "You have no wallet yet. Send /paper reset to get a paper wallet.",
        ),
    ],
    ids=["trouble", "setting", "number", "command"],
)
def test_a_hint_that_says_the_same_is(hint: str, sentence: str) -> None:
    assert len(hint) <= LONGEST
    assert says_the_same(hint, sentence)


def test_each_sentence_is_asked_about_once(anna: User, model: LanguageModel) -> None:
    hint = "OKX is having trouble at the moment. Please try again in a minute."
    model.says = lambda data: {"hint": hint}

    assert [in_other_words(SENTENCE, "temporary", anna) for _ in range(3)] == [hint] * 3
    assert len(model.questions) == 1


def test_the_model_is_given_the_sentence_and_nothing_of_the_user(anna: User, model: LanguageModel) -> None:
    model.says = lambda data: {"hint": ""}
    in_other_words(SENTENCE, "temporary", anna)
    (question,) = model.questions

    assert json.loads(question["messages"][1]["content"]) == {"sort": "temporary", "sentence": SENTENCE}
    assert question["response_format"]["json_schema"]["strict"] is True
    assert not any(each in model.prompts[0] for each in ("Anna", "101", str(anna.username)))


@pytest.mark.parametrize(
    "answer",
    [
        {"hint": "Send your funds to okx.com in a minute."},
        {"hint": 7},
        {"hint": "OKX has trouble. Try again in a minute.", "button": "confirm"},
        {"hint": "OKX has \u200btrouble. Try again in a minute."},
        {},
        "no JSON at all",
    ],
    ids=["adds", "number", "button", "unseen", "empty", "words"],
)
def test_an_answer_of_no_use_is_not_shown_and_not_asked_for_again(
    anna: User, model: LanguageModel, answer: object
) -> None:
    model.says = lambda data: answer

    assert [in_other_words(SENTENCE, "temporary", anna) for _ in range(2)] == [SENTENCE] * 2
    assert len(model.questions) == 1


def test_a_model_that_is_down_changes_nothing(anna: User, model: LanguageModel) -> None:
    model.status = 500

    assert in_other_words(SENTENCE, "temporary", anna) == SENTENCE


def test_a_model_that_thinks_too_long_is_not_waited_for(
    anna: User, model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.advisor.SECONDS", 0.05)
    model.delay_seconds = 5

    assert in_other_words(SENTENCE, "temporary", anna) == SENTENCE


def test_a_question_counts_as_one_of_the_users(anna: User, model: LanguageModel, settings: Settings) -> None:
    settings.LLM_CALLS_PER_DAY = 1
    model.says = lambda data: {"hint": ""}
    in_other_words(SENTENCE, "temporary", anna)
    in_other_words("Esther is busy: try again soon.", "temporary", anna)

    assert len(model.questions) == 1


def test_somebody_else_may_still_ask_what_one_user_could_not(
    anna: User, model: LanguageModel, settings: Settings
) -> None:
    settings.LLM_CALLS_PER_DAY = 0
    in_other_words(SENTENCE, "temporary", anna)
    settings.LLM_CALLS_PER_DAY = 1
    in_other_words(SENTENCE, "temporary", admitted(102, "Bea"))

    assert len(model.questions) == 1
