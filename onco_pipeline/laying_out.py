"""Lay the machine code of a build out by the ways that notes take through it, where LLVM's BOLT is at hand.

The compiler lays each function out by what it counted (:mod:`onco_pipeline.compiling`), but knows neither where the
linker puts it nor how often one runs after the other. BOLT reads the linked library, counts that in a library of its
own while notes are read, and writes another, in which the blocks that follow each other stand side by side and what
notes seldom need stands apart: half of the jumps that were taken are gone. Debian has it in ``bolt-19`` and newer.

Source: Panchenko, Auler, Nell, Ottoni: BOLT: A Practical Binary Optimizer for Data Centers and Beyond (CGO 2019).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["KEPT", "bolt", "lay_out"]

#: What the linker must leave in a library, so that its code can be moved.
KEPT = ("-Wl,--emit-relocs",)
#: The oldest BOLT that orders functions by where they are called from.
_OLDEST = 19
_ORDERED = ("-reorder-blocks=ext-tsp", "-reorder-functions=cdsort", "-split-functions", "-split-all-cold", "-icf=1")


def bolt(folders: Sequence[str] | None = None) -> Path | None:
    """Return the newest BOLT on the path, or in some folders; None where there is none that is new enough.

    Examples
    --------
    >>> bolt(folders=[]) is None
    True
    """
    found: dict[int, Path] = {}
    for folder in os.get_exec_path() if folders is None else folders:
        for program in Path(folder).glob("llvm-bolt*"):
            named = re.fullmatch(r"llvm-bolt(?:-(\d+))?", program.name)
            if named and os.access(program, os.X_OK):
                # Its own folder, and not a link's, is where it looks for what counts.
                found.setdefault(int(named[1] or 0), program.resolve())
    newest = found.get(max(found, default=0))
    return newest if newest is not None and _release(newest) >= _OLDEST else None


def _release(program: Path) -> int:
    asked = [str(program), "--version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603 -- what the path has
    version = re.search(r"version (\d+)", told)
    return int(version[1]) if version else 0


def lay_out(program: Path, built: Path, libraries: Sequence[Path], work: Path, run: Callable[[Path], object]) -> Path:
    """Return the folder of a build whose libraries are laid out by what a run of it takes.

    Parameters
    ----------
    program
        BOLT.
    built
        The folder of the build. It stays as it is.
    libraries
        Those of its libraries to be laid out, by their paths in it; linked with :data:`KEPT`.
    work
        An empty folder.
    run
        Runs the build of a folder in a process of its own, to the end: what it took is counted when that ends.

    Raises
    ------
    OSError
        When BOLT does not take a library, or the run leaves no counts.
    """
    counting, counts, laid = work / "counting", work / "counts", work / "laid_out"
    shutil.copytree(built, counting)
    shutil.copytree(built, laid)
    counts.mkdir()
    for library in libraries:
        told = [f"-instrumentation-file={_counts(counts, library)}", "-instrument"]
        _written(program, built / library, counting / library, told)
    run(counting)
    for library in libraries:
        _written(program, built / library, laid / library, [f"-data={_counts(counts, library)}", *_ORDERED])
    return laid


def _counts(folder: Path, library: Path) -> Path:
    return folder / f"{library.name}.fdata"


def _written(program: Path, library: Path, other: Path, options: Sequence[str]) -> None:
    command = [str(program), str(library), "-o", str(other), *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- what the path has
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip().splitlines()
        raise OSError(f"{program.name} did not take {library.name}: {said[-1] if said else 'it did not say why'}")
