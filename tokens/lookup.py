"""Asking OKX about tokens that are known by their address only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxOperatorError, OkxUserError
from tokens.answers import address_of, decimals_of, name_of, rows_of
from tokens.models import Chain, Token

__all__ = ["MAX_BATCH", "fetch_token", "fetch_tokens"]

MAX_BATCH: Final = 100
_UNKNOWN_TO_OKX: Final = {"50014", "51000", "51006", "82104"}

Place = tuple[int, str]  # a chain's index and an address in lower case


def fetch_token(address: str, *, chain: Chain) -> Token | None:
    """Ask OKX about a token and keep it as unverified; None when OKX does not know it.

    https://web3.okx.com/onchainos/dev-docs/market/market-token-basic-info

    Raises:
        EstherError: OKX does not answer.
    """
    rows = _ask([(chain.pk, address)])
    matching = [row for row in rows if address_of(row.get("tokenContractAddress", address)) == address]
    kept = _read(matching[0], (chain.pk, address), source=Token.Source.USER) if matching else None
    if kept is None:
        return None
    _store([kept])
    return Token.objects.select_related("chain").get(chain=chain, address=address)


def fetch_tokens(places: Collection[Place]) -> dict[Place, Token]:
    """Ask OKX about up to 100 tokens at once and keep them as unverified; those OKX does not know are missing.

    Raises:
        EstherError: OKX does not answer.
    """
    wanted = set(places)
    rows = {(_index(row), address_of(row.get("tokenContractAddress"))): row for row in _ask(sorted(wanted))}
    read = (_read(row, place, source=Token.Source.HELD) for place in wanted if (row := rows.get(place)))
    _store([token for token in read if token])
    found = Token.objects.filter(address__in={address for _, address in wanted}).select_related("chain")
    return {place: token for token in found if (place := (token.chain_id, token.address)) in wanted}


def _ask(places: list[Place]) -> list[dict[str, Any]]:
    wanted = [{"chainIndex": str(index), "tokenContractAddress": address} for index, address in places]
    try:
        return rows_of(web3_client().post("/api/v6/dex/market/token/basic-info", wanted)) if wanted else []
    except (OkxUserError, OkxOperatorError) as error:
        if error.okx_code in _UNKNOWN_TO_OKX:
            return []
        raise


def _index(row: dict[str, Any]) -> int | None:
    index = str(row.get("chainIndex"))
    return int(index) if index.isdecimal() and len(index) < 19 else None


def _read(row: dict[str, Any], place: Place, *, source: Token.Source) -> Token | None:
    decimals = decimals_of(row.get("decimal"))
    symbol = name_of(row.get("tokenSymbol"), max_length=40)
    if decimals is None or not symbol:
        return None
    index, address = place
    name = name_of(row.get("tokenName"), max_length=120)
    return Token(chain_id=index, address=address, symbol=symbol, name=name, decimals=decimals, source=source)


def _store(tokens: list[Token]) -> None:
    """Keep what is new; nothing here is verified, so the catalogue knows none of it."""
    Token.objects.bulk_create(tokens, ignore_conflicts=True)
