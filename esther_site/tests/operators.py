"""Operators for tests: past both doors of the admin."""

from __future__ import annotations

from typing import Any

import pyotp
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from esther_site.models import OperatorApp
from trading.models import User

__all__ = ["PASSWORD", "make_app", "make_operator", "signed_in"]

PASSWORD = "only-for-this-test-0123"


def make_operator(name: str = "root", **rights: Any) -> User:
    """Make somebody who may do everything in the admin, or has these rights."""
    rights = rights or {"is_superuser": True}
    return User.objects.create_user(name, password=PASSWORD, is_staff=True, **rights)


def make_app(user: User) -> tuple[OperatorApp, pyotp.TOTP]:
    """Set up an authenticator app of an operator, and return it with what shows its codes."""
    key = pyotp.random_base32()
    app = OperatorApp(user=user, name="app", confirmed=True)
    app.keep(key)
    app.save()
    return app, pyotp.TOTP(key)


def signed_in(user: User, client: Client | None = None) -> Client:
    """Return a browser in which the operator has given password and code."""
    client = client or Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    app = OperatorApp.objects.filter(user=user).first() or make_app(user)[0]
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = app.persistent_id
    session.save()
    return client
