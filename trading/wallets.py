"""A user's wallets: made, brought, watched, named and taken away. What is in them is not known here.

Every function looks wallets up by their owner. A user is locked while their wallets change, so that the rules about
names and addresses hold for two changes at once; the database's constraints stand behind them.
"""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from esther_site.lib.errors import UserError
from esther_site.lib.once import act_once
from tokens.spoken import fold, shown
from trading import custody
from trading.audit import AuditKind, record
from trading.audit_swaps import close_many
from trading.keys import PrivateKey, address_of
from trading.models import Order, Swap, Transaction, User, Wallet
from trading.paper import open_paper_wallet
from trading.readiness import keep_canary, require_custody
from trading.wallet_names import free_name, read_address, read_name

__all__ = [
    "check_deletable",
    "create_wallet",
    "delete_wallet",
    "import_wallet",
    "list_wallets",
    "own_wallet",
    "rename_wallet",
    "set_default_wallet",
    "watch_wallet",
]

MAX_WALLETS: Final = 20

_TAKEN_ELSEWHERE: Final = (
    "Somebody here trades with this address already. "
    "A key works in one place only: two would take each other's turn on the chain."
)
_UNDER_WAY: Final = "A trade of this wallet is under way. Wait until it is settled, then delete the wallet."
_ORDERS_WAIT: Final = "Orders of this wallet are open. Cancel them first: /orders lists them."
_PAPER_STAYS: Final = "The paper wallet stays. /paper reset starts it over."

# A live swap in one of these may still need the key: to trade, to take back an approval, to speed up.
_LIVE: Final = (
    Swap.State.CONFIRMED,
    Swap.State.APPROVING,
    Swap.State.SENT,
    Swap.State.BRIDGING,
    Swap.State.REVIEW,
)
_ON_THE_WAY: Final = (Transaction.State.SIGNED, Transaction.State.SENT, Transaction.State.MINED)


def create_wallet(user: User, name: str = "") -> Wallet:
    """Make a wallet with a new key. Raises UserError for its name, CustodyError when keys cannot be kept."""
    return _keep(user, custody.new_key(), name, AuditKind.WALLET_ADDED)


def import_wallet(user: User, key: PrivateKey, name: str = "") -> Wallet:
    """Take over a wallet by its key. Raises UserError for its name or address, CustodyError like `create_wallet`."""
    return _keep(user, key, name, AuditKind.WALLET_IMPORTED)


def watch_wallet(user: User, address: str, name: str = "") -> Wallet:
    """Watch an address without a key. Raises UserError for its name or address."""
    return _add(user, name, AuditKind.WALLET_ADDED, kind=Wallet.Kind.WATCH, address=read_address(address))


def list_wallets(user: User) -> list[Wallet]:
    """Return the user's wallets, the oldest first."""
    return list(Wallet.objects.filter(owner=user, removed_at=None).order_by("pk"))


def own_wallet(user: User, wallet: str | int) -> Wallet:
    """Return a user's wallet by its id (a number), or by its name, address or place in the list (a text).

    Raises UserError.
    """
    wallets = list_wallets(user)
    if isinstance(wallet, int):
        found = next((each for each in wallets if each.pk == wallet), None)
    else:
        found = next((each for each in wallets if fold(wallet) in (fold(each.name), each.address or None)), None)
        found = found or _at_place(wallet, wallets)
    if found is None:
        called = f" called {shown(wallet)}" if isinstance(wallet, str) else ""
        raise UserError(f"You have no such wallet{called}. /wallets lists yours.")
    return found


def _at_place(text: str, wallets: list[Wallet]) -> Wallet | None:
    """Return the wallet that /wallets shows behind this number."""
    return dict(enumerate(wallets, 1)).get(int(text)) if text.isascii() and text.isdecimal() else None


def rename_wallet(user: User, wallet: str | int, name: str) -> Wallet:
    """Give a wallet another name. Raises UserError."""
    with transaction.atomic():
        found = _locked(user, wallet)
        old = found.name
        found.name = read_name(name, others=[each for each in list_wallets(user) if each.pk != found.pk])
        if Wallet.objects.filter(pk=found.pk, removed_at=None).update(name=found.name):
            _note(found, AuditKind.WALLET_RENAMED, old=old, new=found.name)
    return found


def set_default_wallet(user: User, wallet: str | int) -> Wallet:
    """Use a wallet for every trade that names none. Raises UserError for one that is only watched."""
    with transaction.atomic():
        found = _locked(user, wallet)
        if found.kind == Wallet.Kind.WATCH:
            raise UserError(f"“{found.name}” is only watched: Esther has no key to trade with it.")
        _make_default(user, found)
    return found


def check_deletable(wallet: Wallet) -> None:
    """Raise UserError for the paper wallet, while a trade is under way, and while an order is open."""
    if wallet.kind == Wallet.Kind.PAPER:
        raise UserError(_PAPER_STAYS)
    live = Q(mode=Swap.Mode.LIVE, state__in=_LIVE)
    under_way = Swap.objects.filter(live, wallet=wallet).exists()
    if under_way or Transaction.objects.filter(wallet=wallet, state__in=_ON_THE_WAY).exists():
        raise UserError(_UNDER_WAY)
    if Order.objects.filter(wallet=wallet, state__in=Order.OPEN).exists():
        raise UserError(_ORDERS_WAIT)


def delete_wallet(user: User, wallet: str | int) -> Wallet:
    """Take a wallet away and destroy its sealed key; its trades stay.

    Raises UserError like `check_deletable`.
    """
    with transaction.atomic():
        found = Wallet.objects.select_for_update().get(pk=_locked(user, wallet).pk)
        # First the quotes, then the look: whoever confirms one at this moment either comes first and is seen, or loses.
        quotes = Swap.objects.filter(wallet=found, state=Swap.State.QUOTED)
        close_many(quotes, AuditKind.SWAP_CANCELLED, state=Swap.State.CANCELLED, finished_at=timezone.now())
        check_deletable(found)
        if Wallet.objects.filter(pk=found.pk, removed_at=None).update(removed_at=timezone.now(), sealed_key=""):
            _note(found, AuditKind.WALLET_REMOVED, name=found.name, address=found.address, sort=found.kind)
        if user.default_wallet_id == found.pk:
            _make_default(user, open_paper_wallet(user))
    return found


def _keep(user: User, key: PrivateKey, name: str, event: AuditKind) -> Wallet:
    require_custody()
    with transaction.atomic():
        keep_canary()
        address = address_of(key).lower()
        return _add(user, name, event, kind=Wallet.Kind.HOT, address=address, sealed_key=custody.seal(key))


def _add(user: User, name: str, event: AuditKind, *, kind: Wallet.Kind, address: str, sealed_key: str = "") -> Wallet:
    try:
        with transaction.atomic():
            act_once(see="/wallets")
            _lock(user)
            wallets = list_wallets(user)
            _refuse_too_many(wallets)
            _refuse_known(wallets, address, kind)
            chosen = read_name(name, others=wallets) if name else free_name(kind, others=wallets)
            wallet = Wallet.objects.create(owner=user, name=chosen, kind=kind, address=address, sealed_key=sealed_key)
            _note(wallet, event, name=chosen, address=address, sort=kind)
            return wallet
    except IntegrityError:  # somebody else was faster with this address
        raise UserError(_TAKEN_ELSEWHERE) from None


def _refuse_too_many(wallets: list[Wallet]) -> None:
    if len(wallets) >= MAX_WALLETS:
        raise UserError(f"You have {len(wallets)} wallets, which is as many as Esther keeps. Delete one first.")


def _refuse_known(wallets: list[Wallet], address: str, kind: Wallet.Kind) -> None:
    mine = next((each for each in wallets if each.address == address), None)
    if mine is not None and mine.kind == Wallet.Kind.WATCH and kind == Wallet.Kind.HOT:
        raise UserError(f"You watch this address as “{mine.name}”. Delete that wallet first, then bring its key.")
    if mine is not None:
        raise UserError(f"You have this address already: it is “{mine.name}”.")
    hot = Wallet.objects.filter(address=address, kind=Wallet.Kind.HOT, removed_at=None)
    if kind == Wallet.Kind.HOT and hot.exists():
        raise UserError(_TAKEN_ELSEWHERE)


def _locked(user: User, wallet: str | int) -> Wallet:
    _lock(user)
    return own_wallet(user, wallet)


def _lock(user: User) -> None:
    """One change of a user's wallets at a time, in the caller's transaction."""
    User.objects.select_for_update().get(pk=user.pk)


def _make_default(user: User, wallet: Wallet) -> None:
    User.objects.filter(pk=user.pk).update(default_wallet=wallet)
    _note(wallet, AuditKind.WALLET_CHOSEN, name=wallet.name, old=user.default_wallet_id)
    user.default_wallet = wallet


def _note(wallet: Wallet, kind: AuditKind, **facts: object) -> None:
    """Record what was done to a wallet by its owner."""
    record(kind, subject=f"wallet:{wallet.pk}", facts=facts, actor=f"user:{wallet.owner_id}")
