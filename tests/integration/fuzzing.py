"""Seeded hostile notes and tables: what a hospital's export has been seen to hold, and worse."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.table import Table, Type

_STARTS = (
    "Biopsie du sein le 12/03/2019 : carcinome canalaire infiltrant, RE 90 %.",
    "Scanner TAP du 3 avril 2018, comparé au 12/12/2017 : métastases hépatiques.",
    "Capécitabine débutée le 02/01/2020, arrêtée en mars.",
    "TEP-scanner prévu dans 3 mois. IRM cérébrale annulée.",
    "Antécédents familiaux : mère, cancer du sein en 1998.",
)
_ODD = (
    "\x00", "\x1b[31m", "\u202e", "\u200f", "\ufeff", "\ufffd", "\u0301" * 40, "Ã©", "Â°", "\r", "\x0b", "\x85",
    "\u2028", "=HYPERLINK(\"http://x\")", "@SUM(1)", "<script>alert(1)</script>", "<!--", "'; DROP TABLE note;--",
    "{{ 7*7 }}", "%s%n", "\\N", "NaN", "null", "\U0001f9ec", "رنين", "肿瘤", "01/01/0001", "31/12/9999", "00/00/0000",
    "32/13/2019", "29/02/2019", "12/03/19", "le 12/3", "J-99999", "il y a 99999 ans", "dans 9999999999 jours", "1e309",
    "(((", "))", "[[", "\"", "«", "pT99N99M99", "de janvier à", "du au", "le le le",
)  # fmt: skip


def _runs(draw: random.Random) -> str:
    return draw.choice(("7", "x", " ", "\n", "-", ".", "/", "é", "1/", "Scanner\n", "IRM ", "le 3, ")) * draw.choice(
        (40, 400, 3_000)
    )


def _typos(text: str, draw: random.Random) -> str:
    letters = list(text)
    for _ in range(draw.randrange(1, 12)):
        place = draw.randrange(len(letters) + 1)
        kind = draw.randrange(4)
        if kind == 0:
            letters.insert(place, draw.choice(_ODD))
        elif kind == 1:
            letters.insert(
                place, chr(draw.choice((draw.randrange(32), draw.randrange(0x250), draw.randrange(0x10000, 0x11000))))
            )
        elif letters and place < len(letters):
            letters[place] = letters[place] * 2 if kind == 2 else ""
    return "".join(letters)


def _bytes(text: str, draw: random.Random) -> str:
    raw = bytearray(text.encode("utf-8", "replace"))
    for _ in range(draw.randrange(1, 8)):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    return raw.decode(draw.choice(("utf-8", "cp1252", "latin-1", "utf-16-le")), "replace")


def _shuffled(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    draw.shuffle(words)
    return " ".join(words)


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _typos,
    _bytes,
    _shuffled,
    lambda text, draw: text[draw.randrange(len(text)) :],
    lambda text, draw: text.upper() if draw.random() < 0.5 else text.replace(" ", ""),
    lambda text, draw: text + _runs(draw),
    lambda text, draw: text.replace("\n", draw.choice(("", " ", "\r\n", " | "))),
    lambda text, draw: text * draw.choice((2, 5)),
)


def notes(number: int, seed: int, real: list[str]) -> Iterator[dict[str, object]]:
    """Yield notes: synthetic ones, cut, mixed, garbled and blown up; some that say nothing, some whose key is known."""
    draw = random.Random(seed)
    for index in range(number):
        text = draw.choice([*_STARTS, *real])
        for _ in range(draw.randrange(4)):
            text = draw.choice(_CHANGES)(text or " ", draw)
        if draw.random() < 0.03:
            text = draw.choice(("", " \n", "\x00\x00", "null", None, _runs(draw)))
        yield {
            "note_id": str(index if draw.random() > 0.02 or not index else draw.randrange(index)),
            "person_id": f"p{index // 5}" if draw.random() > 0.02 else draw.choice((None, "p" * 400, "a\nb")),
            "note_datetime": draw.choice(
                ("2019-04-01", "2020-02-29 10:30:00", "01/02/2018", None, "0001-01-01", "9999-12-31", "2019-02-30",
                 "2019-04-01T10:00:00+02:00", "hier", "20190401")
            ),
            "note_class_source_value": draw.choice(("CRH-HC", "CR-IMAG", "LT", None, "Ω", "x" * 300)),
            "note_text": text,
        }  # fmt: skip


def _value(kind: Type, draw: random.Random) -> object:
    if draw.random() < 0.2:
        return draw.choice((*_ODD, "", None, draw.choice(_STARTS), "x" * 300, "-1", "1.0", "2019-03-12"))
    if kind is Type.TIMESTAMP:
        return f"{draw.randrange(1890, 2110)}-{draw.randrange(1, 14):02}-{draw.randrange(1, 33):02}"
    return "".join(draw.choices(string.ascii_uppercase + string.digits, k=draw.randrange(1, 9)))


def table_rows(table: Table, draw: random.Random) -> pd.DataFrame:
    """Return rows of a table, its values odd, its columns swapped, doubled under other names or shuffled."""
    names = list(content_columns(table))
    rows = [{name: _value(table.column(name).type, draw) for name in names} for _ in range(draw.randrange(0, 30))]
    for row in rows:
        row[table.key[0]] = str(draw.randrange(20)) if draw.random() < 0.9 else row[table.key[0]]
        if "person_id" in row and draw.random() < 0.9:
            row["person_id"] = f"p{draw.randrange(5)}"
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    if draw.random() < 0.3:
        one, other = draw.sample(names, 2)
        frame = frame.rename(columns={one: other, other: one})
    if draw.random() < 0.3:
        frame["row_status_source_value"] = [
            draw.choice(("Actif", "supprimé", None, "x", draw.choice(_STARTS))) for _ in rows
        ]
    if draw.random() < 0.3:
        frame["autre"] = [draw.choice(_ODD) for _ in rows]
    order = list(frame.columns)
    draw.shuffle(order)
    return frame[order]


def write(frame: pd.DataFrame, folder: Path, name: str, draw: random.Random) -> Path:
    """Write a table as one of the formats that a source may have."""
    kind = draw.choice(("csv", "csv", "jsonl", "parquet"))
    path = folder / f"{name}.{kind}"
    if kind == "csv":
        odd = draw.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252"))
        frame.to_csv(path, index=False, sep=draw.choice(",;\t|"), encoding=odd, errors="replace")
    elif kind == "jsonl":
        lines = (json.dumps(row, ensure_ascii=draw.random() < 0.5) for row in frame.to_dict("records"))
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="replace")
    else:
        frame.astype("string").to_parquet(path, index=False)
    return path


def damage(path: Path, draw: random.Random) -> None:
    """Change, drop or add bytes of a file."""
    raw = bytearray(path.read_bytes())
    for _ in range(draw.randrange(1, 6)):
        place = draw.randrange(len(raw) + 1)
        kind = draw.randrange(3)
        if kind == 0 and place < len(raw):
            raw[place] = draw.randrange(256)
        elif kind == 1:
            raw[place:place] = draw.choice((b'"', b"\x00", b"\n", b";;;", b"\xff\xfe", b"\r"))
        else:
            del raw[place : place + draw.randrange(1, 40)]
    path.write_bytes(bytes(raw))
