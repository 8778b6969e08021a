"""The throw-away PostgreSQL serves, passes exit codes on, and is gone afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

import psycopg2
import pytest

from tests import postgres

needs_server = pytest.mark.skipif(postgres.find_server() is None, reason="no PostgreSQL server is installed")


def test_without_a_server_it_says_so_and_succeeds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "find_server", lambda: None)
    assert postgres.main([sys.executable, "-c", "raise SystemExit(9)"]) == 0
    assert capsys.readouterr().out.startswith("PostgreSQL: not run, because no server is installed")


def test_it_uses_the_server_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://somewhere/else")
    program = "import os; raise SystemExit(7 if os.environ['DATABASE_URL'] == 'postgresql://somewhere/else' else 1)"
    assert postgres.main([sys.executable, "-c", program]) == 7


@needs_server
@pytest.mark.slow
@pytest.mark.parametrize(("durable", "fsync"), [(False, "off"), (True, "on")])
def test_it_starts_a_server_and_leaves_nothing_behind(durable: bool, fsync: str) -> None:
    with postgres.temporary_server(durable=durable) as url:
        connection = psycopg2.connect(url)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('fsync'), current_setting('max_connections')")
            assert cursor.fetchone() == (fsync, "200")
            cursor.execute("SELECT current_setting('data_directory')")
            (data,) = cursor.fetchone() or ("/",)
        connection.close()
        assert Path(data).is_dir()
    assert not Path(data).parent.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)
