"""What can go wrong with the warehouse, as a user can mend it."""

from __future__ import annotations

from pathlib import Path

from onco_pipeline.errors import UserError

#: The remedy for a file that cannot be read any more.
WAY_OUT = "move the file away and run again: everything in it is rebuilt from the source"


class WarehouseError(UserError):
    """The warehouse cannot be used; the message says which file, why, and what to do."""


class WarehouseBusy(WarehouseError):  # noqa: N818 -- what it is, rather than that it is an error
    """Another process holds the warehouse."""


class WarehouseVersionError(WarehouseError):
    """The warehouse was made by another version of the program, or by another program."""


def no_warehouse(path: Path) -> WarehouseError:
    """Return what to raise where a warehouse must be and is not.

    Examples
    --------
    >>> str(no_warehouse(Path("data/warehouse.duckdb")))
    'There is no warehouse at data/warehouse.duckdb: run `onco run` first, or give its --home'
    """
    return WarehouseError(f"There is no warehouse at {path}: run `onco run` first, or give its --home")
