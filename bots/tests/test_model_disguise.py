from __future__ import annotations

from pathlib import Path

import pytest

from bots.model_reading.disguise import disguise

ADDRESS = "0xdAC17F958D2ee523a2206206994597C13D831ec7"
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


# What must not leave at all


@pytest.mark.parametrize(
    "text",
    [
        f"my key {KEY} please",
        f"here it is 0x{KEY} ok",
        " ".join(KEY[at : at + 8] for at in range(0, 64, 8)) + " is it",
        f"restore {PHRASE}",
        "legal winner thank year wave sausage worth useful",
        "legal winer thank yaer wave sausage worth useful legal",
        "bot 4242424242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX is mine",
        "use postgres://esther:hunter2hunter2@db/esther please",
        "OK-ACCESS-KEY: abcdefgh is it right",
        "my password hunter2 does not work",
        "the code 123456 is not taken",
        "what was my pin again",
        "[removed] and so on",
        "this was removed and so on",
    ],
)
def test_what_may_be_a_secret_does_not_leave(text: str) -> None:
    assert disguise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "123456",
        "🚀🚀🚀",
        "0.5",
        "page " * 81,
        "buy 10² eth",
        "buy ½ of eth",
        "buy ٣ eth",
        "sell ADDRESS_1 now",
    ],
)
def test_what_is_no_sentence_of_one_person_does_not_leave(text: str) -> None:
    assert disguise(text) is None


# What is replaced


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"ape 5 usdc into {ADDRESS}", "ape 5 usdc into ADDRESS_1"),
        (f"from {ADDRESS} to {ADDRESS[:-1]}8", "from ADDRESS_1 to ADDRESS_2"),
        (f"{ADDRESS} or {ADDRESS} again", "ADDRESS_1 or ADDRESS_1 again"),
        (ADDRESS[2:] + " is mine", "ADDRESS_1 is mine"),
        ("0xdAC17\u200bF958 is mine", "ADDRESS_1 is mine"),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq is mine", "ADDRESS_1 is mine"),
        ("7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV is mine", "ADDRESS_1 is mine"),
        ("it is vitalik.eth there", "it is NAME_1 there"),
        ("write to jane.doe+x@example.co.uk now", "write to EMAIL_1 now"),
        ("ask @jane_doe about it", "ask PERSON_1 about it"),
        ("call +49 (170) 123-45-67 now", "call PHONE_1 now"),
        ("call 0170 1234567 now", "call PHONE_1 now"),
        ("call 030-1234-5678 now", "call PHONE_1 now"),
        ("i am 5012345678 there", "i am PHONE_1 there"),
        ("look at https://example.org/x?id=7 now", "look at LINK_1 now"),
        ("look at t.me/jane now", "look at LINK_1 now"),
        ("what about k3f9x2abcd then", "what about ID_1 then"),
        ("move it to grandma's nest egg please", "move it to WALLET_1 please"),
        ("move it to GRANDMA'S NEST EGG please", "move it to WALLET_1 please"),
    ],
)
def test_what_is_private_gets_a_stand_in_that_is_put_back(text: str, left: str) -> None:
    question = disguise(text, names=["Grandma's nest egg"])

    assert question
    assert question.text == left
    assert question.revealed(left.lower()).lower() != left.lower()


@pytest.mark.parametrize(
    "text",
    [
        "ape 1,250.50 usdc into link @ 20.5",
        "throw 100000 usdc at eth in 24 hours",
        "how did my bag do over the last 30 days",
        "usdc.e and 1inch and $link",
    ],
)
def test_a_sentence_without_anything_private_leaves_as_it_is(text: str) -> None:
    question = disguise(text)

    assert question
    assert (question.text, question.originals) == (text, {})


def test_every_phrase_of_the_standard_is_kept_back() -> None:
    import mnemonic

    words = (Path(mnemonic.__file__).parent / "wordlist" / "english.txt").read_text("utf-8").split()
    phrases = [" ".join(words[at : at + 12]) for at in range(0, len(words) - 12, 60)]

    assert [phrase for phrase in phrases if disguise(f"i found {phrase}")] == []
