"""The words of what may be said in any order, each in the sets of what it may belong to."""

from __future__ import annotations

from typing import Final

from bots.language.bag_phrases import JOINED

__all__ = [
    "ADDS", "ALERT_NOUNS", "ASKS", "CALLS", "CHARTS", "CLOSING", "CLOSING_FILL", "COURTESY", "DEFAULTS",
    "DEFAULT_VERBS", "DEMANDS", "DOWNS", "FILL", "GREETINGS", "HELPS", "HISTORY", "INSIGHTS", "KNOWN",
    "LIVE_OFF", "LIVE_ON", "LIVE_WORDS", "MEETS", "MOVES", "NICETIES", "ORDER_KINDS", "ORDER_NOUNS",
    "PERFORMANCE", "PORTFOLIO", "PRICES", "QUESTIONS", "REMOVES", "SETTINGS", "SLIPPAGE", "STATES",
    "TRADE_WORDS", "UPS", "VOCATIVES", "WALLET_NOUNS", "words",
]  # fmt: skip


def words(text: str) -> frozenset[str]:
    """Return the words of a text, as a set."""
    return frozenset(text.split())


# Whom one speaks to: it says nothing.
VOCATIVES: Final = words(
    "bro brother brotha bruv bruh sis sister fam mate buddy pal dude homie boss chief jefe captain champ sir madam "
    "maam dear friend esther babe honey hun ser amigo amiga hermano bhai yaar habibi oga luv darling lads guys folks"
)
FILL: Final = VOCATIVES | words(
    "innit eh wee let's possibly da great good a an the my mine our me us of for on in at to from with about into over "
    "up out all any some every each everything and also so just now currently current present presently moment quick "
    "quickly again here there this that these those them it its one kindly please pls thanks thank thx ty cheers then "
    "really actually maybe exactly bot hey hi hello ok okay yo well right alright hmm um oh lol o sha lah abeg dey na "
    "am is are be been being do does i you we your will would could can may might shall should like want need wish "
    "wanna love glad grateful happy appreciate if when possible kind go let lets have has had got having get gets new "
    "latest recent recently lately which whatever more little bit few second minute time real paper live trading u ya "
    "cna by as per via too yet off still ever today entire whole full complete total short long small nice much very "
    "curious know knowing hear inquire enquire ask asking favour favor im actual trouble bother mind chance sorry "
    "terribly hope don lovely wonderful plz it's sum altogether turn switch"
)
ASKS: Final = words(
    "furnish supply squiz gander lookin show showing see seeing list listing display displaying view viewing give "
    "giving gimme tell telling read reading pull bring open opening check checking look looking find fetch fetching "
    "send print report overview summary details detail present presenting provide pop share rundown breakdown status "
    "update remind glance peek lookup record quote say dig hand inspect throw make making draw explain output screen "
    "page"
)
QUESTIONS: Final = words("what which how howmuch where when who why many did were was whose whats")
PRICES: Final = words(
    "expensive cheap many price prices worth cost costs costing quote quotes value values rate rates trading trade "
    "trades going go sitting sits sit course standing stands stand valued priced usd dollars dollar bucks coin token "
    "coins of at spot market latest level number howmuch p px doing hovering quoted fetching fetch or up down high low "
    "already under yet hit break breaks broke broken reach reached passed cross crossed pricing selling sold would "
    "buying running currency exchange network chain single apiece each buy live is it ticker tick morning evening "
    "afternoon tonight night moment point"
)
CHARTS: Final = words(
    "monthly yearly quarterly covering spanning went performance visualise visualize graphic developed evolved changed "
    "chart charts graph graphs plot plotting candles candle candlestick candlesticks draw drawing picture image "
    "diagram curve kline klines sparkline price prices history moved move moves moving movement movements performed "
    "trend trends visual visually line daily hourly weekly since last past period during plus token coin coins "
    "development evolution course action market network chain through across"
)
PERFORMANCE: Final = words(
    "green red result win honestly making profitable trade monthly weekly daily worked works went goes far risen "
    "fallen dropped month week year day quarter many performance performances perform performs performed performing "
    "performin return returns fared fare faring roi done doing going gone develop developed gained gain earned earn "
    "make made lost lose losing winning won cooked down portfolio or trend holdings holding holder investments "
    "investment investing coins assets bags bag wallet wallets account stack money did was were how howmuch well badly "
    "profit profits results yield positions change changed yesterday ytd grow grown grew growth balance chart trading "
    "trades lately since value net overall percent percentage track wins losses so good bad position pnl gains"
)
INSIGHTS: Final = words(
    "bad honestly spots balanced worry moving red green flags or news color colour take view views biggest main honest "
    "needs attention work fixing happening mood sentiment state condition conditions doing going look looking right "
    "crypto diversified diversification insight insights analysis analyses analyse analyze analysing analyzing "
    "observation observations opinion opinions thought thoughts advice tip tips suggestion suggestions roast "
    "overexposed exposed exposure review reviewing assess assessment assessing critique feedback recommendation "
    "recommendations verdict notable risk risks risky stands stand out notice noticed think assets holdings holding "
    "portfolio positions position bag bags coins investments allocation stack wallet wallets account balance should "
    "say anything something improve better wrong weak weaknesses strengths strong offer judge rate deep outlook "
    "forecast evaluate evaluation evaluating health healthy offered smart stuff interesting concentrated mix spread "
    "ideas idea concerns concern problems problem warnings market markets some what share hit quick this week"
)
TRADE_WORDS: Final = words(
    "trade trades traded trading buy buying bought sell selling sold swap swaps swapped swapping bridge bridged "
    "bridging transaction transactions purchase purchases purchased sale sales deal deals converted exchanged"
)
HISTORY: Final = TRADE_WORDS | words(
    "movement movements morning evening afternoon night times thing through orders buys sells operations operation "
    "blotter happened often many history log logs record records receipt receipts past previous prior earlier before "
    "made did done executed completed finished carried already don last pay paid activity activities ledger journal "
    "statement statements howmuch profit loss price what when cost how order filled ago tokens token coins first far "
    "everything swapped account wallet portfolio moves move yesterday once wallets executions fills closed"
)
ORDER_KINDS: Final = {
    **dict.fromkeys(("stoploss", "stoplosses"), "stop_loss"),
    **dict.fromkeys(("takeprofit", "takeprofits", "target", "targets"), "take_profit"),
    **dict.fromkeys(("limit", "limits", "bid", "bids"), "limit_buy"),
    **dict.fromkeys(("trailing", "trailstop"), "trailing_stop"),
}
ORDER_NOUNS: Final = words("order orders") | frozenset(ORDER_KINDS)
STATES: Final = words(
    "account create open opened active running pending waiting wait outstanding unfilled resting working placed "
    "standing existing set filled fill executed left queued queue place put created placing live on books book "
    "currently goin going which that made make anywhere remaining scheduled configured sitting up triggered fired "
    "limit conditional there having saved armed watching watched alerted alerting watch monitoring monitor tracking "
    "track price prices connected linked attached registered owning own hold holding stored added available addresses "
    "address names name balances main primary doing ordered something both balance setup alive i number coins coin "
    "tokens using use used called pinged notified anything yet yes"
)
ALERT_NOUNS: Final = words(
    "alert alerts alarm alarms notification notifications reminder reminders pricealert pricealerts warning warnings "
    "alerting"
)
WALLET_NOUNS: Final = words("wallet wallets purse purses")
PORTFOLIO: Final = words(
    "split divided stablecoin stablecoins stables consist consists consisting composed percent percentage share "
    "proportion big rich sitting many portfolio portfolios holdings holding hold holds balance balances bag bags "
    "positions position assets asset stack networth own owning owns possess coins coin tokens token money funds fund "
    "crypto account accounts wallet wallets cash stuff remain remaining remains left worth value whole inside pocket "
    "purse possession much howmuch having dollars usd stash treasury investments investment inventory things am state "
    "look looks breakdown composition allocation in chain network amount hodl hodling"
)
SETTINGS: Final = words(
    "take page bring go open as use settings setting preferences preference options option configuration "
    "configurations configure config language quiet hours timezone currency default chain profile change changing "
    "adjust adjusting edit editing modify modifying update updating tweak set customise customize where menu slippage "
    "digest user personal notification find account tune network tolerance presets"
)
SLIPPAGE: Final = words(
    "always everything everywhere every trade trades swap swaps each reduce bump crank slippage tolerance max maximum "
    "default set change make use put limit should adjust update raise lower increase decrease allow accept percent at "
    "most fix cap"
)
HELPS: Final = words(
    "teach learn example examples capable somewhere anywhere sos understand first stuff for purpose help helping lost "
    "commands command instructions instruction manual guide guides guidance tutorial usage type typing write confused "
    "stuck work works working use using start started begin able explain explaining do things thing sort sorts kind "
    "kinds what how functions function features feature capabilities offer support possible yourself not new beginner "
    "dont else bot assist assistance know menu say one about this options topics faq documentation docs available "
    "where"
)
GREETINGS: Final = words(
    "oi goedemorgen goedendag goedenavond hi hello hey heya hiya yo gm gn sup howdy greetings hallo hola bonjour ciao "
    "salut namaste wagwan wassup wazzup whatsup morning evening afternoon day guten tag aloha salaam ahoy gday ello "
    "hullo hai buongiorno servus moin hej heyo hii goodmorning goodevening"
)
NICETIES: Final = VOCATIVES | words(
    "was girl stranger cooking together amigos desk partner anyone anybody alive awake around world good to you there "
    "everyone again my bot how far are is it going do doing today nice meet see a the hope i am keeping well very "
    "lovely all have great up what's whats what and fine ok fren frens man keep your were be back here wonderful "
    "pleasant fellow team night happy feeling life things everything bien ça va que tal mein meine old trading "
    "assistant big how'd hope's this that still me so"
)
CLOSING: Final = words(
    "cancel nevermind forget drop scrap leave stop abort quit nah nope disregard ignore undo back secondthoughts "
    "changedmind exit dismiss skip no wait halt end scratch"
)
CLOSING_FILL: Final = VOCATIVES | words(
    "have changedmind it that this about on let let's lets no not please pls thanks thank you am abeg just i want "
    "actually never mind oh ok okay sorry all of lol jk everything whole thing one there do dont out hold we oops my "
    "bad then now yeah well anymore idea don don't go alone be for me better k hmm um unneeded mission request action "
    "operation command last again off wahala did it's ah dat dis alright right kindly if to need wrote wrong message "
    "button chat window person what said doing was a mistake"
)
COURTESY: Final = VOCATIVES | words(
    "ya ye a an the my mine me of for on please pls kindly you u can could would will might may i want wish like need "
    "wanna love to now again immediately right away asap and just it that this hey hi hello ok okay so well thanks "
    "thank thx ty cheers abeg o lah sha let us help be possible possibly grateful glad appreciate mind quickly today "
    "yo lol also one as soon actually really should if account from s in at up out with anymore more longer must "
    "favour favor go ahead then time fr trouble ask about over all let's lets alright oh hmm have got both plz quick "
    "fast instantly urgently urgent"
)
REMOVES: Final = words(
    "cancel cancelling canceling cancellation delete deleting deletion remove removing removal drop dropping scrap "
    "scrapping kill killing withdraw withdrawing yeet yeeting bin binning trash trashing clear clearing discard "
    "discarding revoke revoking void undo nix axe erase erasing abort annul rescind retract unneeded zap dump destroy "
    "wipe wiping terminate eliminate pull nuke end stop stopping chuck ditch toss unset forget lose strike purge close "
    "rm del yank unlink disconnect detach"
)
DEMANDS: Final = words("want wish like need wanna love please pls kindly must should appreciate let have")
ADDS: Final = words(
    "hook connection wire link up add ad adding create creating make making generate generating new open opening "
    "import importing connect connecting register start another extra additional fresh second build bring attach "
    "include plus further"
)
DEFAULTS: Final = words("default main primary principal standard preferred favourite favorite defaults first")
DEFAULT_VERBS: Final = words(
    "always designate nominate appoint assign set setting make making use using switch switching change changing "
    "select selecting choose choosing pick picking trade trading run running everything be made become as mark put pay "
    "operate default defaulting go"
)
LIVE_WORDS: Final = words("live real trading trade trades mode money funds flip make be to")
LIVE_ON: Final = words("enable enabling activate activating on start starting begin")
LIVE_OFF: Final = words(
    "off disable disabling deactivate deactivating stop stopping end ending kill killing quit halt halting paper cut "
    "back cancel leave exit unneeded simulated simulation practice demo no"
)
CALLS: Final = words(
    "bark alert alerts notify notified notifying tell telling ping pinging text texting message messaging remind "
    "reminding warn warning buzz buzzing holler wake shout nudge lmk inform informed signal headsup line watch "
    "watching call beep know heads note flag yell scream poke update told send advise alarm hmu notification drop say"
)
UPS: Final = words(
    "above over past higher exceeds exceed upside north greater surpasses surpass rises rise rising climbs climb "
    "climbing jumps jump pumps pump gains gain up rallies rally moons moon spikes spike soars soar surges surge grows "
    "increases increase increased tops topping more rip rips"
)
DOWNS: Final = words(
    "below under beneath lower less downside south underneath falls fall falling drops dropping dips dip slips slip "
    "sinks sink crashes crash tanks tank dumps declines decline slides slide plunges plunge loses lose down decreases "
    "decrease nukes cheaper retraces corrects"
)
MEETS: Final = words(
    "cracks crack hits hit reaches reach touches touch crosses cross crossing passes pass breaks break gets equals "
    "meets meet hitting reaching touching arrives becomes"
)
MOVES: Final = words(
    "dollar trade set create make put add stays stay network moves move moving changes change trades trading goes go "
    "going gets get is comes come coming value price percent dollars usd bucks than level when once if should as soon "
    "case within during next by or the moment second minute market mark back whenever wen anytime costs cost worth "
    "ever equal heads please mins dips quickly phone me"
)
# What is known so that it is not mended into something else: what was done, and what is not to be.
_OTHER: Final = words(
    "id lots take silence mute named called nr longer hot return only deactivate quiet possibly da great deposit rich "
    "often existing old expensive cheap graphic evolved grand placing putting difference mean means allowed rebalance "
    "rebalancing somebody gas automatically support supported half quarter not no never don't enabled disabled "
    "activated deactivated deleted removed cancelled canceled switched turned told said says asked dont wont cant "
    "cannot without nobody none sell buy sells buys he she they who's moved stopped set sets user system assistant "
    "ignore disregard"
)
KNOWN: Final = frozenset(JOINED.values()).union(
    FILL, ASKS, QUESTIONS, PRICES, CHARTS, PERFORMANCE, INSIGHTS, HISTORY, ORDER_NOUNS, STATES, ALERT_NOUNS,
    WALLET_NOUNS, PORTFOLIO, SETTINGS, SLIPPAGE, HELPS, GREETINGS, NICETIES, CLOSING, CLOSING_FILL, COURTESY,
    REMOVES, DEMANDS, ADDS, DEFAULTS, DEFAULT_VERBS, LIVE_WORDS, LIVE_ON, LIVE_OFF, CALLS, UPS, DOWNS, MEETS,
    MOVES, _OTHER,
) - {"link", "?"}  # fmt: skip
