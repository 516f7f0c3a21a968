"""The site of an event: the organ or region that most of its evidence names, as its day is the one that most tells.

Mentions join an event because their sites can be one; which of these it is, all of them decide together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from onco_pipeline.events import Family
from onco_pipeline.reconciliation.compatibility import holds, site_score
from onco_pipeline.reconciliation.model import Mention, Told, support

__all__ = ["settle_site"]

#: What a code weighs that names an organ: as much as two letters, less than the act's own report.
_CODED = 2.0
#: A word that says more than another which may mean the same counts so many times: whoever writes "bronche" has
#: seen more than who writes "poumon", and an exam told as that of chest, abdomen and pelvis is often told by a part.
_TELLING = 2.0
_WHOLE = "tap"


def settle_site(event: Told, family: Family, specimens: Sequence[tuple[date, str | None]] = ()) -> None:
    """Give an event the site that its evidence names most, independent tellings and better sources counting more.

    A result is of the organ that was sampled on its day, when what tells the result can mean that organ. A site
    that no evidence names (two halves of one exam joined) stays as it is.

    Parameters
    ----------
    specimens
        Day and organ of the patient's biopsies, for a result.
    """
    votes = _votes(event, family)
    if not votes:
        # Only what supports it without a date may name it: the plan of an MRI of the liver.
        planned = {mention.site for mention in event.supporting if mention.site}
        event.site = event.site or (planned.pop() if len(planned) == 1 else None)
    elif event.site in votes:
        sampled = {organ for day, organ in specimens if organ and day == event.day}
        meant = {organ for organ in sampled if any(site_score(organ, site, Family.PATHOLOGY) for site in votes)}
        # ``max`` takes the first of equals: the site of the mention that was taken up first.
        best = max(votes, key=lambda site: (_weight(site, votes, family), site == event.site))
        event.site = meant.pop() if len(sampled) == len(meant) == 1 else best


def _votes(event: Told, family: Family) -> dict[str, float]:
    """Return how much each site is told, in the order in which the mentions were taken up."""
    named: dict[str, list[Mention]] = {}
    for mention in event.mentions:
        if mention.site:
            named.setdefault(mention.site, []).append(mention)
    votes = {site: support(mentions) for site, mentions in named.items()}
    for site in dict.fromkeys(_coded(event, family, named)):
        votes[site] = votes.get(site, 0.0) + _CODED
    return votes


def _coded(event: Told, family: Family, told: Collection[str]) -> Iterator[str]:
    """Yield the sites that codes name.

    Not those of an exam for which a coarser or a finer act was all there was to code, nor of one that was taken from
    the line beside in the list of acts.
    """
    for unit in event.units:
        if unit.site is None or (unit.site == "utérus" and "ovaire" in told):
            continue  # the act of an operation that took out both
        agrees = unit.site in told or not told
        coarse = any(holds(site, unit.site) or holds(unit.site, site) for site in told)
        beside = not any(site_score(site, unit.site, family) for site in told)
        if agrees or family is not Family.IMAGING or not (beside or (coarse and unit.site != _WHOLE)):
            yield unit.site


def _weight(site: str, votes: dict[str, float], family: Family) -> float:
    others = [other for other in votes if other != site]
    if family is Family.IMAGING:
        telling = site == _WHOLE and any(holds(site, other) for other in others)
    else:
        telling = any(holds(other, site) for other in others)
    return votes[site] * (_TELLING if telling else 1.0)
