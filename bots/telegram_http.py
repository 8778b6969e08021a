"""How calls reach Telegram: aiohttp under python-telegram-bot, at a quarter of what its default client costs.

What a call means, and what is done when it fails, is not this module's.
"""

from __future__ import annotations

import ssl
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from esther_site.lib.service_health import Service, record_failure, record_success

__all__ = ["AiohttpRequest"]

CONNECT_SECONDS: Final = 5
UPLOAD_SECONDS: Final = 60  # a picture on a slow line takes its time
_FORM: Final = "application/x-www-form-urlencoded"


class AiohttpRequest(BaseRequest):
    """A pool of connections to one server, opened by `initialize` on the loop that then uses it.

    https://docs.python-telegram-bot.org/en/stable/telegram.request.baserequest.html

    Calls wait in line for a free connection. What aiohttp says of a failure is left out of the errors: it names the
    URL, and with it the bot's token.
    """

    def __init__(self, base_url: str, *, connections: int, read_seconds: float) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._proxy = _proxy_for(base_url)  # asked once: aiohttp itself would read the environment at every call
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_seconds

    async def initialize(self) -> None:
        if self._session is None:
            trusted = ssl.create_default_context(cafile=certifi.where())
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=trusted),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        """Make one call and return its status and body. Raises TimedOut, or NetworkError for everything else."""
        if self._session is None:
            raise RuntimeError("`initialize` comes before the first call.")
        timeout = aiohttp.ClientTimeout(
            sock_connect=CONNECT_SECONDS, sock_read=self._seconds(request_data, read_timeout)
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                answer = response.status, await response.read()
        except TimeoutError:
            record_failure(Service.TELEGRAM, "no answer in time")
            raise TimedOut from None
        except aiohttp.ClientError as error:
            record_failure(Service.TELEGRAM, type(error).__name__)
            raise NetworkError(type(error).__name__) from None
        _note_health(answer[0])
        return answer

    def _seconds(self, request_data: RequestData | None, asked: Any) -> float:
        """Return how long to wait for an answer; python-telegram-bot asks with a marker where it has no wish."""
        if isinstance(asked, int | float):
            return asked
        is_upload = request_data is not None and request_data.contains_files
        return UPLOAD_SECONDS if is_upload else self._read_seconds


def _note_health(status: int) -> None:
    """A refusal of what was sent is an answer; one of the token, or trouble of Telegram's own, is not of use."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND) or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        record_failure(Service.TELEGRAM, f"Telegram answers {status}")
    else:
        record_success(Service.TELEGRAM)


def _body(request_data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if request_data is None or not request_data.parameters:
        return None
    if not request_data.contains_files:
        return aiohttp.BytesPayload(request_data.url_encoded_parameters().encode(), content_type=_FORM)
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, mime_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def _proxy_for(url: str) -> str | None:
    """Return the proxy that the environment names for this server (HTTPS_PROXY, NO_PROXY), if any."""
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)
