"""What only looks, as lines of words, in the order in which it is tried. See `sights`."""

from __future__ import annotations

from typing import Final

from bots.language.bag_words import (
    CHARTS,
    HELPS,
    INSIGHTS,
    PERFORMANCE,
    PORTFOLIO,
    PRICES,
)
from bots.language.intents import Intent
from bots.language.lists import LISTS, MINE
from bots.language.sights import look_at

__all__ = ["LOOKS"]


LOOKS: Final = (
    look_at(
        Intent.GET_PORTFOLIO_PERFORMANCE,
        PERFORMANCE,
        f"""
        performance performances perform performs performed performing returns return fared fare faring roi
        how & {MINE} & did done gone developed doing going go been do changed grown
        how & i my am & did done gone been & do done gone doing
        how & my & coins wallet account & done gone developed doing going go been changed grown
        {MINE} i my & up & down
        {MINE} & chart & SPAN
        i my & cooked winning
        how howmuch & i my am & up down
        {MINE} my & percent percentage & how howmuch what many
        {MINE} my coins & gone grown grew risen fallen dropped & has have did
        {MINE} & change changed changes & TODAY percent percentage
        did & i we & make made earn earned gain gained lose lost win won & money
        ASKS howmuch & did have & i we & make made earn earned gain gained lose lost win won
        how & i we & did & do
        TODAY & pnl profit gains
        how & pnl
        am i & making losing profitable
        am & i & up down
        how & money & doing done
        what & {MINE} & did has have & do done & SPAN TODAY
        percent percentage & i my & up down
        how was & my & week month day year quarter
        my & win wins gain gains profit loss losses & SPAN
        how & goes going & portfolio bags holdings
        was is & i my & profitable
        is are & {MINE} & up down
        how & well badly & i & did have do
        result results & my SPAN
        up & down & or & SPAN TODAY
        is am & {MINE} i & green red & SPAN TODAY ASKS
        was been & good bad great terrible & month week year day quarter & me my
        how & {MINE} & was were & SPAN
        how {MINE} & went worked goes & SPAN
        SPAN & pnl profit gains
        SPAN & {MINE} i my am & make made earn earned gain gained lose lost win won grow grew grown change changed
        SPAN & {MINE} & how
        """,
        # “How much would I have made”: what did not happen.
        "COIN\nwhy\ntrades transactions swaps orders history activity executions transaction\n\
would could should & been\n\
would could should & have & made earned gained lost won\nwould & be & up down\nhad",
    ),
    look_at(
        Intent.GET_PRICE_CHART,
        CHARTS,
        """
        chart charts graph graphs plot plotting
        candles candle candlestick candlesticks kline klines sparkline draw graphic visualise visualize
        COIN & SPAN & how what & do done gone go went
        COIN & price & history
        COIN & picture image diagram curve trend
        COIN & SPAN & show see view display draw
        COIN & SPAN & moved move movement performed performance history developed evolved changed price prices
        """,
    ),
    look_at(
        Intent.GET_INSIGHTS,
        INSIGHTS,
        f"""
        insight insights overexposed roast
        outlook news colour color opinion thoughts view views & COIN
        analysis analyses analyse analyze analysing analyzing observations observation
        what & stands & out
        my & risks
        i portfolio & concentrated diversified
        market markets crypto & how overview summary look looking doing
        market markets & happening mood sentiment state condition conditions
        market markets & what & going up
        market markets crypto & update news report
        how & {MINE} & look looks & you
        balanced & {MINE} i & how is
        {MINE} & problems problem warnings concerns concern worry
        {MINE} & something anything & tell about
        what & improve & you i
        {MINE} & bad good & how
        {MINE} & say & you & what
        {MINE} & weak weaknesses strengths spots
        what & should & know & i
        market markets crypto & good bad red green moving & how what ASKS
        portfolio & needs need & work fixing attention
        biggest main & risks risk
        opinion & portfolio
        {MINE} coins & opinion thoughts advice tips suggestions review assess assessment
        {MINE} coins & critique feedback stands notice
        {MINE} coins & think improve risks risk risky wrong evaluate judge rate
        {MINE} coins & exposed interesting healthy health spread
        {MINE} coins & recommendations verdict diversified diversification
        {MINE} coins & should & know
        {MINE} coins & check show & see
        """,
        f"COIN & {MINE} risks concentrated\nCOIN & should buy sell",
    ),
    *LISTS,
    look_at(
        Intent.SHOW_PORTFOLIO,
        PORTFOLIO,
        f"""
        {MINE}
        coins tokens assets crypto & my
        do & i & have & COIN
        rich & i
        money funds & left remaining & my
        where & my & money funds coins
        total & worth & my
        howmuch percent percentage share & my & money cash funds crypto & COIN
        everything & i & have
        coins tokens & in & there here & what which
        am & i & holding & ASKS & COIN
        what howmuch & worth & am
        much howmuch & my & worth & stuff everything things
        own owning possess & i everything
        sitting own hold holding holds have having got hodl & i & what which howmuch show list many & \
COIN coins tokens money funds crypto cash assets what howmuch holding hold
        account accounts wallet wallets purse stash & in inside left remain remains worth much & what howmuch how show
        account accounts wallet wallets purse stash & in inside left remain remains worth much & money funds
        """,
        "below above",
    ),
    look_at(
        Intent.GET_PRICE,
        PRICES,
        """
        COIN & price prices worth cost costs costing course priced p px
        COIN & quote quotes quoted value valued values rate rates
        COIN & howmuch
        COIN & what & get & if
        COIN & many & dollars dollar bucks
        COIN & what & usd dollars dollar
        COIN & how did & up down high low
        COIN & ASKS & is has & up down high low
        COIN & is & or & up
        COIN & ASKS & usd dollars
        COIN & what & current
        COIN & ASKS & is did has & above over below under hit break broke broken reach reached passed crossed
        COIN & how & expensive cheap
        COIN & check checking lookup
        COIN & how & look looks looking lookin
        COIN & what where how show tell check & trading trade trades sitting sits going standing stands hovering \
doing at
        """,
        "my i & up down high low\nwhy",
        counts=True,
    ),
    look_at(
        Intent.HELP,
        HELPS,
        """
        sos help commands instructions manual guide tutorial usage lost confused faq capabilities features
        command functions stuck
        understand & not
        explain & yourself
        what & bot
        what & your & purpose
        what & you & for
        teach learn & me how
        example examples
        what & you & capable
        what & do & you
        what & should & i & first type say ask write
        options & what & my here
        you yourself this bot it esther & how & work works use using working
        what things explain & you i it thing bot & can able could capabilities possible offer support & \
do ask offer able say things
        """,
        "COIN\nSPAN",
    ),
)
