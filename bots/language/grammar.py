"""The grammar: whole sentences matched against a short list of rules, offline and without a model.

A rule must match the *whole* sentence, so that a trade is only ever read from a present, positive, first-person
command: a question, a negation, a report or a pasted text has words that no rule expects, and is not understood.
"""

from __future__ import annotations

from decimal import Decimal

from bots.language.alerts import ALERT_RULES
from bots.language.intents import Intent, Understood
from bots.language.numbers import NUMBER
from bots.language.patterns import (
    CHAIN,
    CHAIN_NAME,
    NAME,
    PERCENT,
    TOKEN,
    Entities,
    Groups,
    lowered,
    named,
    number,
    rule,
)
from bots.language.words import plain

__all__ = ["understand"]

_CURRENCY = rf"(?P<currency>{NAME})"
_AMOUNT = rf"(?P<amount>{NUMBER})\s*"
_DOLLARS = rf"(?:(?:\$|usd )\s*(?P<usd>{NUMBER})|(?P<usd_after>{NUMBER})\s*(?:\$|usd|dollars?|bucks))"
_PART = rf"(?P<part>(?:{PERCENT}|all|everything|half|(?:a |one )?(?:half|third|quarter)|max))"
_OF_MY = r"(?:\s+of)?(?:\s+(?:my|the))?\s+"
_WANT = r"(?:i (?:want|would like|wanna|need) to |i'd like to |let's |let us |go ahead and )?"
_SLIPPAGE = (
    rf"(?:,? (?:with |at )?(?:max(?:imum)? )?slippage (?:of )?(?P<slippage>{NUMBER})\s*%?"
    rf"|,? (?:with |at )(?P<slippage_before>{NUMBER})\s*% slippage)?"
)
_TAIL = CHAIN + _SLIPPAGE
_BUY = _WANT + r"(?:buy|get me|purchase)\s+"
_SELL = _WANT + r"(?:sell|swap|convert|exchange|trade)\s+"
_PAID_WITH = rf"(?:\s+(?:with|using|from|for)\s+(?:my )?{_CURRENCY})?"
_INTO = rf"(?:\s+(?:for|to|into|in)\s+{_CURRENCY})?"
_SPENDING = rf"(?:(?:\$\s*(?P<usd>{NUMBER}))|(?P<spend>{NUMBER})\s*{_CURRENCY})"

_SHARES = {"third": "33.333333333333333333", "quarter": "25", "half": "50"}


def understand(text: str) -> Understood:
    """Return what a message means, `unknown` when no rule matches all of it.

    Raises UserError when it is clear what is meant but a number in it is not one.
    """
    sentence = plain(text)
    for pattern, intent, read in _RULES:
        if match := pattern.fullmatch(sentence):
            groups = {name: value for name, value in match.groupdict().items() if value}
            return Understood(intent, read(groups))
    return Understood(Intent.UNKNOWN)


def _common(groups: Groups) -> Entities:
    entities = named(groups)
    if slippage := groups.get("slippage") or groups.get("slippage_before"):
        entities["slippage"] = number(slippage)
    return entities


def _trade(groups: Groups) -> Entities:
    entities = _common(groups)
    if dollars := groups.get("usd") or groups.get("usd_after"):
        entities |= {"usd": number(dollars)}
    for name in ("amount", "spend"):
        if name in groups:
            entities[name] = number(groups[name])
    if "part" in groups:
        entities["percent"] = _percent(groups)
    return entities


def _percent(groups: Groups) -> str:
    if "percent" in groups:
        return number(groups["percent"])
    share = _SHARES.get(groups["part"].lower().split()[-1], "100")
    return f"{Decimal(share):f}"


_RULES = [
    rule(r"(?:(?:show|show me|list) )?(?:my )?(?:history|trades|past trades|trade history)\??", Intent.SHOW_HISTORY),
    rule(rf"{_BUY}{_DOLLARS}(?: worth)?(?: of)? {TOKEN}{_PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{_BUY}{_AMOUNT}{TOKEN}{_PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{_BUY}{TOKEN}\s+(?:with|for|using)\s+{_SPENDING}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{_SELL}{_DOLLARS}(?: worth)?(?: of)?(?: my)? {TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(rf"{_SELL}{_PART}{_OF_MY}{TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(rf"{_SELL}{_PART}", Intent.SELL_TOKEN, _trade),
    rule(rf"{_SELL}{_AMOUNT}(?:of my )?{TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(rf"{_BUY}(?:some )?{TOKEN}{_PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{_SELL}(?!(?:all|everything|half|max)$)(?:some |my )?{TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(r"(?:hi|hello|hey|gm|good (?:morning|day|evening)|start)(?: there| esther)?|start \S{1,64}", Intent.GREETING),
    rule(r"(?:help|what can (?:you|i) do|how does this work|commands)\??", Intent.HELP),
    rule(rf"(?:what is |what's |show |show me )?(?:the )?price (?:of |for )?{TOKEN}{CHAIN}\??", Intent.GET_PRICE),
    rule(rf"(?:what is |what's )?{TOKEN} price{CHAIN}\??", Intent.GET_PRICE),
    rule(rf"how much (?:is|does|for)(?: (?:a|one|1))? {TOKEN}(?: cost| worth)?{CHAIN}(?: now)?\??", Intent.GET_PRICE),
    rule(r"(?P<token>0x[0-9a-f]{40})", Intent.GET_PRICE),
    rule(
        r"(?:(?:show|show me|what is|what's|what do i have|how is) ?)?(?:in )?(?:my |the )?"
        r"(?:portfolio|balances?|holdings|positions)\??|what do i (?:own|have|hold)\??",
        Intent.SHOW_PORTFOLIO,
    ),
    rule(r"(?:(?:show|show me|list) )?(?:my )?wallets?\??", Intent.LIST_WALLETS),
    rule(rf"(?:set )?(?:my )?settings?(?: slippage (?:to )?(?P<slippage>{NUMBER})\s*%?)?", Intent.SETTINGS, _common),
    rule(rf"set (?:my )?slippage (?:to )?(?P<slippage>{NUMBER})\s*%?", Intent.SETTINGS, _common),
    rule(rf"settings chain {CHAIN_NAME}", Intent.SETTINGS),
    rule(r"settings alerts (?P<alert_level>on|silent|off)", Intent.SETTINGS, lowered),
    rule(r"(?:esther |your |system )?status\??|are you (?:watching|awake)\??", Intent.STATUS),
    rule(r"paper(?: trading)?", Intent.PAPER),
    rule(rf"paper (?P<token>reset)(?:(?: on)? {CHAIN_NAME})?", Intent.PAPER),
    rule(rf"paper add {_AMOUNT}{TOKEN}{CHAIN}", Intent.PAPER, _trade),
    rule(r"cancel|stop|never ?mind|abort", Intent.CANCEL),
    *ALERT_RULES,
]
