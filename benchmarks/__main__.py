"""``python -m benchmarks [MEASURE ...]``: measure, keep the figures, write ``docs/performance.md`` from them."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks import measures
from benchmarks.notes import ROOT
from benchmarks.page import page
from onco_pipeline.compiled import build_in_use

MEASURES = ("lossless", "speed", "stages", "growth", "memory", "job", "workers")
RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Run the measures asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(MEASURES)}; all by default")
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "benchmarks", help="where made notes are kept")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="a setting of the measures")
    parser.add_argument("--linker", type=Path, metavar="MODEL", help="folder of a trained linker, for `speed` with it")
    given = parser.parse_args()
    unknown = set(given.measures) - set(MEASURES)
    if unknown:
        parser.error(f"there is no measure {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    settings = {name: int(value) for name, value in (one.split("=", 1) for one in given.set)}
    given.folder.mkdir(parents=True, exist_ok=True)
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in given.measures or MEASURES:
        print(f"measuring {name} ...", file=sys.stderr)
        if name == "stages" and build_in_use() is not None:
            _of_the_sources(name, given.folder)
            results = json.loads(RESULTS.read_text(encoding="utf-8"))
            continue
        more = {"linker": given.linker} if name == "speed" else {}
        results[name] = {"machine": machine(), "figures": getattr(measures, name)(given.folder, **settings, **more)}
        print(json.dumps({name: results[name]["figures"]}, indent=2, ensure_ascii=False))
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (ROOT / "docs" / "performance.md").write_text(page(results), encoding="utf-8")


def _of_the_sources(name: str, folder: Path) -> None:
    """Take a measure in a process that reads the sources: compiled stages call each other, and cannot be told apart."""
    command = [sys.executable, "-m", "benchmarks", name, "--folder", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "ONCO_PURE": "1"})  # noqa: S603 -- our own command


def machine() -> dict[str, str]:
    """Say where and with what a measure was taken."""
    packages = ("edsnlp", "spacy", "duckdb", "dagster", "pyspark")
    known = {}
    for name in packages:
        try:
            known[name] = version(name)
        except ImportError:
            continue
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "load": f"{psutil.getloadavg()[0]:.1f}",
        "extraction": "as Python" if build_in_use() is None else "compiled",
        "python": platform.python_version(),
        **known,
    }


if __name__ == "__main__":
    main()
