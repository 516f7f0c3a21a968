"""The thresholds of a place: ``quality.yaml`` in the home, for what the suites and the drift check let through.

::

    note:
      "values_to_not_be_null: note_datetime": {mostly: 0.5}
      "values_to_be_in_set: visit_known": {severity: warning}
    drift: {min_notes: 50, ratio: 2.0, runs: 8}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from onco_pipeline.configuration import read_settings_file
from onco_pipeline.errors import UserError

#: Name of the file, beside the warehouse.
FILE_NAME = "quality.yaml"

#: What may be changed of an expectation.
_BOUNDS = ("mostly", "min", "max", "severity")
#: What a failing expectation does: stops the run, or only says so.
SEVERITIES = ("blocking", "warning")


@dataclass(frozen=True, slots=True)
class DriftSettings:
    """When a rate of extraction counts as drifted.

    Attributes
    ----------
    min_notes
        Notes of a type and month, before and now, below which nothing is compared.
    ratio
        How many times higher or lower the rate must be.
    z
        How many standard errors of the two counts it must be away.
    runs
        How many earlier runs are remembered and compared with.
    """

    min_notes: int = 30
    ratio: float = 1.5
    z: float = 4.0
    runs: int = 5


@dataclass(frozen=True, slots=True)
class QualitySettings:
    """Changed bounds and severities, by table and expectation, and the settings of the drift check."""

    bounds: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    severities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drift: DriftSettings = field(default_factory=DriftSettings)

    def of(self, table: str, expectation: str) -> Mapping[str, float]:
        """Return which bounds of an expectation are changed; none as a rule."""
        return self.bounds.get(table, {}).get(expectation, {})

    def severity(self, table: str, expectation: str, usual: str) -> str:
        """Return what a failing expectation does here: ``blocking`` or ``warning``."""
        return self.severities.get(table, {}).get(expectation, usual)


#: The thresholds of a place that has set none.
DEFAULTS = QualitySettings()


def load_settings(path: Path, known: Mapping[str, list[str]]) -> QualitySettings:
    """Read a ``quality.yaml``; defaults where there is none.

    Parameters
    ----------
    known
        The expectations of each table, as they are named in messages.

    Raises
    ------
    UserError
        When it names a table, an expectation, a bound or a severity that does not exist; the message lists those
        that do.
    """
    if not path.exists():
        return DEFAULTS
    content = read_settings_file(path, "tables and their expectations, as docs/quality.md shows")
    drift: dict[str, Any] = _numbers(
        path, "drift", content.pop("drift", None) or {}, [item.name for item in fields(DriftSettings)]
    )
    runs = drift.get("runs", 1)
    if runs < 1 or runs != int(runs):
        raise UserError(f"{path}: drift: runs is a whole number, 1 or more")
    bounds: dict[str, dict[str, dict[str, float]]] = {}
    severities: dict[str, dict[str, str]] = {}
    for table, changes in content.items():
        _check(path, "table", table, [*known, "drift"])
        for expectation, change in (changes or {}).items():
            _check(path, f"expectation of {table}", expectation, known[table])
            change = dict(change) if isinstance(change, dict) else change
            if isinstance(change, dict) and "severity" in change:
                severity = change.pop("severity")
                _check(path, f"severity of {expectation}", severity, list(SEVERITIES))
                severities.setdefault(table, {})[expectation] = severity
            bounds.setdefault(table, {})[expectation] = _numbers(path, expectation, change or {}, list(_BOUNDS))
    return QualitySettings(bounds, severities, DriftSettings(**drift))


def _check(path: Path, what: str, name: object, known: list[str]) -> None:
    if name not in known:
        raise UserError(f"{path}: there is no {what} called {name!r}; there is {', '.join(known)}")


def _numbers(path: Path, where: str, values: Any, known: list[str]) -> dict[str, float]:
    if not isinstance(values, dict):
        raise UserError(f"{path}: {where}: write {{{known[0]}: a number}}")
    for name, value in values.items():
        _check(path, f"bound of {where}", name, known)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UserError(f"{path}: {where}: {name} must be a number")
        if name == "mostly" and not 0 <= value <= 1:
            raise UserError(f"{path}: {where}: mostly is a share, from 0 to 1")
    return values
