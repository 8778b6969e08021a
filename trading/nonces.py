"""Which nonce comes next: one transaction of a wallet on a chain at a time, in the order of a locked row.

The chain's count is the floor: it raises what is stored, and never lowers it.
"""

from __future__ import annotations

import logging

from esther_site.lib.errors import TemporaryError
from tokens.models import Chain
from trading.models import NonceSlot, Swap, Transaction, Wallet

__all__ = ["OPEN", "Busy", "give_back", "other_live_swap", "take_nonce"]

logger = logging.getLogger(__name__)

# What may still change: a wallet's next transaction on the chain waits for it.
OPEN = (Transaction.State.SIGNED, Transaction.State.SENT, Transaction.State.MINED)


class Busy(TemporaryError):
    """Another transaction of the wallet comes first."""


def take_nonce(wallet: Wallet, chain: Chain, *, mined: int) -> int:
    """Return the next nonce and count it as taken, in the caller's transaction, which holds the row until its end.

    `mined` is how many the node says are mined, asked before: nothing is asked while rows are locked.

    Raises:
        Busy: another transaction is under way, or the node lags behind what is known to be mined.
    """
    slot = _locked(wallet, chain, first=mined)
    if Transaction.objects.filter(wallet=wallet, chain=chain, state__in=OPEN).exists():
        raise Busy("Another transaction of this wallet is still under way.")
    if slot.next_nonce > mined:
        logger.warning(
            "wallet %d on chain %d: the node counts %d, Esther %d", wallet.pk, chain.pk, mined, slot.next_nonce
        )
        raise Busy("The chain's node is behind: try again in a minute.")
    if slot.next_nonce < mined:
        logger.info("wallet %d on chain %d is used from elsewhere, too", wallet.pk, chain.pk)
    NonceSlot.objects.filter(pk=slot.pk).update(next_nonce=mined + 1)
    return mined


def give_back(transaction: Transaction) -> None:
    """Return the nonce of a transaction whose bytes never left, in the caller's transaction."""
    slots = NonceSlot.objects.filter(wallet=transaction.wallet_id, chain=transaction.chain_id)
    slots.filter(next_nonce=transaction.nonce + 1).update(next_nonce=transaction.nonce)


def other_live_swap(swap: Swap) -> Swap | None:
    """Return the live swap of the same wallet and chain that this one waits for."""
    under_way = [Swap.State.APPROVING, Swap.State.SENT]
    others = Swap.objects.filter(wallet=swap.wallet_id, chain=swap.chain_id, mode=Swap.Mode.LIVE, state__in=under_way)
    return others.exclude(pk=swap.pk).first()


def _locked(wallet: Wallet, chain: Chain, *, first: int) -> NonceSlot:
    NonceSlot.objects.get_or_create(wallet=wallet, chain=chain, defaults={"next_nonce": first})
    return NonceSlot.objects.select_for_update().get(wallet=wallet, chain=chain)
