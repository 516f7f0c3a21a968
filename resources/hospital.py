"""Where the tables come from: the hospital's own, or the synthetic hospital when none is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.sources import Source
from onco_pipeline.private_files import OWNER_ONLY
from onco_pipeline.reconciliation.settings import Settings, configured
from resources.home import Home

_RECIPE = "recipe.json"


def synthetic_hospital(
    folder: Path, *, patients: int = 200, seed: int = 0, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Return ``folder`` with the synthetic hospital in it, generated unless it is there already.

    The folder appears whole or not at all, and is generated anew when it was made with other numbers
    or by another version of the generator.
    A folder that something else has filled is left alone.

    Parameters
    ----------
    progress
        Called with patients done and patients to do.

    Raises
    ------
    SourceError
        When ``folder`` holds something that this function did not put there.
    """
    from onco_pipeline import synthesis  # only here: a hospital of one's own does not need it

    recipe = {"patients": patients, "seed": seed, "generator": synthesis.GENERATOR_VERSION}
    known = folder / _RECIPE
    if known.exists():
        if json.loads(known.read_text(encoding="utf-8")) == recipe:
            return folder
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()):
        raise SourceError(f"{folder} holds files that are no synthetic hospital: move them away, or name a source")
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    with OWNER_ONLY:
        partial.mkdir(mode=0o700, parents=True)
        synthesis.generate(partial, patients=patients, seed=seed, progress=progress)
        (partial / _RECIPE).write_text(json.dumps(recipe), encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    partial.replace(folder)
    return folder


class HospitalResource(dg.ConfigurableResource):
    """The source of a home's tables.

    Attributes
    ----------
    home
        Folder of the warehouse; its ``settings.yaml`` remembers the source, its ``inbox`` is the drop folder.
    source
        Folder of tables, DuckDB file or ``sources.yaml``; what ``settings.yaml`` says when not given.
    patients, seed
        The synthetic hospital, made when no source is named at all.
    """

    home: str
    source: str = ""
    patients: int = 200
    seed: int = 0

    def named_source(self) -> Path | None:
        """Return the path of the hospital's own tables, None when none is named."""
        named = self.source or Home(Path(self.home)).settings().get("source")
        return Path(str(named)) if named else None

    def tolerances(self) -> Settings:
        """Return the tolerances of the reconciliation, with what ``settings.yaml`` says of them.

        Raises
        ------
        UserError
            When it says what is not understood.
        """
        return configured(Home(Path(self.home)).settings().get("reconciliation"))

    def open(self, progress: Callable[[int, int], None] | None = None, *, holds_notes: bool = False) -> Source:
        """Return the source, ready to be read.

        Parameters
        ----------
        progress
            See :func:`synthetic_hospital`.
        holds_notes
            Whether the warehouse holds notes already.

        Raises
        ------
        SourceError
            When there is nothing at the path, its ``sources.yaml`` is not understood, or no source is named any more
            where the warehouse holds the notes of one: a fictitious hospital would take their place.
        """
        home = Home(Path(self.home))
        path = self.named_source()
        if path is None:
            if holds_notes and not (home.synthetic / _RECIPE).exists():
                raise SourceError(
                    f"{home.settings_path} names no source, but the warehouse was built from one. Name it again "
                    "(--source, or 'source:' in that file), or use another --home for the synthetic hospital."
                )
            path = synthetic_hospital(home.synthetic, patients=self.patients, seed=self.seed, progress=progress)
        return Source.open(path, drop_folder=home.inbox)

    def gold(self) -> Path | None:
        """Return the textual gold of a synthetic hospital, None where the source is a real one."""
        named = self.named_source()
        path = (named or Home(Path(self.home)).synthetic) / "gold" / "notes.jsonl"
        return path if path.is_file() else None
