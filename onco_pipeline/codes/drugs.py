"""Oral anticancer agents: names, French brands, current and pre-2021 ATC codes.

Until 2020 the WHO filed kinase inhibitors under ``L01XE``; hospital tables of those years keep the old
codes. Lenalidomide, pomalidomide and thalidomide are filed as immunosuppressants (``L04AX``).
Source: WHO ATC index (April 2026, December 2021) and the French public drug database (July 2026).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onco_pipeline.codes.reading import normalise_code, read_rows, split
from onco_pipeline.text import fold_key

__all__ = ["OralAgent", "Route", "agent_of_atc", "agent_of_name", "is_oral_route", "oral_agents"]


class Route(StrEnum):
    """Whether the molecule is only swallowed, or also injected."""

    ORAL = "oral"
    ORAL_OR_INJECTABLE = "oral_or_injectable"


@dataclass(frozen=True, slots=True)
class OralAgent:
    """An anticancer drug with a form taken by mouth.

    Attributes
    ----------
    inn_fr, inn_en
        International non-proprietary name in French (``capécitabine``: the project's own name for
        the drug) and in English. A fixed combination joins its parts by a hyphen.
    brands
        French brands used against cancer; brands of the same molecule for other diseases are left out.
    atc_current, atc_pre2021
        ATC codes; the second is None where the code did not change or did not exist.
    route
        ``oral_or_injectable`` asks for a route beside the name before it counts as an oral therapy.
    drug_class
        Mechanism, for pathways and figures (``cdk4_6_inhibitor``).
    """

    inn_fr: str
    inn_en: str
    brands: tuple[str, ...]
    atc_current: str
    atc_pre2021: str | None
    route: Route
    drug_class: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the drug: French and English INN, then the brands."""
        return tuple(dict.fromkeys((self.inn_fr, self.inn_en, *self.brands)))


@cache
def oral_agents() -> tuple[OralAgent, ...]:
    """Return every oral anticancer agent, in ATC order.

    Examples
    --------
    >>> [agent.inn_fr for agent in oral_agents() if "Ibrance" in agent.brands]
    ['palbociclib']
    """
    return tuple(
        OralAgent(
            inn_fr=row["inn_fr"],
            inn_en=row["inn_en"],
            brands=split(row["brands"]),
            atc_current=row["atc_current"],
            atc_pre2021=row["atc_pre2021"] or None,
            route=Route(row["route"]),
            drug_class=row["drug_class"],
        )
        for row in read_rows("oral_agents")
    )


@cache
def _by_atc() -> dict[str, OralAgent]:
    index: dict[str, OralAgent] = {}
    # Current codes first: an old code never takes the place of a current one. Two tegafur combinations
    # share a code; the table lists the one still on the market first.
    for agent in oral_agents():
        index.setdefault(agent.atc_current, agent)
    for agent in oral_agents():
        if agent.atc_pre2021:
            index.setdefault(agent.atc_pre2021, agent)
    return index


def agent_of_atc(code: str) -> OralAgent | None:
    """Return the agent of an ATC code, current or pre-2021, or None when it is no oral anticancer agent.

    Examples
    --------
    >>> agent_of_atc("L01XE35").inn_fr, agent_of_atc("L01EB04").inn_fr
    ('osimertinib', 'osimertinib')
    >>> agent_of_atc("L02AE03") is None  # an injected hormone
    True
    """
    return _by_atc().get(normalise_code(code))


@cache
def _by_name() -> dict[str, OralAgent]:
    index: dict[str, OralAgent] = {}
    for agent in oral_agents():
        for name in agent.names:
            index.setdefault(fold_key(name), agent)
    return index


def agent_of_name(name: str) -> OralAgent | None:
    """Return the agent with this INN or brand, whatever its case and accents, or None.

    Examples
    --------
    >>> agent_of_name("XELODA").inn_fr
    'capécitabine'
    """
    return _by_name().get(fold_key(name))


_ORAL_ROUTES = {
    "po",
    "per os",
    "peros",
    "os",
    "o",
    "oral",
    "orale",
    "voie orale",
    "voie orale (po)",
    "buccale",
    "bouche",
}


def is_oral_route(route: str | None) -> bool | None:
    """Tell whether a route of administration is by mouth; None when the source leaves it empty.

    Examples
    --------
    >>> is_oral_route("Voie orale"), is_oral_route("IV"), is_oral_route("")
    (True, False, None)
    """
    key = fold_key(route) if route else ""
    if not key:
        return None
    return key in _ORAL_ROUTES or "orale" in key.split() or "per os" in key
