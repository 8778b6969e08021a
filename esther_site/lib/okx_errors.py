"""What OKX's refusals mean, as one table; it knows nothing of requests and answers.

    OkxError                  always has `okx_code` ("" when OKX gave none)
    ├── OkxUserError          the user can put it right
    ├── OkxOperatorError      the operator can put it right
    │   └── OkxClockError     … by setting the clock
    └── OkxTemporaryError     it may work later
        ├── OkxBusy           too many requests
        └── OkxOutage         no proper answer at all: counted by the circuit breaker

Codes: https://web3.okx.com/onchainos/dev-docs/trade/dex-error-code
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError

__all__ = [
    "OkxBusy",
    "OkxClockError",
    "OkxError",
    "OkxOperatorError",
    "OkxOutage",
    "OkxTemporaryError",
    "OkxUserError",
    "refusal",
]


class OkxError(EstherError):
    """A request to OKX that failed; `attempts` is how often such a request is made before giving up."""

    attempts: ClassVar[int] = 1
    okx_code: str = ""


class OkxUserError(OkxError, UserError):
    """OKX refuses what the user asked for."""


class OkxOperatorError(OkxError, OperatorError):
    """OKX refuses Esther herself."""


class OkxClockError(OkxOperatorError):
    """OKX refuses the timestamp; a fresh one may do."""

    attempts = 2


class OkxTemporaryError(OkxError, TemporaryError):
    """OKX cannot answer now."""


class OkxBusy(OkxTemporaryError):
    """OKX asks for fewer requests."""

    attempts = 3


class OkxOutage(OkxTemporaryError):
    """OKX cannot be reached, or its answer makes no sense."""

    attempts = 3


_MISSING_KEYS = "OKX misses a part of the login: check OKX_API_KEY, OKX_API_SECRET and OKX_API_PASSPHRASE."
_TROUBLE = "OKX has trouble answering: try again in a minute."
_CLOCK = "OKX refused the time of a request: set this server's clock, which is more than 30 seconds off."
_REGION = "OKX does not serve the region of this server: run Esther somewhere else."
_HONEYPOT = "OKX marks this token as a trap that cannot be sold again: choose another token."
_REJECTED = "OKX did not accept a request of Esther's (code {code}): report this code to the operator."

_MEANINGS: Final[dict[str, tuple[type[OkxError], str]]] = {
    "5000": (OkxOutage, _TROUBLE),
    "50001": (OkxOutage, _TROUBLE),
    "50011": (OkxBusy, "OKX is busy: try again in a few seconds."),
    "50014": (OkxOperatorError, _REJECTED),
    "50026": (OkxOutage, _TROUBLE),
    "50050": (OkxOperatorError, "OKX has retired the API that was called: update Esther."),
    "50102": (OkxClockError, _CLOCK),
    "50103": (OkxOperatorError, _MISSING_KEYS),
    "50104": (OkxOperatorError, _MISSING_KEYS),
    "50105": (OkxOperatorError, "OKX does not accept the passphrase: check OKX_API_PASSPHRASE."),
    "50106": (OkxOperatorError, _MISSING_KEYS),
    "50107": (OkxOperatorError, _MISSING_KEYS),
    "50110": (OkxOperatorError, "OKX does not accept this server's IP address: add it to the API key's list."),
    "50111": (OkxOperatorError, "OKX does not know the API key: check OKX_API_KEY."),
    "50112": (OkxClockError, _CLOCK),
    "50113": (OkxOperatorError, "OKX does not accept the signature: check OKX_API_SECRET."),
    "50114": (OkxOperatorError, "OKX does not allow this with the API key: check what the key may do."),
    "50125": (OkxOperatorError, _REGION),
    "51000": (OkxOperatorError, _REJECTED),
    "51001": (OkxUserError, "OKX has no such market: choose another one."),
    "51005": (OkxUserError, _HONEYPOT),
    "51006": (OkxUserError, "This token is no longer traded: choose another token."),
    "80001": (OkxOperatorError, _REGION),
    "81104": (OkxUserError, "OKX does not trade on this chain: choose another chain."),
    "82000": (OkxUserError, "OKX finds too little liquidity for this trade: try a smaller amount or another token."),
    "82001": (OkxOutage, _TROUBLE),
    "82102": (OkxUserError, "This is less than the smallest amount OKX trades{limit}: ask for more."),
    "82103": (OkxUserError, "This is more than the largest amount OKX trades{limit}: ask for less."),
    "82104": (OkxUserError, "OKX does not trade this token: choose another token."),
    "82105": (OkxUserError, "OKX does not trade on this chain: choose another chain."),
    "82112": (OkxUserError, "This trade would lose most of its value: try a smaller amount or another token."),
    "82120": (OkxUserError, _HONEYPOT),
}


def refusal(
    code: str,
    *,
    message: str = "",
    otherwise: type[OkxTemporaryError] = OkxTemporaryError,
    retry_after: float | None = None,
) -> OkxError:
    """Return the error for one of OKX's codes, of the kind `otherwise` when the code is not known.

    OKX's own `message` is never shown (it is not ours and may hold markup); only a limit is taken from it.
    """
    kind, sentence = _MEANINGS.get(code, (otherwise, "OKX refused with code {code}: try again later."))
    failure = kind(sentence.format(code=_shown_code(code), limit=_limit_in(message)))
    failure.okx_code = code
    if isinstance(failure, OkxTemporaryError):
        failure.retry_after = retry_after
    return failure


def _shown_code(code: str) -> str:
    return code if re.fullmatch(r"[0-9]{1,9}", code) else "unknown"


def _limit_in(message: str) -> str:
    found = re.search(r"[0-9][0-9,]{0,30}(\.[0-9]{1,30})?", message, re.ASCII)
    return f" ({found[0].rstrip(',')})" if found else ""
