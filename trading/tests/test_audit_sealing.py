"""One unbroken chain, however many write, and whoever dies in between."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.db.utils import OperationalError

from trading import audit, audit_sealing
from trading.audit_chain import GENESIS
from trading.audit_checking import check_chain
from trading.audit_sealing import head, seal_all
from trading.models import AuditEntry

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="a trigger of PostgreSQL")


def write(number: int = 1) -> AuditEntry:
    audit.record("swap.quoted", subject=f"swap:{number}", facts={"number": number})
    return AuditEntry.objects.latest("id")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@on_postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trading_auditentry SET facts = '{}'",
        "UPDATE trading_auditentry SET at = now()",
        "UPDATE trading_auditentry SET position = 7, hash = 'x', actor = 'nobody'",
        "UPDATE trading_auditentry SET actor = 'nobody'",
        "DELETE FROM trading_auditentry",
    ],
)
@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "not sealed yet"])
def test_the_trigger_refuses_every_change_but_the_seal(statement: str, is_sealed: bool) -> None:
    write()
    if is_sealed:
        seal_all()
    with pytest.raises((ProgrammingError, InternalError), match="never changed or deleted"), transaction.atomic():
        execute(statement)
    assert AuditEntry.objects.get().facts == {"number": 1}


@on_postgres
@pytest.mark.django_db
def test_the_trigger_refuses_to_seal_twice_and_to_unseal() -> None:
    write()
    seal_all()
    for change in ("position = 2", "position = NULL", "hash = 'other'", "previous = 'other'"):
        with pytest.raises(ProgrammingError, match="UPDATE refused"), transaction.atomic():
            execute(f"UPDATE trading_auditentry SET {change}")


@on_postgres
@pytest.mark.django_db
def test_the_trigger_refuses_to_empty_the_table() -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trading_auditentry ENABLE TRIGGER audit_table_stays")  # off for Django's own flush
        with pytest.raises(ProgrammingError, match="TRUNCATE refused"), transaction.atomic():
            cursor.execute("TRUNCATE trading_auditentry")
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_no_two_entries_have_one_position() -> None:
    write()
    seal_all()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.create(at=AuditEntry.objects.get().at, actor="x", kind="x", subject="x", position=1)


@pytest.mark.django_db
def test_nothing_to_seal_is_no_work() -> None:
    assert (seal_all(), head()) == (0, (0, GENESIS))


@pytest.mark.django_db
def test_entries_are_chained_in_the_order_they_came() -> None:
    first, second = write(1), write(2)
    assert seal_all() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.position, first.previous) == (1, GENESIS)
    assert (second.position, second.previous) == (2, first.hash)
    assert head() == (2, second.hash)


@pytest.mark.django_db
def test_sealing_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_sealing, "_AT_ONCE", 3)
    for number in range(8):
        write(number)
    assert seal_all() == 8
    assert seal_all() == 0
    assert (check_chain().count, check_chain().broken) == (8, None)


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_sealed_right_after_its_commit() -> None:
    with transaction.atomic():
        assert write().position is None
        write(2)
    assert list(AuditEntry.objects.order_by("id").values_list("position", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_what_a_crash_left_unsealed_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda *_args, **_kwargs: None)  # died in between
    with transaction.atomic():
        write()
    monkeypatch.undo()
    assert AuditEntry.objects.get().position is None
    assert seal_all() == 1
    assert check_chain().broken is None


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_fails_fails_nobodys_deed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_most: int) -> int:
        raise OperationalError("the database went away")

    monkeypatch.setattr(audit_sealing, "_seal", fail)
    with transaction.atomic():
        write()
    assert AuditEntry.objects.count() == 1


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_who_finds_another_sealing_leaves_at_once() -> None:
    sealing, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [audit_sealing._LOCK])
            sealing.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    sealing.wait(30)
    try:
        write()
        assert AuditEntry.objects.get().position is None
    finally:
        done.set()
        other.join()
    assert seal_all() == 1


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_write_one_unbroken_chain() -> None:
    def several(thread: int) -> None:
        for number in range(25):
            with transaction.atomic():
                write(100 * thread + number)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(several, range(8)))
    seal_all()
    report = check_chain()
    assert (report.count, report.broken, report.unsealed) == (200, None, 0)
