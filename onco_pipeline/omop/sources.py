"""Where a hospital's tables are: a folder of Parquet, CSV or JSON-lines files, a DuckDB file, PostgreSQL or Hive.

Nothing has to be configured when tables and columns bear their OMOP or AP-HP names. A ``sources.yaml``
in the folder (or beside the DuckDB file) says what is called otherwise; ``docs/sources.md`` shows one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Self
from urllib.parse import unquote

import duckdb

from onco_pipeline.omop import databases, hive
from onco_pipeline.omop.connections import OFFLINE
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.source_config import CSV_SETTINGS, SourceConfig, TableMapping, close_names, config_in
from onco_pipeline.table import Table
from onco_pipeline.tables import SOURCE_TABLES


class Kind(StrEnum):
    """How a part of a table is stored."""

    PARQUET = "Parquet"
    CSV = "CSV"
    JSON_LINES = "JSON lines"
    DUCKDB = "DuckDB"
    POSTGRESQL = "PostgreSQL"
    HIVE = "Hive"


_SUFFIXES = {
    ".parquet": Kind.PARQUET,
    ".csv": Kind.CSV,
    ".csv.gz": Kind.CSV,
    ".tsv": Kind.CSV,
    ".tsv.gz": Kind.CSV,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".jsonl.gz": Kind.JSON_LINES,
    ".ndjson.gz": Kind.JSON_LINES,
}
#: What Hive writes for the folder of the rows that have no value.
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
#: Tables of OMOP whose names begin with those of ours.
_OTHER_TABLES = ("note_nlp",)
#: Letters of a pattern, ahead of its star, that are too few to tell what a file is.
_TELLING_NAME = 2
#: What tables are exported as and this program does not read.
_OTHERS = frozenset(
    (
        *(".txt", ".dat", ".psv", ".json", ".xml", ".xls", ".xlsx", ".ods", ".parq", ".pq", ".feather", ".arrow"),
        *(".orc", ".avro", ".sas7bdat", ".xpt", ".sav", ".dta", ".rds", ".rdata", ".sqlite", ".db", ".duckdb"),
        *(".gz", ".bz2", ".xz", ".zst", ".zip", ".7z", ".tar", ".rar", ".pgp", ".gpg"),
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file, or one table of a database, that holds rows of a source table.

    Attributes
    ----------
    relation
        Schema and name of the table in a DuckDB file, in PostgreSQL or in Hive.
    database
        Environment variable that holds the address of the PostgreSQL database.
    timezone
        Zone on whose clock Hive tells its times.
    partition
        Columns, with their one value, that stand in the names of the folders (``annee=2021``) and not in the file.
    dropped
        Whether it comes from the drop folder rather than from the source itself.
    """

    kind: Kind
    path: Path
    relation: tuple[str, str] | None = None
    database: str | None = None
    timezone: str = "UTC"
    delimiter: str | None = None
    encoding: str | None = None
    escape: str | None = None
    partition: tuple[tuple[str, str | None], ...] = ()
    dropped: bool = False

    def __str__(self) -> str:
        """Name the part in messages."""
        where = self.database or self.path
        return f"{where} ({'.'.join(self.relation)})" if self.relation else str(where)


@dataclass(frozen=True)
class Source:
    """A hospital's tables, found and ready to be read; made by :meth:`open`."""

    path: Path
    config: SourceConfig = field(default_factory=SourceConfig)

    @classmethod
    def open(cls, path: Path | str, *, config: Path | str | None = None, drop_folder: Path | str | None = None) -> Self:
        """Find a source.

        Parameters
        ----------
        path
            A folder of tables, a DuckDB file, a ``sources.yaml``, or one file of notes.
        config
            A ``sources.yaml``, when it does not lie in the folder or beside the file.
        drop_folder
            Folder of more note files, unless ``sources.yaml`` names one.

        Raises
        ------
        SourceError
            When there is nothing there, or ``sources.yaml`` is not understood.
        """
        path = Path(path)
        if not path.exists():
            raise SourceError(
                f"There is no source at {path}. Give a folder of Parquet or CSV tables, or a DuckDB file."
            )
        if path.suffix in (".yaml", ".yml"):
            config, path = path, path.parent
        beside = config_in(path if path.is_dir() else path.parent)
        config = Path(config) if config else beside
        settings = SourceConfig.load(config) if config else SourceConfig()
        if settings.path is not None:
            path = settings.path
            if not path.exists():
                raise SourceError(f"{config}: there is nothing at the path it gives, {path}")
        if settings.drop_folder is None and drop_folder is not None:
            settings.drop_folder = Path(drop_folder)
        return cls(path, settings)

    def parts(self, table: Table) -> list[Part]:
        """Return what holds the rows of ``table``, in the order they are read; nothing when it is not there.

        Raises
        ------
        SourceError
            When a name of ``sources.yaml`` leads nowhere, when it is open which of two files is meant,
            or when the note table is missing.
        """
        mapping = self.config.tables.get(table.name, TableMapping())
        wanted = mapping.name or table.name
        if self.config.database or self.config.hive:
            parts = self._relations(wanted)
        elif self.path.is_dir():
            parts = self._files(wanted)
        elif (kind := kind_of(self.path)) is not None:
            parts = [Part(kind, self.path)] if table.name == "note" else []
        else:
            parts = self._relations(wanted)
        if mapping.name and not parts:
            raise SourceError(
                f"Table {table.name}: sources.yaml calls it {mapping.name!r}, but {self._contents()}"
                f"{close_names(mapping.name.lower(), [name.lower() for name in self._names()])}"
            )
        if table.name == "note":
            if not parts and not self._dropped():
                raise SourceError(
                    f"The source has no table called note, and {self._contents()}. "
                    "If it is called otherwise, say so in sources.yaml: tables: {note: its_name}"
                    f"{_told_of_texts([file.name for file in self.path.iterdir()] if self.path.is_dir() else [])}"
                )
            parts += self._dropped()
        how = {name: getattr(mapping, name) or getattr(self.config, name) for name in CSV_SETTINGS}
        return [replace(part, **how) if part.kind is Kind.CSV else part for part in parts]

    def _files(self, wanted: str) -> list[Part]:
        found = [
            entry
            for entry in sorted(self.path.glob(wanted) if "/" in wanted else self.path.iterdir())
            if not entry.name.startswith((".", "_"))
            and ("/" in wanted or _is_named(entry, wanted))
            and (entry.is_dir() or kind_of(entry))
        ]
        if len(found) > 1 and not _is_pattern(wanted):
            names = ", ".join(entry.name for entry in found)
            raise SourceError(f"{self.path}: it is open which of {names} is meant; name one in sources.yaml")
        files = [file for entry in found for file in (_files_below(entry) if entry.is_dir() else [entry])]
        others = [str(file.relative_to(self.path)) for file in files if kind_of(file) is None and _is_data(file)]
        if not found:
            others = [name for name in self._named(wanted) if _is_data(Path(name))]
        if others:
            raise SourceError(
                f"{self.path}: {', '.join(others[:3])} would be the table {wanted}, but is of no kind that is read "
                f"({', '.join(sorted(_SUFFIXES))}). Unpack or convert it; a text with separators is read as .csv"
                f"{_told_of_texts(others)}"
            )
        return [
            Part(kind, file, partition=_partition(file.relative_to(self.path)))
            for file in files
            if (kind := kind_of(file))
        ]

    def beside(self, table: Table, parts: Sequence[Part]) -> list[str]:
        """Return the files of a folder that bear the name of ``table`` and more, and that are no part of it."""
        if self.config.database or self.config.hive or not self.path.is_dir():
            return []
        wanted = (self.config.tables.get(table.name, TableMapping()).name or table.name).lower()
        wanted = re.split(r"[*?[]", wanted, maxsplit=1)[0] if _is_pattern(wanted) else wanted + "_"
        named = [self.config.tables.get(each.name, TableMapping()).name or each.name for each in SOURCE_TABLES]
        read = {part.path.relative_to(self.path).parts[0] for part in parts if not part.dropped}
        return [
            entry.name
            for entry in sorted(self.path.iterdir())
            if len(wanted) > _TELLING_NAME
            and re.sub(r"[\s.(-]", "_", entry.name.lower()).startswith(re.sub(r"[\s.(-]", "_", wanted))
            and (entry.is_dir() or kind_of(entry))
            and entry.name not in read
            and not any(_is_named(entry, name) for name in (*named, *_OTHER_TABLES))
        ]

    def like(self, table: Table) -> str:
        """Return the hint "did you mean" for a table that is not there: one of nearly its name; nothing otherwise."""
        there = self._names()
        named = {each: mapping.name for each, mapping in self.config.tables.items() if mapping.name}
        taken = {named.get(each.name, each.name).lower() for each in SOURCE_TABLES}
        return close_names(table.name, sorted({name.lower() for name in there} - taken), at_least=0.75)

    def _names(self) -> list[str]:
        """Return what the tables of the source are called."""
        if self.config.database or self.config.hive or not (self.path.is_dir() or kind_of(self.path)):
            return [name for _, name in self._tables()]
        entries = sorted(self.path.iterdir()) if self.path.is_dir() else []
        return [_stem(entry) for entry in entries if entry.is_dir() or kind_of(entry)]

    def _named(self, wanted: str) -> list[str]:
        """Return the files called as a table is, whatever their kind."""
        files = (entry.name for entry in sorted(self.path.iterdir()) if entry.is_file())
        return [name for name in files if wanted.lower() in (name.lower(), name.partition(".")[0].lower())]

    def _dropped(self) -> list[Part]:
        return [Part(kind, file, dropped=True) for file, kind in dropped_files(self.config.drop_folder)]

    def _relations(self, wanted: str) -> list[Part]:
        schema, _, name = wanted.rpartition(".")
        schema = schema or self.config.db_schema or ""
        found = [
            (there, known)
            for there, known in self._tables()
            if known.lower() == name.lower() and schema.lower() in ("", there.lower())
        ]
        if len(found) > 1:
            names = ", ".join(".".join(relation) for relation in found)
            raise SourceError(f"{self._place}: it is open which of {names} is meant; set 'schema:' in sources.yaml")
        kind = Kind.HIVE if self.config.hive else Kind.POSTGRESQL if self.config.database else Kind.DUCKDB
        return [Part(kind, self.path, relation, self.config.database, self.config.timezone) for relation in found]

    @property
    def _place(self) -> str:
        if self.config.hive:
            return f"the Hive database {self.config.hive}"
        return f"the database of {self.config.database}" if self.config.database else str(self.path)

    def _tables(self) -> list[tuple[str, str]]:
        if self.config.hive:
            return hive.relations(self.config.hive)
        if self.config.database:
            return databases.relations(self.config.database)
        with connect_read_only(self.path) as connection:
            return connection.execute(
                "SELECT table_schema, table_name FROM information_schema.tables "
                "WHERE table_catalog = current_database() ORDER BY ALL"
            ).fetchall()

    def _contents(self) -> str:
        if self.config.database or self.config.hive:
            names = [".".join(relation) for relation in self._tables()]
        elif self.path.is_dir():
            names = [entry.name for entry in sorted(self.path.iterdir()) if not entry.name.startswith(".")]
        elif kind_of(self.path):
            names = [self.path.name]
        else:
            names = [".".join(relation) for relation in self._tables()]
        shown = ", ".join(names[:20]) + (" ..." if len(names) > 20 else "")
        return f"{self._place} holds {shown or 'nothing'}"


def connect_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a hospital's DuckDB file without the right to change it.

    Raises
    ------
    SourceError
        When it is no DuckDB file, or is held by another process.
    """
    try:
        return duckdb.connect(str(path), read_only=True, config=OFFLINE)
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise SourceError(f"{path} is in use by another process; close it there, or give a copy") from None
        if isinstance(error, duckdb.ConnectionException):
            raise SourceError(f"{path} is open in this program already: a warehouse cannot be its own source") from None
        kinds = ", ".join(sorted(_SUFFIXES))
        raise SourceError(f"{path} is neither a DuckDB file nor a table this program reads ({kinds})") from None


def kind_of(path: Path) -> Kind | None:
    """Return how a file is stored, by its name; None when it is no table.

    Examples
    --------
    >>> kind_of(Path("note.CSV.gz")).value
    'CSV'
    """
    for suffix, kind in _SUFFIXES.items():
        if path.name.lower().endswith(suffix):
            return kind
    return None


def dropped_files(folder: Path | None) -> list[tuple[Path, Kind]]:
    """Return the note files of a drop folder with their kinds; what is still being copied has a name that hides it."""
    if folder is None or not folder.is_dir():
        return []
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith((".", "_"))]
    return [(file, kind) for file in files if (kind := kind_of(file))]


def _stem(path: Path) -> str:
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if path.name.lower().endswith(suffix):
            return path.name[: -len(suffix)]
    return path.name


def _told_of_texts(names: Sequence[str]) -> str:
    """Return what to say where notes seem to be files of their own; nothing otherwise.

    Examples
    --------
    >>> _told_of_texts(["P7_letter.TXT"])
    '. Notes that are files of their own are put into one table first: docs/sources.md shows how'
    """
    if not any(name.lower().endswith((".txt", ".rtf", ".html", ".htm", ".pdf", ".doc", ".docx")) for name in names):
        return ""
    return ". Notes that are files of their own are put into one table first: docs/sources.md shows how"


def _is_data(path: Path) -> bool:
    """Return whether a file seems to hold rows: by its suffix, or because it has none, as the parts of Hive."""
    return path.suffix.lower() in _OTHERS or not path.suffix


def _is_pattern(name: str) -> bool:
    return any(character in name for character in "*?[")


def _is_named(entry: Path, name: str) -> bool:
    """Return whether a file or folder has a name, or one that fits the pattern that it is; case does not count."""
    if _is_pattern(name):
        return fnmatchcase(entry.name.lower(), name.lower())
    return name.lower() in (entry.name.lower(), _stem(entry).lower())


def _partition(path: Path) -> tuple[tuple[str, str | None], ...]:
    """Return the columns that a file's folders tell, as Spark, Hive and pandas name them.

    Examples
    --------
    >>> _partition(Path("note/annee=2021/note_class_source_value=CR%20IMAG/part-0.parquet"))
    (('annee', '2021'), ('note_class_source_value', 'CR IMAG'))
    """
    told = [folder.partition("=") for folder in path.parts[:-1] if "=" in folder]
    return tuple((unquote(name), None if value == _NO_VALUE else unquote(value)) for name, _, value in told if name)


def _files_below(folder: Path) -> list[Path]:
    """Return the files of a folder of parts, leaving out what Spark and Hive write beside them."""
    files = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        files += [Path(root) / name for name in sorted(names) if not name.startswith((".", "_"))]
    return files
