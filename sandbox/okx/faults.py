"""Faults on demand: make an endpoint misbehave the way the real one sometimes does. None are set at the start."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from django.http import HttpResponse

from sandbox.okx.envelope import OkxRefusal

_DELAY_SECONDS = "12"  # longer than a client's read timeout
_HUGE_BYTES = "16000000"

Answer = Callable[[], HttpResponse]


class FaultKind(StrEnum):
    """What goes wrong. The first four come after the request was carried out: its effects stay."""

    DELAY = "delay"
    TRUNCATED = "truncated"
    HUGE = "huge"
    EMPTY = "empty"
    RATE_LIMITED = "429"
    SERVER_ERROR = "500"
    HTML = "html"
    CODE = "code"


@dataclass(slots=True)
class Fault:
    """A fault for the next `times` requests whose path ends in `path_suffix`."""

    path_suffix: str
    kind: FaultKind
    times: int
    detail: str


_faults: list[Fault] = []
_lock = Lock()


def set_fault(path_suffix: str, kind: FaultKind | str, *, times: int = 1, detail: str = "") -> None:
    """Break the next requests to an endpoint: `set_fault("aggregator/quote", "code", detail="82000")`.

    `detail` is the seconds of a delay, the size in bytes of a huge answer, or the code of a refusal.
    """
    with _lock:
        _faults.append(Fault(path_suffix, FaultKind(kind), times, detail))


def clear_faults() -> None:
    with _lock:
        _faults.clear()


def answer_through_faults(path: str, answer: Answer) -> HttpResponse:
    """Answer truly, or as the first fault set for this path demands."""
    fault = _take(path)
    return _DISTORTIONS[fault.kind](answer, fault.detail) if fault else answer()


def _take(path: str) -> Fault | None:
    with _lock:
        fault = next((each for each in _faults if path.endswith(each.path_suffix)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            _faults.remove(fault)
        return fault


def _delayed(answer: Answer, detail: str) -> HttpResponse:
    response = answer()
    time.sleep(float(detail or _DELAY_SECONDS))
    return response


def _truncated(answer: Answer, _: str) -> HttpResponse:
    response = answer()
    response.content = response.content[: len(response.content) // 2]
    return response


def _huge(answer: Answer, detail: str) -> HttpResponse:
    response = answer()
    response.content = response.content + b" " * int(detail or _HUGE_BYTES)
    return response


def _empty(answer: Answer, _: str) -> HttpResponse:
    response = answer()
    response.content = b"{}"
    return response


def _rate_limited(_: Answer, detail: str) -> HttpResponse:
    response = OkxRefusal("50011").response()
    response.headers["Retry-After"] = detail or "1"
    return response


def _server_error(_: Answer, __: str) -> HttpResponse:
    return OkxRefusal("50026").response()


def _html(_: Answer, __: str) -> HttpResponse:
    return HttpResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", status=502)


def _code(_: Answer, detail: str) -> HttpResponse:
    return OkxRefusal(detail or "50001").response()


_DISTORTIONS: dict[FaultKind, Callable[[Answer, str], HttpResponse]] = {
    FaultKind.DELAY: _delayed,
    FaultKind.TRUNCATED: _truncated,
    FaultKind.HUGE: _huge,
    FaultKind.EMPTY: _empty,
    FaultKind.RATE_LIMITED: _rate_limited,
    FaultKind.SERVER_ERROR: _server_error,
    FaultKind.HTML: _html,
    FaultKind.CODE: _code,
}
