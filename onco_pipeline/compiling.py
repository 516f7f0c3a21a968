"""Compile the functions that read notes and reconcile what they tell, and use them once they do as the sources do.

Run by a Python that has mypy, Cython, setuptools and a C compiler; ``make compile`` gives it one of its own, because
mypy asks for other versions of libraries than dbt does::

    python -m onco_pipeline.compiling .venv/bin/python

The argument is the Python that the project runs in: it reads fictitious notes with the sources and with the build,
reconciles what it read with the coded rows of the same patients, and a build that does any of it otherwise is thrown
away. :mod:`onco_pipeline.compiled` says how builds are found.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import gc
import hashlib
import io
import itertools
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onco_pipeline.compiled import (
    BUILDS,
    CYTHON,
    FOR_CYTHON,
    PACKAGE,
    UNFINISHED,
    fingerprint,
    made_for,
    modules,
    use_build,
)
from onco_pipeline.declaring import declared, enumerations
from onco_pipeline.laying_out import KEPT, bolt, lay_out
from onco_pipeline.pcre.kept import FILE

__all__ = ["compiler", "main", "taken"]

#: Fictitious notes that a build must read as the sources do, and the seed that they are made with.
NOTES, SEED = 600, 20
#: What mypy is told: types of other libraries are not its matter here.
_SETTINGS = """[mypy]
ignore_missing_imports = True
follow_imports = silent
"""
#: Optimise over all files at once: a few hundredths of a note's time, for a fifth more of the compiling. The modules
#: find each other's functions by a table of mypyc's, so no other name need be seen from outside.
_AT_ONCE = ("-flto=auto", "-fvisibility=hidden")
#: A first build counts which branches notes take, the second lays the code out by that: another few hundredths.
#: What those notes did not need is optimised as it would be without them. gcc's own, which clang does not take.
_COUNTING = ("-fvisibility=hidden", "-fprofile-generate", "-fprofile-update=single")
_COUNTED = (*_AT_ONCE, "-fprofile-use", "-fprofile-correction", "-fprofile-partial-training", "-Wno-missing-profile")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, compare and put in use; return 1 when there is no build to use in the end."""
    parser = argparse.ArgumentParser(prog="python -m onco_pipeline.compiling", description=__doc__)
    parser.add_argument("python", help="the Python that the project is installed in")
    parser.add_argument("--read", metavar="BUILD", help=argparse.SUPPRESS)
    parser.add_argument("--keep", metavar="BUILD", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.read is not None:
        _read(Path(given.read) if given.read else None)
        return 0
    if given.keep is not None:
        _keep(Path(given.keep))
        return 0
    if (objection := _of_another_python(given.python)) is not None:
        print(objection, file=sys.stderr)
        return 1
    kept = BUILDS / fingerprint()
    if kept.is_dir():
        print("The build of these sources is there already.")
        return 0
    found = compiler()
    if shutil.which(found) is None:
        print(f"No C compiler: {found} is not here. Install gcc, or set CC to yours.", file=sys.stderr)
        return 1
    lacking = [name for name in ("mypyc", "Cython", "setuptools") if find_spec(name) is None]
    if lacking:
        print(
            f"{sys.executable} has no {' and no '.join(lacking)}: run `make compile`, which installs it.",
            file=sys.stderr,
        )
        return 1
    BUILDS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=BUILDS) as work:
        sources = _reading(given.python, None)  # beside the compiling
        try:
            built = _compile(Path(work), given.python)
            read = _printed(sources)
            same = _printed(_reading(given.python, built)) == read
        finally:
            sources.kill()
        if not same:
            print("The build reads notes otherwise than its sources: it is not used.", file=sys.stderr)
            return 1
        built = _laid_out(built, Path(work), given.python, read)
        for other in BUILDS.iterdir():
            if other != Path(work):
                shutil.rmtree(other, ignore_errors=True)
        built.rename(kept)
    print(f"The extraction is compiled, and read {NOTES:,} notes as its sources do.")
    return 0


def _of_another_python(python: str) -> str | None:
    """Return why no build made here would be used by a Python: one is looked for under the release that it is for."""
    asked = "import sys, onco_pipeline.compiled as it; print(it.made_for(), sys._base_executable, sep='\\n')"
    environment = {**os.environ, "ONCO_PURE": "1", "PYTHONPATH": str(PACKAGE.parent)}
    try:
        told = subprocess.run(  # noqa: S603 -- our own command
            [python, "-c", asked], env=environment, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return f"{python} is no Python that the project is installed in."
    theirs, base = told.splitlines()
    if theirs == made_for():
        return None
    return (
        f"{python} is a Python {theirs}, and {sys.executable} a {made_for()}: a build made by one is not used by the "
        f"other. Remove the folder .compile and run `make compile PYTHON={base}`."
    )


def compiler() -> str:
    """Return the C compiler that extension modules are made with: ``CC``, or the one Python was made with."""
    return (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]


def taken(options: Sequence[str], work: Path) -> list[str]:
    """Return compiler options if the compiler at hand, and its linker, make a library with them; else none."""
    source, library = work / "trial.c", work / "trial.so"
    source.write_text("int trial(void) { return 0; }\n", encoding="utf-8")
    command = [compiler(), "-Werror", "-fPIC", "-shared", *options, str(source), "-o", str(library)]
    if shutil.which(command[0]) is None:
        return []
    tried = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- our own command
    return [] if tried.returncode else list(options)


def _compile(work: Path, python: str) -> Path:
    """Make extension modules of the sources; return their folder."""
    from Cython.Build import cythonize  # this Python's, not the project's
    from mypyc.build import mypycify

    settings, built = work / "mypy.ini", work / "built"
    settings.write_text(_SETTINGS, encoding="utf-8")
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if BUILDS not in path.parents}
    members = enumerations(texts.values())
    compiled = set(modules())
    for path, text in texts.items():
        copy = work / "sources" / path.relative_to(PACKAGE.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(declared(text, members) if path in compiled else text, encoding="utf-8")
    for path in (path for kind in FOR_CYTHON for path in PACKAGE.rglob(f"*.{kind}")):
        if BUILDS not in path.parents:
            shutil.copy(path, work / "sources" / path.relative_to(PACKAGE.parent))
    os.chdir(work / "sources")  # mypy names modules by where they stand
    options = ["--config-file", str(settings), "--cache-dir", str(work / "cache")]
    sources = [path.relative_to(PACKAGE.parent).as_posix() for path in modules()]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):  # which comprehensions it turns into lists, one line each
            extensions = mypycify(
                [*options, *_sound(sources, options)],
                opt_level="2", debug_level="0", multi_file=True, target_dir=str(work / "c"),
            )  # fmt: skip
    except SystemExit:
        print(*(line for line in said.getvalue().splitlines() if ": warning: " not in line), sep="\n", file=sys.stderr)
        raise
    extensions += cythonize([f"{PACKAGE.name}/{name}" for name in CYTHON], build_dir=str(work / "c"), quiet=True)
    first = work / "counting" if (counted := taken(_COUNTED, work)) else built
    movable = taken(KEPT, work) if bolt() else []
    if counted:
        _build(extensions, _COUNTING, work, first)
        _keeping(python, first, work)
        _printed(_reading(python, first))  # leaves its counts beside the objects
    _build(extensions, [*(counted or taken(_AT_ONCE, work)), *movable], work, built)
    if not counted:
        _keeping(python, built, work)
    elif (first / FILE).is_file():
        shutil.copy(first / FILE, built)
    return built


def _laid_out(built: Path, work: Path, python: str, read: str) -> Path:
    """Return a build whose code lies as notes take it, where BOLT makes one that reads notes so; else the build."""
    if (program := bolt()) is None:
        return built
    libraries = [
        path.relative_to(built)
        for name in ("*__mypyc", *(Path(file).stem for file in CYTHON))
        for path in built.rglob(f"{name}.*")
    ]
    apart = work / "laid_out"
    apart.mkdir()
    try:
        laid = lay_out(program, built, libraries, apart, lambda counting: _printed(_reading(python, counting)))
        if _printed(_reading(python, laid)) == read:
            return laid
        objection = "what it made reads notes otherwise"
    except OSError as error:
        objection = str(error)
    except SystemExit:
        objection = "what it made could not read notes"
    print(f"The code stays where the linker put it: {objection}.", file=sys.stderr)
    return built


def _build(extensions: Sequence[Any], options: Sequence[str], work: Path, built: Path) -> None:
    """Compile what mypyc wrote, as many files at a time as there are processors, and link it in a folder."""
    from setuptools import setup
    from setuptools.command.build_ext import build_ext

    class Together(build_ext):
        """Hands the compiler all files of an extension at once."""

        def build_extensions(self) -> None:
            compiled = self.compiler.compile

            def together(sources: Sequence[str], *given: Any, **named: Any) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    made = pool.map(lambda source: compiled([source], *given, **named), sources)
                    return list(itertools.chain.from_iterable(made))

            self.compiler.compile = together
            super().build_extensions()

    own = copy.deepcopy(list(extensions))  # the next build finds them as mypyc left them
    for extension in own:
        extension.extra_compile_args += options
        extension.extra_link_args += [*options, "-O2"] if options else []
    folders = ["--build-lib", str(built), "--build-temp", str(work / "objects")]
    setup(
        name="onco_pipeline_compiled",
        packages=[],
        ext_modules=own,
        cmdclass={"build_ext": Together},
        script_args=["--quiet", "build_ext", "--force", *folders],
    )


def _sound(sources: list[str], options: list[str]) -> list[str]:
    """Return the sources whose types hold; a module that mypy objects to is left to Python, and named."""
    command = [sys.executable, "-m", "mypy", *options, *sources]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout  # noqa: S603 -- our own command
    objections = [line for line in told.splitlines() if ": error: " in line]
    doubtful = {line.partition(":")[0] for line in objections}
    if doubtful:
        print("Not compiled, for their types:", *objections, sep="\n", file=sys.stderr)
    return [source for source in sources if source not in doubtful]


def _reading(python: str, built: Path | None) -> subprocess.Popen[str]:
    """Have the project's Python read the fictitious notes, by a build or by the sources."""
    return _begun(python, "--read", str(built or ""))


def _keeping(python: str, built: Path, work: Path) -> None:
    """Have the project's Python keep beside a build what its patterns are to PCRE2; that is not counted."""
    _printed(_begun(python, "--keep", str(built), GCOV_PREFIX=str(work / "uncounted")))


def _begun(python: str, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    command = [python, "-m", "onco_pipeline.compiling", python, *arguments]
    environment = {**os.environ, "ONCO_PURE": "1", "PYTHONPATH": str(PACKAGE.parent), **variables}
    # Where the sources are, and not their copies.
    return subprocess.Popen(  # noqa: S603 -- our own command
        command, cwd=PACKAGE.parent, env=environment, stdout=subprocess.PIPE, text=True
    )


def _printed(reading: subprocess.Popen[str]) -> str:
    """Return what was read, one hash a note."""
    printed, _ = reading.communicate()
    if reading.returncode:
        sys.exit("The fictitious notes could not be read: no build is put in use.")
    return printed


def _keep(built: Path) -> None:
    """Make every pattern, and part of one, that a note can ask for, and keep what it is to PCRE2 beside a build."""
    use_build(built)
    from onco_pipeline import reconciliation  # noqa: F401 -- for its patterns
    from onco_pipeline.extraction.records import rows_of
    from onco_pipeline.pcre import engine
    from onco_pipeline.pcre.kept import write
    from onco_pipeline.pipes.alternatives import Beginnings

    if not engine.AVAILABLE:  # ``re`` matches, and keeps nothing
        return
    rows_of({"note_id": "", "note_text": "IRM le 12/03/2019."})  # what is made for the first note
    for beginnings in [made for made in gc.get_objects() if isinstance(made, Beginnings)]:
        beginnings.make_all()
    for pattern in [made for made in gc.get_objects() if isinstance(made, engine.Pattern)]:
        pattern.groups  # noqa: B018 -- to tell it, a pattern is translated
    write(built)


def _read(built: Path | None) -> None:
    """Print a hash of what each fictitious note is read to hold, and of what becomes of it."""
    use_build(built)
    import pandas as pd

    from onco_pipeline.extraction.note_files import read_notes
    from onco_pipeline.extraction.records import rows_of
    from onco_pipeline.reconciliation import reconcile, structured_events
    from onco_pipeline.synthesis import generate

    def told(what: object, held: str) -> None:
        print(what, hashlib.sha256(held.encode()).hexdigest())

    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), notes=NOTES, patients=NOTES // 8, seed=SEED)
        tables = {file.stem: pd.read_parquet(file) for file in Path(folder).glob("*.parquet")}
        rows = []
        for note in read_notes(Path(folder) / "note.parquet"):
            read = rows_of(note)
            told(note["note_id"], json.dumps(read, default=str, sort_keys=True))
            rows += read
            undated = rows_of({**note, "note_datetime": None})  # which goes another way through the dates
            told(f"{note['note_id']}, undated", json.dumps(undated, default=str, sort_keys=True))
    coded = structured_events(tables["procedure_occurrence"], tables["condition_occurrence"], tables["drug_exposure"])
    for made in reconcile(
        pd.DataFrame(rows), coded, tables["note"],
        persons=tables["person"], deaths=tables["death"], visits=tables["visit_occurrence"],
    ):  # fmt: skip
        told("reconciled", made.to_json(orient="split", date_format="iso"))


if __name__ == "__main__":
    sys.exit(main())
