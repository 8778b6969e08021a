from __future__ import annotations

import pytest

from esther_site.lib.errors import UserError
from esther_site.lib.once import act_once, acting_once


def test_what_is_noted_already_is_not_done_again() -> None:
    with acting_once(lambda: False), pytest.raises(UserError, match=r"I did this already.* See /alerts\."):
        act_once(see="/alerts")


def test_what_is_not_noted_is_done() -> None:
    noted: list[bool] = []

    def note() -> bool:
        noted.append(True)
        return len(noted) == 1

    with acting_once(note):
        act_once(see="/alerts")

    assert noted == [True]


def test_without_a_message_nothing_is_noted() -> None:
    act_once(see="/alerts")
