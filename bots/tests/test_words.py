from __future__ import annotations

import pytest

from bots.language.words import NO_DIGIT, plain


@pytest.mark.parametrize("text", ["x" * 401, " " * 801, "please " * 60 + "buy 0.1 eth if it rains", "ﷺ" * 60])
def test_a_text_too_long_for_a_command_is_no_sentence_at_all(text: str) -> None:
    assert plain(text) == ""


def test_the_rest_of_a_long_text_is_never_cut_off_unread() -> None:
    assert plain("buy 0.1 eth" + " " * 800 + "if it falls") == ""


@pytest.mark.parametrize("sign", ["²", "½", "①", "₃", "⒈"])
def test_signs_that_only_look_like_digits_do_not_become_digits(sign: str) -> None:
    assert plain(f"sell 10{sign} usdc") == f"sell 10{NO_DIGIT} usdc"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  buy\n0.1\teth  ", "buy 0.1 eth"),
        ("buy 0.1 eth.", "buy 0.1 eth"),
        ("buy 0.1 eth!!", "buy 0.1 eth"),
        ("buy 0.1 eth?", "buy 0.1 eth?"),
        ("Hey Esther, please buy 0.1 eth now, thanks.", "buy 0.1 eth"),
        ("buy 0.1 eth please, please", "buy 0.1 eth"),
        ("b\u200bu\u202ey 0.1 e\u2066th\ufeff", "buy 0.1 eth"),
        ("ｂｕｙ ０.１ ｅｔｈ", "buy 0.1 eth"),
        ("what’s my “portfolio”", 'what\'s my "portfolio"'),
        ("hello there", "hello there"),
        ("hi Esther!", "hi"),
        ("please", "please"),
        ("", ""),
        ("\x00\ud800", ""),
    ],
)
def test_it_leaves_the_words_that_matter(text: str, sentence: str) -> None:
    assert plain(text) == sentence
