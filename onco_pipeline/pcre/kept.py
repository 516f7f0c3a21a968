"""What patterns are said to PCRE2 as, kept beside a build.

To say one takes up to a millisecond, and each process needs some two thousand: most of them for its first two hundred
notes, the last ones after many thousand. All that can be needed is known beforehand, for the patterns are those of the
sources and the parts of them that are tried alone are those that a text can begin with
(:meth:`onco_pipeline.pipes.alternatives.Beginnings.make_all`). So a build says all of them once, and writes them into
a file of its own, which stands for its sources as the build does. What is not found there is said anew.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onco_pipeline.compiled import build_in_use
from onco_pipeline.pcre.translation import Translation, translated

__all__ = ["FILE", "kept", "key_of", "part_of", "write"]

#: The name of the file in the folder of a build: a line for each pattern, its key, a tab and JSON.
FILE = "translations.tsv"
#: What this process has said itself.
_MADE: dict[str, Translation] = {}


def key_of(pattern: str, flags: int = 0) -> str:
    """Return what a pattern is kept by.

    Examples
    --------
    >>> key_of("irm|tdm") == key_of("irm|tdm"), key_of("irm|tdm") == key_of("irm|tdm", 8)
    (True, False)
    """
    return hashlib.blake2b(f"{flags} {pattern}".encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def part_of(key: str, numbers: Sequence[int]) -> str:
    """Return what part of a pattern is kept by: some of its alternatives, told by their numbers.

    Examples
    --------
    >>> part_of("5f2a", (0, 3))
    '5f2a 0,3'
    """
    return f"{key} {','.join(map(str, numbers))}"


def kept(key: str | None, parsed: Callable[[], Any], flags: int, *, edges: bool) -> Translation:
    """Return what was kept by a key; else translate what ``re`` made of the pattern, which is asked for only then.

    Raises
    ------
    UntoldError
        As :func:`onco_pipeline.pcre.translation.translated`.
    """
    row = None if key is None else _rows().get(key)
    if row is not None:
        return _read(row)
    made = translated(parsed(), flags, edges=edges)
    if key is not None:
        _MADE[key] = made
    return made


def write(folder: Path) -> None:
    """Write what this process has said, and what was kept before, into the folder of a build."""
    rows = {**_rows(), **{key: _written(made) for key, made in _MADE.items()}}
    lines = [f"{key}\t{rows[key]}\n" for key in sorted(rows)]
    (folder / FILE).write_text("".join(lines), encoding="ascii", newline="\n")


@functools.cache
def _rows() -> dict[str, str]:
    """Return what the build in use has kept, by key; each is read when it is asked for."""
    build = build_in_use()
    if build is None or not (build / FILE).is_file():
        return {}
    lines = (build / FILE).read_text(encoding="ascii").splitlines()
    return {key: row for key, _, row in (line.partition("\t") for line in lines)}


def _written(made: Translation) -> str:
    return json.dumps(
        [
            made.text.decode("ascii"), made.groups, made.names, made.closing, sorted(made.repeated), made.tells_beyond,
            made.guard.decode("ascii"), *(held and held.hex() for held in (made.firsts, made.lasts)),
            made.least, made.most, made.closes,
        ],
        separators=(",", ":"),
    )  # fmt: skip


def _read(row: str) -> Translation:
    text, groups, names, closing, repeated, tells_beyond, guard, firsts, lasts, least, most, closes = json.loads(row)
    starts, ends = (held and bytes.fromhex(held) for held in (firsts, lasts))
    return Translation(
        text.encode("ascii"), groups, names, tuple(closing), frozenset(repeated), tells_beyond, guard.encode("ascii"),
        starts, ends, least, most, closes,
    )  # fmt: skip
