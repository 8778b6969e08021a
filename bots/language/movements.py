"""What people say of a price that falls or rises. Each is one class of words."""

from __future__ import annotations

from typing import Final

__all__ = ["FALLS", "RISES"]

FALLS: Final = (
    "is falling, is dropping, is dipping, is sinking, is crashing, is dumping, is declining, falling, dropping, "
    "dipping, sinking, descends, collapses, tumbles, craters, sags, weakens, breaks down, dives, drops down, falls "
    "down, falls off, goes back down, it's down, its down, it is down, falls, fall, drops, drop, dips, dip, sinks, "
    "sink, crashes, crash, tanks, tank, dumps, declines, slides, plunges, slips, loses, lose, goes down, go down, "
    "come down, comes down, slip, rugs, rug, slide, plunge, is down, gets down, corrects, retraces, pulls back, "
    "pull back, plummets, nosedives, decreases, decrease, goes lower, nukes, bleeds"
)
RISES: Final = (
    "rips, rip, mounts, mount, ascends, advances, rockets, skyrockets, shoots up, flies, flies up, ticks up, creeps "
    "up, runs "
    "up, is rising, is climbing, is pumping, is increasing, rising, climbing, mounts up, goes back up, bounces, "
    "lifts, raises, strengthens, it's up, its "
    "up, it is up, rises, rise, climbs, climb, jumps, jump, gains, gain, pumps, pump, goes up, go up, is up, gets "
    "up, rallies, moons, spikes, soars, surges, grows, increases, increase, comes up, appreciates, goes higher"
)
