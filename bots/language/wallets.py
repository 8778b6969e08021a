"""The rules for wallets. Names are kept as they are typed; whose wallet is meant is not known here."""

from __future__ import annotations

import re
from functools import partial

from bots.language.coins import CHAIN_INDEXES
from bots.language.intents import Intent
from bots.language.patterns import ASK, GO, HANDLE, REMOVE, Entities, Groups, Rule, lowered, named, rule
from bots.language.spelling import NUMBER_WORDS

__all__ = ["WALLET_RULES", "wallet_parts"]

_ADDRESS = r"(?P<address>0x[0-9a-z]+)"
_NAME = r"(?P<name>[^\n]{1,80}?)"
_WALLET = r"(?P<wallet>[^\n]{1,80}?)"
_CALLED = rf"(?: (?:called|named|as) {_NAME})?"
_MAYBE_NAME = rf"(?: (?:(?:called|named|as) )?{_NAME})?"
_MY = r"(?: my| the)?"
_MY_FIRST = r"(?:my |the )?"
_MORE = (
    r"(?:(?:i need|i want|make me|make|open|add|create|spin up|get|give me|set up|\+|new|whack|chuck|stick|pop|bung|"
    r"throw|slap|put|hook up)(?: me)? (?:another|a second|a new|a fresh|one more|an extra|a|new|fresh) ?"
    r"(?:new |fresh )?|\+ )"
)
_CHAINS = "|".join(re.escape(each) for each in sorted(CHAIN_INDEXES, key=len, reverse=True) if len(each) > 2)
_USE = (
    r"(?:(?:let's |i (?=prefer))?(?:use|trade with|trade from|(?:switch|swap|change)(?: over)? to|go with|pick|choose|"
    r"select|prefer|"
    r"default to|run everything (?:through|from|with)))"
)


def wallet_parts(groups: Groups, **more: str) -> Entities:
    """Read names without the quotes around them, and an address as it is; a number may be in words."""
    parts = {part: text.strip().strip("\"'") for part, text in groups.items()}
    if parts.get("wallet", "").lower() in NUMBER_WORDS:
        parts["wallet"] = str(NUMBER_WORDS[parts["wallet"].lower()])
    return parts | more


_creating = partial(wallet_parts, how="create")
_importing = partial(wallet_parts, how="import")
_watching = partial(wallet_parts, how="watch")


def _numbered(groups: Groups) -> Entities:
    return {"wallet": lowered(groups)["id"]}


WALLET_RULES: list[Rule] = [
    rule(
        rf"{ASK}(?:me )?(?:all )?(?:of )?(?:my |the )?(?:wallets?|wallet list|wallet addresses)\??"
        r"|(?:what|which|how many) wallets? (?:do i have|have i got|are there|have i|are (?:connected|linked|mine))"
        r"(?: here| (?:to|on|in) (?:my account|this account|esther|you))?\??|what(?:'s| are|s) "
        r"my wallets?\??",
        Intent.LIST_WALLETS,
    ),
    rule(
        (
            r"addwallet|(?:i want to )?(?:add|new|set up|setup|connect|link)(?: me)?(?: a| another| my)?(?: new| "
            r"second)? wallet|(?:(?:i want|i need|give me|add) )?(?:another|one more) wallet"
        ),
        Intent.ADD_WALLET,
    ),
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
        rf"(?:addwallet|(?:please )?(?:add|connect|link|track|follow|monitor|watch|use|import|register|save|remember)"
        rf"(?: this| my| the| a| another| new| wallet| address)*):? (?:(?:called|named) "
        rf")?(?:(?P<name>[\w-]{{1,40}}):? )?"
        rf"{_ADDRESS}{_MAYBE_NAME}|(?:this is )?my (?:wallet|address|wallet address)(?: is|:)? {_ADDRESS}",
        Intent.ADD_WALLET,
        _watching,
    ),
    rule(rf"{REMOVE} (?:a|one|one of my) wallets?", Intent.DELETE_WALLET),
    rule(
        rf"(?:my |the )?wallet {_WALLET},?(?: please)?(?: to)? (?:delete|remove|erase|discard)",
        Intent.DELETE_WALLET,
        wallet_parts,
    ),
    rule(
        rf"(?:deletewallet|{REMOVE}{_MY} wallet)(?:(?: called| named| number| no)? {_WALLET})?",
        Intent.DELETE_WALLET,
        wallet_parts,
    ),
    rule(
        rf"{_MY_FIRST}wallet {HANDLE} {GO}|i want{_MY} wallet {HANDLE} (?:gone|removed|deleted|out)|"
        rf"take{_MY} wallet {HANDLE} (?:out|away|off)",
        Intent.DELETE_WALLET,
        _numbered,
    ),
    rule(
        rf"(?:delete|remove|erase|drop|forget|unlink|disconnect){_MY} {_WALLET} wallet",
        Intent.DELETE_WALLET,
        wallet_parts,
    ),
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
    rule(
        rf"{_MY_FIRST}wallet {_WALLET} (?:is|should be|must be|shall be) (?:my|the) (?:new )?(?:main|default|primary)"
        rf"(?: one| wallet)?(?: now)?|put{_MY} (?:wallet {_WALLET}|{_WALLET} wallet) (?:first|as default)|"
        rf"set{_MY} {_WALLET} as (?:my |the )(?:default|main|primary)(?: wallet)?",
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
    rule(rf"(?:change|switch)(?: my| the)? wallets? to {_WALLET}", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(r"(?:change|switch)(?: my| the)? wallets?", Intent.SET_DEFAULT_WALLET),
    rule(rf"setdefaultwallet {_WALLET}", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(rf"(?:set|change){_MY} default wallet(?: (?:to )?{_WALLET})?", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(
        (
            rf"(?:use|set|make|take){_MY} (?:wallet {_WALLET}|{_WALLET} wallet) (?:as|to be|to)(?: my| the)? "
            rf"(?:default|"
            rf"main|primary)(?: "
            rf"wallet)?"
        ),
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
    rule(
        rf"{_MORE}(?: ?(?P<chain>{_CHAINS}))? ?wallet(?: on(?: (?P<chain>{_CHAINS}))?| in| up| to)?"
        r"(?: (?:here|there|it|this|my account))?(?: please)?",
        Intent.ADD_WALLET,
        named,
    ),
    rule(
        r"(?:my )?(?:main|primary|principal|default) wallet(?: is|:| =) (?P<wallet>\d{1,3})|"
        rf"default wallet(?: to| is|:)? {_WALLET}|set(?: the| my)? default wallet to number {_WALLET}",
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
    rule(
        rf"(?:use|run everything from|trade from|always use){_MY} wallet {_WALLET} (?:by default|as default|going "
        rf"forward|as the (?:primary|main|default)"
        r"(?: one| wallet)?|from now on)",
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
    rule(
        rf"make{_MY} (?:wallet {_WALLET}|{_WALLET}(?: wallet)?) (?:the |my )?(?:main|primary|standard)(?: one| 1| "
        rf"wallet)?|"
        rf"(?:switch|change|set){_MY} default wallet (?:to|over to) {_WALLET}",
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
    rule(
        r"(?:pick|choose|select|change|switch)(?: me)? (?:another|a different|my|the|a new) default wallet",
        Intent.SET_DEFAULT_WALLET,
    ),
    rule(rf"{_USE}{_MY} (?:wallet {_WALLET}|{_WALLET} wallet)(?: instead)?", Intent.SET_DEFAULT_WALLET, wallet_parts),
    rule(
        rf"make{_MY} (?:wallet {_WALLET}|{_WALLET} wallet) (?:my |the )?default(?: wallet)?|"
        rf"make {_WALLET} (?:my |the )default wallet",
        Intent.SET_DEFAULT_WALLET,
        wallet_parts,
    ),
]
