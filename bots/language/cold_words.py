"""Words that say whether a part of a message may be left out beside a command. See `segments`."""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words

__all__ = [
    "ACTS", "ALONE", "ASKING", "DENIALS", "DOUBTFUL", "HERE", "HOPELESS", "HOT", "PLACED", "POINTS", "RETRACTING",
    "SOFT", "STARTS", "TERMS", "TIMES", "UNFINISHED", "UNSURE", "VOICES", "WAYS", "WEAK",
]  # fmt: skip

# What belongs to a command: trades and orders in any form, how much, and on which condition.
HOT: Final = words(
    "buy buys buying bought buyer buyers purchase purchases purchased purchasing acquire acquired acquiring sell sells "
    "selling sold sale sales seller sellers swap swaps swapped swapping bridge bridges bridged bridging trade trades "
    "traded trading trader traders convert converts converted converting exchange exchanges exchanged exchanging dump "
    "dumps dumped dumping ape aped aping grab grabbed liquidate liquidated liquidating offload offloaded unload yeet "
    "nuke "
    "invest invested investing stake staked lend borrow borrowed shorting stop stops stoploss stop-loss "
    "sl tp takeprofit take-profit limit limits bid bids trail trails trailing   alert alerts "
    "notify ping remind rebalance  cancel enable disable activate deactivate order "
    "valid slippage if when whenever unless provided providing assuming whether should "
    "half quarter third quarters thirds percent percentage double triple dozen entire"
)
# Of these, what is no command where it stands among other words without a number: “the sale starts”, “new quarter”.
WEAK: Final = words("sale sales stop stops quarter half bid bids limit limits order entire double dozen short")
# Of these, what somebody tells of themselves where it counts nothing and names no coin: “I never know when to get out”.
SOFT: Final = WEAK | words(
    "if when whenever should whether invest invested investing trade trades trading traded trader traders bought sold "
    "buying selling third quarters thirds percent percentage triple twice staked borrowed"
)
# Doubt: of somebody's reasons it says nothing of what they want, of the command it does.
UNSURE: Final = words(
    "maybe perhaps possibly probably prolly might may could doubt doubts guess supposedly allegedly apparently "
    "unfortunately hesitant tempted idk dunno unsure rather"
)
# Other voices, and where they are heard: what they say is no command, but somebody may come back to themselves.
VOICES: Final = words(
    "said says say saying told tells tell telling asked asking asks wrote writes written write writing shout shouts "
    "shouted yell yells yelled scream screams screamed whisper whispers whispered claim claims claimed insist insists "
    "insisted argue argued urge urges urged recommend recommends recommended recommendation advise advises advised "
    "advice suggest suggests suggested suggestion warn warns warned beg begs begged demand demands demanded "
    "text texted mail mailed email emailed emails message messaged messages dm dms mention mentions mentioned "
    "announce announces announced report reports reported reporting state states stated reads tweet tweets tweeted "
    "barked replied replies answered muttered preaches preached promises chants chanted sings sang declares declared "
    "predicts predicted article articles newsletter headline headlines newspaper blog podcast youtube forum "
    "reddit "
    "twitter discord telegram group channel book movie film broker analyst analysts coach teacher advisor adviser "
    "expert experts colleague customer customers member members traders investors stranger heard"
)
# With one of these anywhere nothing is left out: play, quotations, instructions, other wishes, what takes back.
DOUBTFUL: Final = (
    UNSURE
    | VOICES
    | words(
        "according breaking dreamt dreamed aloud practising practicing typed typing keyboard opposite question "
        "fools april prob "
        "shall "
        "wonder wondering undecided suppose consider considering or otherwise instead unlike intention circumstances "
        "command commands commanded ordered orders quote quotes quoted quoting post posts posted posting repeat "
        "repeats "
        "repeated translate translates translated forward forwarded fwd types horoscope signal signals vip tip song "
        "title lyrics slogan motto poster lesson chapter quiz exam homework script story novel character scene guru "
        "gurus influencer influencers holders subscribers followers instruction instructions system assistant prompt "
        "rules rule ignore disregard override policy admin developer operator attention subject bot joke jokes joking "
        "kidding jk imagine imagining pretend pretending hypothetical hypothetically theoretically theory example "
        "examples test tests testing demo practice practise simulation simulate dreaming dreams wish wished wishing "
        "sarcasm sarcastic irony ironically fantasy psych sike gotcha nah nope genius brilliant someday eventually "
        "daily "
        "weekly monthly hold hodl forget undo scrap skip nvm nevermind cancelled abort leave delete remove rename "
        "switch "
        "hang actually oops correction mistake accident regret ditto planning intend imma famous toddler scratch "
        "thoughts"
    )
)
# Of these, what no command has in it either: with one of them it is not worth to look any further.
HOPELESS: Final = DOUBTFUL - UNSURE - VOICES - words("or instead actually orders ordered leave cancelled")
# A denial: harmless in a sentence of its own about something else, never at its beginning, nor behind the command.
DENIALS: Final = words(
    "not no never none nothing nor neither without don't dont doesn't doesnt didn't didnt won't wont can't cant cannot "
    "couldn't wouldn't shouldn't shouldnt isn't isnt aren't wasn't ain't aint hardly barely nobody nowhere except only "
    "refuse refusing against avoid        "
)
# Times: alone they are when to act, in a longer part what somebody tells of themselves.
TIMES: Final = words(
    "yesterday earlier previously ago tomorrow tonight later soon next weekend noon midnight evening morning "
    "afternoon after before until till once "
    "monday tuesday wednesday thursday friday saturday sunday december january february march april june july august "
    "september october november week month year"
)
# What says nothing of a command by itself behind it; any other word may say how it is to be done.
ALONE: Final = words(
    "thanks thank thx ty tysm tyvm cheers please pls love bless good great nice cool lfg wagmi yolo gm gn easy quick "
    "urgent asap tired done bored bullish bearish appreciated hugs xoxo bye greetings sincerely happy excited nervous "
    "seriously honestly really finally amen period enough obviously clearly ok okay today and so but"
)
# What says with which means, or on which terms, something is to be done.
TERMS: Final = words(
    "leverage leveraged margin long fee-free fastest slowest cheapest "
    "depending depends limit order orders post-only each per apiece manually automatically else instead"
)
# What says how, where and when a command is to be done, where a part begins with it.
WAYS: Final = words(
    "in on at by from via through under over during until till within using per upon unlike between beyond into "
    "onto inside outside across slowly gradually carefully partially bit little step partly mostly some most any "
    "cheaply"
)
# What begins another wish.
ACTS: Final = words(
    "remind call ask press click type tap push answer reply copy paste "
    "keep hold wait chart plan forget what who whom whose which how why does did is are do will would "
    "get give take put throw move send bring make do close place set add pull exit trim reduce turn "
    "flip rotate change split use show list check see view watch export import create find fetch track plot draw"
)
# What a part before a command may not begin with: it would be the command's own, another wish, or take it back.
STARTS: Final = ACTS | WAYS | TIMES | DENIALS | words("every each")
# What asks, whatever follows.
ASKING: Final = words("what who whom whose which how why does did")
# Behind such a word the sentence goes on: “he wants to please buy eth”.
UNFINISHED: Final = words(
    "to can could will would must should may might or of that a an the my his her their our he she they we who which "
    "is are was were be been do does did if whether about for with at by from in on as than not just even also ever"
)
# What only takes back where it stands behind a command.
RETRACTING: Final = words(
    "wrong earlier later would keep hold instead will going rather did sorry wait thought stop think "
    "thinking thinks decide decides changed idea yeah yep call calling"
)
# Where somebody is, as people tell: “in a meeting”, “on the bus”.
HERE: Final = AnyCase(
    r"(?:in|on|at|off to|for) (?:the |a |an |my |our )?(?:\w+ )?(?:bus|train|plane|way|road|toilet|gym|work|school|"
    r"home|office|"
    r"car|meeting|mtg|barber|dentist|doctor|hospital|hotel|pub|bar|restaurant|cafe|station|park|pool|mall|church|party|"
    r"tram|taxi|uber|metro|ferry|boat|class|bed|line|queue|lunch|break|holiday|vacation|phone|airport|cinema|store|"
    r"shop|beach|couch|"
    r"move|"
    r"run|safety|security|fun|now|memes|culture|kids|rent|audit|record|moment|mood|peace of mind)\b",
)
# The last word before a colon, where somebody comes to the point; before any other somebody may be quoted.
POINTS: Final = words(
    "time plan this memes needed mode again dream here one day today simple short it thing what mood season szn fund "
    "move presents pain now happens happen idea request task wish do me fishing first bid yes please conclusion "
    "bottom-line way fun following ok okay joking kidding decision made mind"
)
# “I'm on base”: where it is may be meant for the command.
PLACED: Final = ("on", "to", "from", "via", "over", "in", "with", "using", "into", "for", "by")
