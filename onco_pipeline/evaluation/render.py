"""Evaluation as tables, for the terminal and for ``docs/evaluation.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onco_pipeline.counts import count_of
from onco_pipeline.evaluation.causes import Cause, Fault
from onco_pipeline.evaluation.report import Evaluation
from onco_pipeline.evaluation.scoring import FAMILIES, Accuracy, Score
from onco_pipeline.evaluation.statuses import NOT_FOUND, StatusReport
from onco_pipeline.evaluation.world import Measure, WorldReport

#: Characters of context on each side of a mention that ``--show-text`` prints.
_CONTEXT = 70


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column names, and rows of words; the first column is left-aligned, the others right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """Return the table in aligned columns.

        Examples
        --------
        >>> print(Table("Counts", ("what", "n"), (("notes", "10"),)).text())
        Counts
          what    n
          notes  10
        """
        lines = (self.columns, *self.rows)
        widths = [max(len(line[index]) for line in lines) for index in range(len(self.columns))]
        body = [
            "  ".join(
                cell.rjust(width) if index else cell.ljust(width)
                for index, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        ]
        return "\n".join([self.title, *(f"  {line}" for line in body)])

    def markdown(self) -> str:
        """Return the table in Markdown.

        Examples
        --------
        >>> print(Table("Counts", ("what", "n"), (("notes", "10"),)).markdown())
        **Counts**
        <BLANKLINE>
        | what | n |
        |---|--:|
        | notes | 10 |
        """
        marks = ["---", *["--:"] * (len(self.columns) - 1)]
        lines = [f"| {' | '.join(line)} |" for line in (self.columns, *self.rows)]
        return "\n".join([f"**{self.title}**", "", lines[0], f"|{'|'.join(marks)}|", *lines[1:]])


def report_lines(
    made: Evaluation,
    texts: Mapping[str, str],
    *,
    markdown: bool = False,
    errors: bool = False,
    show_text: bool = False,
) -> Iterator[str]:
    """Yield what the command prints.

    Parameters
    ----------
    texts
        The notes; quoted only when both ``errors`` and ``show_text`` are set.
    markdown
        Tables in Markdown rather than in aligned columns.
    errors
        A line for each missed and spurious record, after the tables.
    """
    for table in tables(made):
        yield (table.markdown() if markdown else table.text()) + "\n"
    yield from made.remarks
    if made.without_prediction:
        yield f"Without a prediction: {_keys(made.without_prediction)}"
    for note_id, error in made.failed.items():
        yield f"The extraction of {note_id} failed: {error}"
    if errors:
        yield from fault_lines(made, texts if show_text else None)


def _keys(keys: Sequence[str]) -> str:
    return ", ".join(keys[:20]) + (f" and {len(keys) - 20} more" if len(keys) > 20 else "")


def tables(made: Evaluation) -> Iterator[Table]:
    """Yield the tables of an evaluation: counts, scores, accuracies, and statuses where the gold has them."""
    yield _counts(made)
    for name, scores in (("strict", made.strict), ("month", made.month)):
        yield _scores(f"{name.capitalize()} scores, F1 with its 95 % bootstrap interval over {made.unit}s", scores)
    accuracies = [("site", made.site)]
    if made.reconciliation.judged:
        accuracies.append(("agreement of text and codes", made.reconciliation))
    yield _accuracies("Accuracy on strict pairs", accuracies)
    if made.statuses is not None:
        yield from _statuses(made.statuses)
    if made.faults:
        yield _causes(made.faults)


def world_tables(made: WorldReport) -> Iterator[Table]:
    """Yield the tables of whole patients measured against a world gold."""
    columns = ("measure", "value", "interval", "judged", "target")
    whose = count_of(made.patients, "patient")
    title = f"Care events of {whose} against the world gold, 95 % bootstrap interval over patients"
    yield Table(title, columns, tuple(map(_measure, made.measures)))
    yield Table("Events F1 by family", columns[:4], tuple(_measure(measure)[:4] for measure in made.families))
    found = sorted({found for _, found in made.statuses})
    rows = tuple(
        (wanted, *(str(made.statuses.get((wanted, column), 0)) for column in found))
        for wanted in sorted({wanted for wanted, _ in made.statuses})
    )
    yield Table("Status of the events found (rows: gold; columns: found)", ("gold", *found), rows)
    if made.calibration_error is not None:
        title = f"Confidence: expected calibration error {made.calibration_error:.3f}"
        steps = tuple((_share(said), _share(share), str(count)) for said, share, count in made.reliability)
        yield Table(title, ("stated", "right", "events"), steps)


def _measure(measure: Measure) -> tuple[str, ...]:
    target = "" if measure.target is None else f"{measure.target:.2f}"
    bounds = f"[{measure.low:.3f}, {measure.high:.3f}]" if measure.judged else ""
    return measure.name, _share(measure.value), bounds, str(measure.judged), target


def _counts(made: Evaluation) -> Table:
    rows = [
        (f"{made.unit}s of the gold", f"{made.owners}"),
        ("of them without a prediction, scored as empty", f"{len(made.without_prediction)}"),
        (f"{made.unit}s predicted that the gold lacks, not scored", f"{made.not_in_gold}"),
        ("gold records", f"{made.gold_records}"),
        ("predicted records", f"{made.predicted_records}"),
    ]
    if made.failed:
        rows.append(("notes whose extraction failed", f"{len(made.failed)}"))
    return Table("Counts", ("what", "n"), tuple(rows))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _scores(title: str, scores: Mapping[str, Score]) -> Table:
    rows = [(name, *_shares(scores[name])) for name in (*FAMILIES, "all")]
    return Table(title, ("family", "P", "R", "F1", "F1 interval", "tp", "fp", "fn"), tuple(rows))


def _shares(score: Score) -> tuple[str, ...]:
    """Return a line of scores; of a family that neither side tells of nothing was measured, good or bad."""
    counts = (score.tp, score.fp, score.fn)
    if not any(counts):
        return ("-", "-", "-", "", *map(str, counts))
    shares = map(_share, (score.precision, score.recall, score.f1))
    return (*shares, f"[{score.low:.3f}, {score.high:.3f}]", *map(str, counts))


def _accuracies(title: str, named: Iterable[tuple[str, Accuracy]]) -> Table:
    rows = tuple((name, _share(value.share), str(value.right), str(value.judged)) for name, value in named)
    return Table(title, ("what", "accuracy", "right", "of"), rows)


def _statuses(report: StatusReport) -> Iterator[Table]:
    rows = [
        (
            status,
            str(sum(n for (wanted, _), n in report.confusion.items() if wanted == status)),
            *map(_share, (report.score(status).precision, report.score(status).recall, report.score(status).f1)),
            _share(report.score(status, missed=True).f1),
            str(report.spurious[status]),
        )
        for status in report.statuses
    ]
    rows.append(("macro", "", "", "", _share(report.macro_f1()), _share(report.macro_f1(missed=True)), ""))
    yield Table(
        "Status of the events found",
        ("status", "gold", "P", "R", "F1", "F1, not found = wrong", "found beside the gold"),
        tuple(rows),
    )
    told = {found for _, found in report.confusion if found != NOT_FOUND}
    columns = [*report.statuses, *sorted(told - set(report.statuses)), NOT_FOUND]
    yield Table(
        "Confusion of statuses (rows: gold; columns: found)",
        ("gold", *columns),
        tuple((wanted, *(str(report.confusion[wanted, found]) for found in columns)) for wanted in report.statuses),
    )
    named = [("whose event", report.experiencer), ("which disease", report.cancer_context), ("date", report.date)]
    yield _accuracies("Accuracy on the events found", named)


def _causes(faults: Sequence[Fault]) -> Table:
    counts: Counter[tuple[str, Cause, str]] = Counter(
        (fault.kind, fault.cause, fault.record.family) for fault in faults
    )
    rows = []
    for kind in ("missed", "spurious"):
        for cause in Cause:
            cells = [counts[kind, cause, family] for family in FAMILIES]
            if any(cells):
                rows.append((f"{kind}: {cause}", *map(str, cells), str(sum(cells))))
    return Table("Causes of errors (strict)", ("cause", *FAMILIES, "all"), tuple(rows))


def fault_lines(made: Evaluation, texts: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield a line for each missed and spurious record: keys, dates, offsets and cause.

    Parameters
    ----------
    texts
        The notes, to quote each record's words with what stands around them; nothing of a note is
        shown without it.
    """
    for fault in made.faults:
        record = fault.record
        kind = "/".join(filter(None, (record.family, record.subtype)))
        # A patient's record has no place in one text: the notes and rows that support it say where to look.
        where = ",".join([*(f"{start}-{end}" for start, end in fault.spans), *record.evidence[:4]]) or "-"
        why = f"{fault.cause} ({fault.detail})" if fault.detail else str(fault.cause)
        interval = record.interval
        yield f"{fault.kind:8} {fault.owner} {where} {kind} {record.status} {interval.start}..{interval.end}: {why}"
        text = (texts or {}).get(fault.owner)
        if texts is not None and text is not None and fault.spans:
            yield "         " + _context(text, *fault.spans[0])
        if texts is not None and record.date_quote:
            yield f"         dated by: {_flat(record.date_quote)}"


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return _flat(f"{before}⟦{text[start:end]}⟧{after}")


def _flat(words: str) -> str:
    """Return the words on one line, control characters out: a note must not steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in words)
