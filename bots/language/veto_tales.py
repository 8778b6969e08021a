"""Turns of speech of people who tell stories, wish, or wish for more than one thing. See `veto_kinds`."""

from __future__ import annotations

from typing import Final

__all__ = ["TALES"]

TALES: Final = (
    # What was, and stories.
    """
    @B (it|this|that|which|these) (happened|worked|went|ended|cost|ruined|saved|made|killed|was|were|used to|taught|
    started|did|burned|burnt|broke|haunts|haunted|hurt|still hurts|became|turned|got me|felt|seemed|paid|bought me|
    aged|came|led|left|didnt|wasnt|had|lasted|looked|sounded|got) (,|$|in|on|around|well|badly|fine|out|me|us|my|at|
    the|so|great|a|like|ok|last|back|when|before|with|during|once|twice|too|just|how|why|what|then|by|to|yesterday|
    years|great|nice|good|bad|perfectly|horribly|not|only|all|really|everything|him|her|them|it); @B (happened|
    occurred|took place|went down) (,|$|in|on|around|at|to|last|before|after|during|yesterday|when|years|once|twice|
    again|back|then|just|right|sometime|somewhere|by); (then|and then|but then|until|till|next) (came|comes|along
    came|everything|it all|it crashed|it dumped|the crash|covid|luna|ftx|boom|bam|bum|poof|bust|disaster|reality|
    kaboom|rugged|rugpull|we|he|she|they|i lost|i woke|i cried|i got|i regretted|i realized|i realised|i found|i
    saw|i sold|i bought|i forgot|i panicked|i watched|i learned|i slept|i died|i was|i had|i quit|i never|i went|i
    became|i made|i retired); (thats|that is|and thats|this is|heres|that was|its) (how|why|when) (i|we|he|she|they|
    my|it|you|u|people|everyone|the|all|one|most|money|dreams|legends|fortunes); @B (lost|blew|burned|burnt|gambled)
    (it all|everything|all of it|my savings|my house|my shirt|my wife|my life|my job|my mind|my ass|my stack|my
    bags|my money|my salary|my bonus|my first|my whole|half of|the lot); the rest is history; long (time|story|,
    long) ago; long ago; @B (years|months|weeks|days|decades|ages|hours|a year|a month|a week|a decade|an hour|
    minutes|centuries|moons) (ago|back|before|earlier|later i|later we|later it); (back|way back|all the way back)
    (in|when|then|at|on) (the|#|my|january|february|march|april|may|june|july|august|september|october|november|
    december|school|college|uni|university|i|we|it|those|covid|eth|btc|summer|winter|spring|high|primary|bull|
    lockdown|1|2|a|an|last|bitcoin|crypto|she|he|they); back then; back in the; way back; in (2009|2010|2011|2012|
    2013|2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024); those (were|days|times|years|good); @B (good|
    great|bad|best|worst|crazy|wild|fun|dark|hard|golden|simpler|better) (old|) (times|days|memories|years) (,|$|
    indeed|haha|lol|back|those|that|these|man|i|we); the good old; good old (days|times|2017|2021); in (those|the
    old|the good old|my|the early) (days|times|youth|twenties|thirties|younger|childhood|student days|teens); once
    upon; used to (be|~|say|do|have|cost|think|trade|love|dream|work|call|tell|sing|joke); @B (my|our) (very|)
    (first|last|previous|old|former|early|biggest|worst|best|famous|favourite|favorite|only|original|usual|infamous|
    next to last) (ever|) (trade|trades|order|purchase|buy|sale|sell|move|moves|mistake|trade ever|command|message|
    swap|win|loss|call|thing i|crypto|one here|attempt|investment|words|bet|gamble|decision) (,|$|here|ever|was|
    were|on|in|at|with|and|back|of|this|that|went|is|ended|before|lol|haha|today was|i|cost|made|man); true story;
    (based on a)true story; @B sad story; long story; funny story; @B story of my (life|life); story time;
    storytime; memory lane; memories; nostalgia; nostalgic; flashback; throwback; @B tbt; @B history (repeats|
    lesson|class); @B (still|it still|that still|really|so much|man that|this still) (hurts|stings|haunts|cry|
    crying|regret|cant forget|remember|laugh|paying|bleeding|angry|mad|sad); @B (i|we|u|you) (|still|vividly|
    clearly|always|can|do|fondly|well) remember (typing|saying|when|how|that|the|it|my|doing|telling|writing|buying|
    selling|clicking|pressing|like|being|hearing|thinking|this|us|him|her|placing|sending); @B remember (when|how i|
    how we|that time|the time|the day|the days|those|buying|selling|back|last time); (worked|went|ran|executed|
    filled|triggered|closed|completed|settled|confirmed|succeeded|failed|bounced|reverted|expired|cleared|cancelled)
    (fine|well|great|perfectly|out|through|thru|smoothly|as|like|nicely|badly|yesterday|today|this|last|already|
    before|earlier|at|for|on|in|twice|again|without|ok|okay); @B (already|just|finally|at last|previously|earlier|
    recently|once) (did|done|executed|filled|went|bought|sold|swapped|happened|triggered|placed|sent|made|closed|
    completed|been|had|gone|ordered|confirmed|processed|got filled|got executed|hit); @B (did|done|made|placed|
    ordered|sold|bought|swapped|executed|tried|typed|sent|asked|wrote|said|pressed|clicked|submitted|entered|
    requested|told you) (that|it|this|so|the same|them|one|mine|exactly that|exactly this|precisely that) (|all)
    (in|on|last|before|yesterday|already|this|back|once|twice|when|earlier|at|weeks|days|years|months|ages|a|the|
    for|and|,|$|too|myself|with|hours|just|today|three|many|#|long|ago|during); @B (saved|ruined|cost|killed|made|
    broke|changed|funded|financed|bought|earned|taught|paid) (my|me|us|our|him|her|them) (ass|butt|life|day|a|the|
    marriage|bacon|house|job|dearly|rent|car|roof|wedding|year|month|week|summer|holiday|dog|#|so much|big|
    everything|half|all|fortune|sleep|nerves|neck|trip|soul|two|three|degree|studies|lot|lots|plenty); @B (%|#|,|it|
    that|there|was|happened|in|during|fine|early|until|since|from|of|ass|life|well) (last|past|this past|previous)
    (summer|winter|spring|autumn|fall|year|month|week|night|time|christmas|cycle|bull|bear|crash|monday|tuesday|
    wednesday|thursday|friday|saturday|sunday|weekend|season|decade|halving|january|february|march|april|may|june|
    july|august|september|october|november|december|easter|quarter) (,|$|i|we|and|it|was|lol|when|already|btw|too|
    with|at|on|for|before|worked|saved|did|haha|man|remember|or so|the|my); @B (this|yesterday) morning (,|$|
    already|btw|at|and|i|it|worked|went|was|before|on); @B (%|#|,|it|that|was|happened|fine|well|already|did)
    yesterday (,|$|i|we|btw|and|at|already|morning|evening|night|afternoon|was|it|for|worked|lol|before|on|in|with|
    by|or|when|too|haha|the|my); @B (dumbest|worst|best|smartest|stupidest|craziest|biggest|greatest|funniest|
    luckiest|scariest|last|only|first|hardest|easiest) (thing|trade|mistake|decision|move|order|call|idea|day|
    moment|message|command|advice|joke|thing i|bet|night|words|buy|sale) (i|we|of|ever|he|she|they|in|that|was|
    before|my|from|you|u|this|a|money|since|for|made|on); @B (zero|big|many|so many|my only|my biggest|only|lots of|
    full of|total|huge) (regret|regrets) (,|$|at all|about|though|tho|to this|ever|so far|since|there|here|about
    that); @B (i|we) (did|was|were|had|bought|sold|swapped|traded|lost|made|went|cried|woke|got|used|tried|held|
    thought|wanted|aped|dumped|panicked|regretted|learned|learnt|knew|typed|placed|paid|sent|wrote|ended|stayed) (|
    that|it|this|so|all|my|the|them|too|just|only|really|a|up|back|one|half) (in|last|back|yesterday|years|months|
    weeks|ago|then|when|at the time|at the top|at the bottom|during|before|once|twice|already|for|early|late|around|
    on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday); @B (me|him|her|us|them|you|u)
    (in|back in|during|circa|every|each|when|whenever) (2009|2010|2011|2012|2013|2014|2015|2016|2017|2018|2019|2020|
    2021|2022|2023|2024|2am|every|the top|the bottom|college|school|the bull|covid|lockdown|panic|monday|my); # me
    ,; (2017|2018|2019|2020|2021|2022) me; (old|young|younger|past|future|drunk|smart|dumb|rich|poor|teenage|evil|
    teen|other|inner) me (would|said|says|is|was|thought|be like|did|will|thinks|wants); (2009|2010|2011|2012|2013|
    2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|^ #|old|younger|past|future|teenage|drunk|rich) me , ~;
    @B (on|around|before|during|at|since|after|right before|just before|until) the (day of|time of|airdrop|crash|
    collapse|merge|hack|flippening|bubble|peak|top|ath|all time high|bull run|bear market|pandemic|lockdown|ftx|
    halving|fork|depeg|rug|rugpull|dump|bottom) (,|$|of|was|when|in|what|i|we|and|it|lol|like|as|last|again|day|
    always); @B what a (mess|day|time|ride|disaster|mistake|nightmare|fool|story|night|year|joke|idiot|genius|plan|
    idea|dilemma|moron|legend|clown|hero|circus|blunder|catastrophe|shame|waste|trade it|pity|bargain that|life|
    dream|dreamer|world|move) (,|$|it|that|i|to|he|she|of|this|lol|haha|back|we|they|huh|indeed|man|those|you|u); @B
    (around|before|after|during|over|since) (christmas|easter|thanksgiving|halloween|new year|covid|lockdown|the
    war|the pandemic) (,|$|2017|2018|2019|2020|2021|2022|i|we|it|last|when|was); @B (every|each) (time|single time|
    morning|evening|night|day|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|payday|
    weekend|dip|summer|winter|spring|cycle|christmas|pump|crash); @B (always|usually|normally|typically|regularly|
    habitually|routinely|traditionally|generally|every now|from time|most days|most mornings|most weeks|now and
    then|twice a|once a|three times a|per) (do|~|the same|day|week|month|year|i|we|and|like|on|in|at|my|ends|works|
    worked|been|was|happens|to time); (was|were|has been|been|used to be|became|remains|is how|% is|# is|% are) (my|
    our|the|his|her|their|a|one of my|all) (|old|usual|first|last|big|whole|only|daily|weekly|worst|best|secret|
    original|brilliant|dumb|stupid|own|actual|next|favourite|favorite|standard|default|main|very first|biggest)
    (plan|strategy|routine|habit|idea|mistake|dream|motto|mantra|thing|tradition|ritual|hobby|goal|target|order|
    trade|advice|tip|rule|message|word|words|call|answer|thought|intention|command|move|line|joke|punchline|
    question|example|moment|style|downfall|undoing|regret|password|trigger|lesson|wish|song|story|title|name|syntax|
    format); @B (happened|happens) to (me|him|her|us|my|a friend|everyone|the best); @B (the|my) (day|time|year|
    month|week|night|moment|summer) (i|we|he|she|they|my|when|that|before|after) (bought|sold|lost|did|was|learned|
    got|found|aped|swapped|met|traded|retire|die|quit|became|married|missed)
    """,
    # Wishes, and what will never be.
    """
    in (my|your|ur|his|her|their|our|ur|ya|wildest|my wildest) (|wildest|sweet|fever|wet|best|wild|bad) (dreams|
    dream|imagination|mind|head|fantasy|fantasies|sleep|next life|other life|next|nightmares|world|simulation|
    universe|opinion|shoes|place|position|case); (one|a girl|a boy|a guy|we|i|he|she|us|everybody|everyone|anyone|
    who) (can|could|may|might|will) (only|always|still|) (dream|wish|hope|fantasize|imagine); (dream|dreams|keep|
    still|just|only|always|was|am|im|i am|been|day) (dreaming|dream on|daydreaming); dream on; keep dreaming;
    daydream; daydreaming; daydreams; i (dream|fantasize|fantasise|wish|yearn|long|pray|hope|dreamt|dreamed) (of|
    about|i|that|for|it|we|there|my|someone|somebody|he|she|they); i (dream|dreamt|dreamed|pray|yearn) to; dreamt
    (of|i|about|that|last); dreamed (of|i|about|that|last); dreaming (of|about|again|,|$|big|that|i); (a|my|the)
    (dream|fantasy|wish|prayer|pipedream|pipe dream|bucket list|birthday wish|christmas wish|new year wish|biggest
    dream|dream trade|dream order|dream scenario|dream life) (,|$|is|was|would|of mine|trade|of); pipe dream;
    pipedream; wishful thinking; wishful; @B fingers crossed ,; if only (i|we|he|she|they|my|you|,|$|it were|it was|
    there|someone|that|the|one|%|#|~); if i (had|was|were|wasnt|werent|could|hadnt|didnt|knew|only|ever|win|won|get|
    got|find|found|become|became|survive|live|inherit|hit|lose|lost|ruled|owned|ran|stop|quit|die|marry|feel|like|
    want|wanted|needed|must|dare|dared|sell|sold|bought|buy|pass|passed|fail|failed|wake|woke|remember|forget|
    forgot|make|made|start|retire); if (she|they|somebody|someone|nobody|everybody|everyone|anybody|anyone|god|fate|
    elon|musk|trump|biden|powell|putin|the fed|the sec|germany|france|england|spain|italy|brazil|argentina|portugal|
    mercury|mars|the moon|the sun|the world|the stars|the planets|the weather|it rains|it snows|hell|pigs|my team|my
    horse|my wife|my boss|my ex|barcelona|madrid|bayern|arsenal|liverpool|chelsea|heads|tails|worst comes|need be|
    push comes|everything|anything|nothing|all goes|all fails|all else|things|time|luck|memory|the price is right);
    (wish|wishing|wished) (i|we|that|there|someone|somebody|he|she|they|upon|list); i wish (i|we|my|it|that|the|
    there|he|she|to have) (could|had|was|were|would|money|been|%|_); wish (i|we|id|wed) (could|had|was|were|been|
    bought|sold); @B (would|could|should) (have|of|ve) (been|bought|sold|had|done|made|gone|put|set|taken|loved|
    swapped|held|listened|never); @B (wouldve|couldve|shouldve); wouldve; couldve; woulda; coulda; (woud|wud|cud)
    of; (id|i would|wed|we would) (love|kill|die|give) (to|for|my|anything|an arm|it|that|this); (id|i would|i d|
    wed|we would) (buy|sell|be rich|ape|never|even|dump|trade|marry|swap|get # % if|get # % but); (id|i would) like
    (|very much|so much|really|nothing more than) to ~ _ _ (but|if|one day|someday); in (another|a parallel|a
    perfect|an alternate|an alternative|a different|a better|an ideal|a previous|a past|some other|the next|a
    fantasy|some parallel) (life|universe|world|timeline|dimension|reality|lifetime|century); (parallel|alternate|
    alternative) (universe|world|timeline|reality|dimension); (perfect|ideal) world; next life; past life; (once|
    when|if|after|until|as soon as|the day) (im|i am|ill be|i become|i get|we are|were|youre|he is|she is) (|a|
    finally|super|filthy|stupid|really|very|so|ever) (rich|wealthy|millionaire|billionaire|famous|dead|president|
    king|queen|old|retired|loaded|ready|sober|grown|#|god|ceo|married|single|divorced|back|home|done|free|sure|
    bored|drunk|desperate|poor|broke|brave|rich); when (pigs|hell|cows|monkeys|donkeys|elephants|fish) (fly|freezes|
    freeze|freezes over|come home|dance|walk|jump|climb); pigs (fly|can fly|have wings|will fly|grow); pigs fly;
    hell (freezes|froze|will freeze|has frozen); freezes over; (over|on) (my|your|his|her|their) (dead|cold) (body|
    hands); dead body; (not|never) in (a|my|this|#|one|a hundred|a thousand|a million) (million|lifetime|life|
    thousand|years|hundred|#|billion|thousand years); never ever; never in; never gonna; never (ever|buy|sell|going
    to|happening); as if (,|$|!|i|we|that|lol|haha|anyone|anybody|you|u|it); lol as if; yeah as if; when (i|we)
    (win|inherit|retire|die|grow|become|get rich|get paid|hit|am rich|find|marry|have|had|ever|finally|was|were);
    (win|won|winning|wins|hit|hitting) (the|a|my|in the|big in the|at the) (lottery|lotto|jackpot|powerball|
    euromillions|casino|raffle|mega|sweepstakes|toto|pools|megamillions); (lottery|lotto|jackpot|powerball|
    euromillions|scratch card|scratchcard) (win|wins|ticket|numbers|,|$|tonight|money|winner|hits|pays|and|if|or);
    (time machine|delorean|time travel|time traveller|time traveler|crystal ball|magic wand|genie|fairy|santa|santa
    claus|tooth fairy|magic lamp|unicorn|unicorns|leprechaun|wishing well|shooting star|three wishes); with (money|
    cash|funds|coins) (i|we|that|you) (dont|do not|havent|never|no longer|cant|doesnt|didnt|lost|wish|owe|had);
    (money|cash|coins|funds|balance) i (dont|do not|havent|never|no longer|wish|lost|havent got); with (what|which|
    whose) (money|,|$|cash|funds|coins|army|balance|lol|my|tho|though|exactly|dollars|savings); with my (good looks|
    charm|huge|massive|tiny|enormous|imaginary|nonexistent|invisible|zero|lunch money|pocket money|smile|looks|
    monopoly|dreams|tears|empty|last|beautiful|fat|non existent|pretend|fake|kidney|soul|sex appeal|winning|
    lottery); @B (,|with|using|for|in|its|only|just|from|of|my|the|all|on|as|^) (imaginary|fake|pretend|play|toy|
    chocolate|invisible|nonexistent|virtual|fictional|fictitious|fantasy|funny|make believe|dummy|mock|paper|demo|
    test|simulated|monopoly|hypothetical|theoretical|magic|fairy) (money|cash|coins|dollars|funds|account|portfolio|
    wallet|trade|trades|trading|order|orders|purchase|currency|points|balance|bucks|usdc|mode|game|chips|gold|dust);
    (that|this|it|which) (would|wouldve|would have|could|might|must|should|ought) (|really|truly|certainly|probably|
    surely|maybe|only|just|sure|honestly|have) (be|been|make|cost|solve|fix|save|change|pay off|teach|show|mean|
    look|feel|help|do|work|kill|ruin|buy|hurt|happen|take|give) (|so|a|the|my|me|all|everything|too|like|that|us|
    nice|great|amazing|awesome|perfect|cool|sweet|lovely|funny|fun|hilarious|stupid|crazy|insane|ideal|heaven|
    paradise|epic|wild|something) (life|dream|dreams|nice|heaven|funny|day|problems|problem|great|cool|amazing|,|$|
    wouldnt|huh|no|right|hilarious|stupid|story|best|worst|if|but|though|tho|yacht|bills|retirement|moon|one); (how|
    wouldnt it be|would be|be) (nice|great|lovely|cool|sweet|awesome|amazing|wonderful|fun|funny|good|dreamy) (it
    would|that would|would|if|to be able|to have|life would|it could|it must|, wouldnt|, right|huh|no); (that|it|
    this) (wouldnt|couldnt|shouldnt|will never|wont|never|cant|aint) (be|happen|work|exist|gonna|come|hurt|end|go|
    fly|last|make); (never|not) (going to|gonna|will|ever) happen; aint (happening|gonna|going|no way|never); no way
    (,|$|lol|in|id|i|im|that|am|haha|man|ever|jose|not); no chance; fat chance; not a chance; not happening; (not|
    never) (in|on) (my|your) (watch|life); like (i|we) (could|can|would|have|had|ever|even|care|am|got); (suppose|
    supposing|assume|assuming|imagine|imagining|picture|pretend|pretending|hypothetically|hypothetical|
    theoretically|in theory|in principle|thought experiment|for the sake of argument|fantasize|fantasise|what if|say
    i|lets say|let us say|lets assume|lets suppose|lets pretend|lets imagine); @B (hoping|hopefully|hope|hopes) (to|
    i|one|soon|some|someday|that|for a|my|we|it|for the|he|she|they|,) (~|can|could|day|get|will|have|be|one|soon|
    afford|make|day); too bad (i|im|my|we|there|the|its|no|that); @B (but|and|because|cause|cuz|,|except|sadly|alas|
    unfortunately|too bad) (|sadly|alas) (im|i am|were|we are|my account is|my wallet is|account is|wallet is) (|so|
    totally|completely|flat|too|still|a|always|dead|currently|always) (broke|poor|empty|skint|penniless|bankrupt|
    cheap|student|in debt|homeless|overdrawn|out of money|out of cash); @B (alas|sadly|unfortunately|regrettably)
    (,|i|my|no|not|im|the|we|there|its|broke)
    """,
    # A second wish.
    """
    (and|&|+|plus) (my|your|his|her|the|a|one|his) (kidney|kidneys|liver|soul|house|car|dog|cat|wife|husband|
    firstborn|first born|grandma|grandmother|kids|furniture|sofa|couch|bike|shoes|blood|organs|left|right|heart|
    mother in law|job|dignity|plasma|sperm|hair|teeth|sanity|boss|_ too|_ also|_ as well|_ _ too|_ _ as well|_ _
    also); (kidney|kidneys|firstborn|first born|liver|left nut|organs|my soul|my grandma|my dignity) (|too|also|as
    well|while|with it|on top|,|$); (and|then|&|+|plus|also|next|, then) (half|a third|a quarter|the rest|the other
    half|the remainder|some|all|most|#) (of it|of that|of them|) (back|again); one of each; all of the above; then
    (half|some|all|part|most|the rest) of (it|that|them|the proceeds|what comes|what i get|the money); (same|ditto|
    likewise|idem|equally|repeat) (for|with|goes for|thing for|thing with|amount of|amount for|as for|to|applies to|
    again for|deal for|deal with|procedure for|in|on) (my|the|%|all|btc|eth|both|every|each|other|another|_); the
    same (for|with|amount|again|thing|but|goes|to|in|quantity|number|size|on|applies); (ditto|likewise|idem) (,|$|%|
    with|for); vice versa; vice-versa; viceversa; (other|opposite|reverse) way (round|around|back); (and|then|,)
    back (again|to|into|$|,|and|when|later|after|tomorrow|in); round ?trip; (oh and|and one more|and another|and
    additionally|and furthermore|oh , and|while youre at it|while you are at it|while ur at it|while at it|as well
    as|along with|together with|in addition|on top of that|additionally|furthermore|moreover|besides) (#|one|two|
    three|five|ten|some|a|an|all|half|my|the|that|dump|sell|buy|swap|%|~|another|more|same|of course|get|order|the
    same); (while|as) (youre|you are|ur|we are|were|u r|you re|im|i am) (at it|there|on it|around|up); with (half
    of|a third of|some of|part of|all of|the rest of|most of|what) (what|that|it|the|is left|remains|comes|i get|
    they|those|you get); @B (with|from|using|out of) (the|those|these|that) (proceeds|profits|profit|rest|remainder|
    change|leftovers|leftover|gains|money you get|money i get|result|outcome|returns|coins you get) (|then|~|get|
    buy|of|from|i|we|go|and|please|,|$); @B with (that|this|those) (money|$|get|buy|~); (buy|sell|get|grab|take|
    scoop) (it|them|that|those) (back|again|once more|right back|all back|later|after|next); (rebuy|re buy|buyback|
    buy back|buy-back|reenter|re enter|reentry|re entry); plus (#|another|the same|some|one|two|a bit) (%|amount|
    more|of|_ %|eth|btc); (a|one|#) (trade|order|one) each; afterwards; (both|either|neither) (of|one|way|or|and);
    @B old story; (and|but) then (my|the|it|he|she|we|they|everything|boom|i); if (wishes|cows|pigs|horses|dreams|
    money|time|life|fish|wings|trees|dogs|cats) (were|was|could|had|would|grew|flew|grow|fly); would be (so|very|
    really|kinda|super|) (sweet|nice|cool|lovely|great fun|fun|funny|hilarious|epic|insane|wild|a dream|something|
    dreamy|neat|amazing if|handy|lit|dope|rad); oh how i; how i (wish|long|dream|love|miss|yearn); (aliens|martians|
    zombies|dinosaurs|dragons|unicorns|santa|elves|ghosts|godzilla) (land|come|arrive|attack|return|walk|visit|take|
    rule|wake); (toss|throw|chuck|add|mix|bundle|slip|stick) in (some|a|an|the|my|another|few|also|all|half|#); and
    (one|some|another|the same|a few|half) (for|to) (my|the|her|him|them|mum|mom|dad|<kin>|you|everyone); plus
    (whatever|everything|all|half|the|my|any|anything|something|some|what); (repeat|do the same|same again|copy
    that|mirror that|and again|redo) (with|for|on|in|using); the other way (around|round|back); @B (lost|made|won|
    blew|earned|missed|wasted|burned|gambled away) (a|my|so|everything|half|two|three|it|some|lots|all|too|the|#)
    (fortune|fortunes|lot|shirt|everything|much|money|savings|house|bundle|packet|grand|week|year|months|million|
    lambo|boat|ton) (that|on|with|in|then|there|back|,|$|once|doing|from|because|over); been there; done that; (ah|
    oh|aw|aww|ahh) (the|those|what|good|sweet) (memories|days|times|nostalgia|good old|memory|years|nineties|past|
    youth); (best|worst|proudest|saddest|happiest|darkest|craziest|scariest) (day|night|moment|hour|week|month|year|
    time|trade|decision|mistake) (of|in|ever|i); back when (i|we|it|he|she|they|gas|the|btc|eth|bitcoin|fees|life|
    everything|my|crypto|nobody|people|%|#); last (xmas|christmas|easter|summer|winter|spring|autumn|fall|year|week|
    month|night|monday|friday|sunday|weekend) (i|we|he|she|they) (did|would|had|was|were|could|~|bought|sold);
    (someday|one day|some day) (my|a|the|when|soon|ill|we); (prince|knight|fairy godmother|rich uncle|sugar daddy|
    santa) (will|comes|come|arrives|buys|pays); (wildest|sweetest|dirtiest|secret|teenage|childhood|lifelong)
    (dream|dreams|fantasy|fantasies|wish); (a|one) (boy|girl|man|guy|woman|gal|dog|person|bot|fellow|lad|lass|
    trader|hodler) (can|may|must|could|is allowed to) (hope|dream|wish|wonder|pray); my ship (comes|comes in|
    arrives); (cost|costs|costing) (me|us|him|her|them) (my|a|the|half|everything|so|two|years|dearly|our|his|her|
    sleep); what was i thinking
    """,
)
