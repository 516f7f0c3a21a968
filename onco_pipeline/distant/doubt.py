"""Where the rules are often wrong, by the coded rows alone: ways of dating that a model may overrule.

Where a coded row contradicts the rules it is seldom right: it tells another act of the family. But where a model that
has not seen the patient prefers another date as well, row and model rarely err in the same way. So both dates of such
an event, the rules' and the model's, are compared with the rows: over all events dated in one way of the rules
(by its own sentence, by an earlier one), the better of the two agrees more often. No annotation is needed, and an event
that no row tells counts for neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import comb

import numpy as np

from onco_pipeline.distant.instances import Instance
from onco_pipeline.distant.labels import BagLabel
from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.event_date.bags import Decision, probabilities_by_date

__all__ = ["compared", "compared_fills", "doubtful_ways", "is_better", "trusted_places"]

#: Level of the sign test by which the model must win more than half of the comparisons.
_LEVEL = 0.05
#: Share of the dates from one place that must agree with the rows. More than half: a story tells many events that have
#: no date at all and no row either, and each that is given one is a mistake that no row shows.
_TRUSTED = 2 / 3


def is_better(won: int, lost: int, share: float = 0.5) -> bool:
    """Return whether so many comparisons won, and lost, show that more than a share would be won (one-sided test).

    Examples
    --------
    >>> is_better(5, 0), is_better(4, 0), is_better(9, 2), is_better(8, 6)
    (True, False, True, False)
    >>> is_better(17, 1, 2 / 3), is_better(65, 25, 2 / 3)
    (True, False)
    """
    total = won + lost
    return sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(won, total + 1)) < _LEVEL


def compared(
    instances: Sequence[Instance], labels: Sequence[BagLabel], probabilities: Sequence[np.ndarray]
) -> dict[str, tuple[int, int]]:
    """Return for each way of the rules how often the coded rows side with the model, and how often with the rules.

    Only events count that the model would date otherwise, and of whose two dates one agrees with a row.

    Parameters
    ----------
    instances, labels
        The bags and what the coded rows say of each.
    probabilities
        Of a model that was not trained on them, one array of shape (options,) a bag.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one, said, row in zip(instances, labels, probabilities, strict=True):
        bag = one.bag
        if bag.way is None or not any(said.agreeing):
            continue
        by_date = probabilities_by_date(bag.intervals, row)
        ruled = bag.intervals[bag.chosen]
        own = max((day for day in by_date if day is not None), key=lambda day: (by_date[day], day == ruled))
        if ruled is None or own == ruled:
            continue
        agreeing = [day for day, good in zip(bag.intervals, said.agreeing, strict=True) if good and day is not None]
        model, rules = _holds_one(own, agreeing), _holds_one(ruled, agreeing)
        counts[bag.way][0] += model and not rules
        counts[bag.way][1] += rules and not model
    return {way: (won, lost) for way, (won, lost) in sorted(counts.items())}


def compared_fills(
    instances: Sequence[Instance], labels: Sequence[BagLabel], probabilities: Sequence[np.ndarray], decision: Decision
) -> dict[str, tuple[int, int]]:
    """Return for each place of a date how often the coded rows agree with what the model gives from it, and deny it.

    Only undated events of notes without a day of their own count, whose likeliest date the model would give.

    Parameters
    ----------
    instances, labels
        The bags and what the coded rows say of each.
    probabilities
        Of a model that was not trained on them, one array of shape (options,) a bag.
    decision
        Its threshold is asked for.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one, said, row in zip(instances, labels, probabilities, strict=True):
        bag = one.bag
        if bag.known_day or bag.withheld or bag.intervals[bag.chosen] is not None:
            continue
        by_date = probabilities_by_date(bag.intervals, row)
        places = [place for place, option in enumerate(bag.options) if option.may_be_given]
        # Of equals the first, as in :func:`~onco_pipeline.pipes.event_date.bags.choose`.
        best = max(places, key=lambda place: round(by_date[bag.intervals[place]], 6), default=None)
        if best is None or by_date[bag.intervals[best]] < decision.threshold:
            continue
        counts[bag.ways[best]][0] += said.positive[best]
        counts[bag.ways[best]][1] += said.negative[best]
    return {way: (won, lost) for way, (won, lost) in sorted(counts.items())}


def _holds_one(told: DateInterval, agreeing: Sequence[DateInterval]) -> bool:
    """Return whether a date is, or as a month holds, one that agrees with a row."""
    return any(told.start <= day.start and day.end <= told.end for day in agreeing)


def trusted_places(counts: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Return the places of :func:`compared_fills` whose dates the rows agree with in more than two of three."""
    return tuple(place for place, (won, lost) in counts.items() if is_better(won, lost, _TRUSTED))


def doubtful_ways(counts: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Return the ways of :func:`compared` in which the model is better than the rules."""
    return tuple(way for way, (won, lost) in counts.items() if is_better(won, lost))
