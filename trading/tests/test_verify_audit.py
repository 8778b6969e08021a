"""Whatever is done to the table by hand is named: the first entry that is not as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from trading import audit
from trading.audit_checking import check_chain
from trading.audit_sealing import head, seal_all
from trading.models import AuditEntry

pytestmark = pytest.mark.django_db

COUNT = 12


@pytest.fixture
def chain() -> None:
    for number in range(COUNT):
        audit.record("swap.quoted", subject=f"swap:{number}", facts={"usd": str(number)})
    seal_all()


@pytest.fixture
def by_hand() -> Callable[..., None]:
    """Return what runs a statement as somebody would who owns the database: triggers off."""

    def run(statement: str, *arguments: Any) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE trading_auditentry DISABLE TRIGGER audit_rows_stay")
            cursor.execute(statement, arguments)
            if connection.vendor == "postgresql":
                cursor.execute("ALTER TABLE trading_auditentry ENABLE TRIGGER audit_rows_stay")

    return run


def id_at(position: int) -> int:
    return AuditEntry.objects.get(position=position).pk


def verify(*options: str) -> str:
    out = StringIO()
    call_command("verify_audit", *options, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    "change",
    [
        'facts = \'{"usd": "999"}\'',
        "facts = '{}'",
        "actor = 'nobody'",
        "kind = 'swap.booked'",
        "subject = 'swap:other'",
        "correlation = 'U1'",
        "at = '2020-01-01 00:00:00+00:00'",
        "hash = 'ab'",
    ],
)
def test_a_changed_entry_is_named(change: str, by_hand: Callable[..., None]) -> None:
    by_hand(f"UPDATE trading_auditentry SET {change} WHERE position = 5")
    entry = id_at(5)
    with pytest.raises(CommandError, match=rf"at position 5 \(id {entry}\): its content was changed"):
        verify()


@pytest.mark.usefixtures("chain")
def test_an_entry_that_was_removed_is_missed(by_hand: Callable[..., None]) -> None:
    by_hand("DELETE FROM trading_auditentry WHERE position = 5")
    with pytest.raises(CommandError, match=r"at position 6 .*entry 5 is missing before it"):
        verify()


@pytest.mark.usefixtures("chain")
def test_several_that_were_removed_are_missed(by_hand: Callable[..., None]) -> None:
    by_hand("DELETE FROM trading_auditentry WHERE position BETWEEN 3 AND 5")
    with pytest.raises(CommandError, match=r"at position 6 .*entries 3 to 5 are missing before it"):
        verify()


@pytest.mark.usefixtures("chain")
def test_a_gap_that_was_closed_again_breaks_the_chain(by_hand: Callable[..., None]) -> None:
    by_hand("DELETE FROM trading_auditentry WHERE position = 5")
    for position in range(6, COUNT + 1):
        by_hand("UPDATE trading_auditentry SET position = %s WHERE position = %s", position - 1, position)
    with pytest.raises(CommandError, match=r"at position 5 .*does not follow the entry before it"):
        verify()


@pytest.mark.usefixtures("chain")
def test_two_that_changed_places_break_the_chain(by_hand: Callable[..., None]) -> None:
    for old, new in ((5, 99), (6, 5), (99, 6)):
        by_hand("UPDATE trading_auditentry SET position = %s WHERE position = %s", new, old)
    with pytest.raises(CommandError, match=r"at position 5 .*does not follow the entry before it"):
        verify()


@pytest.mark.usefixtures("chain")
def test_an_entry_put_in_at_a_taken_position_is_named(by_hand: Callable[..., None]) -> None:
    by_hand("DROP INDEX one_audit_entry_per_position")
    row = AuditEntry.objects.get(position=5)
    fields = (row.at, row.actor, row.kind, row.subject, row.previous, row.hash)
    by_hand(
        "INSERT INTO trading_auditentry (id, at, actor, kind, subject, correlation, facts, position, previous, hash) "
        "VALUES (1099511627776, %s, %s, %s, %s, '', '{}', 5, %s, %s)",
        *fields,
    )
    with pytest.raises(CommandError, match=r"at position 5 .*another entry has the same position"):
        verify()


@pytest.mark.usefixtures("chain")
def test_an_entry_that_was_never_sealed_is_named_after_a_minute() -> None:
    audit.record("swap.quoted", subject="swap:late")
    late = AuditEntry.objects.latest("id")
    assert check_chain().broken is None
    assert check_chain().unsealed == 1
    report = check_chain(now=timezone.now() + timedelta(seconds=61))
    assert report.broken is not None
    assert (report.broken.position, report.broken.id) == (None, late.pk)
    assert "never sealed" in report.broken.what


@pytest.mark.usefixtures("chain")
def test_the_first_of_two_faults_is_named(by_hand: Callable[..., None]) -> None:
    by_hand("UPDATE trading_auditentry SET actor = 'x' WHERE position IN (4, 9)")
    with pytest.raises(CommandError, match="at position 4 "):
        verify()


@pytest.mark.usefixtures("chain")
def test_a_tail_that_was_cut_off_shows_by_the_head_that_was_sent(by_hand: Callable[..., None]) -> None:
    _, sent = head()
    by_hand("DELETE FROM trading_auditentry WHERE position > 8")
    assert "8 entries, whole" in verify()
    with pytest.raises(CommandError, match=r"No entry in the chain has the hash .*written anew"):
        verify("--head", sent)


@pytest.mark.usefixtures("chain")
def test_a_whole_chain_tells_its_length_and_its_head() -> None:
    position, sealed = head()
    assert verify().splitlines() == [f"12 entries, whole. The newest has position {position}.", f"Head: {sealed}"]


@pytest.mark.usefixtures("chain")
def test_a_head_from_before_is_found_by_its_beginning() -> None:
    sent = AuditEntry.objects.get(position=9).hash
    assert "is at position 9; 3 entries came after it" in verify("--head", sent[:16])
    assert "is at position 9; 3 entries came after it" in verify("--head", sent.upper(), "--since", "4")
    with pytest.raises(CommandError, match="at position 10 or after"):
        verify("--head", sent, "--since", "10")


@pytest.mark.usefixtures("chain")
def test_it_may_begin_later(by_hand: Callable[..., None]) -> None:
    by_hand("UPDATE trading_auditentry SET actor = 'x' WHERE position = 4")
    assert "8 entries, whole" in verify("--since", "5")


@pytest.mark.parametrize("options", [["--head", "zz"], ["--head", "ab"], ["--since", "0"], ["--since", "x"]])
def test_what_makes_no_sense_is_refused(options: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("verify_audit", *options)


def test_no_entries_are_whole() -> None:
    assert "0 entries, whole" in verify()
