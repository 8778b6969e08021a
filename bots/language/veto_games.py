"""Turns of speech of people who play, bet or mock. See `veto_kinds`."""

from __future__ import annotations

from typing import Final

__all__ = ["GAMES"]

GAMES: Final = (
    # Plays, bets and dares.
    """
    (monopoly|risk the game|settlers|catan|roblox|minecraft|fortnite|gta|sims|pokemon|roulette|blackjack|charades|
    jenga|dungeons|dnd|cards against|scrabble|bingo|sim city|simcity|eve online|world of warcraft|wow|runescape|
    axie|candy crush|animal crossing|stardew) (,|$|money|game|with|night|board|online|tonight|for|rules|style|
    session|server|bank|dollars|tournament|league); (in|at|on|for|during|of) (monopoly|roblox|minecraft|fortnite|
    gta|pokemon|poker|roulette|catan|the sims|my sleep|fantasy|fifa|football manager|make believe|theory|fiction|
    kindergarten|lego|legoland|narnia|hogwarts|wonderland|neverland|lala land|la la land|dreamland|fairyland|
    metaverse|my game|simcity|vr|the metaverse|paper); (board game|video game|card game|drinking game|party game|
    parlour game|truth or dare|truth or drink|never have i ever|would you rather|simon says|20 questions|twenty
    questions|hangman|trivia|charades|roleplay|role play|role playing|roleplaying|larp|larping|cosplay|improv|
    theatre|theater|rehearsal|screenplay|film script|movie script|fan fiction|fanfic|fanfiction|fiction|fictional|
    dialogue|monologue|sketch|skit|puppet|audition|casting) (,|$|time|:|night|idea|tonight|challenge|scene|where|in
    which|with|for|app|of|is|was|over|says|said|starts|mode|rules|day|practice|where|line|character|scenario); ^
    (dare|truth|challenge|scene|act|action|cut|narrator|villain|hero|actor|actress|host|player|dealer|banker|
    contestant|judge|dm|gm says|stage|curtain) ,; (dare|dares|dared|daring) (,|you|u|me|to|accepted|of|is|:|night|
    him|her|us); simon says; truth or; i (dare|double dare|bet|challenge|wager|defy|swear you|triple dare) (you|u|
    ya|that|im|i|my|#|it|he|she|they|anyone|everyone); (bet|wager|betting|wagering) (you|u|ya|#|that|i|with|on|im|
    he|she|they|my|a|between|it|against|anything|if|is|was|says); bets (are|on|,|off|open|placed); (lost|lose|
    losing|won|win|winning|settle|settling|pay|paying|for|of|the|a|our|my|because of) (a|the|my|our|that|this) (bet|
    bets|wager|dare|game|round|match|challenge|duel|coin flip); (loser|winner|losers|winners|whoever|the one who|
    last one|first one|the last|last person|first to|who ever|slowest|whoever loses|whoever wins) (|of|to) (|this|
    the|a) (has|must|buys|sells|gets|pays|should|needs|takes|loses|wins|~|owes|will|goes|bet|game|round|match|
    blinks|laughs|arrives|finishes|to); deal ?; deal or no; no deal; (your|my|his|her|our|whose|blue|red|green|
    teams) (turn|move|go|roll|throw|draw|line|cue|role|character) (,|$|now|:|is|again|says|to|was|in|plays); (team|
    player|side|captain|squad|house|group|table) (blue|red|green|yellow|black|white|a|b|one|two|#|alpha|bravo) (,|
    plays|buys|sells|wins|has|must|says|goes|to|would|will|should|~|:|votes); (plays|playing|played|acting|acts|
    acted|performing|performs|enters|exits|exit|enter) (the|a|as|like|in|role|stage|scene|left|right|monopoly|poker|
    chess|out|pretend|make|dress|house|broker|banker|trader|dead|dumb|with my|~|sell|buy) (|role|part|broker|banker|
    trader|stage|villain|hero|game|scene|left|right|rich|character|a|the|of) (,|$|who|of|in|and|a|the|on|for|says|:|
    ~|with|where|me|game|villain|time|rich); (scene|act|episode|season|curtain|lights|camera|action|fade|cut to|
    voiceover|narrator|stage direction|director|actor|actress|close up|zoom in|interior|exterior|int|ext) (#|,|:|
    one|two|three|out|in|opens|closes|says|shouts|camera|action|looks|to|yells|day|night|enters|reads|whispers|
    rolling); lights (out|camera|on); (pretend|pretending|pretended|pretends|imaginary|imagine|imagined|imagining|
    make believe|makebelieve|fantasy|fantasise|fantasize|fictional|fictitious|fictive|fictively|theoretically|
    hypothetical|hypothetically|suppose|supposing|supposedly); (lets|let us) (pretend|imagine|say|play|suppose|
    assume|act|roleplay|bet|fantasize|dream|make believe|gamble lol); (acting|act|talk|speak|speaking|behave|write|
    answer|respond|dress) (as|like) (|if) (a|an|my|the|if|elon|i|you|trump|satoshi|gordon); (im|i am|youre|you are|
    hes|shes|we are|were) (a|an|the|playing|pretending|acting|in) (whale|pirate|king|queen|wizard|billionaire|
    millionaire|banker|hedge fund|broker|character|villain|hero|robot|vampire|dragon|ghost|god|alien|cat|dog|actor|
    actress|to be|that|like|as|spy|wolf|genie|sheikh|prince|princess|unicorn|the part|a role|a scene|a play|
    character) (,|and|who|of|with|so|from|:|in|now|for|to|$); (fantasy|office|betting|football|mock|paper|school|
    student|class|friendly) (league|pool|draft|competition|contest|tournament|championship|portfolio|team); (school|
    student|class|university|college|kids|hackathon|science) (project|assignment|play|account|competition|contest|
    essay|report|theatre|game|demo|homework|thesis); (hackathon|thesis|homework|essay|dissertation|coursework|
    assignment|powerpoint|slide deck|keynote) (demo|,|$|purposes|example|project|example|only|question|exercise|
    task); (for|in) (a|the|my|our|his|her|their) (hackathon|demo|video|screenshot|youtube video|tiktok|vlog|stream|
    livestream|thesis|essay|blog post|presentation|slides|meme|school project|play|film|movie|commercial|ad|sketch|
    podcast|documentary|experiment|lecture|class|lesson|quiz|song|story|novel|homework|seminar|photo|picture|prank)
    (,|$|demo|only|about|on|and|with|i|we|shoot|of|tonight|tomorrow|at|fake|not); @B paper (account|money|trade|
    trading|portfolio|wallet) (,|$|only|at|please|not|in|for|of|game); play money; only (a|in) (game|play|joke|test|
    dream|movie|drill|theory|the game|fun|quiz|simulation|demo|exercise|story); (fake|not real|no real|isnt real|not
    actual|not for real|unreal) (money|trade|coins|order|,|$|funds|tho|though|obviously|please|trading|one|cash);
    not (real|serious|seriously|for real|literally|actual|actually|a real|meant|a command|an order|an instruction|a
    request|an actual) (,|$|order|money|command|one|trade|request|buy|sell|do|please|to be|like|~)
    """,
    # Mockery.
    """
    yeah right; ya right; yea right; yah right; sure thing (genius|boss|buddy|pal|einstein|sherlock|captain|chief|
    mate|lol|haha|champ|sport|smartypants|dude|honey); sure sure; sure jan; sure buddy; sure , why; yeah sure; yea
    sure; suuure; suure; suuuure; yeahhh; riiight; riight; oh (sure|yeah|great|yes|wow|boy|please|of course|
    absolutely|certainly|definitely|fantastic|brilliant|wonderful|lovely|perfect|nice|really|how|totally) (,|lets|
    just|let|why|because|that|i|we|~|go|do|what|another|now|thats|genius|please|everyone|buy|sell|my); (haha|hahaha|
    lol|lmao|rofl|hehe|ha|ha ha|ahah|jaja|jajaja|hah|lmfao|kek) (of course|sure|yeah|right|yes sure|why not|good
    one|very funny|nice try|as if|imagine|never|in your|no|nice one|oh sure|yeah sure|absolutely|totally|great|
    brilliant|genius) (,|$|right|lets|~|buy|sell|let|why|that|boss|genius|mate); of course , (~|lets|because|i|why|
    that|buy|sell); very funny; so funny; (how|so|very|really|hella|super) (hilarious|hysterical|funny|amusing|
    clever|witty|brilliant|smart|original|generous|convenient|cute) (,|$|of|that|idea|move|he|she|they|you);
    hilarious; hysterical; nice try; good one (,|$|lol|haha|mate|bro); (great|brilliant|genius|fantastic|wonderful|
    amazing|excellent|splendid|marvelous|marvellous|terrific|superb|awesome|perfect|lovely|smart|clever|solid|bold|
    flawless|masterful|nice|fabulous|stellar|magnificent|wise|foolproof|bulletproof|genius level|galaxy brain|big
    brain|300 iq|200 iq|iq) (plan|idea|move|strategy|advice|thinking|play|decision|job|work|investment|suggestion|
    logic|call|tactic|trade|tip|timing|moves|insight|financial|wisdom|reasoning|business plan) (,|$|:|lol|haha|
    there|right|as|again|genius|einstein|sherlock|mate|bro|like|buddy|by|to|huh|eh|indeed|really|love|well|worked|
    what|that|you|this|guys|boys|dude|man|sir|captain|boss|chief|folks|everyone|~); (wow|omg|gosh|gee|jeez|geez|
    bravo|congrats|congratulations|slow clap|applause|hooray|yay|chapeau|well done|hats off|kudos) (,|what|genius|
    how|great|such|so|nice|brilliant|look|thanks|really|to|for|everyone|~|lets|clap) (genius|a|brilliant|great|
    smart|original|an|clever|move|funny|idea|,|nothing|lets|sell|buy|you|whoever|me|~|another|the); (genius|
    einstein|sherlock|mastermind|nostradamus|moron|idiot|clown|dumbass|dummy|stupid me|silly me|smartass|braniac|
    numbskull|bozo|muppet|donkey|fool) (,|$|move|moves|that i am|right here|over here|idea|plan|level|strategy|
    trader|at work|alert|investor|like me|thats me|behavior|behaviour|energy|award|that|who|of); (brilliant|genius|
    hilarious|priceless|comedy gold|comedy|classic|iconic|legendary|unbelievable|ridiculous|pathetic|laughable|
    delusional|delulu|insanity|clownery|foolishness|nonsense|bullshit|bs|bollocks|rubbish|balderdash|clown world|
    lunacy|madness|suicide|financial suicide) (,|$|right|i know|lol|who|how|what|really|as|idea|stuff|at its|haha|
    advice|:); (what|nothing|anything|something) (could|can|would|might|ever) (possibly|ever|conceivably|really|)
    (go|be|happen|have gone|went) (wrong|worse|better|bad|smarter|dumber); what could go wrong; (thatll|that will|
    thats gonna|that is going to|that would|that should|thisll|this will|itll|it will|ill) (|surely|definitely|
    really|sure|show|totally|certainly|just|finally) (teach|show|learn|impress|fix everything|solve everything|make
    me a millionaire|make me a billionaire|make me rich|make me famous|make me look|shock|scare|confuse|annoy|save|
    punish|please the|fool|work out great|end well|age well|go well|help a lot|be fun|be smart|be brilliant|end
    badly|go great) (em|him|her|them|you|ya|everyone|me|those|the|us|,|$|a|all|lol|this|not|my|time|haha|for sure|
    so|rich|too); teach (em|them|him|her|me|those|the|you|us|everyone) (a|,|$|all|to|not|for|lol|bears|market|
    whales|bulls); (worked|works|went|ended|goes|going) (so|out|really|very|super|just|oh so|great|) (|so|well|
    great|wonderfully|perfectly|fantastic) (last|before|the last|every|so far|for|in) (time|week|year|month|times|
    far|him|her|them|luna|everyone|2021|2022); like (i|we|an|a|the) (always|idiot|fool|moron|usual|do|genius|
    champion|pro|boss lol|clown|true|real|total|complete|lemming|sheep|sane|insane|maniac|madman|drunk|drunken|
    degenerate) (do|,|$|would|trader|investor|i am|person|that|who|with|at|idiot|fool|moron|does|degen|sailor); (as|
    like|exactly|just) (what|how) (a|an|any|every|the|no|all) (sane|smart|rational|normal|reasonable|intelligent|
    wise|responsible|genius|idiot|fool|crazy|drunk|true|real|sensible|moron) (person|human|man|woman|being|adult|
    investor|people|would|does|trader|idiot|one|,|mind); (sane|sensible|rational|smart|reasonable|intelligent|
    responsible|normal) (person|people|human|humans|adult|investor|being|man|woman|mind) (would|does|do|will|never|
    ever|buys|sells|should|,|$|could); said (no|nobody|no one) (one|sane|body|) (ever|in history|,|$|at all|with|
    who); (who|what|which) (thinks|invents|dreams|comes|came|comes up|writes|needs|wants|does|buys|sells|even|would|
    in their|on earth|kind of|sort of|idiot|genius|moron|told|wrote|taught|gave) (of|up|these|this|that|with|things|
    stuff|it|right|do|thinks|buys|sells|wrote|told|would|does|has|came|such|them|like|you|him|~); because (clearly|
    obviously|of course|apparently|why not|who|thats|im so|im clearly|im obviously|im such|im a|im an|im rich|im
    very|i clearly|i obviously|i apparently|i always|i love losing|i love to lose|i hate money|i am so|i am clearly|
    i am obviously|i am such|i am very|i enjoy losing|i have no|i have nothing|i have so much|i have too much|i
    never learn|i like losing|i like pain|yolo lol|nothing says|nothing ever|what could|losing|everyone knows|
    everyone knows that); (clearly|obviously|apparently) (,|i make|i am|im|i have|i know|the answer|because|a
    genius|everyone|not|we|this|such|money|my|it|they); (love|loving|enjoy|like|adore|hate) (to lose|losing|burning|
    being poor|money so|pain|to burn|wasting|to suffer); (burn|set|light) (my|the|all|our|it|some) (money|house|
    cash|savings|house down|on fire|lot|all|world); burn (the|my|our) house; lets burn; why not burn; (why|or) not
    (,|lets|burn|right|throw|just burn|while|also|jump|sell my kidney|everything|also sell) (burn|lets|jump|throw|
    the|my|why|set|give|go|sell my|eh|ruin|also); (throw|throwing|flush|flushing|waste|wasting|burn|burning|set|
    light) (|all|more|some|away|my|it|good|even|good money|another) (|my|the|of my|more|good|some|hard earned)
    (money|savings|cash|salary|fortune|toilet|fire|paycheck|down|life savings|dollars) (|down|away|after|on|at|in|
    into|out); (so|too|very|filthy|stinking|disgustingly|obscenely|already|insanely|sooo|soo|really) rich (,|$|man|
    lol|haha|bro|now|that|i|and|me|right|already|dude|as); (im|i am) rich (,|$|lol|haha|bitch|now|baby|as|bro|like|
    and|man|you|beyond); (huge|massive|gigantic|enormous|big|fat|endless|infinite|unlimited|vast|generous|royal|
    limitless|mighty|giant) (salary|fortune|inheritance|wealth|pile|paycheck|trust fund|bank account|budget|bonus|
    savings|wallet|pocket|pockets) (,|$|ha|lol|haha|of nothing|of zero|of #|of dust|of air|of hopes|right|hehe|sure|
    im|that|as); with (my|the|all my|all the) (|_) (nothing|zero|dust|good looks|charm|charisma|smile|salary , ha|
    tears|hopes|hope|prayers|thin air|magic|imagination|lint|air|debt|debts|overdraft|thoughts|ramen|crumbs|
    lottery); lunch money; good looks; (money|cash) grows on; (yolo|rip|bye|goodbye) (to) (my|the) (savings|rent|
    life|house|marriage|money); (watch|and watch|just so|so it|then it|and then it|so that it|only for) (it|%|the
    price|me) (to|can|will|) (go|moon|pump|dump|crash|double|triple|tank|fly|rise|fall|drop|10x|explode|soar|
    skyrocket|be|regret|lose|instantly|immediately|cry) (to|#|,|$|right|instantly|immediately|again|after|the|5|
    five|in|like|as|so|next|minutes|by|it|everything|poor); (at|near) the (very|absolute|exact|literal) (top|bottom|
    ath|peak|low|high) (|again|as always|like always|as usual|obviously); at the (top|bottom|peak|worst|ath|all time
    high) (again|like|as|of course|because|obviously|every|lmao|lol|always|, as|, like|,|once more|genius|brilliant|
    so); buy high; sell low; (everyone|everybody|people|the internet|wallstreet|wall street) (loves|hates|laughs|
    laughing|will laugh); (lambo|lambos|lamborghini|yacht|mansion|private jet|private island|moon base) (they|
    tomorrow|next week); (🙃|🤥|💭|🤷); (thanks|thank you) for (nothing|ruining|the loss|losing|wasting|that
    brilliant|the great advice); (this|that) (guy|dude|man|woman|lady) (,|$|lol|haha|lmao); lmao imagine; imagine
    (that|,|$|if|being|doing|buying|selling|~|how|a|the|i|you|me|my|lol|haha|having|it); sigh ,; sigh $; eye roll;
    eyeroll; facepalm; rolls eyes; rolling my eyes; (cool|great|nice|sweet|amazing|neat) story; (tell me|told)
    (another|a joke|about it); (dead|die|died|dying) (laughing|of laughter|lol); crying laughing; (lol|lmao|rofl|
    haha|hahaha|hehe|jaja|kek|xd|😂) this guy; (filming|shooting a|on camera|on set|camera is|cameras|rehearsing|
    rehearsed|recording a|streaming live for); (virtual|imaginary|pretend|toy|fictional|fantasy|invisible|mythical|
    hypothetical|fictitious|make believe) (_|farm|fund|world|land|pet|friend|portfolio|casino|city|garden); (trivial
    pursuit|pub quiz|family game|jeopardy|who wants to be|wheel of fortune|poker face|chess move|card trick|magic
    trick|tarot|fortune teller|ouija|horoscope|crystal); if you (lose|win|blink|laugh|fail|miss|guess); (pocket
    change|chump change|peanuts to me|couch money|coffee money|small change|play change); oh (joy|goody|goodie|
    lucky|the irony|how original|how smart|how clever|how wise|how lovely|how nice|how fun|fantastic|marvelous|
    happy|bliss); (love|loving) (that|this|it) for (me|us|you); (so|such a|how) (smart|clever|wise|brilliant|
    talented|gifted|lucky|intelligent|genius) (,|$|lol|haha|right|of me|i am|that|am i|like|as); (because|cause|cuz|
    since) im (so|sooo|soo|such|very|oh so|super|clearly|obviously|totally|a) (smart|clever|wise|brilliant|genius|
    rich|lucky|good|talented|intelligent|patient|disciplined); (soo|sooo|soooo|sooooo|suuch|sooo much|veeery|
    reeeally|totallyyy) (smart|rich|wise|clever|good|funny|safe|lucky|brave|brilliant|great|helpful|fun|generous|
    profitable|much|original|easy); (safe|solid|sound|steady) as (a|) (houses|house|rock|bank|always lol); (lucky|
    silly|stupid|poor|clever|smart|good old|typical) me (,|$|lol|haha|again); (slow|golf|round of) (clap|applause);
    clap clap; (ace|top|stellar|cunning|master|perfect|flawless|great|super) plan (,|$|einstein|genius|sherlock|lol|
    boss|mate|as|that|brain); (einstein|sherlock|napoleon|houdini|picasso|mozart|buffett|gekko) (,|$|over here|
    strikes|move|of|here); (thanks|cheers|kudos) (captain|sherlock|einstein|genius); captain obvious; rocket
    science; no brainer lol; (worst|best) financial (advice|decision|advisor|adviser); hodl my beer; hold my beer;
    because why (not lol|learn|would|think|bother|be); (for|in|with|on) my (|_) (sims|sim|avatar|minecraft|roblox|
    fortnite|gta|second life|monopoly|barbie|lego|doll|dolls|toy|stuffed|imaginary|virtual|trading game|game|play|
    puppet|paper|fantasy|dnd|d&d|character|wizard|npc|alt character) (|family|village|house|farm|game|team|shop|
    bank|league|portfolio|account|world|character); (wizard|elf|dwarf|orc|knight|paladin|rogue|bard|warlock|mage|
    npc|boss fight|dungeon|spell|mana bar|hit points) (casts|says|buys|sells|attacks|uses|drops|,); poker face;
    double or nothing; (loser|winner|last one|losers|winners) (buys|sells|pays|gets|takes|drinks); (daddys|daddy|
    mummys|mommys|mommy|grandpas|sugar daddys|sugar daddy|papas|my trust fund|the bank of) (rich|money|pays|paying|
    credit card|card|wallet|will pay|mum|mom|dad); what a (strategy|plan|move|idea|trader|investor|winner|champion|
    brilliant|great|clever|smart|lovely|wonderful|way to|waste|glorious|masterplan|investment) (lol|haha|,|$|that|
    to|idea|plan|move|strategy|trade|way|from|this|of); classic me; (typical|classic|so very|just so) me (,|$|again|
    lol|haha|move); (while|as) rome burns; (because|cause|cuz|coz|since) (money|that|this|it|luna|ftx|why|losing|
    everything|nothing|life|who|logic|sanity|sleep|being|debt|poverty) (means|worked|works|went|ended|needs|is|
    grows|was|has|isnt|doesnt|never|always) (nothing|so|great|well|fun|cool|good|overrated|on trees|out|a|for|
    wonderfully|last|too|boring|easy); as always , (~|lets|i); the (top|bottom|peak) as (always|usual|ever|per);
    (at|buy|sell|buying|selling) the (top|bottom|low|lows|high|highs|peak|dip) (as|like|again) (always|usual|a|
    every|,|$|i|ever|per); (watch|see) (it|%|them|the price|the coin) (triple|double|moon|pump|dump|crash|tank|fly|
    rocket|explode|plummet|skyrocket|10x|100x|rise|fall|go); it is for a (sketch|play|movie|film|video|prank|test|
    quiz|game|class|joke); its for a (sketch|play|movie|film|video|prank|test|quiz|game|class|joke|scene|school|
    story|meme|demo|presentation|book|novel); (checkmate|stalemate|touchdown|bingo|yahtzee|royal flush|full house|
    all in on red|game over|level up|boss fight|your serve|en garde|tag youre it|ready player|red team|house rules|
    dungeon master|gamemaster|game master|quizmaster|croupier|referee|umpire|ringmaster|narrator|storyteller|stage
    manager|ventriloquist|puppet) (,|$|says|to|lol|baby|~|on|in|here); knock knock; whos there; (a|an) (priest|
    rabbi|man|bull|bear|horse|trader|bitcoiner|guy|whale) walks into; (punchline|punch line|riddle me|joke time|joke
    of|dad joke|one liner|limerick|haiku|poem|rhyme|rap|freestyle|tongue twister|pun intended|pun) (,|$|:|is|of|
    about|~|this|time|battle); (end|begin|start|opening|closing|final|next|cut|deleted) (scene|scenes|credits|act|
    quote|transcript|of story|of quote|of joke|dialogue|monologue); wanna (bet|play|wager|gamble|race|try) (,|?|$|a|
    with|that|on|you|me|i); (allowance|pocket money|piggy bank|tooth fairy money|lunch money|sofa cushions|couch
    cushions|loose change|spare change lol|bottle deposit|paper route); take that (,|bears|bulls|whales|market|
    haters|banks|$|you|wall); (made|built|full) of (money|gold|cash); (thanks|thank you|cheers) (obama|biden|trump|
    captain obvious|sherlock|einstein|for nothing|elon|powell|lagarde); (smart|clever|wise|rich|normal|sane|
    sensible|brave|stupid|dumb|other|real|most) (people|guys|folks|men|women|traders|investors|persons|humans|money|
    kids|ppl) (~|would|will|do|dont|buy|sell|say|are); (clown|skull|laughing|crying|facepalm|eyeroll|rolling eyes|
    upside down|shrug|winking) (emoji|face|music|emojis|meme|reaction); (oooh|ooooh|oooooh|woooow|wooow|woow|woooo|
    ohhhh|ohhh|soooo|pfff|pffft|pfft|pff|tsk|tss|duh|duuh|meh|bah|yawn|snore|ha , ha|har har|hardy har|muahaha|
    mwahaha|bwahaha|hah) (so|,|$|how|such|brave|right|sure|what|yes|look|very|great|nice|as|~|lets|like|i|that|
    because|ha); i (sneeze|poop|print|breathe|bleed|sweat|eat|fart|burn|bathe in|swim in|wipe with|shit|piss|own|
    grow|mine) (money|gold|cash|dollars|bitcoin|hundreds|bills|yachts|the bank|the world|the moon); live (in|under|
    on) (a|the|my) (tent|bridge|box|cardboard|street|streets|car|van|cave|basement|moon|island); (sleep|sleeping)
    under (a|the) bridge; (oh|hey|just|ooh)look at me; sarcasm (off|on|intended|,|$|mode|alert|tag); (genius|
    amateur|happy|clown|comedy|story|rush|idiot|power|golden) hour (,|$|lol|haha|for); (if|when|unless) the (dice|
    die|coin|cards|wheel|roulette|stars|planets|tarot|magic|gods|spirits|bones|ball) (land|lands|say|says|fall|show|
    shows|come|comes|align|spin|hits|agree|will|turn|roll|rolls); (lands|land|landed) on (#|heads|tails|red|black|
    one|two|three|four|five|six|zero); (lol|haha|hey|ok|yes|yeah|sure|right|great|fine) , (~|sell|buy) _ _ _ , (and|
    then|so) (then|i|ill|we|my|after that|next) (ill|i|will|can|live|sleep|eat|go|move|retire on|beg|cry|we); and
    then (ill|i will|i|we|well) (live|sleep|cry|eat|beg|retire|die|move|marry|buy|sell|laugh|weep|go|become|be|rule|
    fly|swim|quit|call|tell|regret|celebrate); (wow|much|very|so) such (trader|wow|profit|genius|skill|smart|
    strategy|money); wow such; such (trader|genius|wow|skill|wisdom); ka ching
    """,
)
