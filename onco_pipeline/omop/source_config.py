"""What ``sources.yaml`` may say of a hospital's tables: what they and their columns are called, how they are read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Self

import duckdb
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from onco_pipeline.codes.documents import document_types
from onco_pipeline.configuration import read_settings_file
from onco_pipeline.omop.columns import known_columns
from onco_pipeline.omop.connections import OFFLINE
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.moments import EXCEL
from onco_pipeline.tables import SOURCE_TABLES

__all__ = ["CONFIG_NAME", "CSV_SETTINGS", "SourceConfig", "TableMapping", "close_names", "config_in"]

CONFIG_NAME = "sources.yaml"
#: What may be said of CSV files, of all or of those of a table.
CSV_SETTINGS = ("delimiter", "encoding", "escape")

_TABLE_NAMES = tuple(table.name for table in SOURCE_TABLES)


def close_names(name: str, names: Iterable[str], *, at_least: float = 0.6) -> str:
    """Return the hint "did you mean", or nothing.

    Examples
    --------
    >>> close_names("note_txt", ["note_text", "person_id"])
    '; did you mean note_text?'
    """
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=at_least)
    return f"; did you mean {found[0]}?" if found else ""


def config_in(folder: Path) -> Path | None:
    """Return the ``sources.yaml`` of a folder (``.yml`` is as good), None when it has none."""
    found = (folder / CONFIG_NAME, (folder / CONFIG_NAME).with_suffix(".yml"))
    return next((path for path in found if path.is_file()), None)


def _known_encoding(encoding: str | None) -> str | None:
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError:
            raise ValueError(f"there is no encoding {encoding!r} (utf-8, latin-1, cp1252, utf-16 ...)") from None
    return encoding


_Encoding = Annotated[str | None, AfterValidator(_known_encoding)]


#: How formats are spelt, for who writes them as Java, Excel or Oracle do.
_FORMATS_TOLD = "(write one such as '%d/%m/%y %H:%M': %d day, %m month, %Y year, %y its last two digits, %H:%M:%S time)"


def _unfit(date_format: str) -> str:
    """Return what a format lacks to be one of dates; nothing when it will do.

    Without these a format of another language would be taken and read no date, and minutes for months would put each
    date in January.

    Examples
    --------
    >>> _unfit("dd/MM/yyyy"), _unfit("%d/%M/%Y"), _unfit("%d.%m.%y")
    ('names no year', 'names a day and no month', '')
    """
    named = set(re.findall(r"%-?([A-Za-z])", date_format.replace("%%", "")))
    if not named & set("yYcxGs"):
        return "names no year"
    return "names a day and no month" if "d" in named and not named & set("mbB") else ""


class TableMapping(BaseModel):
    """What one table is called at the source, and its columns."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, description="Name of the file (a pattern may match several), folder or table")
    columns: dict[str, str | list[str]] = Field(
        default_factory=dict, description="Our column: the source's column, or several, the first filled one counting"
    )
    delimiter: str | None = Field(None, min_length=1, max_length=1, description="Separator of CSV fields")
    encoding: _Encoding = Field(None, description="Encoding of CSV files; UTF-8, else Latin-1, is found out")
    escape: str | None = Field(
        None, min_length=1, max_length=1, description="What stands before a quote within quotes; found out otherwise"
    )


class SourceConfig(BaseModel):
    """The content of ``sources.yaml``."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    path: Path | None = Field(None, description="Folder or DuckDB file, when it is not where sources.yaml is")
    database: str | None = Field(
        None, description="Environment variable that holds the address of a PostgreSQL database"
    )
    hive: str | None = Field(None, description="Hive database that the tables stand in, read through Spark")
    db_schema: str | None = Field(None, alias="schema", description="Schema of the tables in the database")
    delimiter: str | None = Field(None, min_length=1, max_length=1, description="Separator of all CSV files")
    encoding: _Encoding = Field(None, description="Encoding of all CSV files")
    escape: str | None = Field(
        None, min_length=1, max_length=1, description="What stands before a quote within quotes, in all CSV files"
    )
    timezone: str = Field("Europe/Paris", description="Zone whose wall clock times with an offset are brought to")
    date_formats: list[str] = Field(default_factory=list, description="More date formats, as strptime writes them")
    drop_folder: Path | None = Field(None, description="Folder of more note files")
    note_classes: dict[str, str] = Field(
        default_factory=dict, description="What the source calls a kind of note: the code of the AP-HP for it"
    )
    tables: dict[str, TableMapping] = Field(default_factory=dict)

    @field_validator("tables", mode="before")
    @classmethod
    def _short_form(cls, tables: Any) -> Any:
        if not isinstance(tables, dict):
            return tables
        for name in tables:
            if name not in _TABLE_NAMES:
                raise ValueError(
                    f"there is no table {name!r} ({', '.join(_TABLE_NAMES)}){close_names(str(name), _TABLE_NAMES)}"
                )
        return {name: {"name": value} if isinstance(value, str) else (value or {}) for name, value in tables.items()}

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        with duckdb.connect(config=OFFLINE) as connection:
            if not connection.execute("SELECT 1 FROM pg_timezone_names() WHERE name = ?", [zone]).fetchall():
                raise ValueError(f"there is no time zone {zone!r} (Europe/Paris, America/Guadeloupe, UTC ...)")
        return zone

    @field_validator("note_classes")
    @classmethod
    def _known_classes(cls, classes: dict[str, str]) -> dict[str, str]:
        known = {kind.code for kind in document_types()}
        for code in classes.values():
            if code not in known:
                raise ValueError(
                    f"there is no class {code!r} of notes{close_names(code, known)} "
                    "Write theirs first: CRIM: CR-IMAG (docs/sources.md has the codes)"
                )
        return {" ".join(name.split()): code for name, code in classes.items()}

    @field_validator("date_formats")
    @classmethod
    def _readable_formats(cls, formats: list[str]) -> list[str]:
        with duckdb.connect(config=OFFLINE) as connection:
            for text in formats:
                try:
                    connection.execute("SELECT try_strptime('', ?)", [text]).fetchall()
                except duckdb.Error:
                    raise ValueError(f"{text!r} is no date format {_FORMATS_TOLD}") from None
                if text != EXCEL and (wrong := _unfit(text)):
                    raise ValueError(f"{text!r} {wrong} {_FORMATS_TOLD}")
        return formats

    @model_validator(mode="after")
    def _one_server(self) -> Self:
        if self.database and self.hive:
            raise ValueError("'database:' (PostgreSQL) and 'hive:' cannot both hold the tables; leave one out")
        return self

    @model_validator(mode="after")
    def _known_columns(self) -> Self:
        for name, mapping in self.tables.items():
            known = known_columns(name)
            for column in mapping.columns:
                if column not in known:
                    raise ValueError(
                        f"tables.{name}.columns: table {name} has no column {column!r} ({', '.join(known)})"
                        f"{close_names(column, known)} Write our column first: note_text: note_deid"
                    )
        return self

    @classmethod
    def load(cls, path: Path) -> SourceConfig:
        """Read a ``sources.yaml``; paths in it are relative to its folder.

        Raises
        ------
        SourceError
            When it is no YAML, or says something that is not understood; the message names the entry.
        """
        content = read_settings_file(path, "entries such as 'tables:', see docs/sources.md", SourceError)
        try:
            config = cls.model_validate(content)
        except ValidationError as error:
            problems = [f"  {'.'.join(map(str, p['loc'])) or 'file'}: {_in_words(p)}" for p in error.errors()]
            raise SourceError(f"{path} is not understood:\n" + "\n".join(problems)) from None
        folder = path.parent
        for name in ("path", "drop_folder"):
            if getattr(config, name) is not None:
                setattr(config, name, folder / getattr(config, name))
        return config


def _in_words(problem: Mapping[str, Any]) -> str:
    if problem["type"] == "extra_forbidden":
        entries = [f.alias or name for m in (SourceConfig, TableMapping) for name, f in m.model_fields.items()]
        return f"there is no such entry{close_names(str(problem['loc'][-1]), entries)}"
    return problem["msg"].removeprefix("Value error, ")
