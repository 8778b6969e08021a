"""Turns of speech of people who put a trade off, or take it back. See `veto_kinds`."""

from __future__ import annotations

from typing import Final

__all__ = ["LATER"]

LATER: Final = (
    # Not now.
    """
    (sleep|sleeping|nap) (on|over) (it|that|this|the idea|the decision); (sleep|think|mull|chew|ponder|meditate|
    reflect|brood) (it over|over it|about it|on it|about that|about this|it through|this over|that over|this
    through); (on|in) (my|the) (todo|to do|todos|wishlist|wish list|bucket list|agenda|backlog|radar|shopping list|
    watchlist|list for|calendar|schedule|diary|planner|horizon); (todo|to do|wish|bucket|shopping|grocery) list;
    todo (,|$|for); reminder (,|to self|to|for|$); remind (me|us); remember to ~; dont forget to (remind|poke|ping|
    tell|nudge|ask); (poke|ping|nudge|wake|call|text) me (about|when|on|tomorrow|later|in|at|again|if|then|before);
    memo (to self|,|to me); note (to self|to me|to myself|for later|for tomorrow|for myself|for me); self note;
    mental note; notiz; (jot|write|note) (this|that|it) down; (park|pin|shelve|table|bookmark|save|store|keep|hold|
    queue|stash|file) (this|that|it|on to this|onto this|on to that) (for|until|till|away|in mind|as|here|under|
    down); hold (on to|onto) this; save (it|this|that) (for|as); (draft|drafting|planned|scheduled|upcoming|pending)
    (,|$|for); save as (a|)draft; one (of these days|fine day|day i|day ill|day we|day well|day when|day maybe|day
    ,|day $|day in|day far); some (day|time|other time|other day|sunny day|point) (,|$|soon|maybe|i|ill|later|next|
    in|this|when); (at|in) some (point|stage|day) (|,|$|soon|later|in|this|next); another (time|day|week|month|
    year); not (yet|now|today|this time|this week|this month|tonight|at the moment|right now|for now|just yet|until|
    till|before|so fast|immediately|ready|yet tho) (,|$|but|though|tho|please|pls|thanks|ok|maybe|id|i|im|ill|wait|
    yet|because|since|tomorrow|later|my|the|it|we|#|~|_); not yet; (first|1st) thing (monday|tuesday|wednesday|
    thursday|friday|saturday|sunday|tomorrow|in the morning|next|when|after|this|on); @B (after|before|until|till|
    by|from|around|since|come) (payday|paydays|lunch|dinner|breakfast|coffee|work|school|christmas|xmas|easter|new
    year|newyear|the weekend|the holidays|holidays|holiday|my holiday|my holidays|vacation|my vacation|the meeting|
    the summer|summer|winter|spring|autumn|ramadan|eid|diwali|thanksgiving|halloween|my shift|the shift|the game|the
    match|the fed|the halving|the election|the elections|the merge|the news|the earnings|the announcement|the fork|
    my birthday|the party|the movie|the concert|my exam|my exams|the exam|the exams|the wedding|the funeral|the
    divorce|the move|taxes|tax season|tax day|church|gym|the gym|a nap|my nap|a shower|the kids|i get|i am|im|i
    have|ive|i come|i finish|i talk|i spoke|i wake|i eat|we get|we are|we talk|my _ arrives|my _ comes|my _ lands|my
    _ is|my _ gets|the _ arrives|the _ comes|the _ lands|the _ clears|the _ is|the _ are|the _ gets|the _ opens|the
    _ closes) (,|$|tho|though|pls|please|thx|thanks|not now|maybe|no|now no|then|ok|and|i|ill); @B (when|once|after|
    as soon as|the moment|the minute|the day|until|till|whenever|every time|everytime|each time|by the time) (i|im|
    ive|i am|ill|we|were|weve|youre|he|she|they|hes|shes|theyre|my|our|his|her|their|your|trump|elon|the kids|the
    wife|the baby|the boss|the bank|the transfer|the salary|the money|the fed|the sec|the war|the world|the weather|
    the sun|the moon|hell|pigs|everyone|everybody|nobody|someone|christmas|summer|winter|spring|school|work|<name>|
    <kin>) _; @B (when|once|after|as soon as|until|till) (the|a|an) _ (transfer|arrives|arrive|lands|clears|comes|is
    over|is done|is finished|ends|starts|opens|closes|gets|calls|are asleep|is asleep|sleep|sleeps|goes to bed); @B
    (%|#|,|but|only|then|do it|maybe|sell|buy|it) next (week|month|year|quarter|summer|winter|spring|autumn|fall|
    time|weekend|payday|paycheck|morning|halving|cycle|season|christmas|life|dip|pump|crash|bull|bear); @B next
    (time|payday|paycheck|halving) (we|i|you|u|,|$); next life; (starting|beginning|effective|as of|from) (next|
    tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|
    august|september|october|november|december|the first|the #); (give|gimme) me (a|an|one|two|five|ten|#|some|
    another) (sec|second|seconds|min|mins|minute|minutes|hour|hours|moment|day|days|week|weeks|h|time|few); (need|
    want|take) (a|some|one|another|more) (day|night|week|time|more time|minute|moment) (to think|to decide|to
    consider|to reflect|to sleep|to read|to check|to talk|to ask|to research|to digest|before|first|and then|$); @B
    (hold|hang) (on|off|up|fire|your horses) (,|$|a sec|a min|a minute|a moment|one|with|for|until|till|on|before|
    there|pls|please); (wait|waiting) (,|$|a sec|a second|a min|a minute|a moment|a bit|a day|an hour|a week|until|
    till|no|what|one|up|with that|before|first|here|there|not|dont|stop|nvm|actually|sorry|i|im|that|thats|wrong|oh|
    hmm|for confirmation|for my|for me|for now|for him|for her|for a|for it|for instructions); (let|lemme) (me|us|)
    (think|sleep|see|reconsider|ponder|decide|check|consider|look|mull|digest|breathe|calm|talk|discuss|read|
    research|first|finish|get back|double check|doublecheck|reflect|wait|make up|ask); lets (wait|see|think|hold|
    not|talk|discuss|sleep|revisit|postpone|pretend|imagine|say|suppose|assume|hope|dream|do it later|do it
    tomorrow|do it monday|do it next|do that later|do that tomorrow|do that next|decide|vote|bet|play|circle back);
    @B in a (bit|while|sec|second|minute|moment|few|jiffy|mo|week|month|year|day|couple|few _|couple of|month or)
    (,|$|ok|pls|please|when|not|maybe|i|im|ill|of|hours|days|weeks|minutes|mins|months|or|though|tho|now|first|thx);
    @B (,|but|%|only|do it|then|again|ask me) in (#|two|three|five|ten|an|a few|some|a couple of) (hour|hours|h|min|
    mins|minute|minutes|day|days|d|week|weeks|month|months|year|years|hrs|secs|seconds) (,|$|pls|please|not|maybe|
    ok|i|from|when|or|time); @B in the (near|distant|far|not too|morning|evening|afternoon|future|coming|next|new
    year|fall|spring|summer|winter) (future|distant|,|$|days|weeks|pls|please|maybe|not|#|~|week|month|i|ill|year|
    when); @B (later|afterwards) (today|tonight|this|maybe|not|when|if|perhaps|then|after|tho|though|bro); @B
    (eventually|someday|sometime|tmrw|tmr|tomoz|tonite); @B (,|but|do it|do that|maybe|just|%|#|, but|not now|only|
    or) (tomorrow|tonight) (,|$|morning|evening|night|noon|maybe|pls|please|at|before|after|when|not|if|first|i|ill|
    ok|latest|thx|thanks|early|or|then|instead|again|around); @B (%|#|,|but|only|then|do it|maybe) (later|soon|
    someday|eventually|monday|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|on the
    weekend|at the weekend|this weekend|this evening|this summer|this winter|this fall|this christmas|at christmas|
    at noon|at midnight|at dawn|in january|in february|in march|in april|in may|in june|in july|in august|in
    september|in october|in november|in december|next week|next month|next year|for later|for tomorrow|for monday|
    for next) (,|$|maybe|pls|please|not|ok|i|ill|im|thx|when|if|latest|earliest|morning|evening|night|or|then|
    instead|at|for sure|tho|though); (ill|i will|i shall|im going to|im gonna|gonna|imma|i plan to|planning to|we
    will|well|i intend to|i want to|id like to) (do|think|consider|tell|ping|let you|get back|come back|write|
    decide|message|confirm|call|revisit|be back|see|wait|check|look|remind|finish|return|handle|place|execute|pull
    the trigger) (|that|this|it) (|to|about|you|back|when|again|later|tomorrow|tonight|tmrw|after|on|in|first|if|
    once|over|into|at|next|soon|myself); will (do|decide|think|confirm|tell|see|revisit|ping|let you know|sleep|
    report|follow up) (|that|this|it) (later|tonight|tomorrow|soon|when|after|on|next|in|about|if|first|over|then|
    you); (no|not enough|dont have|have no|havent|without|short of|out of|lack) (money|cash|funds|balance|fiat|
    dollars|savings) (,|$|now|yet|left|for|at|to|until|till|right now|this|today|atm); now no (money|time|cash); now
    not; no time now; (busy|driving|cooking|sleeping|drunk) (now|atm|rn|right now) ,; (not|nothing) urgent ,;
    (maybe|perhaps|possibly|probably) (later|tomorrow|next|another|some|one|not|soon|monday|tonight|after|this|wait|
    in|i|ill|we|yes|,|$|sell|buy|~|%|#|too|it|its|thats|better|when|if|on|for|at|a|the|even|should|both|half|all|or|
    just|with|only|then|also); @B maybe; ^ maybe; maybe ~; (plan|plans|resolution|resolutions|intention|target list)
    (for|was|to|in|next|of the|number|$); the plan (was|for|would|will|is to); my (plan|plans|goal|goals|resolution|
    strategy|roadmap|intention) (was|for|would|next|looks|remains|is to|is ~|is simple , buy # % in|is simple , sell
    # % in); (plan|planning|hoping|aiming|intending|going|about|looking|meaning|dying|thinking) to ~; (thinking|
    dreaming|talking|speaking|heard|asking) (of|about) ~; (procrastinating|postponing|delaying|postpone|postponed|
    delayed|defer|deferred); (too|so) (tired|drunk|busy|late|early) (to|for) (do|trade|this|think|decide|that|it)
    """,
    # Taken back.
    """
    oops; ooops; oopsie; oopsies; whoops; woops; whoopsie; ups; upps; uups; oups; ooopsy; d oh; doh; argh no; aargh;
    aaah; aaaah; aaaaah; aaargh; gah; ahh no; ahhh; ah no; @B oh no; oh wait; oh nvm; oh sorry; oh crap; oh shit; oh
    dear; crap ,; shit ,; damn ,; uh oh; uhoh; no no; no wait; nooo; noooo; nooooo; noo; noes; nono; nope; nah;
    naah; nahh; naw; (hmm|hm|hmmm|mmm|umm|uhm|um|er|erm|eh|ehh|uh) (no|not|nah|nope|wait|maybe|actually|scratch|idk|
    dunno|forget|leave|nvm|better|rather|,|$); hmmmm; hmmm; ehh; ehhh; ugh cant; (,|, or|or|%|#) (no|nah|not|nope)
    (,|$|thanks|thx|wait|sorry|better|lets|leave|stop|keep|dont|forget|scratch|actually|i|its|it|that|thats|hold|
    just|cancel|never|please|pls|tbh|lol|haha); wrong (chat|window|person|channel|group|tab|app|number|bot|thread|
    room|button|recipient|place|account|conversation|dm|message|guy|contact|paste|key|coin|screen|convo|wallet lol|
    one|way|sorry|lol|oops); @B , wrong (,|$); falsch; (my|me) (bad|mistake|apologies|error); @B my fault; mybad;
    (ignore|disregard|forget|scratch|strike|undo|skip|scrap|retract|revoke|dismiss|discard|void|nix|erase|unsend|
    abort|omit|overlook) (that|this|it|what|the last|the above|my|me|all|everything|last|previous|above|the
    previous|everything above|, that|all that|all of|it all|please|pls|the message|the order|the trade|the command|
    the whole|the first|the bit|the|it as|as is|thx|thanks|,|$|for now|about it|about that|again|just); (delete|
    cancel|drop|withdraw|leave|stop|kill) (that|this|it|the last|the above|everything above|all that|it all|the
    message|the trade|the command|the whole|the bit|previous|above) (,|$|please|pls|thx|thanks|lol|sorry|as|for|i|
    be|alone|one|order|message); cancel (cancel|, cancel); nvm; nvmd; nevermind; never mind; nmind; forget (about|
    it|that|what|i|everything|this); forgot it; scrap (that|it|this); @B scratch $; @B , scratch; strike that;
    strike the; strikethrough; on second (thought|thoughts|thinking|look); @B second thought; (having|had|got|some|
    getting) second thoughts; (had|having|got) some thoughts; @B thinking (about it|again|twice|of it|it over);
    thinking (out loud|aloud); think (again|twice|better); thought better; changed my mind; changing my mind; @B
    change of (mind|heart|plan|plans); changed (his|her|our|their|ma|the) mind; (i|ill|we|id) (take|taking|took)
    (it|that|this) back; taking (that|it) back; take (that|it|this) back; i take back; (i|we) (regret|withdraw|
    retract|revoke|cancel|unsay); @B rather not; better not; preferably not; @B id rather not $; perhaps not; maybe
    not; or not; or nah; or nothing; (did|do|didnt|dont|did not|do not|not) (mean|meant|meaning|intend|want) (to
    send|to type|to hit|to press|to say|to write|to post|to do|to click|to buy|to sell|to tap|to touch|to text|that|
    it|this|any of|sending); didnt mean; not meant (for|to|as|like|seriously); unintended; unintentional;
    unintentionally; (by|an|my|was an|total|pure) (accident|accidental|mistake|error); by (mistake|error|accident);
    in error; accidentally; accidental; inadvertently; mistakenly; mistake (,|$|sorry|ignore|i|my|by|was|pls|please|
    lol|made|of); mistype; mistyped; misclick; misclicked; missclick; mistap; fat finger; fat fingers; fat fingered;
    fatfinger; fatfingered; butt dial; butt dialed; butt dialled; buttdial; butt text; pocket (typing|dial|dialed|
    dialled|typed|text|texting|call|message|sent|trade|order|buy|sell); pocketdial; (cat|kitty|kitten|dog|puppy|
    baby|toddler|parrot|kid|son|daughter|nephew|niece|brother|sister|gremlin|hamster|bird|elbow|butt|ass|bum|nose)
    (on|walked|walking|stepped|steps|typed|typing|is typing|was typing|sat|sitting|jumped|ran|running|walks|played|
    playing|grabbed|got|took|stole|pressed|hit|touched|sent|wrote|writes|messing|strolled|danced|has my phone|had my
    phone|with my phone) (|on|across|over|onto|my|the|with|hold|this|that|it|at|phone|keyboard|send|in|again); (was|
    thats|its|blame|that was|it was|this was) (my|the|our) (cat|dog|kid|kids|son|daughter|toddler|baby|nephew|niece|
    brother|sister|wife|husband|friend|buddy|roommate|flatmate|elbow|autocorrect|parrot|phone|butt|pocket|little|
    younger|drunk|evil|keyboard|clipboard); (that|it) (was|wasnt|isnt) (not|) (me|him|her|them|us|not me|meant|
    intended|for you|supposed|a joke|a typo|a test|a mistake|a accident|a slip|a draft|a prank|autocorrect|an
    accident|an error|just|only|for|to|wrong|sent|my); autocorrect; auto correct; autocomplete; autofill; predictive
    text; voice typing; dictation; dictated wrong; mic was on; mic on; mic still on; speech to text; swype; typo
    (sorry|lol|,|$|ignore|meant); clipboard; copy paste; copypaste; copy pasted; copypasta; copied; pasted; (old|
    previous|stale|unsent|draft|queued|delayed) (message|msg|text|draft|command|clipboard|order sorry); (sent|send|
    typed|posted|hit send|pressed send|pressed enter|hit enter) (too|by|to wrong|to the wrong|wrong|from|in the
    wrong|in wrong|accidentally|before|early|itself|without); (hit|pressed|press|hitting|pressing|tapped) (send|
    enter|return) (too|by|before|accidentally|early|,|$|lol|sorry|oops|already|prematurely); premature; sent from
    wrong; sent to wrong; (sorry|sry|soz|apologies|pardon|excuse) (no|wrong|ignore|old|mistake|that|this|pocket|cat|
    i meant|meant|was|not|didnt|dont|cancel|forget|it was|it is|its|my mistake|my bad|my cat|my kid|my son|my
    daughter|my phone|my brother|my sister|my dog|my fault|my finger|my fingers|wait|stop|nvm|never|typo|scratch|
    disregard|lol|everyone|guys|all|about that|for that|for the message|for the spam|for the noise|for the
    confusion|for the mistake|for the mix|for the typo); hacked; (hijacked|stole|stolen|grabbed|took|got|borrowed|
    snatched|had|has|hold of|unlocked) my (phone|mobile|laptop|keyboard|account|tablet|device|cell|iphone); deleted
    (,|$|*); * _ *; message deleted; edited out; redacted; unsent; recalled; void (,|$); null and void; cancel (,|$|
    again|sorry); cancelled; canceled; abort; undo; ctrl z; control z; stop stop; stop (it|that|this|typing|sorry|
    wait|dont|there); , stop (,|$); dont you dare; do not (do|execute|send|run|act|process|buy|sell|trade|place|
    actually|really|yet|take this|touch); dont ,; dont $; dont (do|execute|send|run|act|process|buy|sell|trade|
    place|yet|please|dare); just (kidding|joking|checking|testing|curious|saying|trying|practicing|practising|
    thinking|wondering|playing|messing|trolling|a joke|a test|a thought|a prank|a draft|a hypothetical|a question|a
    dream|a fantasy|a suggestion|a bit of fun|for fun lol|for laughs|for reference|for practice|for show|for
    example|for the record of|for your info|for info|for information|for later|for testing|browsing|looking|asking|
    talking|venting|daydreaming|an idea|an example|an experiment|in theory|to see|to illustrate|to test|to check|to
    annoy|to tease|to show|to demonstrate|to be clear i|to know|wanted to see|repeating|reading|quoting|copying|
    noting|writing); jk; j k; jks; kidding; kiddin; joking; @B jokes; joke (,|$|lol|haha|only|ofc); (was|only|just|
    its) a joke (,|$|lol|haha); (only|bad|practical|inside|silly|dad|little|stupid|good) joke (,|$|lol|haha); april
    fool; april fools; psych; psyche; sike; gotcha; fooled you; got you there; pranked; prank; trolling; trollin;
    lol no; lol not; lol nah; lol jk; haha no; haha not; haha jk; lmao no; only joking; no , i mean; i mean (no|not|
    dont|keep|hold|cancel|the other|stop|wait|that); i meant (to|the|not|hold|keep|no|for|it); actually (no|not|nah|
    dont|wait|forget|cancel|hold|never|keep|nvm|leave|scratch|i|lets|let|maybe|better|,|$|that|it|ignore|nothing|
    scrap|skip|rather); in fact (all|no|not|dont|forget|scratch|leave|never|nothing|cancel|keep); (keep|leave|let)
    (it|them|that|this|everything) (as is|as it is|as they are|alone|be|like that|the way|there|for now|instead|
    untouched|please|pls|thanks); @B (keep|leave|let) (it|them|that|this|everything) (,|$|run); keep (hodling|hodl|
    holding|mine|my bags); diamond hands; hodl; hodling; instead of that; (forgive|excuse) (me|my) (,|mistake|typo|
    error|i|for|it|that|wrong); false alarm; glitch; bug in my; ignore (,|$|me|that|this|it|please|pls|the|my|all|
    previous|above|what|last|message|msg|everything|thx|thanks|above|lol|just); @B let it (simmer|marinate|sink in|
    sink|rest|sit|settle|brew|stew|breathe|cool|ride|be|go); hold (up|it|your horses|that thought|that|off|fire);
    (sometime|somewhen|somewhere|anytime) (next|this|in|during|around|after|before|soon|later|between); (once|when|
    after|until|till|whenever) (the|this|that|my|our) (market|markets|dust|storm|weather|mood|kids|baby|house|team|
    season|movie|game|party|meeting|war|hype|panic|election|news|fed|call|show|match|concert|workout|shift|class|
    exam|semester|project|contract|deal|loan|mortgage|divorce|salary|bonus|refund|cheque|check|money|transfer|
    deposit|bank|invoice|client|package|mail|pool|snow|ice|sun|moon|stars|planets|aliens|world|cows|chickens|
    neighbours|neighbors|mother in law|dog|cat|boss|wife|husband) (|_) (calms|settles|clears|is|are|has|have|comes|
    come|arrives|arrive|lands|land|ends|end|starts|start|opens|closes|goes|go|gets|get|passes|pass|pays|pay|cools|
    aligns|align|freezes|melts|shines|wakes|wake|leaves|leave|fly|dance|finishes|signs|says|agrees|lets|stops|
    returns); @B the (day|minute|moment|second|hour|instant) (i|we|he|she|they|my|you|when|hell|pigs|someone|
    somebody|germany|elon|trump|the); (finish|finishing) (my|the|this|reading|eating|work); (nap|shower|coffee|
    lunch|dinner|breakfast|cigarette|smoke|beer|meeting) (first|break first); @B (cancel|undo|abort|no|nope|wait|
    halt|delete|forget|ignore|scratch|nvm) (,|$|pls|please|all|now|everything|cancel|no|that|it|sorry|lol|again);
    (drunk|stoned|wasted|tipsy|sleepwalking|sleepy typing) (,|$|texting|typing|text|dial|tweet|message|sorry|again|
    me|lol|haha); sorry , (drunk|wrong|stoned|kid|cat|mistake|typo|pocket|my|old|ignore|autocorrect|tired|misclick);
    (wrong|another|different|other) (coin|token|amount|chat|button|app|number|bot|person|thread|currency|wallet|
    order|message) (,|$|sorry|lol|oops|pls|please); meant for (whatsapp|telegram|another|someone|my|the|a|somebody|
    discord|slack|signal|email|twitter|him|her|them); (soonish|laterish|sometime soonish|eventually); one (fine|
    sunny|rainy|nice|beautiful|lucky|distant|glorious) (day|morning|evening|afternoon|night|summer|sunday); @B
    (next|the next|following) (payday|paycheck|salary|month|week|year|time|chance|occasion|dip|pump) (is|works|
    would|will|maybe|,|$|suits|sounds); come (january|february|march|april|may|june|july|august|september|october|
    november|december|spring|summer|autumn|fall|winter|monday|friday|weekend|payday|christmas|xmas|easter|new year|
    q1|q2|q3|q4|bull|bear); (my|our|the) (toddler|kid|kids|nephew|niece|cat|dog|son|daughter|baby|parrot|grandson|
    granddaughter|grandma|little brother|little sister|roommate|friend|mate|colleague|boss|wife|husband) (again|
    strikes again|did that|did it|did this|wrote that|wrote this|typed that|typed this|sent that|sent this|was here|
    playing|pressed|hit|got hold|has been|at the keyboard|on my phone|has my phone|thinks its funny|being funny|
    messing); (draft|drafts|sketch|outline|proposal|plan only|idea only) (,|$|only|for|of|version|so far|stage); @B
    in (q1|q2|q3|q4|january|february|march|april|may|june|july|august|september|october|november|december|spring|
    summer|autumn|winter|2026|2027|2028|2029|2030|retirement|old age) (,|$|or|maybe|when|if|for|next|at|then|only);
    (revisit|reconsider|rediscuss|reevaluate|re evaluate|reassess|circle back|touch base|pick this up|come back to
    this|come back to it|resume this|look again); (half|some|part|a bit|one half|the first half) now (,|and|then|)
    (half|the rest|some|the other|more|rest|part) (later|tomorrow|next|after|in|on|when); (rewind|rollback|roll
    back|reverse that|reverse it|backspace|backspace backspace|delete delete|undo undo|belay that|belay|as you were|
    stand down|strike one|take two|false start|start over|do over|mulligan|control z|ctrl) (,|$|+|that|order|this|
    please|rewind|z|lol|it|all|now|one|the); (oh|omg|dear|good|my) (god|lord|heavens|no|gosh) (no|not|what|wrong|
    stop|why|i|did); (a{3,}|aaa|aaaa|aah|agh|ack|eek|yikes|dang|darn|dammit|damn it|crikey|bugger|bollocks) (,|$|
    wrong|no|i|not|sorry|stop|that|my|sent|didnt|hit|what|wait); wrong (emoji|sticker|gif|key|keyboard|account|tab|
    language|order|line|draft|clipboard|reply|swipe|recipient); (message|that|this|it|text|one|order|note|reply)
    (was|is) (for|to|meant for|intended for|supposed to be for) (my|the|him|her|them|someone|somebody|mum|mom|dad|
    jess|another|a|<name>|<kin>); (drunk|younger|evil|past|future|inner|other|sleepy|stupid|tired|alter ego|teenage|
    greedy|panicky|old|former) self; (let|lemme) (me|us|) (charge|plug|find|grab|fetch|drink|eat|shower|dress|park|
    land|pay|log|open|top up|deposit|fund|load|transfer|calm|breathe|sober up|wake up|pee|call|text|count|measure|
    google|compare|update|restart|reboot|move|unlock|connect) (|_) (_) (first|before|real quick|a sec|a second|a
    minute|quickly); (thumb|finger|hand|elbow|tongue|foot|paw|sleeve) (slipped|slip|twitched|hit|touched|cramp|
    brushed|landed); (slip|typo|mistake) of (the|my) (thumb|finger|tongue|hand|keyboard|pen); (slipped|slip)
    (finger|thumb|of); (screen|touchscreen|keyboard|phone|app|mouse|trackpad) (froze|frozen|glitched|glitch|acting
    up|is acting|lagged|stuck|possessed|ghost|went crazy|typed|types|sent|did that|bugged); (ghost|phantom) (typing|
    touch|touches|click|message|trade|order); (over|under)reaction; (tomorrow|later|tonight|next week) (then|maybe|
    probably|instead|is better|works|works better|suits); give it (thought|time|a thought|some thought|a rest|a day|
    a week|a think|another); @B (in|after) (a|another|one|two|three|#) (drink|drinks|beer|beers|coffee|coffees|
    level|levels|round|rounds|game|games|episode|episodes|song|songs|page|pages|chapter|match); @B first (thing|
    though|tho|let|i|we); ask me (again|later|tomorrow|after|next|when|in|another); wake me (up|when|if|once); (as
    soon as|once|when|until|after) (hr|_|the _|my _|our _) (signs|approves|pays|wires|calls|releases|returns|
    answers|replies|confirms|sends|agrees|arrives|graduates|retires|leaves|finishes|wakes|dies); pencil (it|that|
    this|me) in; phone in (my|) (pocket|bag|purse)
    """,
)
