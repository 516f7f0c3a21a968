"""What a site may set of a study: ``study.yaml`` in the home, read here and handed to dbt as variables.

::

    cohort:
      cancer_groups: [breast, lung]     # names of the seed icd10_cancer_group; every patient when left out
      start: 2017-01-01                 # of the index date: first code of these cancers
      end: 2021-12-31
      hospitals: [APR, PSL]             # visited at least once
      min_notes: 1
    small_cell_threshold: 11
    variant_steps: 4
    synchronous_days: 90
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from onco_pipeline.codes.icd10 import primary_codes
from onco_pipeline.configuration import read_settings_file
from onco_pipeline.errors import UserError
from onco_pipeline.events import Family, subtypes
from onco_pipeline.families import added


class Cohort(BaseModel):
    """Who is in the study."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cancer_groups: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    hospitals: tuple[str, ...] = ()
    min_notes: int = Field(default=1, ge=0)

    @field_validator("cancer_groups")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        known = sorted({primary.organ_group for primary in primary_codes()})
        unknown = sorted(set(names) - set(known))
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is no cancer group; there are {', '.join(known)}")
        return names

    @model_validator(mode="after")
    def _in_order(self) -> Cohort:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"start {self.start} lies after end {self.end}")
        return self


class Study(BaseModel):
    """The settings of a study; the defaults are those of ``dbt_project.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cohort: Cohort = Cohort()
    small_cell_threshold: int = Field(default=11, ge=1)
    variant_steps: int = Field(default=4, ge=1, le=10)
    synchronous_days: int = Field(default=90, ge=0)

    @classmethod
    def read(cls, path: Path) -> Study:
        """Return the settings of a file, the defaults where there is none.

        Raises
        ------
        UserError
            When the file is no YAML, or a setting is unknown or cannot be.
        """
        if not path.exists():
            return cls()
        told = read_settings_file(path, "settings such as 'small_cell_threshold: 11', see docs/marts.md")
        try:
            return cls.model_validate(told)
        except ValidationError as error:
            lines = [
                f"  {'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg'].removeprefix('Value error, ')}"
                for fault in error.errors()
            ]
            raise UserError("\n".join([f"{path} cannot be used:", *lines])) from None

    def dbt_vars(self) -> dict[str, Any]:
        """Return the settings as variables of the dbt project.

        Examples
        --------
        >>> Study().dbt_vars()["small_cell_threshold"]
        11
        """
        cohort = self.cohort
        return {
            "cohort_cancer_groups": list(cohort.cancer_groups),
            "cohort_start": cohort.start.isoformat() if cohort.start else "",
            "cohort_end": cohort.end.isoformat() if cohort.end else "",
            "cohort_hospitals": list(cohort.hospitals),
            "cohort_min_notes": cohort.min_notes,
            "small_cell_threshold": self.small_cell_threshold,
            "variant_steps": self.variant_steps,
            "synchronous_days": self.synchronous_days,
        }

    def dbt_arguments(self) -> list[str]:
        """Return the options of ``dbt build`` that set what differs from the defaults."""
        default = Study().dbt_vars()
        changed = {name: value for name, value in self.dbt_vars().items() if value != default[name]}
        changed |= _of_added_families()
        return ["--vars", json.dumps(changed)] if changed else []

    def describe(self) -> str:
        """Return the cohort in words, for a report."""
        cohort = self.cohort
        parts = [
            f"cancers: {', '.join(cohort.cancer_groups).replace('_', ' ') or 'any'}",
            f"index date: {_period(cohort.start, cohort.end)}",
            f"hospitals: {', '.join(cohort.hospitals) or 'any'}",
            f"at least {cohort.min_notes} note" + ("s" if cohort.min_notes != 1 else ""),
        ]
        return "; ".join(parts)


def _of_added_families() -> dict[str, list[str]]:
    """Return the variables that tell the dbt project which families and subtypes there are; its own five need none."""
    if not added():
        return {}
    known = [subtype for family in Family for subtype in subtypes(family)]
    return {"event_families": list(map(str, Family)), "event_subtypes": list(dict.fromkeys(known))}


def _period(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"until {end}" if end else "any"
