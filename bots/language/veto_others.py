"""Turns of speech of people who speak to somebody else, or report others. See `veto_kinds`."""

from __future__ import annotations

from typing import Final

__all__ = ["OTHERS"]

OTHERS: Final = (
    # Somebody else is spoken to.
    """
    @; ^ (hey|hi|yo|ok|okay|hello|dear|listen|look|so|bro|please|pls|oi|psst|ay|well|and|) <bot> (,|~|please|pls|
    can|could|would|will|go|i want|set|lets|kannst); ^ (hey|hi|yo|ok|okay|hello|oi|) <bot> $; (ok|okay|hey|hi|yo|oi|
    hello|dear|thanks|ask|tell) (google|alexa|siri|cortana|bixby|chatgpt|gpt|claude|gemini|copilot|grok|jarvis);
    (alexa|siri|cortana|bixby|chatgpt|gemini|copilot|grok) (stop|cancel|shut|buy|sell|are you|play|dont|no); ,
    (alexa|siri|cortana|bixby|chatgpt|google|gemini|copilot|grok) (,|$); ^ <name> , (~|please|pls|can|could|would|
    will|you|u|go|just|dont|stop|i|my|the|if|do|now|its|why); ^ <name> (pls|please|can you|can u|could you|could u|
    would you|will you); ^ <name> ~ (#|my|your|ur|all|half|the|some|everything|me|%); (hey|hi|hello|yo|dear|bro|ok|
    okay|listen|oi|psst|ciao|hola|hallo|salut|hej|morning|good morning|gm|please|pls) <name> (,|~|please|pls|can|
    could|would|will|you|u|go|just|how|and|i|my|your|if|do|here is what|remember|what); (dear|lieber|liebe|hallo|hi|
    hello|hey) (mr|mrs|ms|miss|dr|prof|herr|frau|sir or madam|madam|all|customer|friends|colleagues|community|
    members|broker|bank|investor|subscriber|user|winner|sirs|colleague|family); , (mr|mrs|ms|miss|dr|prof|herr|frau)
    _ (,|$); , <name> , (and|you|u|dont|please|pls|stop|then|or|as|my|before|for|i|lol|haha|its|thats|what|tell); ,
    <name> $; % <name> $; # <name> $; ^ (hey|hi|yo|ok|okay|hello|dear|listen|look|so|please|pls|my|) <dear> (,|~|
    can|could|will|please|pls|you|u|go|did|do|just|i|its); , <dear> (,|$|can|please|pls|can|could|and|you|u); , (my|
    dear|sweet) (love|dear|heart|angel|honey|son|friend|boy|girl) (,|$); <dear> can (you|u); ^ (hey|hi|yo|ok|okay|
    hello|dear|listen|look|so|gm|morning|good morning|attention|alright|right|come on|lets go|) (all|you|u|to all|)
    <crowd> (,|~|listen|please|pls|remember|dont|you|u|its|lets|we|everyone|in here|here|go|should|today|now|time|
    just); , (guys|everyone|everybody|folks|boys|lads|ladies|kids|children|class|yall|gang|peeps|chaps|team) (,|$|
    and|we|lets|its); (all|each) of (you|u|yall); (for|to) (you|u) (not|and not|only|, not) (me|for me|mine|esther);
    not for me; not me ,; for you , not; (your|ur) (own|bags|bag|coins|stack|wallet|portfolio|phone|account|pc|
    laptop|app|side|behalf|eth|btc|link|sol|arb|op|avax|doge|holdings|position|tokens|stash|exchange|broker|bank|
    savings|risk|money|crypto|half|%|#); (sell|buy|swap|dump|convert|ditch|move|send|rebalance|bridge|unload) (|all|
    half|all of|half of|some of|a third of|most of|the rest of|_ of|one of|#|# of|# _ of) (your|ur|yo|his|her|their|
    everyones|somebodys|peoples); @B (his|her|their) (%|own|bags|wallet|coins|stack|portfolio|account|money|
    holdings); (tell|telling|ask|asking|text|texting|texted|message|messaging|dm|email|emailing|mail|write|writing|
    call|calling|inform|remind|advise|instruct|order|beg|convince|force|make|let|have|get|forward|fwd|forwarded|
    sending|send) (|it|this|that|this one|a note|a message|an email|a text) (to|) (my|the|our|his|her|your|<name>|
    <kin>|mum|mom|dad|him|her|them|everyone|everybody|people|someone|somebody|mr|mrs|li|accounting|support) (|_) (,|
    to ~|that|he|she|they|about|saying|if|should|now ,|not to); fwd; fw ,; re ,; cc ,; (forward|forwarded|
    forwarding|reply|replying|answer|answering|response|message|msg|note|memo|letter|email|dm|text|instruction|
    instructions|orders|request|order|reminder|quote) (this|it|) (to|for|from) (my|the|our|<name>|<kin>|mum|mom|dad|
    him|her|them|all|everyone|everybody|accounting|support|a|li|sales|ops|finance|treasury); ^ (to|for|attn|
    attention|cc) (accounting|support|sales|finance|treasury|ops|everyone|all|whom|my|the _|<name>|<kin>|mum|mom|
    dad|hr|management|desk|the desk) ,; meant (for|to) (my|the|someone|somebody|him|her|them|another|other|a
    different|<name>|else); for (the other|another|a different|my other) (bot|chat|group|app|account|person|
    assistant|broker|agent); (other|another|different) (bot|broker|assistant|agent|group|channel|recipient|person);
    (not|wasnt|isnt) (for|to|meant for) (you|u|esther|this); (you|u|ya) (wont|will not|will never|should|shouldnt|
    must|owe|gotta|have to|need to|ought|guys|all|better|idiot|fool|dont have|cant miss|cant lose|lot|two|promised|
    know you want|said|told|were|always|never|keep|can keep|decide|choose|pay|go first|do that|do it); trust me
    (bro|bruh|dude|on this|,|$|mate|man|its|you|and); (ill|i will|i|we|and ill|then ill) (pay you|pay u|owe you|owe
    u|show you|show u|buy you|buy u|explain|meet you|tell you why|teach you|send you|thank you later|cover you|split
    it with|give you|help you|refund|match it|call you|bring you|reimburse); pay (you|u|me|him|her|them) back; owe
    (me|you|u|him|her); and (buy|bring|get|give|make|cook|send|call|meet|pay|lend|bake) (me|us) (a|an|some|back|
    coffee|beer|dinner|lunch|pizza|the|one|drinks|home|when|at|tonight|later); (on|with|from|via|in) (ur|your|his|
    her|their|his own|his|moms|dads|my moms|my dads|somebody elses|someone elses|my friends|my brothers|my sisters|
    my wifes|my husbands|my boss) (phone|pc|laptop|app|account|wallet|tablet|card|bank|broker|exchange|computer|
    ledger|coinbase|binance); on (coinbase|kraken|bybit|revolut|robinhood|etoro|bitstamp|gemini|kucoin|metamask|
    ebay|amazon|okx app|the other exchange|another exchange|my other); on binance (,|$|for|not|when|pls|please|and|
    i|with|by|account|app); at your (bank|broker|branch|counter|desk|exchange); account at (your|the|my); (everyone|
    everybody|each person|each one|each of us|all of us|we all) (~|buys|sells|should|must|get|put|chip|puts); #
    each; % each (,|$|and); one each; (we|lets) (all|both); lets all; stop (whining|complaining|asking|crying|
    begging|worrying about it|nagging|being); grow (a pair|up); man up; dont be (a|such|so|shy|scared|late ,)
    """,
    # Others are reported.
    """
    (he|she|they|who|everyone|everybody|someone|somebody|people|nobody|<kin>|<name>|guy|dude|lady|man|woman|boy|
    girl|stranger|caller|host|bloke|chick|expert|experts|influencer|influencers|streamer|youtuber|podcaster|
    preacher|tweet|twitter|reddit|tiktok|youtube|telegram|discord|facebook|instagram|bloomberg|cnbc|reuters|forbes|
    cramer|elon|musk|trump|saylor|vitalik|buffett|buffet|cathie|powell|whales|chart|charts|article|headline|
    headlines|paper|newspaper|radio|tv|news|book|manual|song|lyrics|poster|sign|sticker|ad|advert|ads|banner|email|
    newsletter|podcast|horoscope|fortune|oracle|tarot|ouija|voice|parrot|bot|spam|group|chat|forum|blog|movie|film|
    story|saying|proverb|rule|they all|text|mail|letter|note|voicemail|screen|broker|bank) (|was|is|were|are|just|
    always|still|once|literally|even|actually|really|only) (says|said|say|saying|goes|went like|tells|told|telling|
    claims|claimed|claiming|insists|insisted|recommends|recommended|advises|advised|suggests|suggested|screams|
    screamed|screaming|shouts|shouted|shouting|yells|yelled|yelling|whispers|whispered|writes|wrote|texted|texts|
    posted|posts|tweeted|tweets|typed|types|mumbled|muttered|begged|begs|urges|urged|ordered|demands|demanded|
    predicts|predicted|promises|promised|preaches|preached|asks|asked|reads|keeps|kept|be like|was like|is like|were
    like|told everyone|told everybody|always|told me|wants me|wanted me|made me|keep|kept|all say|all said|repeats|
    repeated|sang|sings|announced|commands|commanded|orders|warned|warns|swears|swore|wants|wanted|used to say) (|,|
    that|to|me|me to|us|us to|him to|her to|i should|you should|just|always|, just|like|like ,|him|her|everyone|
    everybody|people|the world|everyone to|people to|now|today|please|i must|i have to|i need to|we must|at dinner
    to|everyone at _ to) (~|"|“|all in|get|hold|hodl); @B (he|she|they|who|everyone|everybody|someone|somebody|
    people|nobody|<kin>|<name>|guy|dude|lady|man|woman|boy|girl|stranger|caller|host|bloke|chick|expert|experts|
    influencer|influencers|streamer|youtuber|podcaster|preacher|tweet|twitter|reddit|tiktok|youtube|telegram|
    discord|facebook|instagram|bloomberg|cnbc|reuters|forbes|cramer|elon|musk|trump|saylor|vitalik|buffett|buffet|
    cathie|powell|whales|chart|charts|article|headline|headlines|paper|newspaper|radio|tv|news|book|manual|song|
    lyrics|poster|sign|sticker|ad|advert|ads|banner|email|newsletter|podcast|horoscope|fortune|oracle|tarot|ouija|
    voice|parrot|bot|spam|group|chat|forum|blog|movie|film|story|saying|proverb|rule|they all|text|mail|letter|note|
    voicemail|screen|broker|bank) (|just|always|still|once|also|even|actually|really|only) (says|said|say|saying|
    goes|went like|tells|told|telling|claims|claimed|claiming|insists|insisted|recommends|recommended|advises|
    advised|suggests|suggested|screams|screamed|screaming|shouts|shouted|shouting|yells|yelled|yelling|whispers|
    whispered|writes|wrote|texted|texts|posted|posts|tweeted|tweets|typed|types|mumbled|muttered|begged|begs|urges|
    urged|ordered|demands|demanded|predicts|predicted|promises|promised|preaches|preached|asks|asked|reads|keeps|
    kept|be like|was like|is like|were like|told everyone|told everybody|always|told me|wants me|wanted me|made me|
    keep|kept|all say|all said|repeats|repeated|sang|sings|announced|commands|commanded|orders|warned|warns|swears|
    swore|wants|wanted|used to say) (|_) (so|that|this|me|us|$|,|every|all|in|on|at|again|daily|always|lol|haha|
    over|because|with|from|and|while|when|before|after|years|yesterday|today|once|twice|to me|lmao|today|the other|
    last|like); (he|she|they) (says|said|goes|tells|told|wants|asks|asked|wrote|texted) $; so (they|he|she|it|
    people|everyone|i) (say|said|says|told|heard|read|claims|claim|wrote|the story); or so (i|they|he|she|the); as
    (they|he|she|my|the|people|kids|everyone|everybody|someone|somebody|yoda|buffett|buffet|gandhi|the kids|the
    saying) (say|says|said|goes|put|once|used|always|would|calls|call|do); (they|people|folks|experts|some) (say|
    said|tell|told|claim|recommend|think|shout|scream|keep); (is|was|were|are|being) (his|her|their|the|my) (advice|
    tip|words|exact words|motto|mantra|message|answer|suggestion|recommendation|idea|plan|order|instruction|last
    words|wisdom|verdict|reply|catchphrase|slogan); (exact|literal|famous|last|wise|his|her|their|final|actual|own)
    words; words (of|from|by); in (his|her|their) words; (is|was|are|were|thats|thats basically) what (the|my|his|
    her|he|she|they|it|a|an|people|everyone|everybody|<name>|some|all|i read|i heard|i was told|i saw|we|you|u|this|
    that|one|grandpa|grandma|mom|dad|mum|elon|trump|twitter|reddit); thats what (the|my|his|her|he|she|they|it|a|
    people|everyone|<name>|some|i read|i heard|i was told|i saw|one); what (he|she|they|the _|my _) (told|said|says|
    tells|wants|wrote|suggested|recommended|recommends|typed); (according|acc) to; (source|sources|via|credit|
    credits|from|by|author|ref|reference|seen|spotted|found|overheard) ,; source; (via|by|per|from|over|through)
    (sms|text message|whatsapp|wechat|signal group|telegram|email|mail|dm|a dm|pm|voicemail|a text|a call|phone
    call|a stranger|strangers|an unknown|unknown|tiktok|twitter|reddit|youtube|instagram|facebook|linkedin|discord|
    4chan|x dot com|a tweet|a post|an email|a podcast|the podcast|the radio|radio|the news|the newspaper|the tv|tv|
    bloomberg|cnbc|a friend|an article|the article|a blog|a video|the video|a book|the book|the manual|a newsletter|
    the newsletter|a flyer|the group|the channel|a channel|vip|the vip|a meme|the meme|the internet|a guru|the guru|
    a scammer|an ad|the ad|a bot|a movie|the movie|a film|a song|the song|my horoscope|a fortune cookie|fortune
    cookie); @B (heard|read|saw|seen|overheard|found|spotted|learned|learnt|got|picked up|received|noticed|came
    across|stumbled) (this|that|it|them|the tip|the advice|a tip|this one|from|about|on|in|at|by|somewhere|online|
    via|over) (|this|it|that) (in|on|at|from|by|via|somewhere|online|over|through|during|today|yesterday|once|about|
    the|a|my); @B (heard|read|saw|seen|overheard|spotted) (in|on|at|from|somewhere|a|the|some|my|online|it|this|
    that); got (this|it|that) (tip|text|message|advice|one|) (by|from|via|in|on|through|off); (popped|flashed|
    appeared|came|pops|showed|shows|scrolled|written|printed|scribbled|painted|sprayed|tattooed|says|displayed|
    plastered|pinned|engraved) (up|) (on|in|across|over|at|all over) (my|the|a|his|her|every|some|our) (|_) (screen|
    feed|timeline|wall|mirror|phone|tv|door|fridge|shirt|tshirt|bathroom|napkin|inbox|dms|window|board|billboard|
    chart|bus|page|toilet|cup|mug|arm|chest|forehead|back); (on|from) a (t shirt|tshirt|shirt|mug|poster|billboard|
    sticker|napkin|fortune cookie|bumper sticker|cap|hoodie|flyer|bathroom wall|toilet wall|wall|cup|sign|banner|
    bus); quote (unquote|,|of|from|end|by|$|me); unquote; end quote; end of quote; quoting; quoted; verbatim; word
    for word; paraphrasing; paraphrased; in quotes; quotation; (sic|cit|citation|excerpt|transcript); (his|her|
    their|the|my) (|_) (tip|advice|recommendation|suggestion|wisdom|hot take|call of the day|pick|picks|prediction|
    predictions|prophecy|mantra|motto|slogan|catchphrase|gospel|sermon|lecture|tweet|post|newsletter|signal|
    horoscope|words|opinion) (is|was|for today|of the day|for|says|said|goes|reads|would|number); s (tip|advice|
    recommendation|suggestion|wisdom|prediction|pick|motto|mantra|words) (,|$|is|was); (barbers|uncles|brothers|
    dads|moms|wifes|husbands|neighbours|neighbors|friends|bosss|boss|gurus|ladys|guys|drivers|strangers|analysts|
    experts|bankers|grandmas|grandpas) (tip|advice|recommendation|suggestion|wisdom|prediction|pick|motto|mantra|
    words|idea|plan|orders|message|opinion); (whole|entire|literal|actual|only|best|worst|free|investment|financial|
    great|life|solid|terrible|bad|sage|hot|insider|unsolicited|expert) (advice|tip|tips|wisdom|lesson|
    recommendation|guidance); (vip|premium|pump|trading|paid|free|insider|private|secret|latest|new|todays|telegram|
    discord|whatsapp) (signal|signals|tip|tips|alert group|call|calls|alpha group); (signal|tip|call|alpha) (of the
    day|from my|from the|from a|from vip|by my|by the|by a|received|for today|group|number|channel|$); (alpha|hot
    tip|insider info|insider tip|inside info|rumor|rumour|rumors|rumours|gossip|hearsay|fake news|clickbait|
    propaganda|shill|shilling|shills|shilled) (,|$|says|has it|is|from|that|in|on|by|group|of|at|alert|this); rumor
    has it; word on the street; legend has it; story goes; saying goes; motto (is|was|,); (page|chapter|verse|line|
    paragraph|section|slide|episode|season|act|scene|track|minute|volume|vol|issue|exercise|question|task|lesson|
    step|rule|level|quest|stage|tip|option|variant|scenario|item|point) (#|one|two|three|four|five|six|seven|eight|
    nine|ten|1|2|3) (,|$|of|is|says|said|in|reads|was|goes|on|from|~|#); (headline|headlines|breaking news|breaking|
    news|newsflash|article|op ed|editorial|press|tabloid|newspaper|column|thread|top comment|subject|title|caption|
    lyrics|chorus|refrain|verse|hook|tagline|slogan|spam|scam|phishing|ad|advert|horoscope|fortune cookie|tarot|
    prophecy|oracle|psychic|astrologer|tweet|tweets|meme|memo|transcript|subtitle) (,|today|of the|from|says|said|
    was|is|reads|this|number|shouts|screams|about|again|just); @B (keeps|keep|kept) (shouting|screaming|repeating|
    saying|telling|yelling|whispering|posting|tweeting|texting|nagging|bugging|begging|chanting|preaching|insisting|
    asking|writing|messaging|calling|singing|advising|urging|pushing|recommending|muttering|at it|on about);
    (shouting|screaming|yelling|whispering|barking) (at|in|into|through|on|over|from); @B (this|that|some|a|the|one)
    (guy|dude|lady|bloke|man|woman|kid|clown|idiot|moron|fool|genius|influencer|streamer|youtuber|tiktoker|stranger|
    caller|scammer|spammer|preacher|taxi driver|cab driver|uber driver|boomer|maxi|whale|bot|joker|analyst|expert)
    (,|$|again|lol|haha|is|was|in|on|at|here|there|from|just|really|has|says|wrote|texted|wants|told|made|lmao|with|
    i know|be like|who|keeps|told|literally|actually|buys|sells|bought|sold); (cramer|elon|musk|trump|saylor|
    vitalik|buffett|buffet|cathie wood|powell|putin|bukele|kiyosaki|dave ramsey|warren|satoshi|cz|sbf|justin sun|do
    kwon|beeple|snoop|kanye|drake|taylor swift|yoda|gandalf|batman|dumbledore|sherlock|homer|bart|gordon gekko|
    gekko|jordan belfort|belfort) (,|says|said|tweets|tweeted|would|told|is|was|be like|,|style|mode|$); quoth; thus
    spoke; spoken by; signed ,; yours ,; , said; , says; , told; , he; , she; , they (say|said|told|all|keep|
    shouted|call); @B said (he|she|the|my|no|nobody|everyone|every|everybody|one|no one|someone|somebody|<name>|
    <kin>|it will|it would|in|on|at|that|with|to); @B says (he|she|the|my|no one|who|everyone|every|someone|
    somebody|<name>|<kin>|here|this); said $; says $; (was|am|were|been|got|being) (told|advised|instructed|ordered|
    asked|urged|forced|paid|coerced|blackmailed|threatened|made) to; (was|were|been|got) told (,|$|by|this|that);
    they told me; (sir|mr|mrs|dr|professor|agent|officer|customer service|support|customer support|tech support|
    helpdesk|support team|the support|admin|moderator|mod) (_|) (asked|told|instructs|instructed|says|said|wants|
    requires|demands|needs); (not|isnt|no) financial advice; nfa; dyor; financial advice; guaranteed (profit|
    profits|returns|return|gains|#|win); click (here|the|this|link|below); (limited|special) (offer|time offer);
    (join|dm|contact|whatsapp|call|text|visit) (our|us|mr|mrs|now|for|my|this|me for|me to|the) (premium|vip|group|
    channel|more|details|info|whatsapp|telegram|_ for); t me; www; http; https; link in bio; double your; #x
    guaranteed; ignore (all|any|previous|the above|your|prior|earlier|every); (system|admin|developer|root|
    assistant|user|operator|moderator|official) (prompt|message|note|override|mode|command|instruction|says|notice);
    override; jailbreak; you are now; you are a; act as; (new|previous|prior|following|hidden|secret) (instructions|
    instruction|prompt|rules|directive|policy|orders); to whom it may; whom it may concern; (mister|monsieur|madame|
    senor|senora|signor|signora|sensei|dearest|my dear|comrade|captain|chief|officer|your honor|your honour|your
    majesty|sire|master|my lord|milord) (broker|banker|trader|robot|president|friend|<name>|<dear>|esther no);
    (everyone|everybody|anyone|somebody|people|all|folks|guys|yall|whoever) (in|on|from|of) (this|the|our|my) (chat|
    room|group|channel|call|thread|server|team|family|stream|gang) (,|~|please|should|must|buy|now|right|today|
    listen); (swears|swear|swore|raves|rave|raved|vouches|vouched|gushes|hypes|hyped|shills|shilled|preaches|
    lectures|lectured|nags|nagged|pesters|begs|hints|hinted|tipped|confided|bragged|brags|boasts|boasted|gossips|
    rumours|rumors|proclaims|proclaimed|decreed|decrees|spoke|speaks|sings|sang|mumbles|mutters|grumbles|sighs) (by|
    about|it|me|us|on|that|,|over|of|off|to) (|it|this|that|them) (,|to) ~; (ad|advert|billboard|banner|sign|
    sticker|poster|note|graffiti|flyer|leaflet|post it|screen|ticker|scoreboard|menu|tattoo|card|letter|receipt)
    (on|at|in|outside|over|above|near|said|says) (|the|a|my|our|his) (bus|wall|train|tram|metro|subway|street|
    fridge|door|window|shop|bar|gym|toilet|bathroom|tv|internet|web|corner|car|back|board|cafe|app|billboard|site|
    news|paper|highway|office|school); (wrote|written|writes|scribbled|scrawled|sprayed|chalked|read|said|printed|
    posted) (on|in|all over|across|at|under) (the|a|my|our|his|every|that) (board|blackboard|whiteboard|wall|napkin|
    mug|box|door|paper|label|bottle|forum|comments|chat|mirror|page|sign|back|bill|menu|cake|sand|card|screen);
    friend of a friend; that (was|were) my (|_) (2017|2018|2019|2020|2021|2022|2023|2024|#|youth|summer|year|week|
    life|plan|morning); (hath|sayeth|saith|quoth|spake|thus sayeth|spoketh); (has|have|hath) spoken; @B (reckons|
    reckon ?|insists|says|claims|thinks|believes|swears|suggests|recommends|advises|urges|tweets|argues|predicts|
    preaches|shouts|screams|whispers|yells|told me|tells me|told us|keeps saying|said|goes|hints|demands|commands|
    begs|pleads|wants) (,|$|lol|haha|😂); (as|)per (the|my|his|her|their|our|a|an|your|instructions|order|reddit|
    twitter|request of|advice); courtesy of (the|my|a|reddit|twitter|mr|<name>|<kin>|his|her); or so (claims|claim|
    says|say|said|goes|he|she|they|i|the|my|it|im told|thinks|believes); so (claims|says|sayeth|thinks|spoke|
    believes|writes|goes) (my|the|he|she|reddit|twitter|a|everyone|<name>|<kin>); (trending|viral|going around|
    making the rounds|circulating) (on|in|at|the|news|twitter|reddit|now|today|,|$); (insists|insist|insisted|
    reckons|claims|claimed|believes|thinks|demands|demanded|commands|orders|urges|advises|suggests|recommends|
    predicts|swears|screams|shouts|yells|whispers) , (~|"|“); (down|at|in|from|over) the (pub|bar|gym|barbershop|
    barber shop|hairdresser|hairdressers|sauna|office canteen|canteen|locker room|taxi|cab|uber|golf course|country
    club|church|bingo|temple|mosque|playground|water cooler|coffee machine|bus stop|train station) (reckons|says|
    said|told|thinks|swears|keeps|,|$|heard); (breaking|just in|flash|urgent news|exclusive|leaked|leak|insider) ,
    (~|whale|elon|trump); (barkeep|bartender|barman|barista|waiter|waitress|garcon|innkeeper|jeeves|alfred|watson|
    scotty|hal|mycroft|moneypenny|maestro|butler|driver|chauffeur|nurse|doc|teach|prof|sarge|skipper|matey|comrade|
    citizen|peasants|minions|soldiers|troops|dear diary|diary|universe|dear universe|dear god|god|lord|dear santa|
    santa|jesus|mother earth|genie) , (~|please|pls|can|could|will|let|make|give|i); (for|on) the house (,|$|
    please); to my (dear|beloved|dearest|lovely|old|good|dear old|_) (wife|husband|son|daughter|friend|brother|
    sister|mother|father|colleague|colleagues|neighbour|broker|grandson|children|heirs|followers|fans|students|
    readers) ,; (he|she|they|someone|somebody|<kin>) (yelled|yells|shouted|shouts|screamed|whispered|cried|said|
    says|barked|hollered|exclaimed|muttered|replied|answered|typed|wrote|laughed|sang|snarled|growled|sighed)
    (across|at|over|from|into|through|to|in|and|,|$|with|out|again|while); as (my|the|his|her|our) (|late|old|dear|
    wise|good|_) (uncle|aunt|father|mother|grandfather|grandmother|grandpa|grandma|boss|teacher|friend|wife|husband|
    coach|guru|poet|saying|song|proverb|bible|prophet) (|_) (says|said|say|would say|used to|always|goes|puts|put|
    would|taught|has it|likes); (wikipedia|investopedia|coinmarketcap|coindesk|cointelegraph|coingecko|tradingview|
    stackoverflow|quora|medium|substack|cnn|bbc|fox|nyt|wsj|ft|the economist|barrons|motley fool|zerohedge|
    blackrock|jpmorgan|goldman|grayscale|microstrategy|the oracle|the algorithm|the ai|the model|chat gpt|the bible|
    the quran|buddha|confucius|socrates|the prophet) (says|said|suggests|recommends|claims|writes|wrote|reports|
    reported|advises|tells|told|predicts|,); (bro|dude|man|mate|buddy|pal|fam|sis|girl|cuz|homie|chief|bruh|brah)
    (go|just go|u should|you should|u need|you need|u gotta|you gotta|im telling|listen|trust|believe|hear) (|me|to|
    ,|and) (~|me|you|all); go (buy|sell|ape|dump|swap) (#|some|%|a|all|yourself|your|ur|it); (cnbc|cnn|bbc|
    bloomberg|reuters|reddit|twitter|tiktok|youtube|facebook|instagram|telegram|discord|forbes|fox|cramer|wsj|4chan|
    news) (just now|just|today|right now|this morning|again|live|headline|tonight|yesterday|be like|,|$|tip|says|
    post|thread|comment|ad); chain (letter|mail|message|email); (from|in) a (letter|leaflet|fortune|dream|spam|meme|
    song|movie|tweet|comment|thread|post|newsletter|group chat|voice note|voicemail|telegram|whatsapp|fax|telegraph|
    prophecy|vision); (fortune|tarot|palm|tea leaf|tea leaves|crystal ball|horoscope) (teller|reader|reading|cards|
    said|says); (phrase|word|quote|tip|advice|wisdom|trade|joke|lesson|mantra|slogan|meme|proverb|thought|signal|
    call) of the (day|week|month|year|hour|night)
    """,
)
