"""Use the extraction compiled to C where that was built from the very sources that stand here, and these otherwise.

The functions that read a note are many and small, and Python spends more time in calling them than in what they do;
those that reconcile what the notes of a patient tell are no other. ``make compile`` has mypyc make extension modules of
them, and Cython one of the loops over the characters of a text and one of what matches patterns
(:mod:`onco_pipeline.compiling`).

A build left from other sources must never be used: it would read notes by rules that no longer stand anywhere. So none
lies where Python would find it by itself. A build's folder is named by the hash of the sources that it was made of,
and is looked for under the hash of those that are here: after any edit, pull or upgrade there is no folder of that
name, and the sources are read as Python has always read them. ``ONCO_PURE=1`` does so in any case.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

__all__ = ["BUILDS", "CYTHON", "build_in_use", "fingerprint", "is_stale", "made_for", "modules", "use_build"]

PACKAGE = Path(__file__).resolve().parent
#: Where the builds stand, one folder each.
BUILDS = PACKAGE / "_compiled"
#: What the name of one begins with until it is whole.
UNFINISHED = "new-"
#: What leads a note from its text to its rows.
_READ = tuple(f"extraction/{name}.py" for name in ("lost_lines", "placed", "reading", "rows", "wrapping"))
#: What Cython is told in, and what tells mypy of it.
FOR_CYTHON = ("pyi", "pyx", "pxd", "pxi")
#: What a build is made of, and what that rests on: a change in any of it asks for a new one.
_BENEATH = (
    *(f"{folder}/**/*.{kind}" for folder in ("pipes", "pcre") for kind in ("py", *FOR_CYTHON)),
    *("codes/**/*.py", "errors.py", "events.py", "families.py", "intervals.py", "kinds.py", "text.py"),
    *_READ,
    "reconciliation/*.py",
)
#: What of the reconciliation is compiled: all that is done for each mention. Tables, settings and SQL are Python's.
_RECONCILED = (
    *("compatibility", "confidence", "frames", "lineages", "matching", "merging", "metastases"),
    *("model", "periods", "person", "plans", "reading", "rereading", "sites"),
)
#: What is compiled beside the pipes: events, their dates, the folding of text, what goes from a note to rows, and the
#: reconciliation of these.
_BESIDE = (
    *("events.py", "intervals.py", "text.py"),
    *(f"pcre/{name}.py" for name in ("edges", "factoring", "parsed", "sets", "translation")),
    *_READ,
    *(f"reconciliation/{name}.py" for name in _RECONCILED),
)
#: The loops over the characters of a text and the matching of patterns, written for Cython.
CYTHON = (
    *(f"pipes/passes/over_{name}.pyx" for name in ("beginnings", "literals", "words")),
    "pcre/engine.pyx",
)
#: Modules that hold classes of these libraries are left to Python: a compiled class cannot derive from theirs.
_SHELL = re.compile(r"^(?:import|from) (?:edsnlp|spacy|torch|safetensors)\b", re.MULTILINE)
_SUFFIX = EXTENSION_SUFFIXES[0]


def modules(package: Path = PACKAGE) -> list[Path]:
    """Return the source files that are compiled, sorted: the pipes' functions, and the few beside them."""
    found = [
        path
        for path in (package / "pipes").rglob("*.py")
        if path.name not in ("__init__.py", "factory.py") and not _SHELL.search(path.read_text(encoding="utf-8"))
    ]
    return sorted([*found, *(package / name for name in _BESIDE)])


def made_for() -> str:
    """Return the Python and the kind of machine that a build made here is for, the smallest release included."""
    return f"{'.'.join(map(str, sys.version_info[:3]))} {_SUFFIX}"


def fingerprint(package: Path = PACKAGE) -> str:
    """Return the hash of the sources that a build is made of, and of the Python and the kind of machine it is for."""
    sources = {path for beneath in _BENEATH for path in package.glob(beneath)}
    digest = hashlib.sha256(made_for().encode())
    for path in sorted(sources):
        source = path.read_bytes()
        digest.update(f"\n{path.relative_to(package).as_posix()} {len(source)}\n".encode())
        digest.update(source)
    return digest.hexdigest()[:24]


class _Finder:
    """Finds the modules of one build before Python looks for their sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module of the build stands; None for all others."""
        if not name.startswith("onco_pipeline.") and not name.endswith("__mypyc"):
            return None
        file = self.folder.joinpath(*name.split(".")).with_suffix(_SUFFIX)
        return spec_from_file_location(name, file) if file.is_file() else None


def use_build(folder: Path | None = None) -> None:
    """Have the modules imported from the build of these sources, where there is one, or from another folder's build."""
    if folder is None and not os.environ.get("ONCO_PURE") and BUILDS.is_dir():
        folder = BUILDS / fingerprint()
    if folder is not None and folder.is_dir():
        sys.meta_path.insert(0, _Finder(folder))


def build_in_use() -> Path | None:
    """Return the folder of the build that modules are imported from, or None when the sources themselves are."""
    return next((finder.folder for finder in sys.meta_path if isinstance(finder, _Finder)), None)


def is_stale() -> bool:
    """Return whether there is a build, but of other sources than these, so that it is not used."""
    builds = {path.name for path in BUILDS.iterdir()} if BUILDS.is_dir() else set()
    return any(not name.startswith(UNFINISHED) for name in builds) and fingerprint() not in builds
