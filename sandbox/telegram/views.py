"""The HTTP face of the stand-in Bot API: checks the token, finds the method, wraps the answer."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.http import content_disposition_header
from django.utils.log import log_response
from django.views.decorators.csrf import csrf_exempt

from sandbox.telegram.call import Call
from sandbox.telegram.documents import find_document
from sandbox.telegram.errors import BotApiError
from sandbox.telegram.methods import METHODS
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.photos import find_photo
from sandbox.telegram.running import telegram

__all__ = ["bot_document", "bot_file", "bot_method", "document_response", "photo_response"]


@csrf_exempt
def bot_method(request: HttpRequest, token: str, method: str) -> HttpResponse:
    """Answer one method call, GET or POST. https://core.telegram.org/bots/api#making-requests"""
    if not constant_time_compare(token, settings.TELEGRAM_BOT_TOKEN):
        return _refusal(method, BotApiError(401, "Unauthorized"))
    handler = METHODS.get(method.lower())
    if handler is None:
        return _refusal(method, BotApiError(404, "Not Found"))
    try:
        result = handler(Call(telegram(), Parameters.of(request)))
    except BotApiError as error:
        return _refusal(method, error)
    return JsonResponse({"ok": True, "result": result})


def bot_file(request: HttpRequest, token: str, file_id: str) -> HttpResponse:
    """Let the bot download a picture that getFile named."""
    if not constant_time_compare(token, settings.TELEGRAM_BOT_TOKEN):
        raise Http404
    return photo_response(file_id)


def photo_response(file_id: str) -> HttpResponse:
    """Return a picture that is in some chat, or 404."""
    content = telegram().archive.photo(file_id) if find_photo(telegram(), file_id) else None
    if content is None:
        raise Http404
    content_type = "image/png" if file_id.endswith(".png") else "image/jpeg"
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": "private, max-age=86400"})


def bot_document(request: HttpRequest, token: str, file_id: str) -> HttpResponse:
    """Let the bot download a file that getFile named."""
    if not constant_time_compare(token, settings.TELEGRAM_BOT_TOKEN):
        raise Http404
    return document_response(file_id)


def document_response(file_id: str) -> HttpResponse:
    """Return a file that is in some chat, to be saved and never shown as a page; or 404."""
    found = find_document(telegram(), file_id)
    content = telegram().archive.document(file_id) if found else None
    if found is None or content is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def _refusal(method: str, error: BotApiError) -> HttpResponse:
    response = JsonResponse(error.as_json(), status=error.code)
    # Django would log the path of a refused request, and the path holds the bot token: log it first, without.
    log_response("sandbox: %s refused: %s", method, error.description, response=response, level="info")
    return response
