"""Where a run keeps its things: one folder, owner-only, made on first use.

::

    data/                     the home, ``--home`` or ONCO_HOME
        warehouse.duckdb      every table, one writer at a time
        published.duckdb      a read-only copy for notebooks, replaced after each run
        inbox/                drop folder: new note files here start a run
        synthetic/            the fictitious hospital, when no source is configured
        reports/              report and timelines
        evaluation/           what onco evaluate --json wrote, for the report
        dagster/              DAGSTER_HOME: runs, events, schedules
        models/               trained linkers, every version
        dbt/                  compiled models and manifest
        steps.json            what each step was made from, so that one with nothing new to do is left
        validations/          what each table's validation counted, for the pages of Data Docs
        settings.yaml         which source this home was built from, which linker it uses, tolerances in days
        study.yaml            cohort and small-cell threshold of the aggregates, when a site sets them
        quality.yaml          bounds and severity of the checks, when a site sets them
        exports/              what the assets of exports wrote
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from onco_pipeline.configuration import read_settings_file, refuse_unknown
from onco_pipeline.errors import UserError, system_refusal
from onco_pipeline.private_files import refuse_tables, write_private
from resources.errors import no_warehouse

#: Telemetry off, one writer, one run at a time: see docs/security.md for why.
_DAGSTER_YAML = """\
# Written by onco. Nothing leaves the machine; runs wait for each other, since DuckDB has one writer.
telemetry:
  enabled: false
nux:  # no invitation to sign up for anything
  enabled: false
concurrency:
  pools:
    default_limit: 1
    granularity: run
  runs:
    max_concurrent_runs: 1
"""

_QUIET = {
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

#: What ``settings.yaml`` may say, and of the linker.
_SETTINGS = ("source", "linker", "reconciliation")
_LINKERS = ("learned", "rules")


@dataclass(frozen=True)
class Home:
    """The folder of one warehouse and everything that belongs to it."""

    root: Path

    @classmethod
    def from_environment(cls) -> Home:
        """Return the home that ONCO_HOME names, ``data`` in the working directory otherwise."""
        return cls(Path(os.environ.get("ONCO_HOME") or "data").resolve())

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that runs write."""
        return self.root / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The read-only copy for notebooks and viewers."""
        return self.root / "published.duckdb"

    @property
    def inbox(self) -> Path:
        """The drop folder that the sensor watches."""
        return self.root / "inbox"

    @property
    def synthetic(self) -> Path:
        """Where the fictitious hospital is written."""
        return self.root / "synthetic"

    @property
    def reports(self) -> Path:
        """Where report and timelines are written."""
        return self.root / "reports"

    @property
    def exports(self) -> Path:
        """Where the exports are written, one folder each."""
        return self.root / "exports"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.root / "dagster"

    @property
    def dbt(self) -> Path:
        """Where dbt writes its manifest and compiled models."""
        return self.root / "dbt"

    @property
    def models(self) -> Path:
        """Where trained linkers are kept."""
        return self.root / "models"

    @property
    def linker(self) -> Path | None:
        """The promoted linker, used beside the rules; None when there is none, or with ``linker: rules``."""
        if self.settings().get("linker", "learned") != "learned" or not self.models.is_dir():
            return None
        from onco_pipeline.distant.store import ModelStore  # torch, only where a model is asked for

        return ModelStore(self.models).current()

    @property
    def settings_path(self) -> Path:
        """The file that remembers which source this home was built from."""
        return self.root / "settings.yaml"

    @property
    def steps(self) -> Path:
        """What each step was made from (:mod:`resources.unchanged`)."""
        return self.root / "steps.json"

    @property
    def evaluations(self) -> Path:
        """Where evaluations of the extraction stand that the report should show."""
        return self.root / "evaluation"

    @property
    def study(self) -> Path:
        """The site's settings of the study, where it made any."""
        return self.root / "study.yaml"

    def prepare(self) -> Home:
        """Create the folders for their owner only, write ``dagster.yaml``, switch telemetry off.

        Raises
        ------
        UserError
            When they cannot be made or written (a read-only folder, a full disk, a file in their place), or when the
            folder is that of a source, which is never written.
        """
        if not self.dagster.exists():
            refuse_tables(self.root)
        try:
            for folder in (self.root, self.inbox, self.reports, self.dagster, self.dbt):
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(0o700)
            configuration = self.dagster / "dagster.yaml"
            if not configuration.exists():
                configuration.write_text(_DAGSTER_YAML, encoding="utf-8")
        except OSError as error:
            raise UserError(f"The home cannot be used. {system_refusal(error)}, or choose another --home") from None
        os.environ.update(_QUIET)
        os.environ["ONCO_HOME"] = str(self.root)
        os.environ["DAGSTER_HOME"] = str(self.dagster)
        return self

    def opened(self) -> Home:
        """Prepare a home that a run has made.

        Raises
        ------
        UserError
            When there is none here: a name that was mistyped makes no folder.
        """
        if not self.warehouse.exists():
            raise no_warehouse(self.warehouse)
        return self.prepare()

    def settings(self) -> dict[str, object]:
        """Return what ``settings.yaml`` says, an empty mapping when there is none.

        Raises
        ------
        UserError
            When it is no YAML, or says what there is not: a setting that is misspelt would have no effect.
        """
        path = self.settings_path
        if not path.exists():
            return {}
        told = read_settings_file(path, "settings such as 'reconciliation:', see docs/reconciliation.md")
        refuse_unknown(path, told, _SETTINGS)
        if told.get("linker", _LINKERS[0]) not in _LINKERS:
            raise UserError(f"{path}: linker is {' or '.join(_LINKERS)}.")
        return told

    def remember(self, **settings: object) -> None:
        """Write settings for the runs to come (schedule, sensor, UI)."""
        merged = {**self.settings(), **settings}
        write_private(self.settings_path, yaml.safe_dump(merged, sort_keys=True).encode())
