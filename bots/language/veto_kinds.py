"""Kinds of words in the turns of speech of `vetoes`, and turns that are harmless though they sound like one of those.

Turns are parted by semicolons, “(a|b)” stands for either, “#” for a number, “%” for a coin, “~” for a word that
trades, “_” for any word, “,” for a pause, “^” and “$” for the beginning and the end of the message. With “@B” a turn
only counts behind the command. Apostrophes and accents are left out. Each class holds all that people say in it, since
the next of them says what the last did not.
"""

from __future__ import annotations

from typing import Final

__all__ = ["HARMLESS", "KINDS", "VERBS"]

VERBS: Final = (
    "buy sell swap convert exchange trade bridge ape dump unload offload purchase acquire grab liquidate flip "
    "stake set put place take rebalance throw yeet scoop move send get trail trailing stop limit"
)
KINDS: Final = {
    "<kin>": (
        "wife husband hubby wifey missus mrs mom mum mommy mummy mama mother dad daddy papa father parents brother bro "
        "sister sis son daughter kid kids child children uncle aunt auntie grandma granny grandpa grandad grandmother "
        "grandfather cousin nephew niece girlfriend gf boyfriend bf fiance fiancee partner spouse inlaws ex flatmate "
        "roommate neighbour neighbor neighbours neighbors friend friends buddy buddies pal mate mates boss manager ceo "
        "colleague colleagues coworker coworkers teammate accountant lawyer advisor adviser banker broker bank "
        "therapist shrink doctor priest pastor landlord taxman barber hairdresser plumber teacher professor trainer "
        "coach guru mentor analyst committee board council club family team group treasurer trustee notary auditor "
        "compliance legal stepson godfather dentist"
    ),
    "<bot>": (
        "alexa siri cortana bixby chatgpt gpt claude gemini copilot grok jarvis google deepseek perplexity bard hal "
        "computer robot metamask binance coinbase kraken bybit revolut robinhood ledger phantom etoro"
    ),
    "<crowd>": (
        "guys everyone everybody folks people ladies gentlemen boys girls lads class students kids children yall "
        "gang peeps chaps fellas all crew frens degens holders traders investors comrades colleagues friends members"
    ),
    "<dear>": (
        "honey babe baby darling sweetheart sweetie hun hubby mum mom mommy mummy dad daddy papa mama grandma grandpa "
        "granny nan sis son kiddo uncle aunt auntie coach doc doctor professor waiter bartender driver captain teacher "
        "broker banker mister madam nurse officer sergeant cousin schatz liebling cariño amor mon cheri tesoro canim"
    ),
    "<name>": (
        "mike michael tom thomas john johnny jim jimmy james david dave daniel dan danny peter pete paul andrew andy "
        "andreas andre chris christian kristian steve steven stephen kevin brian ryan jason jeff george greg gary eric "
        "erik robert bobby joe joseph josh alex alexander alexandra anna anne annie ann maria mary marie lisa laura "
        "sarah sara julia julie emma emily sophie sophia olivia kate katie karin karen linda susan barbara nancy jenny "
        "jennifer jessica amy nina nora eva lena lea hanna hannah klaus hans jurgen stefan markus matthias sven jan "
        "jens uwe wolfgang dieter heinz fritz felix lukas lucas leon ben benjamin jonas tim timo tobias florian "
        "sebastian moritz anton otto karl carl carlos juan jose pedro pablo luis miguel diego jorge javier fernando "
        "alejandro antonio marco mario luca giovanni giuseppe paolo francesco matteo pierre jean jacques michel "
        "francois louis claire camille chloe ivan sergey sergei dmitry dima vladimir vlad igor oleg boris nikolai "
        "natasha olga elena irina svetlana katya masha tanya ahmed mohammed muhammad ali omar hassan hussein mustafa "
        "mehmet murat emre ayse fatma fatima aisha leila yusuf ibrahim raj ravi priya amit anil sunil sanjay vijay "
        "rahul rohit deepak pooja neha arjun wei li ming chen wang zhang liu yang ken kenji yuki hiroshi takashi "
        "sakura minho jisoo kim nguyen linh tuan phil philip phillip simon martin martha nick nicholas nicole patrick "
        "patricia sean shaun liam noah ethan oscar hugo henry harry larry barry terry jerry kyle tyler brandon justin "
        "jordan aaron adam arthur albert alfred edward eddie ted fred freddy frederik gabriel ian isaac jake jacob "
        "jonathan kurt lars leo leonard louise lucy luke marcus marvin matt matthew megan melissa molly natalie nathan "
        "neil nigel oliver pamela ralph raymond rebecca roger ronald rosa ruth samantha samuel sandra scott sharon "
        "stacy stella stuart sue tina todd tony tracy vera victor victoria vincent walter wendy william willy yvonne "
        "zoe kwame chidi emeka ngozi tunde amara "
        "luigi enzo giorgio alessandro roberto stefano chiara giulia ricardo rafael raul sergio andres manuel joao "
        " thiago paulo pierrick thierry nicolas guillaume sylvie amelie yannick hendrik willem sander femke anouk "
        "bjorn ingrid astrid magnus piotr pawel agnieszka marek tomasz"
    ),
    "<when>": (
        "later tomorrow tmrw tmr tmw tomoz tonight tonite someday sometime eventually afterwards soon soonish "
        "monday tuesday wednesday thursday friday saturday sunday weekend"
    ),
}
# What is said in the same words and means the command all the more, or leaves it as it is.
HARMLESS: Final = (
    """
    not (kidding|joking|a joke|playing|drunk|scared|testing|a test|a drill|dreaming|a dream|crazy|maybe); (no|not)
    (more|a|any) (jokes|joke|games|excuses|dreaming|kidding|monopoly|waiting|maybes|second thoughts|doubts|regrets|
    mistake|mistakes|questions|thinking); no (jokes|joke|kidding|kiddin|games|regrets|regret|doubt|doubts|maybes|
    ifs|second thoughts|second thought|hesitation|going back|take backs|mistake|mistakes|test|question|questions|
    need to wait|time to lose|pain no gain|wait needed|risk no fun|excuses|crying later|tears later); (not|isnt|
    aint|never|wasnt) (a mistake|an accident|a typo|by accident|by mistake); enough (thinking|dreaming|waiting|talk|
    talking|of playing|of paper|of pretending|of the|of this|of dreaming|of waiting|of testing|of practicing|of
    practising|said|talking about it|jokes|paper trading|practice|testing|games|playing|hesitation); nuff said;
    (stop|stopped|done|finished|quit|tired of|sick of) (dreaming|thinking|waiting|hesitating|joking|kidding|
    overthinking|playing with paper|playing with play|playing with fake|playing with toy|playing with monopoly|
    playing around|pretending|testing|worrying); (i|we) (can|will|do not mind to|dont mind|gladly|could|am happy to|
    am ready to) wait; ill wait; (cant|cannot|wont|dont|why|do not|not|never) (wait|waiting|sleep|wait any|wait for
    it); dont (sleep on it|sleep on this|wait for me|wait for it|wait for him|wait for her|wait for confirmation|
    wait for the|hold back); (good idea or bad|bad idea or good|right or wrong|good or bad|smart or dumb|smart or
    stupid|wise or not|stupid or not|crazy or not|dumb or not|worth it or not|like it or not|believe it or not|ready
    or not|win or lose|now or never|do or die|sink or swim|rain or shine|sooner or later|for better or worse|for
    good or ill|joke or no joke|or whatever|for real or) (|,) (who cares|i dont care|i dont mind|whatever|doesnt
    matter|does not matter|idc|dont care|no matter|same to me|all the same|~|i want|im doing); (wife|husband|honey|
    mom|mum|dad|boss|doctor|she|he|they|everyone|everybody|darling|babe|hubby|gf|bf|partner|accountant|lawyer)
    (said|says|say) (yes|ok|okay|go|sure|fine|its ok|its fine|go ahead|yes finally|hi|hello|hey|thanks); (like|as) i
    (said|told you|say|always say); (good|bad|wrong|great|nice|right) (timing|time),; dreams (come|came|coming|do
    come) true; (dream|wish) (house|car|home|wedding|holiday|vacation|trip|job|boat|fund|bike|big|kitchen|dress|day|
    ring); wish me (luck|all|good|well); (best|good|all good|kind|warm|with best|my best) wishes; (fulfil|fulfill|
    fulfilling|grant|granting) (my|our|a|the) (dream|wish); my dream (house|car|home|is to|came|comes); talk (to
    you|) (later|soon|tomorrow); (see|c|catch|speak|chat|ttyl|cya) (you|u|ya|to you|with you) (later|soon|tomorrow|
    next|on|tonight|around); thank (me|you) later; (thanks|thank you|sorry) (in advance|for waiting|for the wait|for
    the late|for the early|for being late|for the hour|for the bother|for your|for my|for disturbing|for bothering|
    for the trouble|for late|to bother|again|its late|if|for everything); sorry (for|about) the (late|early|short|
    delay|bother|disturbance|rush|inconvenience|hour|caps|typos); (that|this) (will|would|is|should|ll) (be all|be
    it|be everything|do|all|it|be great|be lovely|be perfect|be wonderful|be nice|be amazing|be fine|be good|be
    enough) (,|$|thanks|thank|for|please|thx|ty|then|today|now); (that|it) would be (great|lovely|perfect|wonderful|
    nice|amazing|fine|good|awesome|super|fantastic|kind|cool|sweet|brilliant|excellent|much appreciated|
    appreciated); if (you|u) (can|could|may|would|please|dont mind|wouldnt mind|will|like|have a|want to know|ask
    me|please esther|must know|dont); (when|whenever|once|as soon as) (you|u) (can|could|have|get|are ready|find|
    like|please|want); (no|without) (my|) (husbands|wifes|anyones|second|further|other) opinion; (not|isnt|no)
    (waiting|asking) (for|to ask) (my|anyone|anybody|him|her|them|permission) (|_) (|opinion|approval|blessing|
    advice); (is|are|its|was) (|such|just|really)a (joke|bad joke) (,|today|these|this|right now|lately|again|at|on|
    $); my (wife|husband|boss|accountant|lawyer|partner) (agrees|agreed|approves|approved|is ok|is fine|is on board|
    ok|says yes|said yes); the wife agrees; keep (it|them|this) (open|valid|active|alive|good) (for|until|till|#);
    leave it (open|in|there|active|valid|for) (for|until|till|#|place|there); i (hope|trust|know) (i|im|its|this|so|
    you|that|we|all|everything); hope (you|u|all|everyone|this|its|it|your|everything); this time i hope; i hope (,|
    $); (i|we) (thought|think|slept|have slept|have thought|ve thought|ve slept) (about it|on it|it over|it through|
    about this) (long enough|enough|a lot|all week|all night|all day|for|carefully|well|twice|and); after (thinking|
    sleeping|talking|asking|checking); having (thought|slept|checked|asked); (thought|slept) (about|on) it (long
    enough|enough|and|for|twice|a lot); (i have|ive|i|finally|have) (made up my mind|decided|changed my mind about
    it|changed my mind about this|changed my mind about holding|changed my mind about waiting); (yes|yeah|yep) (now|
    really|please|sure|im sure|i am sure); (im|i am|quite|very|absolutely|totally|100 percent|pretty|now) sure; wait
    and see; no need to (ask|confirm|wait|think|worry); (for|to) (the|my) (dream|wish); (your|ur) (help|time|
    patience|work|service|quick|kind|advice|thing|magic|job|best|effort|kindness|efforts|answer|reply|usual|
    excellent|explanation|great); not (yet|) (another|one more); for (once|real); before (its|it is|it|i|they|we|the
    price|the market|the train|the weekend|the pump|the dump|the crash|the bell|the rush) (too late|late|dumps|
    pumps|crashes|tanks|moons|goes|falls|drops|change my mind|changes|forget|leave|go|panic|chicken|regret|lose|get|
    closes|opens|explodes|runs); just in case; (like|as) (always|usual|every week|every month|every friday|every
    monday|every payday|every time); it keeps; it always; it never
    """,
    """
    enough of playing with (paper|play|toy|fake|monopoly) (money|trading|); enough thinking; i feel like a (clown|
    fool|idiot|king|queen); so i can (play|start) (my|the) game; (loves|likes|plays|love|play) (that|this|the|my|
    his|her) game; i read (about it|it|the risks|the docs|the manual|everything|that|all) (in a book|); (passed|
    finished|failed|after|survived|done with) (the|my|his|her|our|all my) (exam|exams|test|tests|quiz|homework|
    thesis|presentation|lesson|lessons); (poker|game|quiz|movie|film) night; (just|only) to see how it (works|goes|
    feels|is); (practised|practiced) enough with paper money; (wife|husband|mom|mum|dad|partner|she|he) says (we
    should take something|its time|enough|i worry|i need|i look|i work|i deserve|it will never); (grandma|grandpa|
    mom|mum|dad|mother|father|son|daughter|wife|husband|brother|sister|boss) would (be|have been) proud; lets see ,
    ah yes; holiday in _ , soon
    """,
    """
    you wont believe; (u|you) (were|was|are) (right|correct); better safe than sorry; (it is|its) me again; thank
    (god|goodness); lets see how it goes; let me (get|go) (on|back to|home|to); i wait $; (a|the) (grandma|mother)
    would; my (grandma|grandpa|mom|mum|dad|mother|father|son|daughter|wife|husband|brother|sister|boss) would (be|
    have been) proud; (neighbour|neighbor|everyone|everybody|she|he|they|people) (says|say) (it will|its|it is|it
    cant|it wont) _
    """,
    """
    (good|bad|stupid|silly|crazy|great) idea or (not|bad|good), (who|i|whatever|no|idc|doesnt|does); no regrets; the
    (taxi|bus|train|plane|cab|driver|uber|dog|baby|doctor|flight|boat|horse|kids|wife|guests) is (waiting|here|
    leaving); (i|we|finally|just) (have|) (won|win) (the|a|our|my) (bet|game|match|race|cup|election) (,|so);
    (great|good|bad|big|some|best|sad) news ,; (lost|lose) (the|a|my) bet (,|so) (i|have|must|need)
    """,
    """
    (guten|gute|guter|schonen|frohen) (morgen|abend|tag); (no|without|zero) regrets; i wont (ask|cry|wait|complain|
    regret|tell|argue); mama needs; (dont|wont) ask (you|me|)why; i (have|) read the _; <kin> asked me to (start|
    save|invest|begin|help|pay|come|be); my (adviser|advisor|doctor|wife|husband) insists; yesterday i (forgot|could
    not|couldnt|was too|missed|had no|didnt|slept); and no , i wont; what it was for; (thanks|thank you|regards|
    cheers|best|love|greetings|wishes|sincerely|yours|gratefully|faithfully|truly|thx|ty|tysm|cordially|warmly|bye|
    hugs|salutations|respectfully|ciao|danke|gracias|merci|kisses|xx|xoxo|much|advance|kindly|luck|day|evening|
    night|weekend) (,|) <name> $; , yesterday i (forgot|could not|couldnt|was too|missed|had no|didnt|slept); no
    objections; no questions asked; (dont|do not|never|wont) ask; (was|were|has been|have been|is|been|already|just|
    got|finally|now) (approved|signed|agreed|cleared|confirmed); (board|committee|club|boss|bank|wife|husband|
    accountant|lawyer) (approved|agreed|has voted|voted|has approved|has agreed|has signed|signed|gave|has given|
    confirmed|said yes|says yes|is happy) (it|that|off|it off|yes|for it|in favour|the green light|permission|their
    blessing|her blessing|his blessing|); (with|have|got|has) (the|his|her|my|full|their) (|_) (blessing|approval|
    permission|consent|ok|green light) of; i have (approval|permission|the green light|the ok|his ok|her ok);
    (looks|feels|sounds) good to me; (sell|buy|swap|convert|get|want|need|keep|hold) _ but; (nothing|anything|
    something) in quotes; gives thumbs up , ~; a man can dream , no; doctors orders; yesterday i forgot to;
    (without|no|stop|skip|dont bother) (asking|ask) (me|first|again|_) (|first|again|for|about|anything)
    """,
    """
    never thought (id|i would|wed|we would) (|ever) (say|do|type|write|see) (this|it|that); (says|said|say|thinks|
    think) (i am|im|were|we are) (crazy|mad|stupid|nuts|insane|obsessed|old|late|early|lucky|greedy|addicted|wrong|too
    _|so _|a fool|an idiot); and thats why i (do|am|believe|dont|like it|love it) , ~; (sleep|slept) (|so|very) (well|
    badly|bad|little|poorly) last night; last (year|month|week|time|summer|winter|spring|autumn) (i|we) (was|were) (all
    over the place|too _|so _|scared|greedy|sick|away|broke|poor|lazy|late|asleep|busy|careless|on holiday|in _); (this|
    it|that) (is|was) (not|no) (a|) (test|drill|joke|exercise|mistake|prank) , ~; ^ failed (yesterday|last week|last
    time|this morning|twice|again) ,; future me will (thank|love|hug|bless|be) _; forgive me for changing my mind (so
    often|again|all the time|); (i|we) (|really) mean it (,|this time); long story short; (cost|costs) me (a|an|my|
    the|#|too|so|dearly) _; (learned|learnt|have learned|had) my lesson (,|and); (bought|got in|entered|in) at the (very
    |) (top|peak|high); (never mind|nvm|forget|forget about|screw|ignore) (the|my|that) (chart|charts|price|fee|fees|
    noise|news|gas|weather|typo|typos|spelling|english|grammar|spread|drama|mood|time|hour|mess|dip|crash|pump); (sent|
    send|moved|put) it to the wrong (place|chain|network) last (week|time|month|night); not (even|that|so|too|really)
    drunk; (dont|do not|never) tell my <kin>; (forgot|missed) (it|this) (last time|yesterday|again|last week); (i|we)
    (will be|am|have to be|ll be) (in|at|on|away|out|off) (|the|a) (|_) (from|since|until|till) <when>; ill be (in|at|
    on|away|out|off) (|the|a) (|_) (from|until|till) <when>; % (vs|versus) (usdc|usdt|dai|tether); i finish my
    (shift|work|day|workday) now
    """,
)
