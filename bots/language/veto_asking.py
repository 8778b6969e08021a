"""Turns of speech of people who ask for an opinion or for leave, or are in doubt. See `veto_kinds`."""

from __future__ import annotations

from typing import Final

__all__ = ["ASKING"]

ASKING: Final = (
    # An opinion is asked for.
    """
    wdyt; wdy think; wyt; thoughts (,|?|$|anyone|on this|pls|please); any thoughts; your thoughts; ur thoughts; y /
    n; yay or nay; yea or nay; yes or no; yes no; yes ? no; good idea ?; good idea ($|right|you think|u think|or
    not|or nah|or bad ?|or bad $|or stupid|or dumb|or a bad|or too|or just); bad idea (or|?|$); stupid idea; dumb
    idea; terrible idea; crazy idea; silly idea; wise or; smart or; clever or; dumb or; genius or; stupid or; worth
    it (or|?|$|imo|you think); is it worth; not worth it; (you|u|ya|do you|dya) reckon; reckon (its|thats|that|i
    should|its a|?|$); pros and cons; pro and contra; pros cons; for and against; what would you do; what would u
    do; what would you (say|advise|suggest|recommend|pick|choose); what do (you|u|ya|we|people|others) (think|say|
    reckon|make|recommend|suggest); what (you|u) (think|say|reckon|recommend); whats your (take|opinion|view|
    verdict|advice|gut|feeling|stance|call|read); whats ur (take|opinion|view|verdict|advice|call); your (take|
    opinion|verdict|view|advice|2 cents|two cents) (?|$|,|on|pls|please); ur (take|opinion|verdict|view|advice) (?|
    $|,|on|pls); honest (opinion|question|take); need (your|an|some) (advice|opinion); second opinion; am i (crazy|
    mad|insane|stupid|dumb|wrong|right|nuts|being|missing|too|overthinking|out of|the only|allowed|an idiot|greedy|
    late|early|making); is (this|that|it) (wise|smart|dumb|stupid|crazy|sensible|reasonable|a good|a bad|ok|okay|a
    mistake|too|safe|worth|legit|a scam|wise|silly|sane|mad|madness); isnt (that|it|this) (a|too|dumb|stupid|risky|
    crazy); sounds (good|right|ok|sensible|fair|like a plan|smart|reasonable) (?|to you|or); how does (this|that|it)
    (sound|look|seem); does (that|this|it) (sound|make sense|seem|look|work|add up|ring); make sense ?; makes sense
    ?; makes sense or; agree or; agree ?; do you agree; would you agree; hot or not; yay ?; fomo or; too (risky|
    tight|early|late|much|greedy|soon|high|low|wide|loose|expensive|big|small|deep) (?|or|you think); too (tight|
    risky|greedy) $; risky ?; risky or; bullish or; bearish or; bull or bear; (rate|judge|grade|roast|review) (this|
    my|it|that|the); rate from # to #; on a scale; from # to #, how; (am i|are we) being; would (you|u) (do it|do
    that|do this|do ?|do $|hold|recommend|suggest|advise|say|go for|dare|risk|still|also|ever|rather); should (i|we|
    one) (do|wait|rather|hold|buy|sell|better|go|even|not|really|just|take|set|swap|trust|listen|care|ape); shall
    (i|we); (do|did|dont) (you|u) (think|believe|reckon|feel|agree|recommend|suggest|approve|like the|see any|dare);
    you think (its|thats|so|i|this|that|the|it|is); u think (its|thats|so|i|this|that|it); in your (opinion|view|
    eyes|experience|place); what are the (odds|chances|risks|downsides); any (downside|downsides|risk|objection|
    objections|advice|opinion|opinions|reason not); (does|do|would) (anyone|anybody|someone|somebody) (think|know|
    recommend|agree|else); (please|pls) advise; advise pls; advice pls; advice please; advice ?; hmm ?; who else
    (thinks|would); (bad|good|right|wrong|perfect) timing (?|or|you|$); (convince|persuade|talk) me (to|not|out|of|
    otherwise|into|that); talk me (out|into); change my mind ,; prove me wrong; roast me; am i wrong; tell me (im|
    its|if|whether|why|i am|honestly); (smart|wise|clever|dumb|stupid|foolish|reckless|crazy|insane|sane) (?|huh|eh|
    right ?|yes|no ?); huh ?; eh ?; innit ?; amirite; am i right; or is (that|this|it) (too|a|dumb|stupid); how
    (risky|smart|dumb|stupid|wise|crazy|bad|good) is
    """,
    # Leave is asked for, or somebody else has a say.
    """
    if (thats|that is|its|it is|this is|thats all) (ok|okay|fine|alright|cool|allowed|good|legal|permitted|
    acceptable) (with|by|for|in|under|to) _; if (my|the|our) (|dear|old|big|little) <kin>; if <kin> (says|agrees|
    approves|lets|allows|is|are|nods|wants|thinks|has|permits|ok|okays|doesnt|dont|wont|signs|gives); if (nobody|
    noone|everyone|everybody|anyone|someone|somebody|no one|god|fate|allah|jesus); inshallah ?; if <name> (says|
    agrees|approves|lets|is|wants|thinks|ok); if (im|i am|were|we are) allowed; if (you|u) (feel|agree|think|
    believe|want|wanna|were|are|say so|lose|win|dare|like|approve|also|love|had|was|dont|get|buy|sell|promise)
    (like|it|so|me|lose|its|that|this|to|i|in|brave|a|the|,|$|mood|good|with|my); am i allowed; are we allowed; may
    i ~; (with|without|pending|awaiting|subject to|given|needs|need|waiting for|wait for|upon|on|after|dependent on)
    (your|ur|my|the|his|her|their|everyones|everybodys|<name>|<kin>|karins) (|<kin>) (approval|blessing|permission|
    consent|vote|signature|ok|okay|go ahead|goahead|green light|greenlight|sign off|signoff|authorization|
    authorisation|confirmation|agreement|clearance|say so|verdict|decision|nod); (approval|blessing|permission|
    consent|greenlight) (of|from|by) (my|the|our|his|her); subject to; (let|lemme|gotta|need to|have to|must|should|
    want to|will|ill|gonna|going to) (|me) (|just|first|quickly) (ask|check with|consult|run it by|run this by|talk
    to|speak to|speak with|talk with|clear it with|discuss|call|phone|text|ping|confirm with) (my|the|our|a|him|her|
    them|mum|mom|dad|<name>|<kin>); let me ask; let me check; lemme ask; lemme check; (ask|asking|asked|call|
    calling|consult|check with|checking with) (my|the|him|her|them|mum|mom|dad|<kin>) (first|about it|about this|if|
    whether|before); i (|will|should|must|need to|have to) ask (my|the|him|her|them|around); i am asking (him|her|
    them|my); im asking (him|her|them|my); (waiting|wait) for (my|the|his|her|their|a|him|them|<name>|<kin>) (|_)
    (to confirm|to agree|to say|to sign|to approve|to answer|to reply|to decide|to ok|to nod|confirmation|answer|
    reply|word|ok|approval); wait for (confirmation|approval|instructions|my signal|my word|my go|my ok|my call|the
    signal|permission); (on|upon|at) (my|her|his) (signal|mark|command|word|go); when i (say so|say go|say it|say
    now|tell you|nod|signal|confirm|shout); (as|so) long as (my|the|he|she|they|nobody|no one|everyone|everybody|
    you|u|its ok|thats ok|it is ok|<kin>|<name>|i am|im|i have|i can|we are); provided (that|my|the|he|she|they|you|
    everyone|nobody|its|i); only (with|if|when|after|once) (my|the|your|his|her|everyone|everybody|you|u|he|she|
    they|we|_s|im|i|_) _ (approval|approves|agrees|agree|says|permission|consent|ok|okays|blessing|want|like|
    confirms|signs); (needs|need|requires|require|takes) (two|2|both|a second|another|my|the|board|committee|
    management) (|_) (signatures|signature|approval|ok|sign off|vote|blessing|consent); (he|she|they) (has|have|
    must|needs|need) to (agree|approve|sign|confirm|ok); hope (he|she|they|my|the|nobody) (agrees|approves|doesnt|
    dont|wont|says|is ok); (board|committee|boss|wife|husband|treasurer) (decides|votes|has the last word|will
    decide|must); (it is|its|thats) (up to|not up to|not my) (him|her|them|the|you|u|my|call|decision); (is|are)
    (he|she|they|you|u|everyone|everybody|the _|my _) (ok|okay|fine|cool|alright|on board) with
    """,
    # In doubt.
    """
    or (should|shall|am|is|are|would) (i|we|that|this|it|you|u|there|better); @B or (maybe|perhaps|possibly|wait|
    hold|hodl|keep|let|rather|rather not|not|nah|none|neither|either|leave|nothing|something|someone|sth|another|
    other|later|tomorrow|never|skip|pass|do|dont|more|is|too|am|no|buy|sell|swap|put|stay|stick|ride|still|both|
    also|even|just|what|how|idk|dunno|how about|what about|whatever you|whichever|half|all|%|~) (|_); @B (%|#) or
    (%|#) (%|,|$|idk|dunno); dunno; idk; idek; i dont know (if|whether|about|man|tho|though|yet|,|$|which|what to
    do|maybe); dont know (if|whether|yet|tho); dont know ,; who knows ,; @B not (sure|certain|convinced|decided|so
    sure|too sure|really sure|100|quite sure|entirely sure|fully sure|confident); not (sure|certain|so sure|really
    sure|quite sure) (if|whether|i want|i should|yet|,|but|that i); unsure; (am|im|are|were|i am|still|kinda|bit|
    feeling|a little|so|very|really) (torn|undecided|unsure|hesitating|hesitant|clueless|conflicted|confused|
    wavering|ambivalent|split|stuck|on the fence|of two minds|in two minds|between two|tempted|reluctant|afraid to|
    scared to|50); (torn|undecided|hesitating|hesitant|wavering|indecisive|ambivalent|conflicted) (,|$|here|between|
    about|tbh|on|atm|right); indecision; @B (cant|cannot|couldnt|could not|havent|have not|hasnt|didnt|not yet|hard
    to|struggling to|trying to) (decide|decided|choose|chosen|make up|pick|commit|committed); (decisions|choices|
    dilemma|conundrum|quandary) ,; what a dilemma; dilemma; cant decide; cannot decide; havent decided; (on|sitting
    on) the fence; part of me; half of me; (toying|playing|flirting|wrestling|struggling|fiddling|tinkering|dancing|
    experimenting) (with|around with) (the|this|that|an|) (idea|thought|notion|concept|plan|possibility); toying;
    (tempted|considering|contemplating|pondering|debating|weighing|mulling|musing|wondering|hesitating|entertaining|
    exploring|evaluating|brainstorming|speculating|daydreaming); (im|i am|been|was|just|only|still|currently|we are|
    were) (thinking|thinkin|considering|wondering|debating|pondering|contemplating); (thinking|thinkin) (about|of|
    maybe|,|to|whether|if|out) (~|it|that|this|buying|selling|swapping|maybe|to|,); (thinking|thinkin) ~; (i|we)
    (might|may|could|should|ought to|wanna maybe|kinda|sorta|sort of|almost|nearly|possibly|perhaps|probably|half)
    (~|just ~|as well|want|wanna|need|be wrong|regret|change|think|consider|like to); @B (i|we) (might|may|guess|
    suppose|reckon|presume|assume|doubt|feel like|think so|am guessing|believe so|think maybe|dont think|fear|
    wonder); @B (guess|suppose) (so|not|ill|i|we|its|thats); (might|may) (as well|be|not|wait|have|need|regret|
    change|want|do|go|sell|buy) (be wrong|too|better|~|not|later|regret|it|that|the|a|to|my|so|instead); flipping a
    coin; (flip|flipping|toss|tossing|flipped|roll|rolling|throw|throwing|spin|spinning) (a|the|of a|of the|my)
    (coin|dice|die|wheel|bottle); (heads|tails) (i|buy|sell|we|or|its|it is|,|says|wins|~); coin (flip|toss|flips);
    toss up; tossup; eeny; eenie; eeny meeny; (50|#) / (50|#) (,|$|on|about|whether|atm|between|here|split on|
    chance); fifty fifty; # # on this; fifty fifty on; either or; either way ,; (which|what) (one|is|would|of|coin|
    should|do|to) (is|better|you|would|do|best|should|wiser|smarter|to pick|to choose|to buy|to sell|to take|these|
    the|i); help me (choose|decide|pick|out here|understand|think); (choose|pick|decide|you decide|your call|your
    choice|you choose|you pick|up to you|surprise me|dealers choice) (for me|one|wisely|,|$|esther|between);
    (depends|depending|dependent) (on|,|$) (my|the|how|what|who|her|his|if|whether|mood|weather|you|your|your); it
    depends; (if|whether) (i|we) (should|shall|really|want|wanted|even|ought|must|need|care|can afford|could|dare|
    do|feel|am|still|decide|have the); (anyone|anybody|someone|somebody) (know|knows|tried|else|got|has|had|here|
    wanna|want|want to|please|pls|buy|sell); (any|no) (idea|clue|ideas) (if|whether|what|how|why|,|$|tho|though|
    when|where); beats me; hard to say; @B lets see , ~; we will see; well see ,; time will tell; on (the other|one|
    the one) hand; (pros|cons) ,; (more|less|some|much) (or less sure|thinking needed|research|thought needed|
    sleep); (yes|yeah|yep|y|ja|si|oui|da) (|,|?|or|/|and) (no|nope|nah|n|nein|non|net|nyet) (|?|,|$|maybe|yes|idk);
    (a|b|c|1|2|option #|option a|option b) (or|vs|versus) (b|a|c|option|#); options ,; option (a|b|c|one|two|#); my
    options; (vs|versus) (%|hold|hodl|wait|keep|sell|buy|nothing|doing nothing); (none|nothing) at all; or none;
    (am|are|is) (i|we|it|this) (ready|sure|certain|late|early) ?; (hm|hmm|hmmm|mm|mmh|mhm|erm|uhm|umm|uhh) $; ^
    (hmm|hmmm|mm|hm|erm|uhm) , (~|maybe|what|or|should|not|perhaps|sell|buy); not (100|a hundred) (percent|%|sure);
    in theory; feels (wrong|off|risky|too|stupid|early|late) ,; (second|double) guessing; (gut|head|heart|brain)
    says (no|dont|wait|hold|not|yes but|yes ,); @B (but|though|tho|yet) (i|im|my|it|the|not|maybe|who|what|then|
    should|is|isnt|wait|idk|dunno|also|only|no|first|later|tomorrow|if|when) (|am|dont|cant|wont|doubt|fear|worry|
    wonder|guess|not sure|torn|afraid|scared|gut|head|might|could|may|unsure|feels|seems|havent|do not|havent
    decided|know|should|want to wait|idk|sure|yet|wait|its) (sure|doubt|torn|decide|decided|afraid|scared|says|
    unsure|not|know|if|yet|too|risky|wait|have|think|late|early|wrong|really|feels); @B (verdict|verdicts|opinions|
    opinion|objections|objection|feedback|thoughts|viewpoints|hot take|hot takes|your call|your pick|second opinion|
    rate it|roast|judge me|agree ?|disagree); be (honest|brutally honest|frank|real|straight|blunt) (with|to|,|$|
    now|please); (be|give it to me) (brutally honest|straight); (sound|sounds|sounding|seem|seems|look|looks|feel|
    feels) (ok|okay|right|good|fine|legit|fair|sane|smart|wise|reasonable|about right|fishy|off|sensible) (to|or|
    with|for) (you|u|me ?|not|what|everyone|anyone); (reasonable|sensible|realistic|decent|sane|fair|normal|usual|
    healthy|doable|achievable) (number|amount|price|level|target|size|plan|move|idea|distance|stop|percentage|entry)
    (?|or|$|right); (anyone|anybody|someone|does anyone|do you) (disagree|disagrees|object|objects|agree|against|
    opposed|see); tell me (im|i am|it|that|this|you|whether|if|something|your|the truth|honestly|straight|more);
    (opinions|comments|votes|views|feedback|suggestions|tips|ideas|criticism|input|advice) (welcome|wanted|needed|
    appreciated|please|pls|anyone); (trap|scam|fakeout|bull trap|bear trap|mistake|gamble|nonsense|rubbish) (no|or|
    ?|right ?|innit|maybe); or (nonsense|rubbish|crazy|stupid|bust ?|nah|no go|nope|scam|trap|suicide); @B (approve|
    approves|approval|approvals|permission|consent|blessing|committee|compliance|trustees|trustee|veto|sign off|
    signoff|greenlight|green light|green lights|authorisation|authorization|signatory|signatories|chairman|
    chairwoman|chairperson|majority|quorum|unanimous|bylaws); (gotta|must|have to|has to|need to|needs to|got to|let
    me|let us|better) (|first|just|quickly) (clear|check|discuss|confirm|clarify|settle|verify|agree|align|
    coordinate|sync|consult|negotiate|arrange|sort|approve|bless|sign|okay|vote|decide|weigh|ask|talk|call|ring|
    phone|text|warn|tell|inform|convince|persuade|beg|mull|ponder|reconsider|rethink|sleep|meditate|pray|research|
    google|calculate|compare); @B (ask|asking|asks|asked) (_|my|her|him|them|the|mum|mom|dad) (first|beforehand|
    before|about|if|whether|for|when|what|nicely|again); @B but (ask|check|call|text|tell|warn|consult|phone|ping|
    confirm|wait|let|hold|give|first|only|after|when|once|maybe|who|what|is|should|am|do|not|no|then|i dont|i doubt|
    i wonder|i might|i may|i could|i should|i need to|i have to|i want to|i cant decide|i am not|i wont|i would|im
    not|im unsure|im afraid|im torn|im thinking|im waiting|im scared); (|i|ill|we|well|i will|we will|still|just|
    currently|im|i am|were) (wait|waiting|awaiting) (on|for|until|till) (|_) (payday|salary|transfer|committee|
    approval|confirmation|paycheck|deposit|funds|money|news|answer|reply|decision|signal|verdict|results|response|
    green|bonus|refund|next|better|lower|my|his|her|their|him|them|someone|somebody); (has|have|needs|need|must|
    gotta|got|wants) to (approve|agree|sign|confirm|ok|okay|bless|decide|vote|allow|consent|authorize|authorise|look
    at it|look it over|see it|review|check|weigh in|nod|clear); @B (<kin>|he|she|they|the _|someone|somebody|
    everyone|everybody|both of us|another _) (still|first|) (has|have|needs|need|must|got|ought) (to|) (sign|
    countersign|cosign|co sign|see it|see this|ok it|okay it|know|hear|check|look|think about|be asked|be informed|
    be told|be convinced|be consulted|ratify|stamp|rubber stamp|initial|bless|clear it|say yes|say ok);
    (countersign|countersigned|cosign|cosigner|ratify|ratified|signatures|second signature|joint account|joint
    wallet|power of attorney|notarised|notarized); (final|last) (say|word|decision); (asking|calling|texting|
    messaging|phoning|begging|consulting|convincing|persuading) (my|the|him|her|them|mum|mom|dad|<kin>|<name>) (|_)
    (as we speak|right now|now|about it|tonight|tomorrow|today|first|,|$|rn|atm); on board (first|with it|with this|
    $); (thumbs up|thumbs down) (from|by|$|?|or); nobody (at|in|from|objects|minds|complains|finds out|notices); @B
    (back and forth|flip flopping|flipflopping|leaning towards|leaning toward|leaning to|inclined to|on the verge|of
    two minds|in two minds|two minds|mixed feelings|cold feet|jitters|second guess|having doubts|have doubts|got
    doubts|my doubts|some doubts|doubtful|uncertain|questionable|iffy|hesitation|hesitancy|dithering|
    procrastinating|waffling|umming|ahh|undecided|pondering); (need|have|want|got|would like|still have|still need|
    gonna|going) to (read|learn|study|look into|understand|research|figure|find out|work out|do the math|do my|
    calculate|educate|practise|practice|think|google|reread|watch a|ask|see the|see what|see how|see if|hear|know
    more|wait) (|_); (curious|interested|wondering|anxious|nervous) (what|how|if|whether|to hear|about your|which);
    (would|id) (love|like|appreciate|value) (|to hear|to get|to know) (your|ur|some|a second|an honest|any) (read|
    take|view|thoughts|opinion|input|advice|feedback|opinions|insight|verdict|perspective|ideas|guidance); (any|got|
    have) (better|other|smarter|alternative) (idea|ideas|suggestion|suggestions|plan|option|options|price|level);
    help me (out|understand|decide|see|here|think|with this|please|evaluate|judge); (risky|shady|bad|good|funny|
    dangerous|smart) business (|?|,|you|or|i) (you think|?|$|or|no); (cant|can not|cannot|hard to|difficult to|tough
    to|impossible to) (tell|say|judge|know|call|decide|see); @B (risky|dangerous|stupid|crazy|greedy|foolish|
    reckless) (you think|i know|no ?|or what|huh|right ?|isnt it|innit|?); @B perhaps; @B (wait|hmm|hm|um) (should|
    shall|what|is|am|do|how|why|maybe|no|not|let|i); ? ?; (%|#) ? (buy|sell|swap|or|hmm|idk|maybe); (second|another|
    fresh|extra|more) (pair|set) of eyes; (lawyers|lawyer|accountants|auditors|experts|tax people|my tax guy|
    compliance) (is|are|still) (looking|reviewing|checking|working|on it|deciding|at it); (other|joint|co) (owner|
    owners|holder|holders|signer|signatory|founder|founders|investors); (call|calls|called|calling|call it|calls it|
    call that) (it|this|that|me) (foolish|stupid|crazy|mad|insane|dumb|reckless|a mistake) , (you|am|is|what); @B
    (what a tough one|what a tough call|what a tough choice|what a tough decision|tough one|tough call|tough choice|
    tough decision|hard one|hard call|hard choice|hard decision|difficult one|difficult call|difficult choice|
    difficult decision|close call|tricky one|confused|so confused|baffled|puzzled|bewildered|no clue|clueless|
    stumped) (,|$|here|about|tbh|now|lol|really|isnt|what|man|this); mad or not; (stupid|crazy|wise|smart|dumb|
    greedy|foolish|brave|sane|silly) or not; (would|do|could) (you|u) rather; (not|never|hardly|barely|far from|
    half|less than) (convinced|persuaded|sold on|committed|ready to commit|fully decided|there yet|settled); (tbc|
    tbd|tba|to be confirmed|to be decided|to be discussed|to be determined|to be continued|work in progress|wip|
    provisional|provisionally|tentative|tentatively|pencilled in|penciled in|subject to change|in the pipeline);
    half (sure|convinced|serious|joking|asleep|drunk|decided|hearted|heartedly|kidding); (grade|rank|score|critique|
    assess|evaluate|judge|analyse|analyze|review|rate|comment on|criticise|criticize|sanity check) (that|this|it|my|
    me|the); from a to f; too (emotional|impulsive|hasty|optimistic|pessimistic|naive|scared|drunk|sleepy|confused)
    (|,|?|$|here|about|to|for|right) (|?|$|you think|or|i think|maybe|am i); what (u|you|ya|yall|yous) (say|think|
    reckon|feel|recommend|mean); overreaction; overreacting; (wife|husband|law|boss|mum|mom|dad|parents|weather|god|
    doctor|landlord|bank|time|health|partner|neighbours|allah|gods|she|he|they) (permitting|willing|allowing|
    agreeing|consenting|approving); (solid|good|sound|great|smart) or (shaky|bad|weak|stupid|dumb|terrible|poor);
    does my (logic|plan|thinking|reasoning|math|maths|idea) (hold|make|add|check|work)
    """,
)
