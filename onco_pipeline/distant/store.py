"""The trained linkers of a home: every version is kept, one is in use, an older one can be restored."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onco_pipeline.errors import UserError
from onco_pipeline.pipes.event_date.models import LinkModel, load_model, save_model

__all__ = ["ModelStore", "Version"]

_CURRENT = "current.json"


@dataclass(frozen=True, slots=True)
class Version:
    """One trained linker.

    Attributes
    ----------
    name
        ``v0001``, ``v0002`` ... in the order of training.
    card
        What is told of it (:class:`~onco_pipeline.pipes.event_date.models.LinkModel`).
    current
        Whether it is the one in use.
    """

    name: str
    card: dict[str, Any]
    current: bool


class ModelStore:
    """A folder of versions.

    Parameters
    ----------
    folder
        Made on first use, for its owner only.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = ModelStore(Path(folder.name))
    >>> store.use(store.add(LinkModel.untrained()))
    >>> store.current().name
    'v0001'
    >>> folder.cleanup()
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def versions(self) -> list[Version]:
        """Return every version, oldest first."""
        using = self.current()
        return [
            Version(path.name, json.loads((path / "model.json").read_text(encoding="utf-8")), path == using)
            for path in sorted(self.folder.glob("v[0-9]*"))
            if (path / "model.json").is_file()
        ]

    def add(self, model: LinkModel) -> str:
        """Write a model as a new version, whole or not at all, and return its name; it is not in use yet."""
        known = [int(path.name[1:]) for path in self.folder.glob("v[0-9]*") if path.name[1:].isdigit()]
        name = f"v{max(known, default=0) + 1:04d}"
        partial = self.folder / f".{name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        save_model(model, partial).replace(self.folder / name)
        return name

    def path(self, name: str) -> Path:
        """Return the folder of a version.

        Raises
        ------
        UserError
            When there is no such version; names those there are.
        """
        names = [version.name for version in self.versions()]
        if name not in names:
            raise UserError(f"There is no linker {name} in {self.folder}; there is {', '.join(names) or 'none'}.")
        return self.folder / name

    def current(self) -> Path | None:
        """Return the folder of the version in use, None when none is."""
        marker = self.folder / _CURRENT
        if not marker.is_file():
            return None
        path = self.folder / str(json.loads(marker.read_text(encoding="utf-8"))["version"])
        return path if path.is_dir() else None

    def use(self, name: str) -> None:
        """Take a version into use: a new one that is better, or an older one that is to be restored.

        Raises
        ------
        UserError
            When there is no such version, or it cannot be read.
        """
        load_model(self.path(name))
        written = self.folder / f".{_CURRENT}.partial"
        written.write_text(json.dumps({"version": name}) + "\n", encoding="utf-8")
        written.replace(self.folder / _CURRENT)
