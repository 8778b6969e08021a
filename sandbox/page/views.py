"""The chat page and the requests it makes."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from sandbox.market import market, now_milliseconds
from sandbox.okx.listing import asset_called
from sandbox.page.guard import page_action
from sandbox.page.snapshot import snapshot
from sandbox.telegram.people import add_person, press, say, set_blocked
from sandbox.telegram.running import telegram
from sandbox.telegram.views import document_response, photo_response
from sandbox.telegram.world import Json

__all__ = [
    "asset",
    "block",
    "document",
    "forget",
    "index",
    "nudge",
    "pace",
    "photo",
    "push_button",
    "send",
    "sign_up",
    "state",
]

MAX_NAME_LENGTH = 64
_FILES = Path(__file__).parent / "files"
_TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def index(request: HttpRequest) -> HttpResponse:
    """Show the chat."""
    return _file("index.html")


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the page's own script, style or icon."""
    return _file(name)


def photo(request: HttpRequest, file_id: str) -> HttpResponse:
    """Serve a picture of some chat."""
    return photo_response(file_id)


def document(request: HttpRequest, file_id: str) -> HttpResponse:
    """Let the person download a file of some chat."""
    return document_response(file_id)


def state(request: HttpRequest) -> HttpResponse:
    """Tell the page what is new: `?person=1001&since=<version>`."""
    try:
        person, since = int(request.GET.get("person", "0")), int(request.GET.get("since", "0"))
    except ValueError:
        raise Http404 from None
    return JsonResponse(snapshot(telegram(), person, since=since), headers={"Cache-Control": "no-store"})


@page_action
def send(body: Json) -> Json:
    """Write to the bot."""
    return {"ids": [message.id for message in say(telegram(), body["person"], str(body["text"]))]}


@page_action
def push_button(body: Json) -> Json:
    """Press an inline button."""
    return {"id": press(telegram(), body["person"], body["message"], str(body["data"])).id}


@page_action
def sign_up(body: Json) -> Json:
    """Become somebody new."""
    name = str(body["name"]).strip()[:MAX_NAME_LENGTH] or "Stranger"
    return {"id": add_person(telegram(), name).id}


@page_action
def block(body: Json) -> Json:
    """Block or unblock the bot."""
    set_blocked(telegram(), body["person"], blocked=bool(body["on"]))
    return {}


@page_action
def pace(body: Json) -> Json:
    """Switch Telegram's flood limits on or off."""
    with telegram().changing() as world:
        world.pacing = bool(body["on"])
    return {}


@page_action
def nudge(body: Json) -> Json:
    """Move a market by some percent and tell its new price."""
    found = asset_called(str(body["symbol"]))
    if found is None:
        raise ValueError(body["symbol"])
    market().nudge(found.symbol, int(body["percent"]))
    price = market().asset_price_at(found, now_milliseconds())
    return {"text": f"{found.symbol} is now ${price:,.2f}"}


@page_action
def forget(body: Json) -> Json:
    """Empty every chat and undo the nudges; what Esther herself remembers stays."""
    with telegram().changing() as world:
        world.forget_people()
    telegram().archive.forget_files()
    market().reset()
    return {}


def _file(name: str) -> HttpResponse:
    path = _FILES / name
    if not path.is_file():
        raise Http404
    headers = {
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    return HttpResponse(path.read_bytes(), content_type=f"{_TYPES[path.suffix]}; charset=utf-8", headers=headers)
