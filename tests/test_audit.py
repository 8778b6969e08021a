"""What is made of pip-audit's findings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.audit import judge

GOOD: dict[str, Any] = {"name": "django", "version": "5.2", "vulns": []}
BAD: dict[str, Any] = {"name": "left", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
UNKNOWN: dict[str, Any] = {"name": "odd", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("found", "is_good", "words"),
    [
        ([GOOD, BAD], False, "left 1: PYSEC-1"),
        ([BAD, UNKNOWN], False, "left 1: PYSEC-1"),
        ([GOOD, UNKNOWN], False, "knows nothing of odd"),
        ([UNKNOWN, UNKNOWN], True, "NOT LOOKED FOR"),
        ([GOOD, GOOD], True, "none in 2 packages"),
    ],
    ids=["a hole", "a hole beside something unknown", "something unknown", "all unknown", "nothing"],
)
def test_a_hole_stops_the_build_and_silence_does_not(found: list[Any], is_good: bool, words: str) -> None:
    verdict = judge(json.dumps({"dependencies": found, "fixes": []}), errors="")
    assert verdict.is_good == is_good
    assert words in verdict.words


def test_without_the_network_it_says_so() -> None:
    verdict = judge("", errors="requests.exceptions.ConnectionError: HTTPSConnectionPool(host='pypi.org') ...")
    assert (verdict.is_good, "NOT LOOKED FOR" in verdict.words) == (True, True)


def test_any_other_failure_stops_the_build() -> None:
    assert not judge("", errors="requirements.txt: no hash for django").is_good
