"""Messages that hold a whole trade and are none, by what shows it; beside each, a true command in nearly its words."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest

from bots.language import understand
from bots.language.intents import MOVES_MONEY
from bots.language.veto_abroad import ABROAD
from bots.language.veto_asking import ASKING
from bots.language.veto_examples import EXAMPLES
from bots.language.veto_games import GAMES
from bots.language.veto_kinds import HARMLESS
from bots.language.veto_later import LATER
from bots.language.veto_more import MORE
from bots.language.veto_others import OTHERS
from bots.language.veto_tales import TALES
from bots.language.vetoes import is_unmeant
from esther_site.lib.errors import UserError

UNMEANT = {
    "an opinion is asked": (
        "sell 3 sol for usdc, what's your gut telling you",
        "buy 0.2 eth, is that nuts",
        "swap 100 usdc to op, would you dare",
        "buy 50 link, sensible or silly",
        "sell half my arb, any objections",
        "thoughts on this one: buy 2 avax with usdc",
        "buy 0.05 btc with usdc, or is that overkill",
        "set a stop loss on eth at 1900, do you think that's wise",
        "trailing stop on sol 3%, too close for comfort?",
        "sell 8 link at 19, y/n",
        "take profit on eth at 3900, am i dreaming",
        "buy 10 okb, please advise",
        "convert 40 usdc to dai, makes sense?",
        "sell 0.4 eth, what would you pick",
    ),
    "leave is asked, or somebody has a say": (
        "buy 1 eth, if that's alright with my better half",
        "sell 20 link, once the board has voted",
        "swap 300 usdc to eth, pending my partner's sign-off",
        "let me run it by my wife first: sell 2 eth",
        "sell all my sol, i'll have to ask my father",
        "buy 0.1 btc with dad's permission",
        "sell half my eth, needs two signatures",
        "buy 40 op, waiting for my brother to nod",
        "sell 1 btc if mum agrees",
        "buy 5 avax provided my boss is fine with it",
        "stop loss btc 88k, but only when my husband says so",
        "sell 4 sol, checking with my accountant first",
    ),
    "it is put off": (
        "buy 2 eth, gotta sleep on that",
        "shelve this one: buy 2 eth",
        "postpone this trade, sell 5 link",
        "sell 10 link, but not right now",
        "some day soon, buy 5 sol",
        "buy 0.3 eth when i get home",
        "sell half my okb after the weekend",
        "swap 50 usdc to arb, remind me tonight",
        "buy 1 avax, it's on my list for tuesday",
        "sell 0.5 eth tomorrow morning",
        "buy 100 usdc of link in two weeks",
        "sell all my doge, give me a few minutes to think",
        "buy 0.01 btc, hold off until i say so",
        "sell 12 uni, will do it next month",
        "stop loss on sol at 120, let's do that later",
    ),
    "it is taken back": (
        "sell 2 eth whoops",
        "sell 2 eth to usdc, trash it",
        "buy 10 link, nope, leave it",
        "buy 0.4 eth my mistake wrong window",
        "sell 5 sol sorry that was my toddler",
        "swap 20 usdc to op, please disregard",
        "buy 3 avax argh fat fingers",
        "sell all my btc - the dog stepped on my phone",
        "sell 0.1 btc. strike that",
        "buy 70 arb just messing with you",
        "buy 1 eth, on reflection rather not",
        "sell 9 link, actually keep them",
        "stop loss eth 2000, forget i said anything",
        "buy 4 sol, sent by mistake",
    ),
    "somebody else is spoken to": (
        "@lucas buy 2 eth for me",
        "Dear Binance team, sell 5 link",
        "Fellow apes, buy 10 doge",
        "hey siri, buy 0.1 btc",
        "gemini, sell 5 sol",
        "grandpa, sell your link",
        "ok google sell half my eth",
        "dear mrs. schmidt, please buy 3 eth for the fund",
        "marco, buy 20 op and call me",
        "darling, sell 1 eth from your ledger",
        "boys, buy 2 sol each",
        "tell oscar to sell 4 avax",
        "peter, please sell 2 link",
        "fwd to my broker: sell 10 eth",
        "sell your eth man, trust me",
    ),
    "others are reported": (
        "my dentist keeps telling me: buy 2 eth",
        "sell all your sol, said the taxi driver",
        "buy 5 link, according to a youtube video",
        "buy 1 btc, i read that on a mug",
        "source: reddit. buy 100 doge",
        "he goes buy 2 sol and laughs",
        "sell 3 eth, words of a wise man",
        "the newsletter says buy 10 okb",
        "buy 0.2 btc, quoting my boss here",
        "swap 50 usdc to pepe is what the influencer does",
        "elon: buy 1000 doge",
        "sell half my eth, my colleague's advice",
        "buy 20 arb, heard it on the radio",
    ),
    "a story is told": (
        "sell 1 eth at 900, happened to me in 2018",
        "buy 10 btc was what i should have done",
        "sell 40 link, that's how i paid for the car",
        "back in 2016: buy 5 eth",
        "buy 1 btc at 60k, never forget that day",
        "sell 0.3 eth, did that last tuesday",
        "once upon a time: buy 1 eth",
        "buy 2 sol went through just fine",
        "sell 5 avax, then came the rug pull",
        "sell half my okb used to be my friday ritual",
        "stop loss on eth at 1500 saved me in 2022",
        "buy 100 doge, the worst decision i ever made",
    ),
    "it is a wish, or will never be": (
        "buy 10 btc in your dreams",
        "sell 1 eth at 100k, one can hope",
        "if only: buy 3 eth at 100",
        "buy 5 btc once i'm a millionaire",
        "in a parallel universe, buy 2 btc",
        "buy 20 eth if i hit the jackpot",
        "sell all my link when hell freezes over",
        "i wish: buy 1 btc at 3k",
        "buy 2 eth but sadly i'm broke",
        "sell 2 sol at 1000, a girl can dream",
        "buy 50 eth with money i don't have",
        "sell 5 btc as if i had any",
    ),
    "something else is wished for as well": (
        "sell 1 eth and my liver too",
        "buy 2 link, same for uni",
        "swap 100 usdc to eth then half of it back",
        "sell 10 op, ditto for arb",
        "sell 2 sol and my soul as well",
        "buy 1 eth, likewise for btc",
        "swap 1 eth to usdc and back again",
        "buy 30 usdc of op, the same amount of arb",
        "sell 3 avax, then use the proceeds for eth",
        "buy 5 link and, while you're at it, some uni",
        "sell 0.2 eth for usdc, vice versa for dai",
        "sell all my eth and my grandma too",
    ),
    "they are not sure": (
        "sell 2 eth or should i hold",
        "buy 10 sol, dunno",
        "buy 0.1 btc or maybe eth",
        "sell half my link, i'm torn",
        "flirting with the idea: sell 1 btc",
        "buy 3 avax, can't make up my mind",
        "sell 5 uni, not sure about it",
        "trailing stop eth 5%, or better 8%?",
        "buy 20 okb, still on the fence",
        "sell 1 eth, i guess",
        "heads i buy 1 eth, tails i don't",
        "sell all my op, hmm, idk",
    ),
    "an example is given": (
        "sell 1 eth for usdc, for instance",
        "buy 5 link at 12 - that's the format",
        "you type: buy 0.1 eth with usdc",
        "step 1: buy 50 usdc of eth",
        "e.g. sell half my link",
        "sell 2 sol is the correct syntax",
        "a typical message would be: sell 1 eth",
        "for my students: trailing stop on eth 5%",
        "lesson two: sell 0.5 eth for usdc",
        "things like buy 10 usdc of btc",
        "from the handbook: stop loss on btc at 90000",
        "buy 1 eth (example)",
        "spell check this: buy 2 eth",
        "proofread my message: sell all my link",
        "to sell, two wishes left: sell 3 avax",
        "sell half my eth, just to demonstrate",
    ),
    "it is a game, a bet or a play": (
        "sell 2 btc in the simulator",
        "buy 5 eth, i'm playing a rich banker",
        "i dare you: sell all my doge",
        "let's pretend: buy 10 btc",
        "buy 1 btc, scene 2, take 3",
        "bet you won't: buy 100 eth",
        "simon says buy 1 eth",
        "the loser has to sell 2 sol",
        "buy 3 eth for our stock market game",
        "sell 1 eth, only on the demo account",
        "role play: sell 20 btc",
        "buy 2 sol, it's my turn to roll",
    ),
    "it is mockery": (
        "yeah right, buy 1 btc",
        "oh great, sell all my eth at the bottom",
        "buy 10 btc, brilliant plan",
        "sell all my sol, what could go wrong",
        "sure thing genius, buy 500 usdc of pepe",
        "haha of course, sell 10 btc",
        "buy 1 eth, with what money",
        "sell 1 btc at 5 dollars, that'll show them",
        "buy 100 eth, very funny",
        "sell 3 sol /s",
        "buy 5 btc with my good looks",
        "wow what a genius move, sell 1 eth",
    ),
    "it is said in another language": (
        "buy 1 eth, aber erst morgen",
        "sell 2 sol, falsch geschickt",
        "buy 10 link, quizás mañana",
        "sell half my eth, era broma",
        "compra 1 eth no, perdón, me equivoqué",
        "buy 0.1 btc, amanhã",
        "sell 3 avax, c'était une blague",
        "buy 5 sol, je ne suis pas sûr",
        "sell 1 eth, domani forse",
        "buy 20 op, shutka",
        "sell 10 link, potom",
        "buy 2 eth, şaka yaptım",
        "sell 4 sol, was meinst du",
        "buy 1 btc, qué opinas",
        "sell 0.2 eth, wenn meine frau einverstanden ist",
        "buy 3 avax, che ne pensi",
    ),
}
MEANT = (
    "swap 100 usdc to op, would you please",
    "buy 0.05 btc with usdc, i am sure",
    "take profit on eth at 3900, dream holiday fund",
    "sell 8 link at 19, yes really",
    "my better half agrees, buy 1 eth",
    "the board has voted, sell 20 link",
    "my partner signed off on it: swap 300 usdc to eth",
    "dad is fine with it, buy 0.1 btc",
    "my boss paid me, buy 5 avax",
    "slept on it, buy 2 eth",
    "no more waiting, sell 10 link",
    "back home at last, buy 0.3 eth",
    "the weekend is over, sell half my okb",
    "payday! swap 50 usdc to arb",
    "can't wait, buy 1 avax",
    "it's monday again, sell 0.5 eth",
    "not kidding: buy 10 link",
    "buy 0.4 eth, no regrets",
    "the kid needs shoes, sell 5 sol",
    "the dog is sick, sell all my btc",
    "sorry to bother, sell 0.1 btc",
    "hi esther, buy 2 eth for me",
    "esther, sell 5 sol",
    "my dentist was expensive, sell 2 eth",
    "sell 3 sol, the taxi is waiting",
    "enough radio for today, buy 20 arb",
    "my car broke down, sell 40 link",
    "old habits die hard, buy 1 eth",
    "sell 1 eth, we are saving for our dream house",
    "i won the bet, buy 3 eth",
    "wish me luck, buy 5 btc",
    "sell all my link, winter is here",
    "sell 3 avax, i need the money",
    "buy 1 eth for my kid",
    "i'm sure now, sell 2 eth",
    "made up my mind, buy 10 sol",
    "sell half my link, no doubt",
    "buy 5 link at 12",
    "no more examples, sell 1 eth",
    "my spelling is bad, buy 2 eth",
    "the party was great, buy 2 sol",
    "sell all my sol, i am done",
    "yeah ok, buy 1 btc",
    "lol fine, sell 1 eth",
    "great news, buy 10 link",
    "buy 1 eth, bitte",
    "sell 2 sol, gracias",
    "merci, buy 3 avax",
)


# Of these only the veto is asked: what else stands in them is for others to understand.
OF_NO_VETO = (
    "sell 3 sol for usdc, my gut says now",
    "good idea or bad, who cares, buy 0.2 eth",
    "sell half my arb, no objections here",
    "sell 2 eth, my wife said yes",
    "no mistake, sell 2 eth",
    "thanks peter for the tip, anyway. sell 2 link",
    "dreams come true, buy 1 btc",
    "enough practice, sell half my link",
    "no games, sell 2 btc",
    "not playing, buy 5 eth",
)


@pytest.mark.parametrize("text", [pytest.param(text, id=text) for texts in UNMEANT.values() for text in texts])
def test_what_is_not_meant_is_no_trade(text: str) -> None:
    assert is_unmeant(text)
    with suppress(UserError):
        assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize("text", [pytest.param(text, id=text) for text in MEANT])
def test_the_true_command_beside_it_stays_one(text: str) -> None:
    assert not is_unmeant(text)
    assert understand(text).intent in MOVES_MONEY


@pytest.mark.parametrize("text", [pytest.param(text, id=text) for text in OF_NO_VETO])
def test_a_reason_is_no_veto(text: str) -> None:
    assert not is_unmeant(text)


@pytest.mark.parametrize("command", ["buy 0.1 eth with usdc", "sell half my eth", "swap 10 usdc to eth"])
@pytest.mark.parametrize(
    "said",
    ["{}, wdyt", "{} oops", "{}, not yet", "{} /s", "@anna {}", "alexa, {}", "for example: {}", "{}, one can dream"],
)
def test_what_is_said_around_any_command_holds(command: str, said: str) -> None:
    assert understand(command).intent in MOVES_MONEY
    assert understand(said.format(command)).intent not in MOVES_MONEY


def test_a_turn_of_turns_would_never_be_found() -> None:
    for text in (*HARMLESS, *ASKING, *LATER, *OTHERS, *TALES, *EXAMPLES, *GAMES, *MORE, *ABROAD):
        for turn in text.split(";"):
            assert re.sub(r"\([^()]*\)", "", turn).count("(") == 0, turn


@pytest.mark.parametrize("text", ["the " * 1000, "my " * 1500, "(if my " * 600, "# " * 2000, "no " * 1500, "a" * 4000])
def test_no_text_takes_long(text: str) -> None:
    is_unmeant("buy 1 eth")
    started = time.process_time()
    is_unmeant(text)
    assert time.process_time() - started < 0.005 * len(text) / 100  # ten times what it should take: others run, too
