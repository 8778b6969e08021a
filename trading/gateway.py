"""OKX's onchain gateway: the other way for signed bytes to a chain, past those who trade ahead where OKX can do that.

It takes bytes that are stored and says what OKX answers. Whether they are on the chain is seen by `settlement` alone.

https://web3.okx.com/onchainos/dev-docs/trade/onchain-gateway-api-broadcast-transaction
https://web3.okx.com/onchainos/dev-docs/trade/onchain-gateway-api-orders
"""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache

from esther_site.lib.errors import EstherError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import rows_of
from trading.models import Attempt, Transaction

__all__ = ["CHOICES", "PRIVATE_FOR", "PROTECTED", "hand_in", "is_chosen", "keeps_private", "needs_reminding"]

logger = logging.getLogger(__name__)

CHOICES: Final = ("rpc", "okx")  # of BROADCAST
PROTECTED: Final = frozenset({1, 56, 8453})  # chains where OKX can hide bytes until they are mined
# So long hidden bytes stay hidden, whatever the gateway says of them. No public node knows them meanwhile, which is as
# it should be; and "failed" may be one relay's view: to publish them then is what the protection is against. Later, a
# wallet that is blocked is worse than being traded ahead of, for the bytes themselves name the least that they accept.
PRIVATE_FOR: Final = timedelta(minutes=5)
_REMIND_SECS: Final = 15

_FAILED: Final = "3"
_LONGEST_ORDER: Final = 80  # what its column holds
_UNREADABLE: Final = "OKX's gateway gave an answer that makes no sense."


def is_chosen() -> bool:
    """Tell whether the operator has bytes go through OKX."""
    return bool(settings.BROADCAST == "okx")


def keeps_private(row: Transaction, attempt: Attempt, now: datetime) -> bool:
    """Tell whether bytes must not reach the public network yet. To take a trade back there is nothing to hide."""
    if attempt.kind == Attempt.Kind.CANCEL or not _is_protected(row):
        return False
    through_okx = is_chosen() or bool(attempt.gateway_order)
    return through_okx and (row.sent_at is None or now - row.sent_at < PRIVATE_FOR)


def hand_in(row: Transaction, attempt: Attempt, raw: bytes) -> None:
    """Give OKX signed bytes, once, and keep its number for them. Nothing is known when it does not answer, or refuses.

    The same bytes may be handed in again and again: they count once.
    """
    body = {"signedTx": "0x" + raw.hex(), "chainIndex": str(row.chain_id), "address": row.wallet.address}
    if _is_protected(row) and attempt.kind != Attempt.Kind.CANCEL:
        body["extraData"] = json.dumps({"enableMevProtection": True})
    try:
        answer = web3_client().post_once("/api/v6/dex/pre-transaction/broadcast-transaction", body)
        order = _order_in(answer, attempt.hash)
    except OkxTemporaryError as failure:
        code = failure.okx_code or "no answer"
        logger.info("OKX's gateway does not say that it took attempt %d (%s): looking for it", attempt.pk, code)
    except EstherError as refusal:
        logger.error("OKX's gateway did not take attempt %d: %s", attempt.pk, refusal.message)  # noqa: TRY400
    else:
        Attempt.objects.filter(pk=attempt.pk, gateway_order="").update(gateway_order=order)


def needs_reminding(row: Transaction, attempt: Attempt) -> bool:
    """Tell whether OKX should get the same bytes again: it does not know them, or has given them up.

    It is asked now and then only: in between, the answer is no.
    """
    if not cache.add(f"gateway-reminded-{attempt.pk}", value=True, timeout=_REMIND_SECS):
        return False
    if not attempt.gateway_order:
        return True
    try:
        status = _status_of(row, attempt)
    except EstherError as error:
        logger.info("OKX's gateway does not say what became of attempt %d: %s", attempt.pk, error.message)
        return False
    if status == _FAILED:
        logger.warning("OKX's gateway has given attempt %d up: handing in the same bytes again", attempt.pk)
    return status in ("", _FAILED)


def _is_protected(row: Transaction) -> bool:
    return settings.BROADCAST_MEV_PROTECTION and row.chain_id in PROTECTED


def _order_in(data: Any, expected_hash: str) -> str:
    """Return OKX's number. Raises OkxTemporaryError when the answer is not about these bytes."""
    for answer in rows_of(data):
        order, named = answer.get("orderId"), str(answer.get("txHash")).lower()
        if isinstance(order, str) and 0 < len(order) <= _LONGEST_ORDER and named == expected_hash:
            return order
    raise OkxTemporaryError(_UNREADABLE)


def _status_of(row: Transaction, attempt: Attempt) -> str:
    """Return OKX's word for how an order stands; nothing when it does not know it. Raises EstherError."""
    question = {
        "address": row.wallet.address,
        "chainIndex": str(row.chain_id),
        "orderId": attempt.gateway_order,
    }
    for answer in rows_of(web3_client().get("/api/v6/dex/post-transaction/orders", question)):
        for order in rows_of(answer.get("orders") or []):
            if str(order.get("txHash")).lower() == attempt.hash:
                return str(order.get("txStatus"))
    return ""
