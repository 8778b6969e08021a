"""The `operator` command."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Q

from esther_site.second_factor import forget_app
from trading.audit import AuditKind, record
from trading.models import User


class Command(BaseCommand):
    help = (
        "Let a user of the chat into the admin, with a password that is asked for; or take away an authenticator app "
        "that is lost, so that the next login sets up another one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="a Telegram id or a user name")
        parser.add_argument("--forget-app", action="store_true", help="only take away the authenticator app")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user(options["user"])
        if options["forget_app"]:
            self._forget(user)
        else:
            self._let_in(user)

    def _forget(self, user: User) -> None:
        with transaction.atomic():
            if not forget_app(user):
                raise CommandError(f"{user.username} has no authenticator app for the admin.")
            _note(user, "took away the authenticator app of the admin")
        self.stdout.write(f"{user.username} sets up another app at the next login.")

    def _let_in(self, user: User) -> None:
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("These are two different passwords. Nothing was changed.")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.is_staff = user.is_superuser = user.is_active = True
        with transaction.atomic():
            user.save(update_fields=["password", "is_staff", "is_superuser", "is_active"])
            _note(user, "made an operator with a password")
        self.stdout.write(f"{user.username} may log in at /admin/, and sets up an authenticator app there.")


def _user(text: str) -> User:
    """Return who is meant by a Telegram id or a user name."""
    names = Q(username=text) | Q(telegram_id=int(text)) if text.isdecimal() else Q(username=text)
    found = User.objects.filter(names).first()
    if found is None:
        raise CommandError(f"There is no user {text}. Whoever never wrote to the bot: use createsuperuser.")
    return found


def _note(user: User, deed: str) -> None:
    record(AuditKind.OPERATOR_COMMAND, subject=f"user:{user.pk}", facts={"command": "operator", "action": deed})
