"""Short words for what the tests of this app say again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import responses
from django.conf import settings
from requests import PreparedRequest

from tokens.models import Token
from trading import paper
from trading.models import PaperBalance, Swap, User
from trading.quoting import TradeRequest
from trading.users import Newcomer, activate, meet

QUOTE_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/aggregator/quote"
ONE = Decimal(1)

Answer = tuple[int, dict[str, str], bytes]


def newcomer(telegram_id: int, name: str) -> Newcomer:
    return Newcomer(telegram_id=telegram_id, first_name=name, username=name.lower())


def admitted(telegram_id: int, name: str) -> User:
    """Meet somebody and let them in."""
    user, _ = meet(newcomer(telegram_id, name))
    activate(user)
    return user


def token(symbol: str, chain: str = "Ethereum") -> Token:
    return Token.objects.select_related("chain").get(symbol=symbol, chain__name=chain, verified=True)


def hold(user: User, amount: str, symbol: str, chain: str = "Ethereum") -> None:
    paper.add(user, token(symbol, chain), Decimal(amount))


def hold_nothing(user: User) -> None:
    PaperBalance.objects.filter(wallet__owner=user).delete()


def holdings(user: User) -> dict[str, int]:
    """Return the base units a user holds, by symbol."""
    rows = PaperBalance.objects.filter(wallet__owner=user).select_related("token")
    return {row.token.symbol: row.units for row in rows if row.units}


def spend(user: User, amount: str, pay: str, *, get: str, chain: str = "Ethereum") -> TradeRequest:
    """Ask to spend exactly `amount` of a token."""
    given = token(pay, chain)
    return _request(user, given, token(get, chain), asked=Swap.Exact.IN, units=given.to_units(Decimal(amount)))


def receive(user: User, amount: str, get: str, *, pay: str = "USDC", chain: str = "Ethereum") -> TradeRequest:
    """Ask to receive exactly `amount` of a token."""
    wanted = token(get, chain)
    return _request(user, token(pay, chain), wanted, asked=Swap.Exact.OUT, units=wanted.to_units(Decimal(amount)))


def _request(user: User, token_in: Token, token_out: Token, *, asked: Swap.Exact, units: int) -> TradeRequest:
    wallet = user.default_wallet
    assert wallet is not None
    return TradeRequest(
        user=user,
        wallet=wallet,
        token_in=token_in,
        token_out=token_out,
        asked=asked,
        units=units,
        slippage_percent=ONE,
    )


@contextmanager
def while_quoting(okx: responses.RequestsMock, happens: Callable[[], object]) -> Iterator[None]:
    """Let something happen each time OKX is asked for a quote, before it answers."""
    (answer,) = {registered.callback for registered in okx.registered()}  # type: ignore[attr-defined]

    def interrupted(request: PreparedRequest) -> Answer:
        happens()
        reply: Answer = answer(request)
        return reply

    with responses.RequestsMock(assert_all_requests_are_fired=False) as nested:
        nested.add_callback(responses.GET, QUOTE_URL, callback=interrupted, content_type=None)
        nested.add_callback(responses.POST, f"{settings.OKX_BASE_URL}/api/v6/dex/market/price", callback=answer)
        yield
