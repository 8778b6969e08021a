from __future__ import annotations

import logging

import pytest

from esther_site.lib.correlation import CorrelationFilter, correlated, crockford, name_of_update


def record(**more: object) -> logging.LogRecord:
    made = logging.LogRecord("esther", logging.INFO, "x.py", 1, "hello", (), None)
    made.__dict__.update(more)
    assert CorrelationFilter().filter(made)
    return made


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (31, "Z"), (32, "10"), (1234, "16J"), (2**63 - 1, "7ZZZZZZZZZZZZ")]
)
def test_numbers_are_written_without_letters_that_look_like_others(number: int, text: str) -> None:
    assert crockford(number) == text
    assert not set(text) & set("ILOU")


def test_an_update_has_the_same_name_each_time() -> None:
    assert name_of_update(912345678) == name_of_update(912345678) == "UV62JJE"
    assert name_of_update(912345679) != name_of_update(912345678)


def test_a_line_for_nobody_says_so() -> None:
    assert record().correlation_id == "-"  # type: ignore[attr-defined]


def test_a_line_carries_the_name_of_what_it_is_logged_for() -> None:
    with correlated("U1"):
        with correlated("U2"):
            inner = record()
        outer = record()

    assert (inner.correlation_id, outer.correlation_id) == ("U2", "U1")  # type: ignore[attr-defined]


def test_a_line_that_brings_its_own_name_keeps_it() -> None:
    with correlated("U1"):
        assert record(correlation_id="U9").correlation_id == "U9"  # type: ignore[attr-defined]
