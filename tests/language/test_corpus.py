"""What people write is understood, in sentences the grammar was not written by, and nothing else becomes a trade."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.language.printing import mistake_lines
from tests.language.scoring import ENTITIES, Answer, Score, judge, score
from tests.language.sentences import HALVES, INTENTS, TRADES, VOICES, Sentence, read_half

# What is reached; the aim is 97.
RIGHT_PERCENT = 92
SENTENCES = 350
NEVER_TRADES = 150
_OWN_WORDS = 6  # shorter ones, such as "buy 1 eth with usdc", are said alike by everybody
_NUMBER = re.compile(r"\$?\d[\d.,]*[km]?\b|\.\d+")
_COIN = re.compile(
    r"\b(eth|ether|ethereum|btc|bitcoin|link|chainlink|uni|uniswap|aave|dai|usdc|usdt|tether|pepe|shib|doge|sol|solana"
    r"|wbtc|okb|bnb|avax|pol)\b"
)


@pytest.fixture(scope="module")
def reporting() -> Score:
    return score(read_half("reporting"))


def test_nothing_on_the_reporting_half_becomes_a_trade_that_nobody_meant(reporting: Score) -> None:
    assert mistake_lines(Score(reporting.trades_not_meant)) == []


def test_no_trade_of_the_reporting_half_is_other_than_meant(reporting: Score) -> None:
    assert mistake_lines(Score(reporting.other_trades)) == []


def test_the_reporting_half_is_understood(reporting: Score) -> None:
    assert reporting.percent >= RIGHT_PERCENT, "\n".join(mistake_lines(reporting))


@pytest.mark.parametrize("half", HALVES)
def test_each_half_is_large_and_has_many_sentences_that_are_no_trades(half: str) -> None:
    sentences = read_half(half)
    assert len(sentences) >= SENTENCES
    assert sum(sentence.never_trade for sentence in sentences) >= NEVER_TRADES


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_every_intent_and_every_voice(half: str) -> None:
    sentences = read_half(half)
    assert {sentence.intent for sentence in sentences} == INTENTS
    assert {sentence.voice for sentence in sentences} == VOICES


@pytest.mark.parametrize("half", HALVES)
def test_labels_keep_to_the_contract(half: str) -> None:
    for sentence in read_half(half):
        assert sentence.entities.keys() | (sentence.optional or {}).keys() <= ENTITIES, sentence.text
        assert not (sentence.never_trade and {sentence.intent, *sentence.also} & TRADES), sentence.text


@pytest.mark.parametrize("half", HALVES)
def test_no_sentence_stands_twice_in_a_half(half: str) -> None:
    counted = Counter(sentence.text for sentence in read_half(half))
    assert [text for text, number in counted.items() if number > 1] == []


def test_no_sentence_stands_in_both_halves_nor_with_other_coins_or_numbers() -> None:
    tuning, reporting = ({_bones(sentence.text) for sentence in read_half(half)} for half in HALVES)
    assert {bones for bones in tuning & reporting if len(bones.split()) >= _OWN_WORDS} == set()


def test_a_sentence_with_another_coin_and_number_has_the_same_bones() -> None:
    assert _bones("Buy 0.1 ETH!") == _bones("buy $25 link")


def test_a_trade_where_none_is_meant_is_wrong() -> None:
    question = Sentence("should I buy eth?", "unknown", {}, "plain", also=("help",), never_trade=True)
    verdict = judge(question, Answer("buy_token", {"token": "ETH"}))
    assert (verdict.is_right, verdict.is_trade_not_meant, verdict.is_other_trade) == (False, True, False)


@pytest.mark.parametrize(
    "entities",
    [
        {"token": "LINK", "amount": "2", "currency": "USDC"},
        {"token": "ETH", "amount": "20", "currency": "USDC"},
        {"token": "ETH", "amount": "2"},
        {"token": "ETH", "amount": "2", "currency": "USDC", "chain": "1"},
        {"token": "ETH", "spend": "2", "currency": "USDC"},
    ],
    ids=["another token", "another amount", "no currency", "a chain not said", "spent instead of bought"],
)
def test_a_trade_with_other_terms_is_wrong(entities: dict[str, str]) -> None:
    verdict = judge(_PURCHASE, Answer("buy_token", entities))
    assert (verdict.is_right, verdict.is_trade_not_meant, verdict.is_other_trade) == (False, False, True)


def test_the_other_side_is_another_trade() -> None:
    assert judge(_PURCHASE, Answer("sell_token", _PURCHASE.entities)).is_other_trade


def test_an_amount_that_is_asked_for_is_a_mistake_but_no_wrong_trade() -> None:
    verdict = judge(_PURCHASE, Answer("buy_token", {"token": "ETH", "currency": "USDC"}))
    assert (verdict.is_right, verdict.is_other_trade, verdict.entity_mistakes) == (False, False, ("missing amount",))


def test_numbers_are_compared_by_worth_and_refused_with_an_exponent() -> None:
    assert judge(_PURCHASE, Answer("buy_token", _PURCHASE.entities | {"amount": "2.0"})).is_right
    assert judge(_PURCHASE, Answer("buy_token", _PURCHASE.entities | {"amount": "2E0"})).is_other_trade


def test_optional_entities_may_be_there_or_not_but_with_no_other_value() -> None:
    alert = Sentence("alert eth 3k", "set_alert", {"token": "ETH"}, "terse", optional={"direction": ("crosses",)})
    assert judge(alert, Answer("set_alert", {"token": "ETH"})).is_right
    assert judge(alert, Answer("set_alert", {"token": "ETH", "direction": "crosses"})).is_right
    assert judge(alert, Answer("set_alert", {"token": "ETH", "direction": "above"})).entity_mistakes == (
        "extra direction",
    )


def test_the_confusion_counts_wrong_intents_only() -> None:
    found = Score(
        [
            judge(_PURCHASE, Answer("unknown", {})),
            judge(_PURCHASE, Answer("buy_token", {"token": "ETH", "amount": "2"})),
            judge(_PURCHASE, Answer("buy_token", _PURCHASE.entities)),
        ]
    )
    assert found.confusion == {("buy_token", "unknown"): 1}
    assert found.entity_mistakes == {"missing currency": 1}
    assert found.by("voice") == {"plain": (1, 3)}


_PURCHASE = Sentence("buy 2 eth with usdc", "buy_token", {"token": "ETH", "amount": "2", "currency": "USDC"}, "plain")


def _bones(text: str) -> str:
    """Return a sentence without its numbers, coins, marks and capitals: what is left is its construction."""
    without = _COIN.sub("T", _NUMBER.sub("#", text.casefold()))
    return re.sub(r"[^\w#]+", " ", without).strip()
