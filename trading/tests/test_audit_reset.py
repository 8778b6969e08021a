"""Emptied on purpose, and only so; the new trail begins with what the old one was."""

from __future__ import annotations

import pytest
from django.db import connection

from trading import audit
from trading.audit_checking import check_chain
from trading.audit_reset import forget_everything
from trading.audit_sealing import head, seal_all
from trading.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_everything_goes_and_the_first_new_entry_says_so() -> None:
    for number in range(3):
        audit.record("x", subject=f"swap:{number}")
    seal_all()
    position, sealed = head()

    assert forget_everything(actor="operator:1") == 3

    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.actor, entry.subject) == ("audit.began_anew", "operator:1", "audit")
    assert entry.facts == {"entries": 3, "position": position, "head": sealed}
    seal_all()
    assert (check_chain().count, check_chain().broken) == (1, None)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="triggers of PostgreSQL")
@pytest.mark.parametrize("state", ["ENABLE", "DISABLE"])
def test_the_trigger_is_left_as_it_was(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE trading_auditentry {state} TRIGGER audit_table_stays")
        forget_everything()
        cursor.execute("SELECT tgname, tgenabled FROM pg_trigger WHERE tgname LIKE 'audit%%' ORDER BY tgname")
        assert cursor.fetchall() == [("audit_rows_stay", "O"), ("audit_table_stays", "O" if state == "ENABLE" else "D")]
