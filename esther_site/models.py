"""Who may enter the admin: the authenticator apps of operators. And what each process saw of the services it asks."""

from __future__ import annotations

import hmac
import re
import time
from typing import Any, ClassVar, Final

import pyotp
from django.conf import settings
from django.db import models
from django.db.models import Q
from django_otp.models import Device, ThrottlingMixin

from esther_site.sealing import open_text, seal_anew, seal_text

__all__ = ["OperatorApp", "ProcessHealth"]

STEP_SECONDS: Final = 30
_CODE: Final = re.compile(r"\d{6}", re.ASCII)


class OperatorApp(ThrottlingMixin, Device):  # type: ignore[misc]  # django-otp has no types
    """An operator's authenticator app (RFC 6238) for the admin: its key is sealed, and each code is good once.

    A wrong code makes the next one wait, each time twice as long (`ThrottlingMixin`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed_key = models.TextField()
    last_step = models.BigIntegerField(default=0)  # of the last code that was taken
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=Q(confirmed=True), name="one_operator_app_per_user")
        ]

    def __str__(self) -> str:
        return f"authenticator app of user {self.user_id}"

    def keep(self, key: str) -> None:
        """Seal a base32 key into the row, which is not saved."""
        self.sealed_key = seal_text(key, belongs_to=self._owner())

    def verify_token(self, token: str) -> bool:
        """Take a code, once. Call it through `django_otp.verify_token`, which locks the row."""
        is_allowed, _ = self.verify_is_allowed()
        if not is_allowed:
            return False
        step = self._step_of(token)
        if step <= self.last_step:
            self.throttle_increment()
            return False
        self.last_step = step
        self.sealed_key = seal_anew(self.sealed_key)  # so that an earlier SECRET_KEY can go after one login
        self.throttle_reset(commit=False)
        self.save()
        return True

    def get_throttle_factor(self) -> int:
        return 1

    def _step_of(self, token: str) -> int:
        """Return the latest time step whose code this is, one back and one ahead at most; 0 when it is none's."""
        digits = "".join(token.split())
        if not _CODE.fullmatch(digits):
            return 0
        totp = pyotp.TOTP(open_text(self.sealed_key, belongs_to=self._owner()))
        present = int(time.time()) // STEP_SECONDS
        near = (present + 1, present, present - 1)
        return next((step for step in near if hmac.compare_digest(totp.generate_otp(step), digits)), 0)

    def _owner(self) -> str:
        return f"the admin of user {self.user_id}"


class ProcessHealth(models.Model):
    """How services answered one process: a note that it rewrites now and then, and that nobody misses."""

    process = models.CharField(max_length=60, unique=True)
    services: models.JSONField[dict[str, dict[str, Any]]] = models.JSONField()
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.process} at {self.noted_at:%F %T}"
