"""Turns of speech of several classes."""

from __future__ import annotations

from typing import Final

__all__ = ["MORE"]

MORE: Final = (
    """
    ^ (tomorrow|tonight|tmrw|later|someday|sometime|soon|eventually|next week|next month|next year|next time|on
    monday|on friday|on sunday|sometime _ _|one day|in # days|in a few days|after work|after the work|this summer|
    this weekend) (|,) (i|we|ill|im|lets|well) (|will|am|going to|gonna|want to|would|plan to|can|must|have to|
    shall) (|to|like to) ~; (hello|hi|hey|morning) _ _ , (tomorrow|later|next week) (i|we|ill); (yesterday|last
    week|last month|last year|last night) (i|we|already|he|she|they) (|already|just|did) (~|bought|sold); (made|
    helped|forced|had|watched|saw) (me|him|her|us|them|you) ~; (i|we) (would|used to|always|usually|normally|often|
    never|sometimes|regularly|mostly) ~ #; (every|each|most) (day|week|month|year|morning|mornings|evening|night|
    friday|fridays|monday|mondays|sunday|payday|christmas|dip|time) (i|we|he|she|they); whenever (i|we|he|she|they|
    you) ~; (i|we) (usualy|usualli|alwys|alredy|alrdy); (keep|keeps) me (calm|sane|busy|poor|awake); family
    tradition; (my|the) (habit|routine|ritual|tradition|custom|motto|rule) (|of thumb) (,|is|was); in case (he|she|
    they|i|we|it all|everything|trump|elon|the world|the bank|the kids|the sky|the boss|the wife|my|nobody|someone|
    somebody) (fire|fires|dies|lose|loses|get|gets|die|go|goes|ask|asks|says|collapses|needs|wants|quits|_); in case
    of (war|emergency|death|divorce|fire|apocalypse|zombies|rain|doubt); unless (you|u|he|she|they|my|its|it is|
    thats|there|someone|somebody|anyone|everybody|i|we|the|a); assuming (i|we|he|she|they|my|you|the|that|its|
    nothing|no); (wait|waiting) for _ _ (to confirm|to say|to agree|to answer|to approve|to call|to reply|first);
    (wait|waiting) for (my|his|her|our|their|the) <kin>; before (anything|doing anything|you do anything|we do
    anything); in the (near|distant|not too distant|foreseeable) future; (should|had|were) (my|the|our) (|_) <kin>;
    (|the|its|such|probably|definitely|truly) (dumbest|worst|stupidest|smartest|best|craziest|luckiest|biggest)
    (thing|trade|mistake|decision|move|idea|day|bet) (i|we|of|ever|he|she|they|in); (heard|read|saw|got|overheard|
    learned|learnt) (that|this|it|about that|about it|about this) (in|on|at|from|during|somewhere|by); then (came|
    comes) _; u (wont|will) (regret|thank|love|see|like|miss|be sorry); you (wont|will) (regret|thank|love|see|like|
    be sorry); (wont|will not|never) regret it (,|$|bro|man|mate|trust|lol); (something|sth) (else|different)
    (maybe|instead); (forwarded|fwd|shared|copied|reposted|retweeted) (from|by|message|many); [ # , # ]; # , # [; #
    # , # _ ,; (wrote|writes|posted|says|said) , ~; (is|was|are) called ~; (podcast|song|book|movie|film|album|show|
    series|video|episode|band|horse|boat|dog|cat|channel|article|meme|game|website|site|app|drink|cocktail) (named|
    called|titled|entitled|with name|with the name|about); (called|named|titled|entitled|nicknamed|labelled|labeled|
    captioned) (~|"|“|buy|sell); that (meme|song|guy|video|tweet|joke|scene|episode|movie|ad|book|podcast) ~; ^ me ,
    ~; me , _ _ # %, market; surprised pikachu; respond only; (respond|reply|answer|output|print|return) (only|
    exactly|just); do not ask (|,|$|for confirmation|me|again|questions); (user|customer|owner|account holder|
    client) (has|have|had|already) (confirmed|approved|agreed|authorized|authorised|consented|given); { "; " }; # ";
    ^ >; ^ # , #; # , # , # _; is that true; is it true; is this true; true or false; (claims|claimed|alleges|
    alleged|says|said|pretends|states|stated|mentioned) (you|that|he|she|they|to|i|it|his|her|the); (telling|told|
    tells|tell) (everyone|everybody|people|anyone|the world|the class) (|at _|on _|in _) (to|that|he|she);
    recommended that (i|we|you|he|she|they); went (buy|sell|all in|like|on and on|~); (screaming|shouting|yelling|
    chanting|singing|whispering|begging|tweeting|posting|repeating|writing|texting|typing) (|,|at me|to) (~|"|“);
    (were|was|are|is|am|be) all (screaming|shouting|like|saying|in); (the|a|some) (whale|bot|trader|fund|insider|
    hacker|scammer) (just|did|has|had|is|was|sold|bought|~); (his|her|their|whose|thats his|thats her) (whole|
    entire|only|big|great|secret) (plan|strategy|advice|idea); (degen|vip|group|telegram|discord|family|work|class)
    chat (|rn|right now|today|now|be like|again) ,; literally all (my|he|she|they|i|everyone|people); (talks|talk|
    talked|hears|hear|heard|speaks) (about|of) (,|$|all|every|the whole|nothing); (what|how) (my|his|her|your) (ex|
    boss|dad|mom|uncle|wife|husband|friend|brother|sister|barber|neighbour|neighbor) (would|will|did|does|always|
    likes|used); is what (my|the|his|her|he|she|they|i|we|a|an|people|everyone); (sagt|dice|dit|diz|govorit|diyor|
    mowi) (immer|siempre|toujours|sempre|vsegda|hep|zawsze|~|,|que|mein|mi|mon|meu); that will (definitely|surely|
    totally|certainly); would (have|of|) (been|be) (lovely|nice|great|so easy|easy|smart|better|wonderful|perfect|
    genius|cool|fun|awesome|wise|hilarious) (to|,|if|for|had); (hopefully|soon|one day|someday) (soon|one day|
    someday|) (i|we) (can|could|will|get to|am able); (could|would|might) (have|of|)been (so|very|much|really|too);
    wihs; but (it|my wife|my husband|she|he|they|my|the bank|the price) (|wife|husband) (never|she|he|control|
    controls|wont|doesnt|says no|said no|forbids|hates|would|dont|not); or (go|hold|wait|do|stay|leave|keep|sit|
    hodl|sleep); (a|1|#)) _; #) ~; what does (he|she|it|that|this|they) (want|mean|say|do); (difference|diff)
    between; (explain|describe|define|tell) (to me|me|) (what|how|why|the|difference|in); wait no; no , bye; ? no; ?
    nope; ? nah; ? never; (under|in) no (circumstances|circumstance|case|event|way); (refuse|refuses|refusing|
    decline|unwilling) to ~; (didnt|did not|never|not) (ask|asked|request|requested|order|ordered|say|said|tell|
    told|authorize|authorise) (this|that|for|it|you|to|so|any); still (open|active|pending|there|waiting|working|
    valid|running|on) ?; (open|active|filled|done|executed|running|pending|live|set) ?; (did|has|have|was|were|is|
    are) (it|that|my|the|you|u|they) (|order|stop|trade|swap|already) (fill|filled|go|gone|went|open|execute|
    executed|buy|bought|sell|sold|trigger|triggered|hit|active|done); or did (it|you|i|he|she|they); (kick|kicked|
    stopped|took|knocked|threw) me out (at|of|too|early|before|right|yesterday|last); at the worst (moment|time|
    price); i (said|siad|asked|told|typed|wrote|meant) ~; (is|are|was) (it|this|that|) (permit|permitted|allowed|
    legal|possible|forbidden|illegal|ok|okay|taxable|safe|free) (for|to|here|in|if|on|?); what (would|will|could)
    happen; where (do|can|could|to|should) (i|we|you|one)
    """,
    """
    is that (nuts|mad|bonkers|daft|sane|ok|cool|much|greedy|naive|reckless|overkill|risky|cheap|expensive|fine|
    legal|possible|allowed|enough|right|advisable); is it (nuts|mad|bonkers|sane|greedy|naive|reckless|overkill|
    advisable); (sensible|sane|wise|sound|prudent|reasonable|safe|brave|reckless|foolish|genius|clever|rational|
    bold|bonkers|nuts|bright) or (silly|not|nuts|foolish|stupid|crazy|dumb|mad|insane|reckless|suicide|bonkers|
    risky|too|idiotic|moronic|brave); too close; comfort ?; (overkill|madness|insanity|premature) (?|or|$); (bad|
    good|wise|right|wrong|poor|smart) (move|call|choice|decision|trade|entry|exit|moment|time|price|bet) (?|or|$|you
    think|right); (now or|today or|here or) (wait|later|tomorrow|never ?|next|hold); (overthinking|overreacting|
    panicking) ?; (any|your|some) (tips|feedback|input|view|views|concerns|reservations|doubts|recommendation|
    recommendations|suggestion|suggestions) (?|$|,|on); (weigh|chime) in; (vote|poll|upvote|downvote) (,|:|$|below|
    now|please|yes|for); once (the|my|our|his|her|everyone|everybody|all) (|_) (has|have|had|is|are|agrees|agreed|
    says|said|signs|signed|gives|votes|approves|arrives|lands|comes|clears|voted); @B (checking|discussing|
    consulting|speaking|talking|clearing|confirming|agreeing|arguing|negotiating|verifying) (it|this|that|) (with|
    to) (my|the|our|his|her); (but|and|,|because|cause|cuz|, but|although|though) (sadly|alas|unfortunately); @B
    (im|i am|were|we are) (flat|totally|so|too|completely|dead|stone|still|) (broke|skint|penniless|bankrupt); i
    wish ,; i wish $; (stock market|stock|trading|investment|virtual|board|card|fantasy|paper) game; (in|for|at)
    (our|the|my|a) (|_) (_ game|game club|game night|game show); for (my|our|the|her|his) (students|pupils|class|
    trainees|readers|followers|viewers|kids to learn|apprentices|interns) ,; (colleagues|brothers|sisters|uncles|
    aunts|dads|moms|mums|wifes|husbands|friends|neighbours|neighbors|bosss|barbers|cousins|mates|buddys|sons|
    daughters|accountants|advisors|dentists) (advice|tip|tips|suggestion|recommendation|opinion|idea|plan|words|
    orders|wish|dream|motto|strategy|pick|favourite|hot tip); <kin> (advice|tip|tips|suggestion|recommendation|
    orders|motto|pick|hot tip|wisdom|prediction); (keeps|keep|kept) (telling|asking|begging|reminding|texting|
    urging|nagging|pushing|messaging|writing) (me|us|him|her|everyone); @B (did|done|made|sold|bought) (that|it|
    this|so) (last|back|in|on|yesterday|years|months|weeks|once|twice|before|already|earlier); @B or (better|rather|
    make it|lets say|say|even|more like|how about|what about) (#|%|half|all|not|wait|hold); (%|,|but|then) in (two|
    three|four|five|six|ten|a few|a couple of|some|#) (weeks|days|months|years|hours); or (is|was|would) (that|this|
    it); use the (proceeds|rest|profit|profits|money) (for|to|on|and); (all|then) (the|) proceeds; the (one|ones)
    (with|made|that you|from the|in the|on the|for eating|for drinking); (not the|no) (coin|crypto|token|
    cryptocurrency|coins); i mean the (drink|food|plant|fruit|animal|car|card|game|movie|protein|cryptid|bird|
    airline|beer); (meaning|as in) the _ ,; @B meaning _ _; to (eat|drink|wear|drive|cook|bake|grill|read) (,|$|
    with|at|for|on|tonight|tomorrow); from (the|my) (butcher|bakery|baker|supermarket|grocery|grocer|farmer|market
    stall|flea market|pet shop|hardware store|ikea|walmart|amazon|ebay|lidl|aldi|tesco|costco|garage sale|bookshop|
    pharmacy); (on|via|at) (ebay|amazon|craigslist|etsy|ikea|walmart|lidl|aldi|tesco|costco|vinted|gumtree|facebook
    marketplace|the flea market|a garage sale|the supermarket|the butcher|the bakery|the hardware store); if (i|we)
    were (elon|musk|trump|you|rich|god|a|the|king|him|her|bezos|gates|younger|braver|smarter|drunk|in); as well as
    (my|the|a|all|half|some|one|two|#|every); (throw|toss|chuck) (|in) my _ in; and (one|two|three|ten|five|six|
    seven|#) (of|more|another) (those|these|that|them|the|this); (the same|same) again (tomorrow|later|next|on|with|
    for|and); when (im|i am|ill be|i turn|i reach) (#|old|retired|ninety|eighty|seventy|grown|dead|rich|gone|bored|
    ready|back|home|sober|done); i was (so|just|only|too|very|a) (young|stupid|naive|drunk|happy|poor|broke|kid|
    student|teenager|fool|dumb|green|rich|innocent|in love|greedy|scared|late|lucky|asleep) (,|$|then|back|and|when|
    at|that); how i (bought|paid|lost|made|won|met|became|got|learned|retired|funded|ended|quit|survived|discovered|
    started|financed); (got|was|were|been|get) (liquidated|rekt|rugged|wrecked|hacked|burned|burnt|scammed|stopped
    out|margin called|wiped out|fired|divorced|robbed) (two|three|later|soon|within|right after|days|hours|a week|a
    day|an hour|once and|the next|the same|next|immediately); i once (typed|said|wrote|bought|sold|did|had|tried|
    told|made|asked|was|sent|lost); the year (was|is); (in the year|anno|circa) #; (in|to|from) (heaven|paradise|
    hell|valhalla|nirvana|atlantis|narnia|hogwarts|middle earth|wakanda|gotham) (,|$|maybe|only|perhaps|haha|lol|
    they|where|one); wish wish; (the day|when) (cats|dogs|pigs|cows|fish|trees|rocks|robots|women|men|politicians|
    banks|chickens|camels|donkeys|horses) (bark|meow|fly|talk|sing|rule|vote|dance|read|walk|speak|lie|give|stop|
    tell|learn|pay); make (it|that) (a double|double|two|three|a triple|#|a combo|both) (with|and|of|for|,|$);
    (zillion|gazillion|bazillion|trillion|quadrillion|jillion); (billion|million|trillion) dollars (,|$|haha|lol|
    yeah|one|please|someday); (sold|bought) (it|them|that|mine|all) (back then|at the top|at the bottom|years ago|
    too early|too late|too soon); (i|i still|do|really|deeply|we|still) (regret|regretted|mourn|curse|hate myself|
    kick myself|blame) (it|that|this|not|the|selling|buying|,|every|my|$|him|her); (good thing|glad|thank god|
    thankfully|luckily|lucky|thank goodness) (i|we|he|she|nobody|that i) (didnt|did not|never|havent|hadnt|wasnt|
    dont|wont|missed|waited|held|kept); that was (2017|2018|2019|2020|2021|2022|2023|2024|#|then|it|my|me|the day|
    the moment|when|back|how|why|for you|a|so|one); (wasted|missed|lost|blown|golden) (chance|opportunity|chances|
    years|decade|moment|summer|youth); at (launch|ico|presale|genesis|listing|birth|school|college|uni|university)
    (,|$|oh|i|we|for|price|back|and|when); (%|#) too (,|and|$) (%|as well|#|arb|uni); as well (,|$|and|as); @B the
    other one ,; whichever (,|$|is|you|one|comes|goes|pumps|looks); ^ (park|shelve|table|pin|hold|bookmark|postpone|
    delay) (this|that) (one|trade|order|idea) ,; @B (bin|trash|junk|shelve|park|chuck|toss|drop|cancel) (it|that|
    this) (,|$); ^ had (i|we) (the|enough|more|some|any|a|money|cash|funds|known|been); ^ were (i|we) (rich|a|an|the|
    to|you|him|her|braver|younger); ^ (overheard|eavesdropped|overhearing|graffiti|fortune cookie); ^ (ladies and
    gentlemen|ladies|gentlemen|gentlepeople|comrades|citizens|brethren|shareholders|fellow _); to whom it may
    concern; ^ dear _ (support|team|desk|service|helpdesk|staff|bank|exchange|community|holders|members|council|
    board)
    """,
)
