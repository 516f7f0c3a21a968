"""Read brat standoff: a folder of ``.txt`` notes with an ``.ann`` file beside each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onco_pipeline.codes.drugs import agent_of_name
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.full import Folder
from onco_pipeline.evaluation.records import Annotation, Span, check_subtype, one_of
from onco_pipeline.events import CancerContext, Experiencer, Family, Status, subtypes
from onco_pipeline.intervals import DateInterval

#: The entity type of a date expression.
DATE = "date"
#: Attributes of an event entity; ``site``, being free text, may be given as a note too.
ATTRIBUTES = ("status", "subtype", "site", "experiencer", "cancer_context", "optional")
#: Attribute of a date entity: what it means, as ``2019``, ``2019-03``, ``2019-03-12`` or ``start..end``.
VALUE = "value"

#: Families whose first subtype is meant when none is given.
_USUAL = (Family.BIOPSY, Family.METASTASIS, Family.PATHOLOGY)
_TWO_DATES = "an event has two dates; it takes one, and a period is two events, a start and a stop"
_SITE_NOTE = re.compile(r"(?:site|drug)\s*[=:]\s*(.+)", re.IGNORECASE)


@dataclass(slots=True)
class _Entity:
    line: int
    type: str
    spans: list[Span]
    attributes: dict[str, str] = field(default_factory=dict)
    note: str | None = None


class _Fault(Exception):  # noqa: N818 -- turned into a UserError with the file's name
    """A line that cannot be read: its number and what is wrong with it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


def read_brat(folder: Path) -> Folder:
    """Read every ``.ann`` file of a folder, with the ``.txt`` file of the same name.

    The name without its ending is the ``note_id``. Entities have a family as their type, or ``date``;
    a relation of any name joins an event and its date; ``Equiv`` joins the mentions of one event.
    ``docs/evaluation.md`` shows an example. Entities of other types are left out and counted.

    Raises
    ------
    UserError
        When a text is missing or a line is not of this form; names the file and the line, never the
        words of the note.
    """
    notes: dict[str, dict[str, Any]] = {}
    annotations: dict[str, list[Annotation]] = {}
    others: Counter[str] = Counter()
    for path in sorted(folder.glob("*.ann")):
        source = path.with_suffix(".txt")
        if not source.exists():
            raise UserError(f"{path} has no text: {source.name} is missing beside it.")
        # Bytes, not text mode: universal newlines would move the offsets of a note with \r\n.
        text, lines = _decoded(source), _decoded(path).split("\n")
        note_id = path.stem
        notes[note_id] = {"note_id": note_id, "note_text": text, "note_datetime": None}
        try:
            standoff = _Standoff(text, lines)
            annotations[note_id] = list(standoff.annotations())
        except _Fault as fault:
            raise UserError(f"{path}, {fault}.") from None
        others.update(standoff.left_out.values())
    left = ", ".join(f"{count} of type {kind}" for kind, count in sorted(others.items()))
    return Folder(notes, annotations, (f"Entities left out: {left}.",) if left else ())


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8 text.") from None


class _Standoff:
    """The lines of one ``.ann`` file: entities by name, the date of each event, mentions of one event."""

    def __init__(self, text: str, lines: list[str]) -> None:
        self._text = text
        self.entities: dict[str, _Entity] = {}
        self.left_out: dict[str, str] = {}
        self._date_of: dict[str, str] = {}
        self._head: dict[str, str] = {}
        rows = [(number, line.rstrip("\r").split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
        readers = {"A": self._attribute, "M": self._attribute, "R": self._relation, "*": self._same, "#": self._note}
        # Entities first: brat writes lines in the order they were made, not in the order they refer.
        for number, fields in rows:
            if fields[0].startswith("T"):
                self._entity(number, fields)
        for number, fields in rows:
            mark = fields[0][:1]
            if mark in readers:
                readers[mark](number, fields)
            elif mark == "E":
                raise _Fault(number, "brat events (E) are not read; use entities and relations")
            elif mark not in ("T", "N"):
                raise _Fault(number, "not a line of brat standoff")

    def annotations(self) -> Iterator[Annotation]:
        """Yield one annotation an event, its mentions together."""
        groups: dict[str, list[str]] = {}
        for name, entity in self.entities.items():
            if entity.type != DATE:
                groups.setdefault(self._root(name), []).append(name)
        for names in groups.values():
            members = [self.entities[name] for name in names]
            dates = {self._date_of[name] for name in names if name in self._date_of}
            if len(dates) > 1:
                raise _Fault(members[0].line, _TWO_DATES)
            try:
                yield _annotation(members, self.entities[dates.pop()] if dates else None, self._text)
            except ValueError as error:
                raise _Fault(members[0].line, str(error)) from None

    def _root(self, name: str) -> str:
        while name in self._head:
            name = self._head[name]
        return name

    def _known(self, number: int, name: str) -> _Entity | None:
        """Return the entity of that name, None when its type was left out."""
        if name not in self.entities and name not in self.left_out:
            raise _Fault(number, "an entity that it names is not there")
        return self.entities.get(name)

    def _entity(self, number: int, fields: list[str]) -> None:
        parts = fields[1].split(" ", 1) if len(fields) > 1 else []
        try:
            spans = [(int(start), int(end)) for start, end in (piece.split() for piece in parts[1].split(";"))]
        except (IndexError, ValueError):
            raise _Fault(number, "an entity is written T1, tab, type, start, end, tab, text") from None
        if not all(0 <= start < end <= len(self._text) for start, end in spans):
            raise _Fault(number, "the offsets lie outside the text")
        said = " ".join(" ".join(self._text[start:end] for start, end in spans).split())
        if len(fields) > 2 and said != " ".join(fields[2].split()):
            raise _Fault(number, "the words are not what stands at the offsets; was the text changed afterwards?")
        kind = parts[0].lower()
        if kind in (*Family, DATE):
            self.entities[fields[0]] = _Entity(number, kind, spans)
        else:
            self.left_out[fields[0]] = parts[0]

    def _attribute(self, number: int, fields: list[str]) -> None:
        words = fields[1].split() if len(fields) > 1 else []
        if len(words) < 2:
            raise _Fault(number, "an attribute is written A1, tab, name, entity, value")
        owner = self._known(number, words[1])
        if owner is None:
            return
        name, allowed = words[0].lower(), (VALUE,) if owner.type == DATE else ATTRIBUTES
        if name not in allowed:
            raise _Fault(number, f"{owner.type} has no such attribute; there are {', '.join(allowed)}")
        owner.attributes[name] = " ".join(words[2:])

    def _relation(self, number: int, fields: list[str]) -> None:
        words = fields[1].split() if len(fields) > 1 else []
        if len(words) != 3 or any(":" not in word for word in words[1:]):
            raise _Fault(number, "a relation is written R1, tab, name, Arg1:T1, Arg2:T2")
        ends = {name: self._known(number, name) for name in (word.split(":", 1)[1] for word in words[1:])}
        events = [name for name, entity in ends.items() if entity is not None and entity.type != DATE]
        dates = [name for name, entity in ends.items() if entity is not None and entity.type == DATE]
        if len(events) == len(dates) == 1 and self._date_of.setdefault(events[0], dates[0]) != dates[0]:
            raise _Fault(number, _TWO_DATES)

    def _same(self, number: int, fields: list[str]) -> None:
        names = fields[1].split()[1:] if len(fields) > 1 else []
        kept = [name for name in names if self._known(number, name) is not None]
        if len({self.entities[name].type for name in kept}) > 1:
            raise _Fault(number, "only mentions of one family are the same event")
        for name in kept[1:]:
            first, other = self._root(kept[0]), self._root(name)
            if first != other:
                self._head[other] = first

    def _note(self, number: int, fields: list[str]) -> None:
        words = fields[1].split() if len(fields) > 1 else []
        entity = self.entities.get(words[1]) if len(words) == 2 else None
        if entity is None or len(fields) < 3:
            return  # a comment on a relation, or on an entity that was left out
        if entity.type == DATE:
            entity.note = fields[2]
        elif site := _SITE_NOTE.search(fields[2]):
            entity.note = site[1].strip()


def _annotation(group: list[_Entity], date: _Entity | None, text: str) -> Annotation:
    family = Family(group[0].type)
    told = {name: value for member in reversed(group) for name, value in member.attributes.items()}
    subtype = told.get("subtype") or (subtypes(family)[0] if family in _USUAL else None)
    if subtype is None:
        raise ValueError(f"the entity {family} needs the attribute subtype: {', '.join(subtypes(family))}")
    spans = tuple(span for member in group for span in member.spans)
    sites = [told.get("site"), *(member.note for member in group)]
    return Annotation(
        family=family,
        subtype=check_subtype(family, subtype),
        sites=_sites(family, next((site for site in sites if site), None), text[slice(*spans[0])]),
        status=one_of(Status, told.get("status") or Status.DONE),
        experiencer=one_of(Experiencer, told.get("experiencer") or Experiencer.PATIENT),
        cancer_context=one_of(CancerContext, told.get("cancer_context") or CancerContext.CURRENT),
        spans=spans,
        interval=_interval(date) if date else None,
        optional="optional" in told,
    )


def _sites(family: Family, site: str | None, mention: str) -> tuple[str, ...]:
    if family is not Family.ORAL_THERAPY:
        return (site,) if site else ()
    agent = agent_of_name(site or mention)
    if agent is not None:
        return (agent.inn_fr,)
    if site is None:
        raise ValueError("no oral drug has the name of this mention: add the note drug=INN to it")
    return (site,)


def _interval(date: _Entity) -> DateInterval:
    value = date.attributes.get(VALUE) or date.note
    example = "such as 2019-03-12, 2019-03, 2019 or 2019-03-01..2019-03-10"
    if not value:
        raise _Fault(
            date.line, f"the date has no normalised value: add a note or an attribute {VALUE} to it, {example}"
        )
    try:
        return DateInterval.from_iso(value.strip())
    except ValueError:
        raise _Fault(date.line, f"the date's value is not read; write it {example}") from None
