"""The grammar: whole sentences matched against a short list of rules, offline and without a model.

A rule must match the *whole* sentence, so that a trade is only ever read from a present, positive, first-person
command: a question, a negation, a report or a pasted text has words that no rule expects, and is not understood.
"""

from __future__ import annotations

from bots.language.alerts import ALERT_RULES
from bots.language.amounts import (
    AMOUNT,
    BUY,
    DOLLARS,
    INTO,
    OF_MY,
    PAID_WITH,
    PART,
    SELL,
    SLIPPAGE,
    SPENDING,
    common,
    quantities,
)
from bots.language.bookkeeping import BOOKKEEPING_RULES
from bots.language.brackets import BRACKET, bracket
from bots.language.charts import CHART_RULES
from bots.language.crossings import CROSSING_RULES
from bots.language.insights import INSIGHT_RULES
from bots.language.intents import Intent, Understood
from bots.language.orders import ORDER_RULES, ORDER_WORDS
from bots.language.patterns import (
    CHAIN,
    CHAIN_NAME,
    NO_NAME,
    TOKEN,
    Entities,
    Groups,
    either_order,
    merged,
    rule,
)
from bots.language.performance import PERFORMANCE_RULES
from bots.language.portfolio import PORTFOLIO_RULES
from bots.language.rebalance import REBALANCE_RULES
from bots.language.safeguards import SAFEGUARD_RULES
from bots.language.settings import SETTINGS_RULES
from bots.language.topics import TOPIC, topic_in
from bots.language.wallets import WALLET_RULES
from bots.language.words import plain

__all__ = ["prepare", "understand"]

_COIN = NO_NAME + TOKEN
_TAIL = CHAIN + either_order(SLIPPAGE, BRACKET)
_SALE_TAIL = rf"{CHAIN}(?:{SLIPPAGE})?"


def understand(text: str) -> Understood:
    """Return what a message means, `unknown` when no rule matches all of it.

    Raises UserError when it is clear what is meant but a number in it is not one.
    """
    sentence = plain(text)
    for candidate in (*ORDER_RULES, *_RULES) if ORDER_WORDS.search(sentence) else _RULES:
        if match := candidate.pattern.fullmatch(sentence):
            return Understood(candidate.intent, candidate.read(merged(match.groupdict())))
    return Understood(Intent.UNKNOWN)


def _trade(groups: Groups) -> Entities:
    return common(groups) | quantities(groups) | bracket(groups)


def prepare() -> None:
    """Compile all rules ahead of the first sentence that needs them: together they take a second."""
    for each in (*_RULES, *ORDER_RULES):
        _ = each.pattern


_RULES = [
    *CROSSING_RULES,
    rule(r"(?:(?:show|show me|list) )?(?:my )?(?:history|trades|past trades|trade history)\??", Intent.SHOW_HISTORY),
    rule(rf"{BUY}{DOLLARS}(?: worth)?(?: of)? {_COIN}{PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{BUY}{AMOUNT}{_COIN}{PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{BUY}{_COIN}\s+(?:with|for|using)\s+{SPENDING}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{SELL}{DOLLARS}(?: worth)?(?: of)?(?: my)? {_COIN}{INTO}{_SALE_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(rf"{SELL}{PART}{OF_MY}{_COIN}{INTO}{_SALE_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(rf"{SELL}{PART}", Intent.SELL_TOKEN, _trade),
    rule(rf"{SELL}{AMOUNT}(?:of my )?{_COIN}{INTO}{_SALE_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(rf"{BUY}(?:some )?{_COIN}{PAID_WITH}{_TAIL}", Intent.BUY_TOKEN, _trade),
    rule(rf"{SELL}(?!(?:all|everything|half|max)$)(?:some |my )?{_COIN}{INTO}{_SALE_TAIL}", Intent.SELL_TOKEN, _trade),
    rule(r"(?:hi|hello|hey|gm|good (?:morning|day|evening)|start)(?: there| esther)?|start \S{1,64}", Intent.GREETING),
    rule(r"(?:help|what can (?:you|i) do|how does this work|commands)\??", Intent.HELP),
    rule(rf"help (?:me )?(?:with |on |about )?(?:my |the )?(?:{TOPIC})", Intent.HELP, topic_in),
    *CHART_RULES,
    *PERFORMANCE_RULES,
    *INSIGHT_RULES,
    rule(rf"(?:what is |what's |show |show me )?(?:the )?price (?:of |for )?{TOKEN}{CHAIN}\??", Intent.GET_PRICE),
    rule(rf"(?:what is |what's )?{TOKEN} price{CHAIN}\??", Intent.GET_PRICE),
    rule(rf"how much (?:is|does|for)(?: (?:a|one|1))? {TOKEN}(?: cost| worth)?{CHAIN}(?: now)?\??", Intent.GET_PRICE),
    rule(r"(?P<token>0x[0-9a-f]{40})", Intent.GET_PRICE),
    *PORTFOLIO_RULES,
    *REBALANCE_RULES,
    *BOOKKEEPING_RULES,
    *WALLET_RULES,
    *SETTINGS_RULES,
    rule(r"(?:esther |your |system )?status\??|are you (?:watching|awake)\??", Intent.STATUS),
    rule(r"paper(?: trading)?", Intent.PAPER),
    rule(rf"paper (?P<token>reset)(?:(?: on)? {CHAIN_NAME})?", Intent.PAPER),
    rule(rf"paper add {AMOUNT}{TOKEN}{CHAIN}", Intent.PAPER, _trade),
    rule(r"cancel|stop|never ?mind|abort", Intent.CANCEL),
    *ALERT_RULES,
    *SAFEGUARD_RULES,
]
