"""The names of drugs as colleagues cut them short."""

from __future__ import annotations

from onco_pipeline.codes.drugs import OralAgent, Route, oral_agents
from onco_pipeline.text import fold_key

__all__ = ["shortened"]

#: Letters that a name keeps when colleagues cut it short ("abema", "tamox", "anastro"), and beginnings that are
#: words, or of other substances as well.
_SHORTENED = range(5, 8)
_NOT_SHORTENED = frozenset({
    "entre", "trame", "hydro", "hydrox", "hydroxy", "chlor", "dieth", "diethy", "diethyl", "estra", "merca", "lazer",
    "proca", "treti", "altre",
})  # fmt: skip


def shortened() -> dict[str, tuple[OralAgent, ...]]:
    """Return the beginnings of a name that tell one drug from all others, of those that are only swallowed.

    Examples
    --------
    >>> shortened()["abema"][0].inn_fr, "entre" in shortened()
    ('abémaciclib', False)
    """
    names = [(fold_key(name), agent) for agent in oral_agents() for name in agent.names]
    begun: dict[str, set[OralAgent]] = {}
    for name, agent in names:
        for size in _SHORTENED:
            begun.setdefault(name[:size], set()).add(agent)
    found: dict[str, tuple[OralAgent, ...]] = {}
    for agent in oral_agents():
        name = fold_key(agent.inn_fr)
        for start in {name[:size] for size in _SHORTENED if size + 2 <= len(name)} - _NOT_SHORTENED:
            if agent.route is Route.ORAL and start.isalpha() and begun[start] == {agent}:
                found[start] = (agent,)
    return found
