"""The rules for wallets. Names are kept as they are typed; whose wallet is meant is not known here."""

from __future__ import annotations

from functools import partial

from bots.language.intents import Intent
from bots.language.patterns import Entities, Groups, Rule, rule

__all__ = ["WALLET_RULES", "wallet_parts"]

_ADDRESS = r"(?P<address>0x[0-9a-z]+)"
_NAME = r"(?P<name>[^\n]{1,80}?)"
_WALLET = r"(?P<wallet>[^\n]{1,80}?)"
_CALLED = rf"(?: (?:called|named|as) {_NAME})?"
_MAYBE_NAME = rf"(?: (?:(?:called|named|as) )?{_NAME})?"
_MY = r"(?: my| the)?"
_USE = r"(?:use|trade with|switch to)"


def wallet_parts(groups: Groups, **more: str) -> Entities:
    """Read names without the quotes around them, and an address as it is."""
    return {part: text.strip().strip("\"'") for part, text in groups.items()} | more


_creating = partial(wallet_parts, how="create")
_importing = partial(wallet_parts, how="import")
_watching = partial(wallet_parts, how="watch")

WALLET_RULES: list[Rule] = [
    rule(r"(?:(?:show|show me|list) )?(?:my )?wallets?\??", Intent.LIST_WALLETS),
    rule(r"addwallet|(?:i want to )?(?:add|new)(?: a| another| my)?(?: new)? wallet", Intent.ADD_WALLET),
    rule(
        rf"(?:create|make|generate|open)(?: me)?(?: a| another)?(?: new| fresh)?(?: hot)? wallet{_CALLED}",
        Intent.ADD_WALLET,
        _creating,
    ),
    rule(rf"addwallet (?:create|new){_MAYBE_NAME}", Intent.ADD_WALLET, _creating),
    rule(rf"(?:import|bring)(?: a| my| another)?(?: wallet|(?: private)? key){_CALLED}", Intent.ADD_WALLET, _importing),
    rule(rf"addwallet import{_MAYBE_NAME}", Intent.ADD_WALLET, _importing),
    rule(r"watch (?:an address|a wallet)|addwallet watch", Intent.ADD_WALLET, _watching),
    rule(rf"(?:addwallet )?watch(?: the)?(?: address| wallet)? {_ADDRESS}{_MAYBE_NAME}", Intent.ADD_WALLET, _watching),
    rule(
        rf"(?:deletewallet|(?:delete|remove){_MY} wallet)(?:(?: called| named)? {_WALLET})?",
        Intent.DELETE_WALLET,
        wallet_parts,
    ),
    rule(rf"(?:delete|remove){_MY} {_WALLET} wallet", Intent.DELETE_WALLET, wallet_parts),
    rule(
        rf"(?:exportwallet|export{_MY} wallet)(?:(?: called| named)? {_WALLET})?",
        Intent.EXPORT_WALLET,
        wallet_parts,
    ),
    rule(rf"export{_MY} {_WALLET} wallet", Intent.EXPORT_WALLET, wallet_parts),
    rule(r"(?:export|show)(?: me)? my (?:private )?key", Intent.EXPORT_WALLET),
    rule(
        rf"(?:renamewallet|rename{_MY} wallet)(?: {_WALLET}(?: (?:to|into) {_NAME})?)?",
        Intent.RENAME_WALLET,
        wallet_parts,
    ),
    rule(rf"rename{_MY} {_WALLET} wallet(?: (?:to|into) {_NAME})?", Intent.RENAME_WALLET, wallet_parts),
    rule(rf"setdefaultwallet {_WALLET}", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(rf"(?:set|change){_MY} default wallet(?: to {_WALLET})?", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(rf"{_USE}{_MY} (?:wallet {_WALLET}|{_WALLET} wallet)", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(
        rf"make{_MY} (?:wallet {_WALLET}|{_WALLET} wallet) (?:my |the )?default(?: wallet)?|"
        rf"make {_WALLET} (?:my |the )default wallet",
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
]
