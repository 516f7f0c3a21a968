"""Read the code tables that ship with the package."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

Row = dict[str, str]


@cache
def read_rows(name: str) -> tuple[Row, ...]:
    """Return the rows of ``data/<name>.csv``; an empty cell is an empty string."""
    source = files(__package__).joinpath("data", f"{name}.csv")
    return tuple(csv.DictReader(StringIO(source.read_bytes().decode(), newline="")))


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, separated by semicolons."""
    return tuple(value for value in cell.split(";") if value)


def normalise_code(code: object) -> str:
    """Return a code as the tables spell it: upper case, without blanks, dots, dashes or dagger signs.

    Examples
    --------
    >>> normalise_code(" c50.4 ")
    'C504'
    """
    return "".join(character for character in str(code).upper() if character.isalnum())
