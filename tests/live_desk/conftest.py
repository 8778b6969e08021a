"""One desk for all tests of this folder: each has people, wallets and trades of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter

from tests.chain.node import why_not
from tests.chain.world import shared_world
from tests.live_desk.database import own_database
from tests.live_desk.desk import Desk, open_desk
from tests.live_desk.figures import Figures

__all__ = ["desk"]

_figures = Figures()


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Esther with everything around her."""
    url = os.environ["DATABASE_URL"]
    if not url.startswith("postgres"):
        pytest.skip("live trading is proved on PostgreSQL: run it with `python -m tests.postgres`")
    if reason := why_not():
        pytest.skip(reason)
    world = shared_world()
    with (
        own_database(url) as database,
        open_desk(tmp_path_factory.mktemp("desk"), database=database, world=world, figures=_figures) as desk,
    ):
        yield desk
    world.restore()


@pytest.fixture(autouse=True)
def _she_is_up(desk: Desk) -> None:
    """Start Esther again where a test failed while she was down: the next one is about something else."""
    if not desk.is_up:
        desk.start()


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what was proved, when anything was."""
    if _figures.people:
        terminalreporter.section("live trading, end to end")
        for line in _figures.lines():
            terminalreporter.write_line(line)
