"""A score in lines to read."""

from __future__ import annotations

import json

from tests.language.scoring import Score, Verdict

__all__ = ["confusion_lines", "figure_lines", "mistake_lines"]


def figure_lines(name: str, score: Score) -> list[str]:
    """Say how much is right, altogether, by voice and by intent, and which trades are wrong."""
    return [
        f"{name}: {score.right} of {len(score.verdicts)} sentences right, {score.percent:.1f} %",
        f"  trades that nobody meant   {len(score.trades_not_meant)}",
        f"  trades other than meant    {len(score.other_trades)}",
        *_shares("voice", score),
        *_shares("intent", score),
    ]


def confusion_lines(score: Score) -> list[str]:
    """Say which intents were taken for which others, and which entities were wrong."""
    return [
        "  intent meant -> understood",
        *(f"    {number:3} {meant} -> {found}" for (meant, found), number in score.confusion.most_common()),
        "  entities, where the intent is right",
        *(f"    {number:3} {mistake}" for mistake, number in score.entity_mistakes.most_common()),
    ]


def mistake_lines(score: Score) -> list[str]:
    return [line for verdict in score.mistakes for line in _mistake(verdict)]


def _shares(attribute: str, score: Score) -> list[str]:
    return [
        f"  by {attribute}",
        *(
            f"    {name:26} {right:3} of {total:3}  {100 * right / total:5.1f} %"
            for name, (right, total) in score.by(attribute).items()
        ),
    ]


def _mistake(verdict: Verdict) -> list[str]:
    sentence, answer = verdict.sentence, verdict.answer
    mark = "WRONG TRADE " if verdict.is_trade_not_meant or verdict.is_other_trade else ""
    return [
        f"{mark}{json.dumps(sentence.text, ensure_ascii=False)} ({sentence.voice})",
        f"    meant      {' or '.join((sentence.intent, *sentence.also))} {_shown(sentence.entities)}",
        f"    understood {answer.intent} {_shown(answer.entities)}",
    ]


def _shown(entities: dict[str, object]) -> str:
    return json.dumps(entities, ensure_ascii=False, sort_keys=True)
