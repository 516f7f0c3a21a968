"""What a table of the warehouse is: its columns, their types, its key, and the DDL that DuckDB is given.

:mod:`onco_pipeline.tables` declares the tables themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Column", "Table", "Type", "literal"]


def literal(text: str) -> str:
    """Return ``text`` as an SQL literal.

    Examples
    --------
    >>> literal("l'IRM")
    "'l''IRM'"
    """
    return "'" + text.replace("'", "''") + "'"


class Type(StrEnum):
    """A column type, spelt as DuckDB spells it."""

    TEXT = "VARCHAR"
    INTEGER = "BIGINT"
    FLOAT = "DOUBLE"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP"
    JSON = "JSON"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, meaning, unit, and whether a row may lack it."""

    name: str
    type: Type
    description: str
    nullable: bool = True
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: where it stands, what a row is, its columns and its key."""

    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def qualified_name(self) -> str:
        """``schema.name``, as SQL wants it."""
        return f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def types(self) -> dict[str, str]:
        """The type of each column by its name, as DuckDB spells it."""
        return {column.name: column.type.value for column in self.columns}

    def column(self, name: str) -> Column:
        """Return the column called ``name``.

        Raises
        ------
        KeyError
            When the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.qualified_name} has no column {name!r}")

    def ddl(self) -> str:
        """Return the ``CREATE TABLE IF NOT EXISTS`` statement.

        Examples
        --------
        >>> from onco_pipeline.tables import DEATH
        >>> DEATH.ddl().splitlines()[0]
        'CREATE TABLE IF NOT EXISTS omop.death ('
        """
        lines = [
            f"    {column.name} {column.type.value}{'' if column.nullable else ' NOT NULL'}" for column in self.columns
        ]
        return f"CREATE TABLE IF NOT EXISTS {self.qualified_name} (\n" + ",\n".join(lines) + "\n)"

    def comments(self) -> str:
        """Return the statements that write into the database what the table and its columns are.

        Examples
        --------
        >>> from onco_pipeline.tables import DEATH
        >>> DEATH.comments().splitlines()[0]
        "COMMENT ON TABLE omop.death IS 'One row per deceased patient (CDM 5.4)';"
        """
        table, columns = self.descriptions()
        told = {f"TABLE {self.qualified_name}": table}
        told |= {f"COLUMN {self.qualified_name}.{name}": words for name, words in columns.items()}
        return "\n".join(f"COMMENT ON {what} IS {literal(words)};" for what, words in told.items())

    def descriptions(self) -> tuple[str, dict[str, str]]:
        """Return what the table is, and what each of its columns is, with its unit.

        Examples
        --------
        >>> from onco_pipeline.tables import DEATH
        >>> DEATH.descriptions()[1]["person_id"]
        'Patient, as in omop.person'
        """
        units = {column.name: f" ({column.unit})" if column.unit else "" for column in self.columns}
        return self.description, {column.name: f"{column.description}{units[column.name]}" for column in self.columns}
