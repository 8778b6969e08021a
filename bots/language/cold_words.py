"""Words that say whether a part of a sentence may be left out beside a command. See `segments`."""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words
from bots.language.spelling import NUMBER_WORDS

__all__ = ["BACK", "BUSY", "DOUBTFUL", "FRONT", "HARMLESS", "HOT", "OTHERS", "PLACED", "TIMES"]

# What belongs to a command: trades and orders in any form, how much, and on which condition.
HOT: Final = words(
    "buy buys buying bought buyer buyers purchase purchases purchased purchasing acquire acquired acquiring sell sells "
    "selling sold sale sales seller sellers swap swaps swapped swapping bridge bridges bridged bridging trade trades "
    "traded trading trader traders convert converts converted converting exchange exchanges exchanged exchanging dump "
    "dumps dumped dumping ape aped aping grab grabbed liquidate liquidated liquidating offload offloaded unload "
    "invest invested investing stake staked lend borrow borrowed short shorting longing stop stops stoploss stop-loss "
    "sl tp takeprofit take-profit limit limits bid bids ask asks trail trails trailing target targets alert alerts "
    "notify ping remind rebalance chart cancel enable disable activate deactivate order orders "
    "if when whenever once unless until till provided providing assuming whether should "
    "half quarter third quarters thirds percent percentage double triple twice dozen everything entire"
) | (NUMBER_WORDS.keys() - {"one"})
# One of these anywhere, and nothing is left out: denial, doubt, other times, other voices, play, other wishes.
DOUBTFUL: Final = words(
    "not no never none nothing nor neither nobody nowhere without don't dont doesn't doesnt didn't didnt won't wont "
    "can't cant cannot couldn't wouldn't shouldn't shouldnt isn't isnt aren't wasn't ain't aint hardly barely refuse "
    "refusing against avoid "
    "maybe perhaps possibly probably might may could would shall wonder wondering unsure undecided doubt doubts "
    "guess suppose supposedly allegedly apparently consider considering tempted hesitant or else otherwise instead "
    "rather except unlike "
    "said says say saying told tells tell telling asked asking wrote writes written write writing shout shouts "
    "shouted yell yells yelled scream screams screamed whisper whispers whispered claim claims claimed insist insists "
    "insisted argue argued urge urges urged recommend recommends recommended recommendation advise advises advised "
    "advice suggest suggests suggested suggestion warn warns warned beg begs begged demand demands demanded command "
    "commands commanded order ordered text texted mail mailed email emailed emails message messaged messages dm dms "
    "mention mentions mentioned announce announces announced report reports reported reporting state states stated "
    "read reads reading quote quotes quoted quoting call calls called post posts posted posting tweet tweets tweeted "
    "repeat repeats repeated translate translates translated forward forwarded fwd "
    "article articles news headline headlines newspaper blog podcast video videos youtube forum reddit twitter "
    "discord telegram group channel signal signals tip tips letter book movie film song title lyrics slogan motto "
    "poster sign lesson chapter quiz exam homework script story novel character scene "
    "broker guru gurus analyst analysts influencer influencers coach teacher advisor adviser expert experts holders "
    "customer customers subscribers followers members traders investors colleague stranger "
    "instruction instructions system assistant prompt rules rule ignore disregard override policy admin developer "
    "operator mode attention subject "
    "joke jokes joking kidding jk lol imagine imagining pretend pretending hypothetical hypothetically theoretically "
    "theory example examples test tests testing demo practice simulation simulate game dream dreamed dreamt dreaming "
    "wish wished wishing sarcasm sarcastic irony ironically fantasy "
    "tomorrow later yesterday soon someday eventually ago earlier previously past "
    "monday tuesday wednesday thursday friday saturday sunday every each daily weekly monthly usually often always "
    "sometimes normally "
    "what who whom whose which how why "
    "keep hold hodl wait forget undo scrap skip nvm nevermind cancelled abort leave delete remove rename switch hang "
    "actually sorry oops correction wrong mistake regret ditto only unfortunately "
    "your yours his her hers him them their us you he she they everybody everyone somebody someone anyone people"
)
# Time that has a place in what somebody tells of themselves, but alone may be when to act.
TIMES: Final = words("tonight next week weekend month noon midnight evening morning afternoon after before")
# Who is spoken of in a reason that ends in “so”: no one else's words, only what others did.
OTHERS: Final = words("he she they them their his her him people everyone everybody think thinks thought")
# What begins a part before a command: oneself, a thing that is so, a reason, or a sigh.
FRONT: Final = words(
    "i i'm im i've ive i'd we we're we've my mine our the this that that's thats these those it it's its there "
    "there's since because as given seeing now tired sick bored done feeling need needing having had got getting "
    "been being finally payday ok okay k alright right well so hey hi hello hiya yo esther look listen man damn wow "
    "ugh phew honestly frankly alas anyway anyways good great nice no time to for due thanks thank please life "
    "things prices market markets gas fees rent money cash today trust believe bullish bearish all a an another both "
    "long big new yes yeah yep hmm oh ah um uh cool sweet perfect happy sad nervous worried excited scared "
    "whatever fine dear good-morning oof lol bro bruh fam mate dude guys boss sir"
)
# What begins a part behind one.
BACK: Final = words(
    "i i'm im i've ive we we're we've my mine our the this that that's thats these those it it's its there there's "
    "because cause cuz coz bc bcoz since as so ok okay need needs needing gotta got feeling feels feel thanks thank "
    "thx ty tysm cheers please pls love bless good great nice cool lfg wagmi yolo gm gn kind best regards prices "
    "price market markets gas fees rent money cash life time today looks looking seems sounds easy quick urgent asap "
    "tired sick done bored bullish bearish trust let's lets appreciate appreciated much many have hugs xoxo bye "
    "greetings sincerely hope hoping happy excited nervous worried scared big huge"
)
# What begins another wish, or says how, where and when the command is to be done.
BUSY: Final = words(
    "get give take put throw move send bring make do go open close place set start add pull exit trim reduce turn "
    "flip rotate change split use show list check see view watch export import create find fetch track plot draw "
    "in on at by with from via through under over during until within using per upon like unlike between beyond into "
    "onto inside outside across slowly gradually carefully partially partly mostly some most any"
)
# Turns that are neither doubt nor denial of what is asked for; they are left out before words are looked at.
HARMLESS: Final = re.compile(
    r"\bno (?:rush|hurry|worries|worry|stress|cap|problem|pressure|regrets?|big deal|doubt|matter|biggie|offen[cs]e|"
    r"drama|shame|time to (?:lose|waste)|way around it|point (?:in )?waiting)\b|\bjust in case\b|\bwhat an? \w+\b"
    r"|\b(?:i|we) (?:no longer|don't|dont|do not|can't|cant|cannot|can not|never) (?:really |quite |fully |fully |even "
    r"|at all )?(?:trust|believe|like|love|sleep|watch|follow|sit|stare|want to (?:babysit|watch|wait|miss|hold|worry|look|check|risk|lose)|stand|bear|take it|have (?:the )?(?:time|nerves?"
    r"|patience|energy)|afford|care|feel (?:safe|good|comfortable|well)|look|babysit)\b"
    r"|\b(?:isn't|aren't|ain't|is not|are not|doesn't|does not) (?:looking|getting|moving|going|feel\w*|worth|convinc\w+"
    r"|great|good|fun|healthy|safe|helping|doing|performing|look)\b"
    r"|\bthan (?:i|we|you|anyone|everyone) (?:had )?(?:thought|expected|hoped|planned|wanted|liked?|guessed)\b"
    r"|\b(?:if|when|whenever|once) (?:you|u) (?:can|could|may|please|have a (?:sec|second|minute|moment)|get a "
    r"(?:chance|sec|moment)|don't mind)(?=[\s.,!]*$)|\bif (?:it is |it's )?(?:possible|ok(?:ay)?|not too much trouble)\b"
    r"|\b(?:thank|thanks to|love|bless|see|appreciate) (?:you|ya|u)\b|\byou(?:'re| are| r)? (?:the best|an? \w+|great|"
    r"awesome|amazing|doing well|well|know|rock|legend)\b|\byou can do it\b|\bhow are you\b|\bhope (?:all is|you)\b"
    r"|\bwhile (?:i'm|i am|im|we're|it's|it is|it|prices|they're)\b|\b(?:with )?your help\b|\bfor your (?:help|time)\b"
    r"|\bbefore i (?:forget|leave|go|sleep|change my mind|chicken out|fly|regret it)\b|\bonce again\b|\bat once\b"
    r"|\bhave a (?:good|nice|great|lovely|wonderful|pleasant) (?:day|evening|night|weekend|one|week|time|morning)\b"
    r"|\bgood (?:morning|evening|afternoon|night|day)\b|\b(?:more|less) than (?:enough|ever)\b|\bone (?:day|thing|last)\b"
    r"|\bthis (?:morning|afternoon|evening|week|month|year)\b|\bnext (?:week|month|year)'s\b|\ball these \w+\b"
    r"|\b(?:last|past) (?:night|week|month|year|weekend)\b|\bevery (?:penny|cent|bit|little)\b|\bwe(?:'ve| have)? "
    r"(?:thought|talked|spoken)\b",
    re.IGNORECASE,
)
# “I'm on base”: where it is may be meant for the command.
PLACED: Final = ("on", "to", "from", "via", "over", "in", "with", "using", "into", "for", "by")
