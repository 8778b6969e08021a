"""What people deny of themselves and of what they feel: it denies nothing that they ask for.

“I don't trust it”, “never look back”, “not my idea but fine”. What they deny to do, to want or to be sure of is none.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FEELINGS"]

_DENIAL: Final = (
    r"(?:not|never|no (?:one|body) (?:will|would|can)|don'?t|do not|doesn'?t|does not|didn'?t|did not|won'?t|will not|"
    r"wouldn'?t|can'?t|cannot|can not|couldn'?t|haven'?t|hasn'?t|have not|has not|isn'?t|is not|ain'?t|aren'?t|wasn'?t|"
    r"no longer|no more|hardly|without)"
)
_SOFT: Final = (
    r"(?:(?:really|even|ever|exactly|so|that|too|very|all that|always|going to|gonna|get|be|been|being|to be|i) )*"
)
_FEEL: Final = (
    r"(?:trust|like|love|believe|laugh|cry|panic|worry|care|regret|blame|judge|understand|remember|forget|forgive|"
    r"watch|"
    r"bear|sleep|blink|breathe|listen|learn|ask|miss|matter|hurt|bother|look|shut|complain|argue|thank|deserve|enjoy|"
    r"recogni[sz]e|follow|notice|fool|scare|disappoint|stress|cope|focus|relax|smile|talk|type|faint)(?:e?s|e?d|ing|"
    r"ped)?"
)
_BE: Final = (
    r"(?:scared|afraid|drunk|crazy|stupid|greedy|hungry|joking|kidding|lying|rich|poor|proud|happy|sad|mad|angry|"
    r"worried|"
    r"nervous|patient|brave|smart|clever|fun|funny|much|many|less|more|late|slow|shy|silly|tired|alone|young|perfect|"
    r"great|pretty|pleased|amused|impressed|waiting|crying|sleeping|complaining|exactly|financially|emotionally)"
)
_MINE: Final = (
    r"(?:my|her|his|their|an?|the) (?:\w+ )?(?:idea|fault|problem|thing|style|type|favou?rite|cup of tea|business|joke|"
    r"drill|fan|gambler|expert|genius|believer|millionaire|whale|toy|best|worst|robot|child|kid|baby|hero|secret|"
    r"money|day|year|week|deal|end of the world|problem|fortune|secret|scam|rush)"
)
_OBJECT: Final = (
    r"(?: (?:it|them|this|that|me|us|him|her|myself|anybody|anyone|about|at|back|up|why|for it|my \w+|the \w+))*"
    r"(?: (?:any ?more|again|any longer|at all|either|though|tho|now|today|tonight|later|this|time|anyway|"
    r"at \d{1,2} ?(?:am|pm)))*"
)
_SELF: Final = r"(?:\b(?:i|we) |(?<![a-z] ))"  # oneself: “you can't be serious” is of another
FEELINGS: Final = (
    r"no,?(?= i'?m not\b| i am not\b| it'?s not\b)",
    rf"{_DENIAL} {_SOFT}(?:(?:{_FEEL}|{_BE}){_OBJECT}|{_MINE}\b)",
    r"(?:don'?t|do not|won'?t|never) tell (?:my|anyone|anybody|the|him|her|them)(?: \w+)?",
    (
        r"no (?:jokes?|drama|panic|crying|tears|regrets?|mercy|pain no gain|guts no glory|risk no fun|sleep|idea "
        r"why)(?: "
        r"now| later)?"
    ),
    (
        r"my (?:\w+ )?(?:english|nerves|heart|head|back|memory|internet|wifi|eyes) (?:is |are )?(?:not|isn'?t|"
        r"aren'?t|no) "
        r"(?:so |very |that |too )?(?:good|great|well|strong|ok|okay|the best|young)(?:,? sorry)?"
    ),
    (
        rf"{_SELF}(?:do )?(?:not|don'?t|won'?t|will not) have (?:the |any |much |enough )?(?:time|nerves|patience|"
        r"energy)(?: (?:for|to) (?:look|watch|sit|star|check|follow|babysit|monitor)\w*)?"
        r"(?: (?:at|it|this|the \w+|charts))*(?: (?:tomorrow|tonight|today|this week|any ?more))?"
    ),
    (
        rf"{_SELF}(?:can'?t|cannot|can not|couldn'?t|won'?t be able to) (?:watch|look|sit|be|stay|follow|check|"
        r"monitor|stand|bear|handle|afford|keep up|stare|concentrate|reach)(?: (?:at|on|in|by|with|the|my|a|it|this|"
        r"that|here|there|screens?|charts?|computer|phone|desk|market|stables|home|losses|awake|online|around))*"
        r"(?: (?:tomorrow|tonight|today|this week|all (?:day|week|night)|any ?more|no more|next week|on \w+day))*"
    ),
    (
        rf"{_SELF}don'?t (?:wanna|want to) (?:miss?|lose|regret|watch|see|cry|think about|be|sit|stare|wait)\b"
        r"(?! (?:for|until|till))(?: (?:it|out|this|that|again|agian|everything|my \w+|the \w+|at|here|there|"
        r"any ?more))*"
    ),
    (
        rf"{_SELF}(?:didn'?t|did not) (?:take|catch|see|use|get|have|listen|sleep|watch|put|protect|lock|bank)"
        r"(?: (?:any|my|the|a|stop|loss|profits?|it|to|on))*(?: \w+)? (?:last|this|that) \w+"
    ),
    r"sorry (?:for|about) (?:my|the|all the) (?:\w+ )?\w+",
    (
        r"(?:won'?t|will not|wont|no|without|don'?t|dont) (?:have |any |get |a |hardly )*(?:signal|reception|internet|"
        r"wifi|service)"
    ),
    (
        r"who (?:needs|cares|wants|has time for|knew)(?: \w+)?|why (?:wait|not|bother)|what the (?:heck|hell|fuck|f)|"
        r"(?:you )?(?:know|guess) what\??|ready\?|now or never|better late than never|last but not least|nothing "
        r"ventured "
        r"nothing gained|long time no see|fk it|fuck it|screw it|you only live once"
    ),
    r"it'?s me again(?: from (?:yesterday|before|earlier))?|hi again",
    r"should(?:'ve| have| be fun| know)(?: (?!said)\w+)?",
    r"(?:to|gonna|wanna) buy (?:my|an?|the|some|her|him|them|us|our|new|myself) (?!bit|little|few|lot)\w+",
    r"(?:my|our|his|her|the) \w+ (?:would|will|'d) (?:have |be |not |never |also )*(?!do\b|make\b|sell\b|buy\b)\w+",
    (
        r"(?:i'?ll|i will|we'?ll|we will) (?:be|sleep|need|have|miss|cry|faint|come|see|check|watch) (?!it\b|that\b|"
        r"this\b)\w+"
    ),
    (
        r"going (?:on|to the|to bed|into|away|out|home|offline) (?:an? |the |my )?\w+"
        r"(?: (?:tomorrow|tonight|today|soon|next \w+|this \w+|(?:on )?\w+day))?"
    ),
    r"just to (?:see|try|learn|test) (?:how|if|whether|it|what)(?: \w+)*",
    r"i (?:read|heard|learned|know) about \w+(?: in an? \w+)?",
    (
        r"(?:asked|asks|asking|begs?|begged|wants?|screams?|crying|needs?) (?:me )?for (?:an? |some |more |the |her |"
        r"his "
        r"|my )?"
        r"(?!half|all|eth|btc)\w+"
    ),
    (
        r"(?:before|b4) (?:i|we|he|she|they|it|my|our|the|this)\b"
        r"(?!.*\b(?:(?:crash|drop|fall|rise|dump|pump|moon|tank|dip|rall|decid|know|tell|say)\w*|goes|hits|reaches|"
        r"price|"
        r"tomorrow|\w+day|weekend|next|end)\b)"
        r"[a-z' ]{0,40}(?=\s*[.,;:!|]|\s*$)"
    ),
    r"(?!(?:buy|sell|trad|swap)ing)\w+ing soon",
    (
        r"(?:yesterday|earlier|last \w+) i (?:forgot|missed|overslept)(?: to do (?:it|this|that))?|(?:after|before) "
        r"that "
        r"(?:i'?m|i am|i'll be) |"
        r"hope (?:this|my) (?:message|mail|email|note) finds you \w+|wish (?:you|u) (?:an? )?(?:\w+ "
        r"){0,2}(?:morning|day|evening|"
        r"weekend|night|afternoon)|(?:says|thinks) (?:it|this|that|they) (?:will|won't|can|can't) (?:never "
        r")?(?:get "
        r"there|work|happen|moon|recover|come back)|"
        r"even (?:if|when|though)|i(?:'ll| will)? wait(?: here| for (?:it|you))?"
    ),
    (
        r"pays? (?:for )?(?:lunch|dinner|rent|me|in)|you(?:'re| are) (?:(?:the|an?|my|so|always|very) )*(?:best|star|"
        r"legend|angel|"
        r"gem|dear|darling|helpful|kind|good|great|sweet|hero|lifesaver|awesome)"
    ),
)
