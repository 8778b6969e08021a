"""The envelope every answer comes in, and the refusals with their real codes and HTTP statuses.

Codes: https://web3.okx.com/onchainos/dev-docs/trade/dex-error-code
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse, JsonResponse

Row = dict[str, object]
Rows = Sequence[object]

_REFUSALS: dict[str, tuple[int, str]] = {
    "404": (404, "Not Found"),
    "50001": (200, "Service temporarily unavailable. Try again later."),
    "50011": (429, "Too Many Requests"),
    "50014": (400, "Parameter {0} can not be empty"),
    "50026": (500, "System error, please try again later."),
    "50050": (200, "V5 API is being deprecated, please use the V6 API."),
    "50102": (401, "Timestamp request expired"),
    "50103": (401, 'Request header "OK-ACCESS-KEY" can not be empty'),
    "50104": (401, 'Request header "OK-ACCESS-PASSPHRASE" can not be empty'),
    "50105": (401, 'Request header "OK-ACCESS-PASSPHRASE" incorrect'),
    "50106": (401, 'Request header "OK-ACCESS-SIGN" can not be empty'),
    "50107": (401, 'Request header "OK-ACCESS-TIMESTAMP" can not be empty'),
    "50111": (401, "Invalid OK-ACCESS-KEY"),
    "50112": (401, "Invalid OK-ACCESS-TIMESTAMP"),
    "50113": (401, "Invalid signature"),
    "50115": (405, "Invalid request method"),
    "51000": (400, "Parameter {0} error"),
    "51001": (200, "Instrument ID doesn't exist."),
    "81001": (200, "Incorrect parameter {0}"),
    "81104": (200, "Chain not supported"),
    "82000": (200, "Insufficient liquidity."),
    "82102": (200, "The amount is below the minimum: {0}"),
    "82103": (200, "The amount is above the maximum: {0}"),
    "82104": (200, "This token is not supported"),
    "82105": (200, "This chain is not supported"),
    "82106": (200, "This bridge is not supported"),
    "82112": (200, "The value difference of this transaction's quote route is higher than {0}"),
}


class OkxRefusal(Exception):
    """An answer other than code 0; `detail` is the parameter or limit that the message names."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    def response(self) -> HttpResponse:
        status, message = _REFUSALS.get(self.code, (200, "{0}"))
        body = {"code": self.code, "data": [], "msg": message.format(self.detail)}
        return JsonResponse(body, status=status)


def success(rows: Rows, *, message: str = "") -> HttpResponse:
    return JsonResponse({"code": "0", "data": list(rows), "msg": message})
