"""The two tokens of a trade between chains, from their names. What it brings is not known here."""

from __future__ import annotations

from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import AmbiguousToken, resolve_token
from tokens.spoken import shown

__all__ = ["given_token", "wanted_token"]


def given_token(text: str, *, here: Chain | None, there: Chain, default: Chain) -> Token:
    """Return what is given away, on the chain it is to leave.

    Raises UserError (UnknownToken, AmbiguousToken among them) when that is not known, or is where it is to go.
    """
    token = resolve_token(text, chain=here, default_chain=default)
    if token.chain_id == there.pk:
        elsewhere = "Base" if there.name != "Base" else "Arbitrum"
        raise UserError(
            f"{token.symbol} is on {there.name} already. Say which chain it comes from, such as "
            f"“bridge 50 {token.symbol} from {elsewhere} to {there.name}”."
        )
    return token


def wanted_token(text: str, *, given: Token, there: Chain) -> Token:
    """Return what is to arrive: the token that is named, or else the one of the same symbol as what is given.

    Raises UserError (UnknownToken among them) when it is not known. A doubt is not left to buttons: whichever of
    several unverified tokens was meant, none of them would be bridged to.
    """
    name = text or given.symbol
    try:
        return resolve_token(name, chain=there, default_chain=there)
    except AmbiguousToken as doubt:
        meant = ", ".join(dict.fromkeys(token.symbol for token in doubt.candidates if token.verified))
        way_out = f"say which one: {meant}" if meant else "none of them is verified, so nothing is bridged to them"
        raise UserError(f"Several tokens are called {shown(name)} on {there.name}: {way_out}.") from doubt
