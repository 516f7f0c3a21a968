"""What is asked of a run, checked before it makes or changes anything: a slip of the pen leaves no folder behind."""

from __future__ import annotations

from pathlib import Path

from onco_pipeline.errors import UserError

__all__ = ["check_engine", "check_source"]


def check_engine(name: object) -> None:
    """Stop where an engine of extraction is named that there is not.

    Raises
    ------
    UserError
        With the engines that there are.

    Examples
    --------
    >>> check_engine("multiprocessing")
    """
    if name == "local":
        return  # as a rule: to ask the engines has the patterns made, a second that a run without new notes can spare
    from onco_pipeline.extraction.engines import ENGINES

    if name not in ENGINES:
        raise UserError(f"There is no extraction engine {name!r}: choose {', '.join(ENGINES)}.")


def check_source(source: Path | None) -> None:
    """Stop where nothing stands at the place given for the tables.

    Raises
    ------
    UserError
        When the source does not exist.

    Examples
    --------
    >>> check_source(None)
    """
    if source is not None and not source.exists():
        raise UserError(f"There is no source at {source}. Give a folder of Parquet or CSV tables, or a DuckDB file.")
