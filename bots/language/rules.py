"""All rules that match a whole sentence, by the words of which one has to be in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bots.language.alerts import ALERT_RULES
from bots.language.allowances import ALLOWANCE_RULES
from bots.language.anycase import AnyCase, small, typed
from bots.language.basics import BASIC_RULES, HELP_RULES, PAPER_RULES, PRICE_RULES
from bots.language.bookkeeping import BOOKKEEPING_RULES
from bots.language.charts import CHART_RULES
from bots.language.coins import COINS
from bots.language.executions import EXECUTION_RULES
from bots.language.explanations import EXPLANATION_RULES
from bots.language.free_words import within_bounds
from bots.language.gate import is_conditional
from bots.language.insights import INSIGHT_RULES
from bots.language.intents import Intent, Understood
from bots.language.lexer import Sentence
from bots.language.order_changes import ORDER_RULES
from bots.language.patterns import Rule, merged
from bots.language.performance import PERFORMANCE_RULES
from bots.language.portfolio import PORTFOLIO_RULES
from bots.language.rebalance import REBALANCE_RULES
from bots.language.safeguards import SAFEGUARD_RULES
from bots.language.settings import SETTINGS_RULES
from bots.language.wallets import WALLET_RULES

__all__ = ["MOVES", "prepare", "understand"]

# In the order in which they are tried; the words are those of which each rule of a subject has one at least.
_SUBJECTS: Final[Sequence[tuple[str, Sequence[Rule]]]] = (
    (
        "help commands instructions menu do how new lost confused things ask say manual guide explain understand",
        HELP_RULES,
    ),
    ("why explain", EXPLANATION_RULES),
    ("allowance allowances approval approvals permission permissions who contract contracts", ALLOWANCE_RULES),
    ("rebalance", REBALANCE_RULES),
    ("chart graph plot candles candlesticks draw picture history", CHART_RULES),
    (
        (
            "orders order cancelorder pauseorder resumeorder autoorder askorder changeorder stop stoploss stop-loss "
            "losses loss "
            "sl tp profit profits take-profit takeprofit target targets limit trailing trailing-stop cancel delete "
            "remove kill"
        ),
        ORDER_RULES,
    ),
    (
        (
            "fared fare moved performance performed performing perform performs done do doing did return returns make "
            "made earn earned gain "
            "gained lose lost developed gone go snapshot snapshots up down doin track"
        ),
        PERFORMANCE_RULES,
    ),
    (
        (
            "roast know look insight insights advice tip tips suggestion suggestions thoughts opinion doing looking "
            "going think make analyse "
            "analyze review explain judge assess stands recommendations recommendation observations analysis "
            "check notice"
        ),
        INSIGHT_RULES,
    ),
    (
        "execution executions simulation simulations simulated paper dry",
        EXECUTION_RULES,
    ),
    (
        (
            "profit profits gain gains pnl p&l p/l loss losses made make earned earn lost lose up diversification "
            "concentration diversified concentrated spread export download csv spreadsheet pay average avg "
            "basis entry break breakeven break-even"
        ),
        BOOKKEEPING_RULES,
    ),
    (
        (
            "wallet wallets addwallet deletewallet exportwallet renamewallet setdefaultwallet import bring key keys "
            "watch track follow monitor connect link use "
            "address addresses"
        ),
        WALLET_RULES,
    ),
    (
        (
            "account overview owning portfolio balance balances holdings positions own have hold holding "
            "allocation bags "
            "bag stack assets coins worth "
            "tokens money funds stuff got total net am"
        ),
        PORTFOLIO_RULES,
    ),
    (
        (
            "settings setting preferences configurations language slippage chain currency presets preset "
            "amounts buttons "
            "shares parts cost tax digest digests summary "
            "notification notifications messages message pings alerts alarms news disturb ping notify wake bother "
            "mute silence night asleep between default quiet timezone zone preferences config configuration options"
        ),
        SETTINGS_RULES,
    ),
    (
        (
            "watching alerted alert alerts listalerts changealert pausealert resumealert deletealert repeatalert "
            "cooldown cool-down notealert"
        ),
        ALERT_RULES,
    ),
    ("paper", PAPER_RULES),
    (
        (
            "paper live livetrading live_trading enablelivetrading enable_live_trading disablelivetrading "
            "disable_live_trading "
            "enable_livetrading disable_livetrading enablelive_trading disablelive_trading trading pause "
            "pauseall resume "
            "resumeall limit limits fake pretend practice demo 2fa factor two-factor authentication real"
        ),
        SAFEGUARD_RULES,
    ),
    (
        "p px trade price prices quote cost costs worth much trading at going value now doing rate priced check",
        PRICE_RULES,
    ),
)
_ALWAYS: Final = BASIC_RULES
_BY_WORD: Final[dict[str, list[int]]] = {}
for _number, (_words, _) in enumerate(_SUBJECTS):
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_number)

# What makes a wish polite is no part of it.
_POLITE: Final = AnyCase(
    r"(?:(?:(?:can|could|would|will|might) (?:you|u|ya)(?: please| kindly| just| mind)*(?: be so (?:kind|good)(?: "
    r"as)? to)?|"
    r"(?:can|could|may|might) (?:i|we)(?: please)?(?= "
    r"(?:see|have|look|get|ask|view|add))|i(?:'d| would) like to|i want to|"
    r"i wanna|i want|i need to|"
    r"let's|lets|let me|please|kindly|be so (?:kind|good) as to|i would love to|i should like to|time to|pls|to|ask|"
    r"adjust my|read me|read out|pull up|"
    r"have a look at|see a record of|see|take a look at|show the|give me the list of|show me the|show receipts of) )+",
)
_PLEASED: Final = AnyCase(r"\b(?:please|pls|kindly|so (?:kind|good))\b")
_RIGHTS: Final = frozenset(
    (Intent.ENABLE_LIVE_TRADING, Intent.REBALANCE, Intent.EXPORT_WALLET, Intent.ARM_ORDER, Intent.RESUME_TRADING)
)
# What moves money or rights: there the gate has a word, too.
MOVES: Final = _RIGHTS | {Intent.CHANGE_ORDER, Intent.RESUME_ORDER}
_CUT: Final = re.compile(r"[\w&/'-]+")


def understand(sentence: str, pieces: Sentence) -> Understood | None:
    """Return what a plain sentence means; None where no rule takes all of it. Raises as `grammar.understand` does."""
    understood = _understood(sentence, pieces)
    return None if understood and understood.intent in MOVES and is_conditional(pieces) else understood


def _understood(sentence: str, pieces: Sentence) -> Understood | None:
    # A wallet may be called anything: its name is never written out.
    polite = _POLITE.match(sentence)
    forms = [pieces.spelt, sentence] if pieces.spelt and "wallet" not in sentence.lower() else [sentence, pieces.spelt]
    understood = next((found for form in (*forms, pieces.mended) if form and (found := _match(form))), None)
    if understood is None and polite:
        understood = _wished(pieces.mended or pieces.spelt or sentence)
    return understood


def _match(sentence: str) -> Understood | None:
    subjects: set[int] = set()
    lowered = small(sentence)
    for word in _CUT.findall(lowered):
        subjects.update(_BY_WORD.get(word.removesuffix("'s"), ()))
    for number in sorted(subjects):
        if understood := _first(_SUBJECTS[number][1], sentence, lowered):
            return understood
    return _first(_ALWAYS, sentence, lowered)


def _first(candidates: Sequence[Rule], sentence: str, lowered: str) -> Understood | None:
    for candidate in candidates:
        if found := candidate.pattern.fullmatch(lowered):
            entities = candidate.read(merged(typed(found, sentence)))
            understood = within_bounds(Understood(candidate.intent, entities))
            if understood and not _is_garbled(entities.get("token", "")):
                return understood
    return None


def _is_garbled(token: str) -> bool:
    """Say whether a name begins with a coin and goes on with something else, such as “eth 7d”."""
    first, _, more = token.partition(" ")
    return bool(more) and first.lower() in COINS


def _wished(sentence: str) -> Understood | None:
    """Understand what is left of a polite sentence; what moves rights not where it may be asked whether one can."""
    polite = _POLITE.match(sentence)
    understood = _match(sentence[polite.end() :].rstrip("?")) if polite else None
    is_question = sentence.endswith("?") and not _PLEASED.search(sentence)
    return None if understood and understood.intent in _RIGHTS and is_question else understood


def prepare() -> None:
    """Compile all rules: together they take a second."""
    for _, candidates in (*_SUBJECTS, ("", _ALWAYS)):
        for each in candidates:
            _ = each.pattern
