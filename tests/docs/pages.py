"""Run what a page of the docs shows, and compare what comes with what the page says."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from typer.testing import CliRunner

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?P<title>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
#: What a progress bar leaves in the output.
_PROGRESS = re.compile(r"\r|\[\d\d:\d\d[^\]]*/s\]")
#: Commands of the system that a page may show.
_SYSTEM = frozenset({"ls", "cat"})


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its language, what stands after it on the fence, its text and where that stands."""

    kind: str
    title: str
    body: str
    start: int
    end: int


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order."""
    for match in _BLOCK.finditer(page):
        yield Block(match["kind"], match["title"].strip(), match["body"], match.start("body"), match.end("body"))


#: Lines of tables: as long as their numbers.
_RULES = re.compile("[─┌┐│├┤└┘┬┴┼]+")


def differences(page: str, true: str) -> list[str]:
    """Return the lines of a page that say something else than what is true.

    A number may be some few, or a tenth, away: it is of the day when the page was written, and a better rule finds
    an event more. Words, names, dates and order must be the same.
    """
    mine, theirs = page.splitlines(), true.splitlines()
    if len(mine) != len(theirs):
        return [f"{len(mine)} lines, and {len(theirs)} are true"]
    return [f"{one!r}, and true is {other!r}" for one, other in zip(mine, theirs, strict=True) if not _like(one, other)]


def _like(one: str, other: str) -> bool:
    mine, theirs = (_RULES.sub(" ", line).split() for line in (one, other))
    return len(mine) == len(theirs) and all(map(_near, mine, theirs))


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        mine, theirs = (float(word.replace(",", "")) for word in (one, other))
    except ValueError:
        return False
    return abs(mine - theirs) <= max(5.0, 0.1 * theirs)


def onco(arguments: list[str]) -> str:
    """Run a command of ``onco`` in this process; return what it prints, without progress bars."""
    from onco_pipeline.cli import app

    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, f"onco {' '.join(arguments)}: {result.output} {result.exception!r}"
    return "\n".join(line for line in result.output.splitlines() if not _PROGRESS.search(line))


def true_page(page: str, instead: dict[str, Callable[[], str]], here: Path) -> str:
    """Return a page with the outputs that its commands and Python blocks really have.

    Parameters
    ----------
    page
        The text of the page. In a ``console`` block, lines with ``$`` are commands and the others what they print; a
        ``python`` block is run in one namespace, and a ``text`` block after it is what it prints.
    instead
        What to do instead of a command: for what another test has already run.
    here
        The working directory, shown as ``/path/to/tutorial``.
    """
    made, at, printed = [], 0, None
    names: dict[str, object] = {}
    for block in blocks(page):
        text = block.body
        if block.kind == "console":
            text = "".join(_console(line.removeprefix("$ "), instead) for line in text.splitlines() if line[:2] == "$ ")
        elif block.kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out), pd.option_context("display.width", 100):
                exec(compile(text, "the page", "exec"), names)
            printed = out.getvalue()
        elif block.kind == "text":
            assert printed is not None, "a text block stands after the Python block that prints it"
            text, printed = printed.rstrip("\n") + "\n", None
        made += [page[at : block.start], text.replace(str(here), "/path/to/tutorial")]
        at = block.end
    return "".join([*made, page[at:]])


def _console(command: str, instead: dict[str, Callable[[], str]]) -> str:
    program, *arguments = shlex.split(command)
    if command in instead:
        output = instead[command]()
    elif program == "onco":
        output = onco(arguments)
    else:
        assert program in _SYSTEM, f"the page shows a command that no test may run: {program}"
        output = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
    lines = [line.rstrip() for line in output.strip("\n").splitlines()]
    return "\n".join([f"$ {command}", *lines]) + "\n"
