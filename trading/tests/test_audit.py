"""What may be recorded, and what never is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from esther_site.lib.correlation import correlated
from esther_site.lib.redaction import REMOVED
from trading import audit
from trading.models import AuditEntry, User

pytestmark = pytest.mark.django_db

KEY = "0x" + "4c" * 32
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def recorded(**facts: object) -> dict[str, Any]:
    audit.record("swap.quoted", subject="swap:k7m2p9x4qd", facts=facts)
    kept: dict[str, Any] = AuditEntry.objects.latest("id").facts
    return kept


@pytest.mark.parametrize("value", [0.5, b"bytes", {1, 2}, object()], ids=["a float", "bytes", "a set", "an object"])
def test_what_is_no_plain_value_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no place in an audit entry"):
        recorded(found=value)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("name", ["Key", "with space", "x" * 41, "é"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name for a fact"):
        recorded(**{name: 1})


def test_what_nests_too_deeply_is_refused() -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        recorded(a=[[[[[1]]]]])


@pytest.mark.parametrize(
    "secret",
    [KEY, KEY[2:], PHRASE, "4242424242:canary-bot-token-that-must-not-be-logged", "postgres://u:pa55word@host/db"],
    ids=["a key", "a key without 0x", "a phrase", "a bot token", "a database's address"],
)
def test_a_secret_is_taken_out_wherever_it_stands(secret: str) -> None:
    facts = recorded(reason=f"it said {secret}.", checks=[{"found": secret, "detail": secret}])
    assert secret not in str(facts)
    assert "pa55word" not in str(facts)
    assert REMOVED in facts["reason"]


def test_a_hash_may_stand_under_its_name_alone() -> None:
    facts = recorded(hash=KEY, address=KEY)
    assert (facts["hash"], facts["address"]) == (KEY, REMOVED)


def test_a_long_text_is_cut_and_one_beyond_reason_is_not_even_read() -> None:
    facts = recorded(reason="no " * 500, note="x y " * 5_000)
    assert (len(facts["reason"]), facts["note"]) == (300, REMOVED)


def test_what_no_database_takes_is_made_fit() -> None:
    assert recorded(note="a\0b\ud800c")["note"] == "ab?c"


def test_plain_values_come_back_as_they_are() -> None:
    moment = datetime(2026, 5, 4, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    facts = recorded(
        usd=Decimal("1.5000"),
        whole=Decimal("1000"),
        units=10**30,
        keeps=True,
        nothing=None,
        at=moment,
        day=date(2026, 5, 4),
        checks=({"rule": "impact", "found": Decimal("0.10")},),
    )
    assert facts == {
        "usd": "1.5",
        "whole": "1000",
        "units": 10**30,
        "keeps": True,
        "nothing": None,
        "at": moment.astimezone(UTC).isoformat(),
        "day": "2026-05-04",
        "checks": [{"rule": "impact", "found": "0.1"}],
    }


def test_what_is_rolled_back_is_not_recorded() -> None:
    with transaction.atomic():
        recorded(a=1)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


def test_it_says_who_did_it(alice: User) -> None:
    actors = []
    for actor in (None, alice, audit.operator(alice)):
        audit.record("x", subject="swap:a", actor=actor)
        actors.append(AuditEntry.objects.latest("id").actor)
    with audit.acting_as(audit.MONITOR):
        audit.record("x", subject="swap:a", actor=alice)
    actors.append(AuditEntry.objects.latest("id").actor)
    assert actors == ["system", f"user:{alice.pk}", f"operator:{alice.pk}", "monitor"]


def test_it_keeps_the_name_of_the_update_that_led_to_it() -> None:
    with correlated("U7K"):
        recorded(a=1)
    recorded(a=2)
    assert list(AuditEntry.objects.order_by("id").values_list("correlation", flat=True)) == ["U7K", ""]


def test_many_are_written_by_few_statements(django_assert_max_num_queries: Any) -> None:
    facts = [audit.Fact(kind="x", subject=f"alert:{number}", facts={"usd": Decimal(1)}) for number in range(100)]
    with django_assert_max_num_queries(4):
        audit.record_many(facts)
    assert AuditEntry.objects.count() == len(facts)


def test_deleting_a_user_touches_no_entry(alice: User) -> None:
    audit.record("x", subject=f"user:{alice.pk}", actor=alice)
    before = AuditEntry.objects.count()
    referring = [relation for relation in AuditEntry._meta.get_fields() if relation.is_relation]
    assert referring == []
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, AuditEntry._meta.db_table)
    assert not any(each["foreign_key"] for each in constraints.values())
    assert AuditEntry.objects.count() == before
