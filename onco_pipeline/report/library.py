"""The chart library that timelines carry, put together once an environment.

vl-convert needs a second and a half of processor time to put it together, more than all pages take to draw. It
depends on the version of vl-convert alone, so it is kept beside that, in the environment: ``make setup`` has it made,
or the first timeline does. Where the environment cannot be written it is put together once a process.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

__all__ = ["chart_library"]


@lru_cache(maxsize=1)
def chart_library() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script that asks nothing of any network."""
    kept = _kept()
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return kept.read_text(encoding="utf-8")
    import vl_convert

    made = vl_convert.javascript_bundle()
    with contextlib.suppress(OSError):
        _keep(made, kept)
    return made


def _kept(environment: Path | None = None) -> Path:
    """Return where the library stands in an environment, under the version that it was made by."""
    name = f"vega-by-vl-convert-{version('vl-convert-python')}.js"
    return (environment or Path(sys.prefix)) / "share" / "onco_pipeline" / name


def _keep(library: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside it and moved: two processes may make it at once, and none may read half of it.
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(library)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    chart_library()
