"""The grammar: whole sentences matched against a short list of rules, offline and without a model.

A rule must match the *whole* sentence, so that a trade is only ever read from a present, positive, first-person
command: a question, a negation, a report or a pasted text has words that no rule expects, and is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from bots.language.intents import Intent, Understood
from bots.language.numbers import NUMBER, parse_number
from bots.language.words import plain

__all__ = ["understand"]

Groups = Mapping[str, str]
Entities = dict[str, str]

# Words that are in no name of two words: behind a token they begin something that no rule knows.
_NOT_IN_NAMES = (
    "a|an|and|any|at|above|after|again|all|always|because|before|below|but|buy|by|cancel|everything|for|from|if|in|"
    "instead|into|it|its|later|maybe|me|my|never|nevermind|no|none|nor|not|nothing|of|on|once|only|or|over|per|price|"
    "sell|slippage|some|soon|swap|that|the|then|this|till|to|today|tomorrow|tonight|under|unless|until|using|wait|"
    "when|while|with|without|worth|yesterday|you|your"
)
_HAS_LETTER = r"(?=[^\s,?]*[^\W\d_])"
_WORD = rf"{_HAS_LETTER}\$?[^\s,?]{{1,80}}"
_NAME_PART = rf"{_HAS_LETTER}(?!(?:{_NOT_IN_NAMES})(?![\w.-]))[\w.$-]{{1,40}}"
_NAME = rf"(?:{_NAME_PART} {_NAME_PART}|{_WORD})"
_TOKEN = rf"(?P<token>{_NAME})"
_CURRENCY = rf"(?P<currency>{_NAME})"
_AMOUNT = rf"(?P<amount>{NUMBER})\s*"
_DOLLARS = rf"(?:(?:\$|usd )\s*(?P<usd>{NUMBER})|(?P<usd_after>{NUMBER})\s*(?:\$|usd|dollars?|bucks))"
_PERCENT = rf"(?P<percent>{NUMBER})\s*(?:%|percent)"
_PART = rf"(?P<part>(?:{_PERCENT}|all|everything|half|(?:a |one )?(?:half|third|quarter)|max))"
_OF_MY = r"(?:\s+of)?(?:\s+(?:my|the))?\s+"
_WANT = r"(?:i (?:want|would like|wanna|need) to |i'd like to |let's |let us |go ahead and )?"
_CHAIN_NAME = rf"(?P<chain>[a-z0-9][a-z0-9-]{{0,30}}(?: (?!(?:{_NOT_IN_NAMES})\b)[a-z0-9-]{{1,30}}){{0,2}}?)"
_CHAIN = rf"(?: (?:on|over)(?: the)? {_CHAIN_NAME}(?: network|(?<! smart) chain)?)?"
_SLIPPAGE = (
    rf"(?:,? (?:with |at )?(?:max(?:imum)? )?slippage (?:of )?(?P<slippage>{NUMBER})\s*%?"
    rf"|,? (?:with |at )(?P<slippage_before>{NUMBER})\s*% slippage)?"
)
_TAIL = _CHAIN + _SLIPPAGE
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


def _number(text: str) -> str:
    return f"{parse_number(text.lower()):f}"


def _common(groups: Groups) -> Entities:
    entities = {name: groups[name].strip() for name in ("token", "currency", "chain", "to_chain") if name in groups}
    if "chain" in entities:
        entities["chain"] = entities["chain"].lower()
    if slippage := groups.get("slippage") or groups.get("slippage_before"):
        entities["slippage"] = _number(slippage)
    return entities


def _trade(groups: Groups) -> Entities:
    entities = _common(groups)
    if dollars := groups.get("usd") or groups.get("usd_after"):
        entities |= {"usd": _number(dollars)}
    for name in ("amount", "spend"):
        if name in groups:
            entities[name] = _number(groups[name])
    if "part" in groups:
        entities["percent"] = _percent(groups)
    return entities


def _percent(groups: Groups) -> str:
    if "percent" in groups:
        return _number(groups["percent"])
    share = _SHARES.get(groups["part"].lower().split()[-1], "100")
    return f"{Decimal(share):f}"


def _rule(
    pattern: str, intent: Intent, read: Callable[[Groups], Entities] = _common
) -> tuple[re.Pattern[str], Intent, Callable[[Groups], Entities]]:
    return re.compile(pattern, re.IGNORECASE), intent, read


_RULES = [
    _rule(r"(?:(?:show|show me|list) )?(?:my )?(?:history|trades|past trades|trade history)\??", Intent.SHOW_HISTORY),
    _rule(rf"{_BUY}{_DOLLARS}(?: worth)?(?: of)? {_TOKEN}{_PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    _rule(rf"{_BUY}{_AMOUNT}{_TOKEN}{_PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    _rule(rf"{_BUY}{_TOKEN}\s+(?:with|for|using)\s+{_SPENDING}{_TAIL}", Intent.BUY_TOKEN, _trade),
    _rule(rf"{_SELL}{_DOLLARS}(?: worth)?(?: of)?(?: my)? {_TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    _rule(rf"{_SELL}{_PART}{_OF_MY}{_TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    _rule(rf"{_SELL}{_PART}", Intent.SELL_TOKEN, _trade),
    _rule(rf"{_SELL}{_AMOUNT}(?:of my )?{_TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    _rule(rf"{_BUY}(?:some )?{_TOKEN}{_PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    _rule(rf"{_SELL}(?!(?:all|everything|half|max)$)(?:some |my )?{_TOKEN}{_INTO}{_TAIL}", Intent.SELL_TOKEN, _trade),
    _rule(r"(?:hi|hello|hey|gm|good (?:morning|day|evening)|start)(?: there| esther)?|start \S{1,64}", Intent.GREETING),
    _rule(r"(?:help|what can (?:you|i) do|how does this work|commands)\??", Intent.HELP),
    _rule(rf"(?:what is |what's |show |show me )?(?:the )?price (?:of |for )?{_TOKEN}{_CHAIN}\??", Intent.GET_PRICE),
    _rule(rf"(?:what is |what's )?{_TOKEN} price{_CHAIN}\??", Intent.GET_PRICE),
    _rule(
        rf"how much (?:is|does|for)(?: (?:a|one|1))? {_TOKEN}(?: cost| worth)?{_CHAIN}(?: now)?\??", Intent.GET_PRICE
    ),
    _rule(r"(?P<token>0x[0-9a-f]{40})", Intent.GET_PRICE),
    _rule(
        r"(?:(?:show|show me|what is|what's|what do i have|how is) ?)?(?:in )?(?:my |the )?"
        r"(?:portfolio|balances?|holdings|positions)\??|what do i (?:own|have|hold)\??",
        Intent.SHOW_PORTFOLIO,
    ),
    _rule(r"(?:(?:show|show me|list) )?(?:my )?wallets?\??", Intent.LIST_WALLETS),
    _rule(rf"(?:set )?(?:my )?settings?(?: slippage (?:to )?(?P<slippage>{NUMBER})\s*%?)?", Intent.SETTINGS),
    _rule(rf"set (?:my )?slippage (?:to )?(?P<slippage>{NUMBER})\s*%?", Intent.SETTINGS),
    _rule(rf"settings chain {_CHAIN_NAME}", Intent.SETTINGS),
    _rule(r"paper(?: trading)?", Intent.PAPER),
    _rule(rf"paper (?P<token>reset)(?:(?: on)? {_CHAIN_NAME})?", Intent.PAPER),
    _rule(rf"paper add {_AMOUNT}{_TOKEN}{_CHAIN}", Intent.PAPER, _trade),
    _rule(r"cancel|stop|never ?mind|abort", Intent.CANCEL),
]
