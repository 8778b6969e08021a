from __future__ import annotations

import pytest

from bots.callbacks import button, keyboard, unpack


@pytest.mark.parametrize("argument", ["x" * 62, "é" * 31, "🚀" * 16])
def test_it_refuses_data_that_telegram_would_not_carry(argument: str) -> None:
    with pytest.raises(ValueError, match="callback data over 64 bytes"):
        button("Go", "go", argument)


def test_sixty_four_bytes_just_fit() -> None:
    assert button("Go", "go", "x" * 61).callback_data == "go:" + "x" * 61


@pytest.mark.parametrize(
    ("data", "verb", "arguments"),
    [("", "", []), ("help", "help", []), ("price::BTC", "price", ["", "BTC"]), ("a:b:c", "a", ["b", "c"])],
)
def test_it_takes_data_apart(data: str, verb: str, arguments: list[str]) -> None:
    assert unpack(data) == (verb, arguments)


def test_what_is_packed_comes_back() -> None:
    data = button("Refresh", "price", 43114, "0x" + "e" * 40).callback_data

    assert isinstance(data, str)
    assert unpack(data) == ("price", ["43114", "0x" + "e" * 40])


def test_buttons_stand_in_the_rows_they_are_given_in() -> None:
    one, two, three = (button(name, "go", name) for name in ("1", "2", "3"))

    markup = keyboard([one, two], [], [three])

    assert markup is not None
    assert markup.inline_keyboard == ((one, two), (three,))


def test_there_is_no_keyboard_without_buttons() -> None:
    assert [keyboard(), keyboard([], [])] == [None, None]
