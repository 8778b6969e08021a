"""The HTTP side: method, credentials, rate limit and body first, then one operation, then the envelope."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sandbox.okx.auth import check_credentials
from sandbox.okx.envelope import OkxRefusal, Rows, success
from sandbox.okx.faults import answer_through_faults
from sandbox.okx.parameters import Parameters, objects_of
from sandbox.okx.throttle import throttle

View = Callable[..., HttpResponse]
_Reading = Callable[[HttpRequest], Rows]


def public_get(operation: Callable[[Parameters], Rows]) -> View:
    """Serve a GET that needs no credentials."""
    return _view("GET", lambda request: operation(_query(request)))


def signed_get(operation: Callable[[Parameters], Rows], *, message: str = "") -> View:
    """Serve a GET with a signed query string."""
    return _view("GET", lambda request: operation(_query(request)), is_signed=True, message=message)


def signed_post(operation: Callable[[Parameters], Rows], *, message: str = "") -> View:
    """Serve a POST whose body is one JSON object."""
    return _view("POST", lambda request: operation(_object(request)), is_signed=True, message=message)


def signed_batch(operation: Callable[[list[Parameters]], Rows]) -> View:
    """Serve a POST whose body is a JSON array of objects."""
    return _view("POST", lambda request: operation(objects_of(_json(request), name="body")), is_signed=True)


@csrf_exempt
def retired(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer every v5 DEX address: that version is switched off."""
    return OkxRefusal("50050").response()


@csrf_exempt
def unknown(request: HttpRequest, **_: str) -> HttpResponse:
    return OkxRefusal("404").response()


def _view(method: str, reading: _Reading, *, is_signed: bool = False, message: str = "") -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            _check_method(request, method)
            if is_signed:
                check_credentials(request)
                throttle.admit()
            return success(reading(request), message=message)
        except OkxRefusal as refusal:
            return refusal.response()
        except RequestDataTooBig:
            return OkxRefusal("51000", "body").response()

    @csrf_exempt
    def view(request: HttpRequest) -> HttpResponse:
        return answer_through_faults(request.path, lambda: answer(request))

    return view


def _check_method(request: HttpRequest, method: str) -> None:
    if request.method != method:
        raise OkxRefusal("50115")


def _query(request: HttpRequest) -> Parameters:
    return Parameters(request.GET.dict())


def _object(request: HttpRequest) -> Parameters:
    body = _json(request)
    if not isinstance(body, dict):
        raise OkxRefusal("51000", "body")
    return Parameters(body)


def _json(request: HttpRequest) -> object:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise OkxRefusal("51000", "body") from error
