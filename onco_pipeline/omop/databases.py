"""A hospital's PostgreSQL as a source: read through SQLAlchemy, row after row, never written.

The address, with user and password, stands in an environment variable and nowhere else: ``sources.yaml``
gives the variable's name. What the address leaves open is taken from PGHOST, PGUSER, PGPASSWORD and the
like, as ``psql`` does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from onco_pipeline.omop.errors import SourceError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError

#: Texts come as Unicode, times with an offset in UTC, dates as ISO writes them, and nothing can be changed.
_SESSION = "-c timezone=UTC -c datestyle=ISO -c default_transaction_read_only=on"

#: What the server's refusals mean (SQLSTATE), in words that quote neither address nor data.
_REFUSALS = {
    "28P01": "the server refuses the password",
    "28000": "the server refuses this user",
    "3D000": "there is no such database on the server",
    "42501": "this user may not read the table: GRANT SELECT on it",
    "53300": "the server has no connection left",
}


def relations(variable: str) -> list[tuple[str, str]]:
    """Return schema and name of every table and view that the user may see, the server's own left out.

    Parameters
    ----------
    variable
        Environment variable that holds the address.

    Raises
    ------
    SourceError
        When the variable is empty, or the database cannot be reached.
    """
    from sqlalchemy import text

    with _connected(variable) as connection:
        rows = connection.execute(
            text(
                "SELECT table_schema, table_name FROM information_schema.tables "
                "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
            )
        )
        return [(schema, name) for schema, name in rows]


def columns(variable: str, relation: tuple[str, str]) -> list[str]:
    """Return the columns of a table or view, in order."""
    from sqlalchemy import text

    with _connected(variable) as connection:
        rows = connection.execute(
            text(
                "SELECT column_name FROM information_schema.columns "
                "WHERE table_schema = :schema AND table_name = :name ORDER BY ordinal_position"
            ),
            dict(zip(("schema", "name"), relation, strict=True)),
        )
        return [name for (name,) in rows]


def rows(variable: str, relation: tuple[str, str], names: Sequence[str], size: int) -> Iterator[pa.Table]:
    """Yield the rows of a table as text, ``size`` at a time.

    A server-side cursor keeps the table on the server: memory does not grow with it.
    """
    from sqlalchemy import Text, cast, column, select, table

    schema, name = relation
    source = table(name, *(column(each) for each in names), schema=schema)
    query = select(*(cast(source.c[each], Text) for each in names))
    with _connected(variable) as connection:
        result = connection.execution_options(stream_results=True, yield_per=size).execute(query)
        for partition in result.partitions(size):
            values = zip(*partition, strict=True)
            yield pa.table([pa.array(value, pa.large_string()) for value in values], names=list(names))


@contextmanager
def _connected(variable: str) -> Iterator[Connection]:
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    engine = _engine(variable)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise SourceError(f"The database that {variable} names cannot be read: {_why(error)}") from None
    except SQLAlchemyError as error:
        raise SourceError(f"The database that {variable} names cannot be read ({type(error).__name__})") from None
    finally:
        engine.dispose()


def _why(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", None)
    if state in _REFUSALS:
        return _REFUSALS[state]
    # A connection that fails carries no SQLSTATE, only words.
    said = str(error.orig)
    if "password authentication failed" in said:
        return _REFUSALS["28P01"]
    if "database" in said and "does not exist" in said:
        return _REFUSALS["3D000"]
    return f"the server answered with error {state}" if state else "no server answers at its address"


def _engine(variable: str) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError
    from sqlalchemy.pool import NullPool

    address = os.environ.get(variable, "").strip()
    if not address:
        raise SourceError(
            f"The environment variable {variable} is empty. It holds the address of the database: "
            f"export {variable}=postgresql://user:password@host:5432/database"
        )
    scheme, separator, rest = address.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg") or not separator:
        raise SourceError(f"{variable} holds no PostgreSQL address (postgresql://user:password@host:5432/database)")
    settings = {"options": _SESSION, "client_encoding": "utf8", "application_name": "onco_pipeline"}
    try:
        return create_engine(f"postgresql+psycopg://{rest}", poolclass=NullPool, connect_args=settings)
    except (ArgumentError, ValueError):
        raise SourceError(f"{variable} holds no address that can be read") from None
    except ModuleNotFoundError:
        raise SourceError("Reading PostgreSQL needs one more package: pip install 'onco-pipeline[postgres]'") from None
