"""The rules for greetings, help, prices, history and the paper wallet."""

from __future__ import annotations

import re
from typing import Final

from bots.language.amounts import AMOUNT, quantities
from bots.language.coins import COINS
from bots.language.intents import Intent
from bots.language.patterns import ASK, CHAIN, CHAIN_NAME, NO_NAME, TOKEN, Entities, Groups, Rule, named, rule
from bots.language.topics import TOPIC, topic_in

__all__ = ["BASIC_RULES", "HELP_RULES", "PAPER_RULES", "PRICE_RULES"]

_COIN: Final = (
    r"(?!(?:wallets?|portfolio|accounts?|balances?|holdings|bags?|crypto|life|things|business|weather|work|everybody|everyone)\b)"
    + NO_NAME
    + TOKEN
)
# A coin that everybody knows is a question for its price; any other single word may be anything.
_KNOWN_COIN: Final = r"\$?(?:" + "|".join(sorted(map(re.escape, COINS), key=len, reverse=True)) + ")"
_NOW: Final = r"(?: in (?:usd|usdc|dollars|\$|bucks))?(?: (?:right )?now| rn| today| currently| at the moment| atm)?\??"
_WHAT: Final = r"(?:what is |what's |whats |what are |how is |how's |hows |wats )?"


def _paper(groups: Groups) -> Entities:
    return named(groups) | quantities(groups)


PRICE_RULES: Final[list[Rule]] = [
    rule(
        rf"{ASK}{_WHAT}(?:me )?(?:the |a )?(?:current |latest |live |usd |spot )?(?:price|prices|quote|present value|"
        rf"value|cost|rate)(?: check)?"
        rf" (?:of |for |on |from )?(?:me )?(?:an? |one |1 |the )?{_COIN}(?: is| at)?{CHAIN}{_NOW}",
        Intent.GET_PRICE,
    ),
    rule(
        rf"{ASK}{_WHAT}(?:the )?(?:current |latest )?{_COIN}(?:'s)? (?:price|prices|quote|value|rate){CHAIN}{_NOW}",
        Intent.GET_PRICE,
    ),
    rule(
        rf"(?:tell me )?how much (?:is|does|for|are|costs?|do)(?: (?:a|an|one|1|the))? {_COIN}(?: is)?"
        rf"(?: cost| worth| going for| trading at| at)?{CHAIN}{_NOW}",
        Intent.GET_PRICE,
    ),
    rule(
        rf"(?:what is|what's|whats|what does|where is|where's|wheres|how is|how's|hows)(?: the)?(?: (?:a|an|one|1))? "
        rf"{_COIN}"
        rf"(?: (?:worth|at|trading at|trading for|going for|cost|doing|priced at|sitting at|sitting|trade for|trade "
        rf"at))(?: at)?{CHAIN}{_NOW}",
        Intent.GET_PRICE,
    ),
    rule(rf"{ASK}{_WHAT}(?:a |the )?price\??", Intent.GET_PRICE),
    rule(
        rf"(?:tell me )?(?:what|how much) (?:an? |the )?{_COIN} (?:costs|is worth|trades at|trades for|is|is trading "
        rf"at|is at){CHAIN}{_NOW}"
        rf"|(?:what does|at what price (?:is|does)) {_COIN} (?:trade for|trade at|trade|go for|changing hands|"
        rf"trading){CHAIN}{_NOW}"
        rf"|{_COIN} (?:worth|value){CHAIN}\??|(?:quote me|p|px) {_COIN}{CHAIN}\??|where(?:'s| is) {_COIN} (?:trading|"
        rf"at){CHAIN}{_NOW}"
        rf"|what is costing the {_COIN}{_NOW}",
        Intent.GET_PRICE,
    ),
    rule(
        rf"how much costs? {_COIN}{CHAIN}{_NOW}|how much (?:is the )?cost (?:of )?{_COIN}{CHAIN}{_NOW}",
        Intent.GET_PRICE,
    ),
]
PAPER_RULES: Final[list[Rule]] = [
    rule(r"paper(?: trading)?", Intent.PAPER),
    rule(rf"paper (?P<token>reset)(?:(?: on)? {CHAIN_NAME})?", Intent.PAPER, lambda groups: _reset(groups)),
    rule(rf"paper add {AMOUNT}{TOKEN}{CHAIN}", Intent.PAPER, _paper),
]


def _reset(groups: Groups) -> Entities:
    return named({name: text for name, text in groups.items() if name != "token"}) | {"token": groups["token"].lower()}


_HISTORY: Final = (
    r"(?:history|trades|transactions|trade history|trading history|transaction history|swaps|trade log|"
    r"trading activity|activity|receipts of my trades|past trades|record of my (?:previous )?trades)"
)
HELP_RULES: Final[list[Rule]] = [
    rule(
        r"help(?: me)?\??|(?:can|could) you help(?: me)?\??|what (?:can|do) (?:you|u|i) do(?: here| for me)?\??"
        r"|how (?:does|do) (?:this|it|you|this thing|this bot) works?\??"
        r"|(?:what |which )?commands(?: are there| do you know| can i use)?\??"
        r"|(?:how do i |how to )(?:use (?:this|you|it)|start|get started|begin)\??"
        r"|i (?:need|want) (?:some )?help|(?:i am|i'm) (?:new here|lost|confused)(?:[;,.] (?:please )?(?:help|"
        r"explain what you can do(?: for me)?))?|what (?:sort|kind|type)s? of things (?:can|could) i (?:ask|say|"
        r"do)(?: you)?\??|what (?:can|should) i (?:ask|say|type)(?: you)?\??|what (?:are you|you are) able to do\??|"
        r"(?:explain|tell) (?:me )?(?:how (?:this|it|you) works?|how to use (?:you|this)|what you (?:can|are able "
        r"to) do(?: for me)?)|(?:the )?(?:manual|user guide)|(?:i )?(?:do not|don't|not) understand,? (?:please "
        r")?help|i (?:don't|do not|dont) know what to do,? can you help\??|can you help(?: me)?\??|\?|/help|what are "
        r"(?:the|your) commands\??|instructions|menu",
        Intent.HELP,
    ),
    rule(rf"help (?:me )?(?:with |on |about )?(?:my |the )?(?:{TOPIC})", Intent.HELP, topic_in),
]
BASIC_RULES: Final[list[Rule]] = [
    rule(
        rf"{ASK}(?:what (?:are|were) )?(?:all )?(?:of )?(?:my |the )?(?:past |last |latest |recent |previous |"
        rf"executed |done )*{_HISTORY}\??"
        r"|what (?:have|did) i (?:traded?|bought|sold|buy|sell)(?: lately| recently| so far| last)?\??"
        rf"|{ASK}(?:everything|all|the trades|which trades|trades) (?:that )?(?:i've|i have|i) (?:traded|carried out|"
        rf"made|done)(?: so far| before| until now)?\??",
        Intent.SHOW_HISTORY,
    ),
    rule(
        r"(?:hi|hello|hey|heya|hiya|yo|gm|sup|howdy|wagwan|how far|guten tag|hola|bonjour|wassup|hey hey|greetings|"
        r"good (?:morning|day|evening|afternoon)|start|what's up|whats up|hallo)"
        r"(?: there| esther| everyone| again| my friend| friend| bot| mate| buddy| to you| dear| all)*(?:,? (?:i "
        r")?(?:do )?hope (?:you are|you're|all is) (?:well|keeping well|good))?|(?:good )?(?:day|morning|evening|"
        r"afternoon)(?: my friend| esther)?|start \S{1,64}",
        Intent.GREETING,
    ),
    rule(rf"(?P<token>0x[0-9a-f]{{40}}|{_KNOWN_COIN})\??", Intent.GET_PRICE),
    rule(r"(?:esther |your |system )?status\??|are you (?:watching|awake)\??", Intent.STATUS),
    rule(
        r"cancel(?: (?:that|this|it))?|stop(?: (?:that|this|it))?|never ?mind|nevermind|nvm|abort|forget (?:it|that|"
        r"about it)|drop it|"
        r"leave it|nvm stop that|(?:never ?mind|nvm|no),? (?:forget it|stop(?: that)?|cancel(?: that)?)|scrap "
        r"(?:that|it)|quit|back|nah|nope|no,? (?:thanks |thank you |please )?(?:cancel|stop|forget(?: about)? (?:it|"
        r"that)|drop (?:it|that)|stop it)|(?:let's |lets )?(?:drop|leave|forget|skip) (?:it|that|am)|never ?mind,? "
        r"(?:let's )?(?:leave it|drop it)|not|(?:please )?disregard that|on second thoughts?,? (?:please "
        r")?(?:disregard that|never ?mind|cancel|forget it|drop it|leave it)",
        Intent.CANCEL,
    ),
]
