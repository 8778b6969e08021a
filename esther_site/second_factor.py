"""The second step of entering the admin: a code of the operator's app, or setting that app up the first time.

A new key is shown once, in the answer to the request that makes it; whoever asks again gets another one.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import django_otp
import pyotp
import segno
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from unfold.widgets import INPUT_CLASSES

from esther_site.models import OperatorApp
from trading.models import User

__all__ = ["CodeForm", "Enrolment", "confirm", "enrol", "forget_app", "has_app", "take_code"]

ENROLLING: Final = timedelta(minutes=10)  # afterwards a picture that was never used is worth nothing


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        max_length=12,
        label="The six digits your authenticator app shows now",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": " ".join(INPUT_CLASSES),
            }
        ),
    )


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app is to be shown, once."""

    svg: SafeString = field(repr=False)
    key: str = field(repr=False)  # base32, in groups of four


def has_app(user: User) -> bool:
    """Tell whether the operator has set up an app."""
    return bool(OperatorApp.objects.filter(user=user, confirmed=True).exists())


def enrol(user: User) -> Enrolment:
    """Make a key for an operator's app, in place of one that was never confirmed."""
    key = pyotp.random_base32()
    app = OperatorApp(user=user, name="Authenticator app", confirmed=False)
    app.keep(key)
    with transaction.atomic():
        OperatorApp.objects.filter(user=user, confirmed=False).delete()
        app.save(force_insert=True)
    uri = pyotp.TOTP(key).provisioning_uri(name=user.get_username(), issuer_name="Esther admin")
    groups = [key[start : start + 4] for start in range(0, len(key), 4)]
    return Enrolment(svg=_picture(uri), key=" ".join(groups))


def confirm(user: User, code: str) -> OperatorApp | None:
    """Begin to ask for codes, since the app has shown a right one; None when it has not, or too late."""
    fresh = OperatorApp.objects.filter(user=user, confirmed=False, created_at__gt=timezone.now() - ENROLLING)
    app = fresh.first()
    if app is None or django_otp.verify_token(user, app.persistent_id, code) is None:
        return None
    return app if fresh.filter(pk=app.pk).update(confirmed=True) else None


def take_code(user: User, code: str) -> OperatorApp | None:
    """Take a code of the operator's app, which then is good no more; None when it is wrong, used or comes too soon."""
    app = OperatorApp.objects.filter(user=user, confirmed=True).first()
    return django_otp.verify_token(user, app.persistent_id, code) if app else None


def forget_app(user: User) -> bool:
    """Take away an app that is lost: the operator sets up another one at the next login."""
    deleted: int = OperatorApp.objects.filter(user=user).delete()[0]
    return deleted > 0


def _picture(uri: str) -> SafeString:
    """Return an SVG that stands on white, so that it can be scanned in the dark theme, too."""
    picture = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(
        picture, kind="svg", scale=5, border=4, light="white", xmldecl=False, svgns=True, nl=False
    )
    return mark_safe(picture.getvalue().decode())  # noqa: S308 - segno wrote it, and the URI is not in it as text
