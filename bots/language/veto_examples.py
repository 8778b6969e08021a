"""Turns of speech of people who give examples, teach or test. See `veto_kinds`."""

from __future__ import annotations

from typing import Final

__all__ = ["EXAMPLES"]

EXAMPLES: Final = (
    # Examples, lessons, the manual.
    """
    (spell|spelling|grammar|fact|sense|sanity|vibe|proof) (check|checking|correct|read) (this|that|it|my|,|~);
    (spellcheck|proofread|autocorrect|factcheck|paraphrase|rephrase|reword|summarize|summarise|capitalize|transcribe)
    (this|that|it|my|the|,|~);
    to (buy|sell|swap) , (|and|but) (#|one|two|three|four|five|a|an|no|zero|so many|another|nothing) (|_) (to|left);
    (for|as an|as a|an|just an|another|one|good|bad|typical|classic|simple|quick|practical|concrete|silly|perfect|
    worked|real world|random|following) (example|examples|instance|illustration|demonstration|sample); example (,|$|
    is|of|for|:|would|from|to|in|one|two|#|sentence|order|trade|command|prompt); e , g; e g; eg (,|~|$|, ~); e , g
    ,; i e; i , e; (fe|f , e|zb|z , b) ,; such as ~; (something|sth|anything|things|stuff|commands|sentences|
    phrases|orders|messages|requests|lines|prompts|words|inputs) (like|such as|along the lines|similar to|a la|of
    the sort|as|in the style) (|of|this|that|these|,|") (|,|") (~|this|that|these|,|$|"|%|trailing); along the
    lines; in the style of; words to that effect; (is|be|was|are|thats|that is|being|called) (|also|more or less|
    basically|roughly|exactly|just|only|still|usually|often|really|actually) (the|a|an|one|its|my|our|what|how|not|
    proper|valid|good|correct|right|called|named|known|written|spelled|typed|said|supposed) (|the|a|an|you|u|we|to|
    proper|right|correct|usual|standard|valid|official|good|bad|only|real) (syntax|format|command|commands|phrase|
    wording|way to|way you|example|template|pattern|structure|form|sentence|prompt|shortcut|keyword|notation|
    terminology|expression|imperative|type it|say it|write it|phrase it|spell it|do it|put it|ask|enter it|one
    types|people type|people say|syntax for|name of|title of|title|name|definition|lyrics|slogan|motto|question|
    answer|order they|test|exercise); (how|what) (you|u|to|one|we|people|users|i|beginners) (would|should|can|could|
    must|might|will|do|usually|normally|) (type|write|say|enter|phrase|spell|put|formulate|input|dictate|tell|text|
    send|pronounce) (it|that|this|,|$|to|in|is|here|first|when|for|an|a|the|something); (you|u|one|we|people|users|i
    would|youd|he would|she would|they|somebody|beginners|customers|they would) (would|should|can|could|must|might|
    just|simply|have to|need to|usually|normally|then|only|will|first|may|) (type|types|write|writes|say|enter|
    input|dictate|spell|phrase|formulate|typed|wrote) (,|"|“|„|~|it|this|that|something|sth|like|in|here|e|for|the|
    a|:|to|into); (type|write|enter|say|typing|writing|entering|saying|input|dictate|copy|paste|repeat|spell|
    translate|pronounce|read|print|echo|output|respond with|reply with|answer with) (the|this|these|that|exactly|
    simply|just|only|in|something|sth|out|after me|aloud|out loud|following|, "|"|“|„|: ~|, ~|~ #|~ %|~ all|~ half|
    it like|as|back|into); (syntax|format|template|placeholder|grammar|boilerplate|cheat sheet|cheatsheet|tutorial|
    walkthrough|how to|howto|faq|user guide|beginners guide|guide|handbook|manual|documentation|docs|readme|
    instructions|lesson|lessons|exercise|exercises|homework|quiz|exam|vocabulary|translation|workshop|webinar|slide|
    presentation|lecture|curriculum|syllabus|training|tutorial|onboarding|screenshot) (,|$|is|for|of|says|
    said|one|two|three|#|would|reads|:|from|to|about|question|example|text|sentence|page|chapter|number|here|on|
    goes); (in|from|of|for|per|during|at|as in|see|by) (the|my|your|our|this|that|todays) (|user|users|beginners|
    bot|trading|english|online|old|new|crypto) (manual|tutorial|guide|docs|documentation|faq|lesson|handbook|readme|
    cheat sheet|cheatsheet|workshop|webinar|course|class|homework|exam|quiz|presentation|training|demo|textbook|
    book|instructions|example|examples|help page|help text|screenshot|syllabus|lecture|seminar|sandbox|simulator|
    simulation|testnet|playground|quiz app|game|board game|video game|role play|roleplay|theatre|theater|play|
    script|movie|film|scene|novel|story|song|dream|league|contest|competition|challenge|tournament|casino|bet|
    hackathon|school|kindergarten|debate|experiment|thought experiment|exercise|parlour game|pub quiz|escape room|
    backtest|mock|rehearsal|screenplay|cartoon|series|sitcom|soap|opera|musical|poem|parody|sketch|skit|comedy|joke|
    meme|riddle|puzzle|crossword|scrabble|charades) (,|$|of|for|with|by|it|says|said|only|app|that|we|i|my|tonight|
    today|at|on|and|is|was|page|chapter); (lesson|step|exercise|task|rule|tip|chapter|question|quiz|level|day|week|
    module|unit|part|phase|scene|act|verse|stanza|round|turn|move|quest|mission|line|example|case|variant|sample|
    test|case study|problem|assignment) (#|one|two|three|four|five|six|seven|1|2|3|i|ii|iii|a|b|no|number) (,|:|is|
    of|says|goes|reads|~|would); (my|our|the|her|his|all) (students|pupils|class|trainees|apprentices|interns|
    readers|followers|viewers|listeners|audience|employees|customers|users|newbies|beginners) (should|must|learn|
    will|have to|need|can|type|write|say|may|are|read|practice|know); (to|for) (illustrate|demonstrate|show you|show
    how|explain|clarify|practise|practice|learn|teach|test|try out|rehearse|exercise|simulate) (,|$|how|the|it|this|
    that|with|what|a|my|your|if|whether); (illustrating|demonstrating|explaining|teaching|illustration|
    demonstration|illustrative|demonstrational|hypothetically speaking); (such|these|those|this kind of|that kind
    of|this sort of|that sort of|this type of|that type of|these kinds of) (commands|command|sentences|sentence|
    phrases|orders|messages|order|message|things|stuff|requests|request|prompts) (|_) (you|u|work|works|are|is|
    would|do|can|does|understand|allowed|get); (do|does|can|will|would|did) (you|u|it|this|the bot|esther|she)
    (even|really|actually|also|still|) (understand|parse|recognise|recognize|support|accept|know|handle|comprehend|
    read|interpret|speak|process); (understands|parse|recognise|recognize|parses) (,|$|things|commands|that|this|it|
    me when|what|phrases|such|sentences|"|correct|right|?|english|words|like); (the|a) (command|order|sentence|
    phrase|keyword|syntax|format|prompt|message|text|instruction|input|request|line|term|expression|button|shortcut|
    template|typical order|usual order|standard order|right command|correct command|typical command|typical message)
    (is|was|would be|would read|would look|reads|looks like|goes|says|said|for|to|,|should|called|must|that|means|
    then|"|“) (|,|"|“|:|be|read|a|look like|like|to|in) (~|"|“|trailing|be|for this|this|that|swap|a swap|buying|
    selling|,); (would|should|could|might) (read|look|sound|go|be written|be typed|be phrased|be like|say|be) (,|
    like|:|as|"|~|this|something|sth); (copied|taken|pasted|quoted|borrowed|straight|directly|verbatim|excerpt|
    extract|sample|transcribed|translated) (from|out of|off); (means|mean|meaning|stands for|translates|translated|
    is short for|equals|denotes|signifies|refers to) (that|to|something|what|,|?|sell|buy|$|i|you|in|the|as|it|like|
    basically|roughly|~|a|an|as much); (in|into|auf|en) (english|german|spanish|french|italian|russian|portuguese|
    turkish|chinese|japanese|dutch|polish|latin|pidgin|swahili|hindi|arabic|plain english|other words) (,|$|you|it|
    is|that|this|one|we|~|"|would|please|for|means|to); (token|coin|asset|symbol|ticker|x|n|xxx|xyz|abc|foo|bar|
    something|whatever|placeholder) (with|at|for|to|on) (usdc|token|coin|asset|currency|price|x|y|amount|chain|
    something|whatever|network) (,|$|so|"|on|at|is|for); < -; <-; < _ >; [ _ ]; { _ }; [ _ _ ]; < _ _ >; /s; / s $;
    / s ,; / sarcasm; / sarc; / joke; / jk; / j $; < /; * _ *; * _ _ *; * _ _ _ *; insert (coin|token|amount|name|
    any|your|here|number); (blah|bla|yada|foo|lorem|asdf|qwerty|xyz|abc) (,|$|blah|bla|yada|bar|ipsum|,); (just|
    only|merely|simply|purely) (as|for) (an example|a demo|demo|show|testing|test|fun and games|practice|
    demonstration|training|illustration|the screenshot|the camera|laughs|educational|reference|comparison|your
    information|context|a laugh); (educational|demonstration|training|testing|demo|illustration|entertainment)
    purposes; (this|it|that|all) (is|was|s) (|just|only|merely|purely|all|obviously|clearly|for) (a|an|the|my|)
    (test|tests|testing|demo|drill|exercise|example|rehearsal|quiz|simulation|experiment|screenshot|hypothetical|
    thought experiment|trial|placeholder|tutorial|prank|scam|spam|satire|parody|sarcasm|irony|fiction|quote|game|
    bet|dare|skit|script|lesson|homework|draft|template|theory|fantasy|riddle|challenge|lie|bluff|trick|trap);
    (only|just|merely|simply|quick|sound|mic|small|little|another|first|final|short|system|load|unit|speed) (test|
    tests|testing|testrun|test run|trial run|dry run|check if|try if|experiment) (,|$|ignore|of|to|if|whether|
    message|only|please|pls|:|one|the|for|lol|dont|nothing|for you|and|with); (test|testing|tset|tests) (,|$|test|
    testing|one|#|message|123|only|msg|mode|if|whether|the|my|this|run|is|purposes|purpose|please|pls|ok|order|
    trade|sentence|command|account|net|alert|ignore); testnet; test net; (dry|trial|mock|practice|test|sandbox|demo|
    dummy|sample|simulated|paper) (run|order|trade|mode|account|game|round|purchase|sale|exercise|example|net|only|
    portfolio|wallet|session); (sandbox|simulator|simulation|simulated|simulating|simulate|emulator|playground|
    backtest|backtesting|backtested|rehearsal|rehearse|rehearsing); mic check; (is this|is that|this thing|thing)
    (thing|)on (,|$|?); soundcheck; sound check; can you hear me; (checking|seeing|testing|wondering|curious|trying)
    (if|whether|that|how|what|out|my); (see|check|test|know|find out|learn|wonder) (if|whether|what) (you|u|it|this|
    the|she|esther|that) (|would|can|could|will|do|does|still|really|even|bot|actually|keyboard|mic) (happens|
    happen|understand|understands|works|work|do|does|get|gets|parse|respond|react|answer|reply|say|accept|is on|
    read|catch|know|can|says|reacts); trying (out|this|the|my|it|you|to see|if) (|new|this|out|my|the|bot|it|you|if)
    (bot|keyboard|phone|app|thing|out|feature|it|voice|mic|you|works|work|see|,|$|for); (consider|imagine|take|
    picture|look at|see|observe|note|study|compare|analyse|analyze|read) (this|the following|these|the sentence|the
    case|the phrase|for example) ,; (dictation|grammar|spelling|vocabulary|reading|translation|typing|language|
    english|listening|pronunciation|handwriting|speaking) (exercise|test|lesson|class|practice|drill|homework|
    course|teacher|app|quiz|check); (my|the|our|a) (teacher|professor|tutor|trainer|instructor|coach|lecturer)
    (wrote|said|says|writes|showed|shows|gave|taught|explained|dictated|asked); as (they|people|you|one|we|i|it)
    (write|writes|say|says|put|puts|type|types|stands|reads|is written|explain|teach|was written) (in|on|it|here|
    there|at); (valid|proper|correct|legal|complete|well formed|grammatical|incomplete|ambiguous|standard|textbook)
    (order|command|sentence|input|syntax|trade|instruction|request|format|english); (basic|common|technical|trading|
    crypto|useful) (vocabulary|jargon|lingo|slang|terms|phrases|terminology); (syntax|spell|spelling|grammar|mic|
    sound|sanity|reality|format|parser|connection|line|voice|keyboard) check (,|$|~|please|pls); (fill in|complete|
    finish|solve|translate|correct|spell|unscramble|rearrange) the (blank|blanks|gap|gaps|sentence|sentences|phrase|
    missing|word|words|following|text|exercise); (in|between|inside|with|without) (quotes|quotation|inverted commas|
    brackets|parentheses|italics|air quotes); (kind|sort|type) of (thing|things|sentence|command|stuff|message|
    order|trade) (i|you|we|one|that|people|he|she|they|id|my); (see|cf|compare|refer to|quoted in|taken from)
    (chapter|page|section|figure|fig|appendix|table|the docs|the manual|above|below|footnote|line|paragraph|step|
    slide|lesson); (after|with) me , ~; (repeat|say it|say that|read it|all together|everybody) (after me|with me|
    aloud|together|out loud|now class); (on|for) the (slide|slides|board|blackboard|whiteboard|flipchart|worksheet|
    handout|label|test|exam|screen|page|form) (,|$|write|it|put|says|reads|~); (this|that|which|here) is how (you|
    we|one|i|they|people|it|to|u); thats how (you|we|one|i|they|people|it|to|u); (sample|dummy|filler|placeholder|
    example|test|lorem|mock|demo|stock|boilerplate) (text|texts|sentence|data|input|message|content|string|phrase|
    query|prompt|ipsum|line|utterance); [ (example|sample|test|joke|quote|redacted|edited|deleted|translated|
    laughter|applause|sic|to|for|from|~); lorem; ipsum; dolor; (press|click|tap|go|open|log|sign|hit|scroll|swipe)
    (here|there|on|in|the|below|this|that|enter|send|start|to|into|up) (|_) (and|then|, then|, and|to) (|then)
    (type|write|enter|say|select|choose|~|paste|input|confirm); (thats|that is|this is|its|it is) (a|an|one|my|the)
    (sentence|phrase|verb|noun|line|quote|title|lyric|word|slogan|meme|joke|saying|motto|song|poem|headline|proverb|
    rumour|rumor|myth|example|exercise|test|command|template|placeholder|question|riddle) (,|$|with|from|of|for|in|
    about|i|that|you|not|only|by); i (teach|train|program|test|write|code|build|develop|debug|design|translate)
    (bots|bot|kids|students|parsers|machines|computers|people|chatbots|software|english|exams|tests|apps|stories|
    novels|songs|scripts|manuals|docs); as (shown|seen|described|explained|written|demonstrated|in|heard|told|
    mentioned|stated|quoted|taught|discussed|listed|printed|depicted) (in|on|by|at|above|below|here|earlier|the|
    this|that|my|yesterday|last); in (plain|simple|broken|proper|old|pirate|british|formal) (english|language|words|
    terms|speech|text); (character|protagonist|hero|heroine|villain|narrator|robot|figure|guy|man|woman|kid) in (my|
    the|a|his|her|this|that|our) (novel|book|story|film|movie|play|game|comic|song|video|dream|series|show|poem|
    sketch|ad|joke|meme|fable)
    """,
)
