"""Migrations run while the version before still serves: they only add, until a later release takes away.

Which of two releases does what is in docs/operations.md. A migration that takes away what the release before no longer
uses says so: `contracts = "what has stopped using it, and since when"`, as an attribute of its class.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pytest
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

# The newest of each app when the rule began. What is newer keeps to it.
SINCE: Final = {"alerts": 7, "bots": 6, "esther_site": 1, "portfolio": 3, "tokens": 2, "trading": 15}
_TAKES_AWAY: Final = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.AlterField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def dangers(operations: Iterable[Operation]) -> list[str]:
    """Return what the version before would trip over, in Django's own words."""
    new: set[tuple[str, str]] = set()
    found = []
    for operation in operations:
        if isinstance(operation, migrations.CreateModel):
            new |= {(operation.name_lower, name) for name, _ in operation.fields}
        elif isinstance(operation, migrations.AddField):
            new.add((operation.model_name_lower, operation.name))
        if _is_danger(operation, new):
            found.append(operation.describe())
    return found


def _is_danger(operation: Operation, new: set[tuple[str, str]]) -> bool:
    if isinstance(operation, migrations.AddField):  # what does not know the column leaves it out
        field = operation.field
        return not (field.null or field.many_to_many or field.has_db_default())
    if isinstance(operation, migrations.AddConstraint):  # what does not know of it does not keep to it
        fields = getattr(operation.constraint, "fields", ()) or ("?",)
        return any((operation.model_name_lower, name) not in new for name in fields)
    return isinstance(operation, _TAKES_AWAY)


def newer() -> list[Migration]:
    loader = MigrationLoader(None)
    return [
        migration
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in SINCE and int(name[:4]) > SINCE[app]
    ]


TEXT: Final = models.CharField(max_length=9)
UNIQUE: Final = models.UniqueConstraint(fields=["turn"], name="one")


@pytest.mark.parametrize(
    ("operations", "number"),
    [
        pytest.param([migrations.RemoveField("swap", "note")], 1, id="a column less"),
        pytest.param([migrations.RenameField("swap", "note", "remark")], 1, id="a column of another name"),
        pytest.param([migrations.AlterField("swap", "note", TEXT)], 1, id="a column of another kind"),
        pytest.param([migrations.DeleteModel("Swap")], 1, id="a table less"),
        pytest.param([migrations.AddField("swap", "note", TEXT)], 1, id="a column that must be filled"),
        pytest.param([migrations.AddConstraint("swap", UNIQUE)], 1, id="a rule about an old column"),
        pytest.param([migrations.AddField("swap", "note", models.TextField(null=True))], 0, id="may stay empty"),
        pytest.param([migrations.AddField("swap", "note", models.TextField(db_default=""))], 0, id="fills itself"),
        pytest.param(
            [
                migrations.AddField("swap", "turn", models.TextField(null=True)),
                migrations.AddConstraint("swap", UNIQUE),
            ],
            0,
            id="a rule about a new column",
        ),
        pytest.param(
            [migrations.CreateModel("Turn", [("turn", TEXT)]), migrations.AddConstraint("turn", UNIQUE)],
            0,
            id="a new table with its rule",
        ),
    ],
)
def test_it_sees_what_the_version_before_would_trip_over(operations: list[Operation], number: int) -> None:
    assert len(dangers(operations)) == number


def test_the_version_before_goes_on_beside_every_newer_migration() -> None:
    found = {
        str(migration): dangers(migration.operations)
        for migration in newer()
        if not getattr(migration, "contracts", "")
    }

    assert found
    assert {name: words for name, words in found.items() if words} == {}
