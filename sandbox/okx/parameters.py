"""The parameters of a request, read as the types the operations need or refused with the real codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from sandbox.okx.chains import CHAINS, Chain
from sandbox.okx.envelope import OkxRefusal
from sandbox.okx.listing import Token, find_token

_UNITS = re.compile(r"[0-9]{1,78}", re.ASCII)
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,18})?", re.ASCII)
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}", re.ASCII)


class Parameters:
    """The query of a GET, or one object of a POST body."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        """Return a text or whole number as text: the real service takes `"1"` and `1` alike."""
        value = self._values.get(name, default)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return str(value)
        if not isinstance(value, str):
            raise OkxRefusal("51000", name)
        return value or default

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise OkxRefusal("50014", name)
        return value

    def units(self, name: str) -> int:
        """Return an amount of base units, from 0 to 2**256 - 1."""
        value = self.required(name)
        if not _UNITS.fullmatch(value) or int(value) >= 2**256:
            raise OkxRefusal("51000", name)
        return int(value)

    def percent(self, name: str, default: str = "") -> Decimal:
        """Return a percentage from 0 to 100."""
        value = self.text(name, default) or self.required(name)
        if not _PERCENT.fullmatch(value) or Decimal(value) > 100:
            raise OkxRefusal("51000", name)
        return Decimal(value)

    def count(self, name: str, *, default: int, most: int) -> int:
        """Return how many rows are wanted: at least one, at most `most`."""
        value = self.moment(name)
        if value == 0:
            raise OkxRefusal("51000", name)
        return min(value or default, most)

    def moment(self, name: str) -> int | None:
        """Return a time in milliseconds (or any other whole number), or nothing when it is not given."""
        value = self.text(name)
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or len(value) > 15:
            raise OkxRefusal("51000", name)
        return int(value)

    def address(self, name: str) -> str:
        value = self.required(name)
        if not _ADDRESS.fullmatch(value):
            raise OkxRefusal("51000", name)
        return value.lower()

    def chain(self, *, unknown: str = "82105") -> Chain:
        value = self.required("chainIndex")
        chain = CHAINS.get(int(value)) if _UNITS.fullmatch(value) else None
        if chain is None:
            raise OkxRefusal(unknown)
        return chain

    def token(self, name: str) -> Token:
        """Return the token of this request's chain; an address nobody lists is refused."""
        token = find_token(self.chain().index, self.address(name))
        if token is None:
            raise OkxRefusal("82104")
        return token

    def objects(self, name: str) -> list[Parameters]:
        values = self._values.get(name)
        if not values:
            raise OkxRefusal("50014", name)
        return objects_of(values, name=name)

    def object(self, name: str) -> Parameters:
        value = self._values.get(name) or {}
        if not isinstance(value, dict):
            raise OkxRefusal("51000", name)
        return Parameters(value)


def objects_of(values: object, *, name: str) -> list[Parameters]:
    """Read a JSON array of objects."""
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise OkxRefusal("51000", name)
    return [Parameters(value) for value in values]
