"""Files of settings that a site writes by hand: read in one way, and a slip of the pen is told in one way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from onco_pipeline.errors import UserError

__all__ = ["read_settings_file", "refuse_unknown"]


def read_settings_file(path: Path, example: str, error: type[UserError] = UserError) -> dict[str, Any]:
    """Return what a YAML file of settings says; an empty mapping where it says nothing.

    Parameters
    ----------
    path
        The file.
    example
        What such a file holds, for the message: ``entries such as 'tables:'``.
    error
        The class to raise.

    Raises
    ------
    UserError
        When it cannot be read, is no YAML (names the line), or holds no names with values.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        where = getattr(problem, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise error(f"{path}{line}: this is no readable YAML file; it holds {example}") from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise error(f"{path}: write {example}")
    return content


def refuse_unknown(path: Path, names: Iterable[object], known: Iterable[str]) -> None:
    """Refuse a setting that there is not: what is misspelt would have no effect, and nothing would say so.

    Raises
    ------
    UserError
        Names it, and those that there are.
    """
    known = tuple(known)
    unknown = [str(name) for name in names if name not in known]
    if unknown:
        raise UserError(f"{path}: there is no setting {', '.join(unknown)}; there are {', '.join(known)}.")
