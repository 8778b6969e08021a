"""How the answers of a language model are read, and what can be wrong with them; nothing is asked here."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from esther_site.lib.errors import EstherError, OperatorError, TemporaryError
from esther_site.lib.redaction import REMOVED

__all__ = ["LlmBusy", "LlmError", "LlmNonsense", "LlmOutage", "LlmRefused", "LlmUnset", "read_answer"]

MAX_ANSWER_CHARACTERS: Final = 20_000
_FENCE: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL | re.IGNORECASE)


class LlmError(EstherError):
    """The model gave nothing to use. `reason` is for the operator, and holds nothing of what the model said.

    LlmError
    ├── LlmUnset      no key is set
    ├── LlmRefused    the key, the model or the question is not taken: only the operator can mend it
    ├── LlmBusy       too many requests
    ├── LlmNonsense   it answered, and not with what was asked for; `answer` is what it said
    └── LlmOutage     no answer in time: counted by the fuse
    """

    def __init__(self, reason: str, *, answer: str = "") -> None:
        super().__init__("The language model cannot help just now. Everything else works without it.")
        self.reason = reason
        self.answer = answer


class LlmUnset(LlmError, OperatorError):
    """There is no key."""


class LlmRefused(LlmError, OperatorError):
    """The endpoint does not take what Esther sends."""


class LlmBusy(LlmError, TemporaryError):
    """The endpoint asks for fewer requests."""


class LlmNonsense(LlmError, TemporaryError):
    """What came back is not what was asked for."""


class LlmOutage(LlmError, TemporaryError):
    """Nothing came back in time."""


def read_answer(body: bytes, *, key: str) -> dict[str, Any]:
    """Return the JSON object that a chat completion holds, in texts that any database takes, and without the key.

    https://platform.openai.com/docs/api-reference/chat/object

    Raises:
        LlmNonsense: it holds none.
    """
    said = _fit(_content(_parsed(body)), key)[:MAX_ANSWER_CHARACTERS]
    fenced = _FENCE.fullmatch(said)
    try:
        found = _cleaned(_parsed(fenced[1] if fenced else said), key)
    except RecursionError:
        found = None
    if not isinstance(found, dict):
        raise LlmNonsense("it did not answer with a JSON object", answer=said)
    return found


def _content(completion: Any) -> str:
    """Return what was said: a text, or a list of parts where the endpoint shows how the model thought."""
    try:
        content = completion["choices"][0]["message"]["content"]
        parts = content if isinstance(content, list) else [{"text": content}]
        said = "".join(part["text"] for part in parts if part.get("type", "text") == "text")
    except (TypeError, KeyError, IndexError, AttributeError):
        raise LlmNonsense("its answer has no content") from None
    return said


def _parsed(text: str | bytes) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, InvalidOperation, RecursionError):
        return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _cleaned(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return _fit(value, key)
    if isinstance(value, list):
        return [_cleaned(each, key) for each in value]
    if isinstance(value, dict):
        return {_fit(name, key): _cleaned(each, key) for name, each in value.items()}
    return value


def _fit(text: str, key: str) -> str:
    """Take out the key, should an endpoint repeat it, and what cannot be stored: halves of characters, and zeros."""
    storable = text.encode("utf-8", "replace").decode().replace("\x00", "")
    return storable.replace(key, REMOVED) if key else storable
