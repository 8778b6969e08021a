"""The `operator` command: how somebody of the chat gets into the admin, and what helps when an app is lost."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from esther_site.models import OperatorApp
from esther_site.tests.operators import make_app, make_operator
from trading.models import AuditEntry, User

pytestmark = pytest.mark.django_db

GOOD = "correct horse battery staple"


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let somebody type these passwords, one after the other."""

    def typed(*passwords: str) -> None:
        left = iter(passwords)
        monkeypatch.setattr(getpass, "getpass", lambda _: next(left))

    return typed


@pytest.fixture
def olivia() -> User:
    return User.objects.create(username="telegram-9001", telegram_id=9001, first_name="Olivia", password="!")


def operator(*arguments: str) -> str:
    out = StringIO()
    call_command("operator", *arguments, stdout=out)
    return out.getvalue()


def test_nobody_is_made_an_operator_who_never_wrote() -> None:
    with pytest.raises(CommandError, match="no user 4711"):
        operator("4711")


@pytest.mark.parametrize(
    ("passwords", "words"), [((GOOD, "another"), "two different"), (("12345678", "12345678"), "too common")]
)
def test_a_password_that_will_not_do_changes_nothing(
    olivia: User, types: Callable[..., None], passwords: tuple[str, str], words: str
) -> None:
    types(*passwords)
    with pytest.raises(CommandError, match=words):
        operator("9001")
    olivia.refresh_from_db()
    assert (olivia.is_staff, olivia.password) == (False, "!")


@pytest.mark.parametrize("name", ["9001", "telegram-9001"])
def test_somebody_of_the_chat_gets_a_password_and_comes_as_far_as_the_code(
    olivia: User, types: Callable[..., None], name: str
) -> None:
    types(GOOD, GOOD)
    assert "sets up an authenticator app there" in operator(name)
    client = Client()
    client.post("/admin/login/", {"username": "telegram-9001", "password": GOOD})
    assert 'id="key"' in client.get("/admin/second-factor/").content.decode()
    assert AuditEntry.objects.filter(kind="operator.command", subject=f"user:{olivia.pk}").count() == 1


def test_an_app_that_is_lost_is_taken_away_and_the_password_stays() -> None:
    root = make_operator()
    with pytest.raises(CommandError, match="has no authenticator app"):
        operator("root", "--forget-app")
    make_app(root)
    assert "sets up another app" in operator("root", "--forget-app")
    assert not OperatorApp.objects.exists()
    kept = User.objects.get(pk=root.pk)
    assert kept.password == root.password
