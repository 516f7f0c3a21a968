"""The trained linkers of a home: every version is kept, one is in use, an older one can be restored."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onco_pipeline.errors import UserError

if TYPE_CHECKING:  # two seconds of PyTorch, only where one is read or written
    from onco_pipeline.pipes.event_date.models import LinkModel

__all__ = ["ModelStore", "Version"]

_CURRENT, _PEOPLE = "current.json", "people.json"


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
    >>> from onco_pipeline.pipes.event_date.models import LinkModel
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

    def add(self, model: LinkModel, people: Iterable[str] = ()) -> str:
        """Write a model as a new version, whole or not at all, and return its name; it is not in use yet.

        Parameters
        ----------
        model
            What was trained.
        people
            Whose notes were read for it; only salted hashes of them are kept.
        """
        from onco_pipeline.pipes.event_date.models import save_model

        known = [int(path.name[1:]) for path in self.folder.glob("v[0-9]*") if path.name[1:].isdigit()]
        name = f"v{max(known, default=0) + 1:04d}"
        partial = self.folder / f".{name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        save_model(model, partial)
        hashes = sorted(_hash(name, person) for person in people)
        (partial / _PEOPLE).write_text(json.dumps(hashes) + "\n", encoding="utf-8")
        partial.replace(self.folder / name)
        return name

    def trained_with(self, person_id: str) -> tuple[str, ...]:
        """Return the versions that may hold traces of a patient; one that does not say whom it has read may too."""
        found = []
        for path in sorted(self.folder.glob("v[0-9]*")):
            people = path / _PEOPLE
            known = json.loads(people.read_text(encoding="utf-8")) if people.is_file() else None
            if known is None or _hash(path.name, person_id) in known:
                found.append(path.name)
        return tuple(found)

    def remove(self, names: Collection[str]) -> None:
        """Remove versions; when the one in use is among them, none is in use any more."""
        using = self.current()
        if using is not None and using.name in names:
            (self.folder / _CURRENT).unlink()
        for name in names:
            shutil.rmtree(self.folder / name, ignore_errors=True)

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
        from onco_pipeline.pipes.event_date.models import load_model

        load_model(self.path(name))
        written = self.folder / f".{_CURRENT}.partial"
        written.write_text(json.dumps({"version": name}) + "\n", encoding="utf-8")
        written.replace(self.folder / _CURRENT)


def _hash(version: str, person_id: str) -> str:
    return hashlib.blake2b(f"{version}|{person_id}".encode(), digest_size=16).hexdigest()
