"""Reads a method's parameters from wherever the Bot API allows them: query, form, multipart or a JSON body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from sandbox.telegram.errors import BotApiError, bad_request

__all__ = ["Parameters"]


class Parameters:
    """Typed access; like the real one, it takes numbers and JSON as strings too."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, UploadedFile[Any]] | None = None) -> None:
        self._values = values
        self.files = files or {}

    @classmethod
    def of(cls, request: HttpRequest) -> Parameters:
        """Read a request.

        Raises:
            BotApiError: 400 for a body that is not JSON, 413 for one that is too large.
        """
        query: dict[str, Any] = request.GET.dict()
        try:
            if request.content_type == "application/json":
                return cls(query | _json_body(request))
            files = {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
            return cls(query | request.POST.dict(), files)
        except RequestDataTooBig:
            raise BotApiError(413, "Request Entity Too Large") from None

    def text(self, name: str) -> str:
        """Return a string; missing is empty."""
        value = self._values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; what is not one counts as the default, as with the real API."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """Return a JSON-serialised parameter, or None when it is missing.

        Raises:
            BotApiError: 400 when it is not JSON.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


def _json_body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON body") from None
    if not isinstance(body, dict):
        raise bad_request("object expected as JSON body")
    return body
