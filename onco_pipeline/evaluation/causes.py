"""Why a gold record was missed, and where a spurious record comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onco_pipeline.evaluation.records import Annotation, Record, Span
from onco_pipeline.evaluation.scoring import Records, key, pair, same_dates, strict
from onco_pipeline.events import CancerContext, Experiencer, Family, Status
from onco_pipeline.text import fold_key

#: Characters within which a mention may stand from the gold's words and still be of the same passage.
NEAR = 100
#: Days within which a patient's record without shared evidence may still be the gold's event.
NEAR_DAYS = 31


class Cause(StrEnum):
    """What went wrong with one record."""

    NO_MENTION = "no mention"
    NO_RECORD = "no record"
    WRONG_SUBTYPE = "wrong subtype or drug"
    WRONG_STATUS = "wrong status"
    NO_DATE = "no date"
    WRONG_DATE = "wrong date"
    TOLD_ONCE = "one record for several"
    TOLD_TWICE = "told twice"
    NOT_GOLD = "no gold event there"


@dataclass(frozen=True, slots=True)
class Fault:
    """One missed or spurious record.

    Attributes
    ----------
    kind
        ``missed`` or ``spurious``.
    owner
        The note or the patient.
    spans
        Where the record's words stand in the note; empty when nobody knows.
    detail
        What stands there instead: statuses, subtypes or dates, never words of the note.
    """

    kind: str
    owner: str
    record: Record
    cause: Cause
    detail: str
    spans: tuple[Span, ...]

    def as_dict(self, unit: str) -> dict[str, Any]:
        """Return keys, offsets and cause; no words of the note."""
        record = self.record
        return {
            "kind": self.kind,
            f"{'person' if unit == 'patient' else unit}_id": self.owner,
            **{name: getattr(record, name) for name in ("family", "subtype", "status")},
            "date_start": record.interval.start.isoformat(),
            "date_end": record.interval.end.isoformat(),
            "precision": record.interval.precision,
            "offsets": [list(span) for span in self.spans],
            "evidence": list(record.evidence),
            "cause": self.cause,
            "detail": self.detail,
        }


def faults(
    gold: Records,
    predicted: Records,
    mentions: Mapping[str, Sequence[Annotation]] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Iterator[Fault]:
    """Yield every missed and every spurious record of a strict match, with its cause.

    Parameters
    ----------
    gold, predicted
        Records by note or by patient.
    mentions
        All that the extraction found, undated and negated mentions too; without it a missed record
        is compared with the predicted records only.
    texts
        The notes, to find the place of a gold record that gives its words only; without it records
        are compared by evidence and date.
    """
    for owner, wanted in gold.items():
        text = (texts or {}).get(owner)
        found = list(predicted.get(owner, ()))
        if mentions is None:
            near = [(_as_mention(record), _places(record, text)) for record in found]
        else:
            near = [(mention, mention.spans) for mention in mentions.get(owner, ())]
        evidence = [record.evidence for record in found] if mentions is None else [()] * len(near)
        around = [_Nearby(*one, known) for one, known in zip(near, evidence, strict=True)]
        _, missed, extra = pair(wanted, found, strict)
        for record in missed:
            if record.optional:
                continue
            cause, detail = _why_missed(record, _places(record, text), around, whole=mentions is not None)
            yield Fault("missed", owner, record, cause, detail, _places(record, text)[:1])
        lost = {id(record) for record in missed}
        for record in extra:
            cause, detail = _why_spurious(record, text, wanted, lost)
            yield Fault("spurious", owner, record, cause, detail, _places(record, text)[:1])


@dataclass(frozen=True, slots=True)
class _Nearby:
    mention: Annotation
    spans: tuple[Span, ...]
    evidence: tuple[str, ...]


def _as_mention(record: Record) -> Annotation:
    return Annotation(
        family=record.family,
        subtype=record.subtype,
        sites=(record.site,) if record.site else (),
        status=Status(record.status) if record.status in list(Status) else Status.DONE,
        experiencer=Experiencer.PATIENT,
        cancer_context=CancerContext.CURRENT,
        spans=record.spans,
        interval=record.interval,
    )


def _places(record: Record, text: str | None) -> tuple[Span, ...]:
    if record.spans or text is None or not record.quote:
        return record.spans
    return tuple((found.start(), found.end()) for found in re.finditer(re.escape(record.quote), text))


def _touch(one: Sequence[Span], other: Sequence[Span], reach: int = 0) -> bool:
    return any(a < d + reach and c < b + reach for a, b in one for c, d in other)


def _why_missed(gold: Record, spans: tuple[Span, ...], around: Sequence[_Nearby], *, whole: bool) -> tuple[Cause, str]:
    family = [near for near in around if near.mention.family is gold.family]
    if spans:
        close = [near for near in family if _touch(spans, near.spans)]
        close = close or [near for near in family if _touch(spans, near.spans, NEAR)]
    else:
        close = [near for near in family if set(gold.evidence) & set(near.evidence)]
        close = close or [
            n for n in family if n.mention.interval and gold.interval.gap(n.mention.interval) <= NEAR_DAYS
        ]
    found = [near.mention for near in close]
    if not found:
        return Cause.NO_MENTION if whole else Cause.NO_RECORD, ""
    alike = [mention for mention in found if _same_kind(gold, mention)]
    if not alike:
        return Cause.WRONG_SUBTYPE, _listed(mention.subtype for mention in found)
    right = [m for m in alike if m.status == gold.status and m.experiencer is Experiencer.PATIENT]
    if not right:
        return Cause.WRONG_STATUS, _listed(mention.flat_status for mention in alike)
    dated = [mention.interval for mention in right if mention.interval is not None]
    if not dated:
        return Cause.NO_DATE, ""
    if any(same_dates(gold.interval, interval) for interval in dated):
        return Cause.TOLD_ONCE, ""
    return Cause.WRONG_DATE, _listed(f"{interval.start}..{interval.end}" for interval in dated)


def _same_kind(gold: Record, mention: Annotation) -> bool:
    if gold.family is Family.IMAGING:
        return mention.subtype == gold.subtype
    if gold.family is Family.ORAL_THERAPY:
        drugs = {fold_key(site) for site in mention.sites}
        return mention.subtype == gold.subtype and fold_key(gold.site or "") in drugs
    return True


def _why_spurious(found: Record, text: str | None, gold: Sequence[Record], lost: set[int]) -> tuple[Cause, str]:
    spans = _places(found, text)
    family = [wanted for wanted in gold if wanted.family is found.family]
    if spans:
        there = [wanted for wanted in family if _touch(spans, _places(wanted, text))]
    else:
        there = [wanted for wanted in family if set(wanted.evidence) & set(found.evidence)]
    if not there:
        return Cause.NOT_GOLD, ""
    # A gold record that nothing matched explains more than one that is already accounted for.
    there = [wanted for wanted in there if id(wanted) in lost] or there
    agreeing = [wanted for wanted in there if key(wanted) == key(found)]
    if not agreeing:
        other = [wanted.status for wanted in there if wanted.status != found.status]
        if len(other) == len(there):
            return Cause.WRONG_STATUS, _listed(other)
        return Cause.WRONG_SUBTYPE, _listed(wanted.subtype for wanted in there)
    if any(strict(wanted, found) for wanted in agreeing):
        return Cause.TOLD_TWICE, ""
    return Cause.WRONG_DATE, _listed(f"{wanted.interval.start}..{wanted.interval.end}" for wanted in agreeing)


def _listed(values: Any) -> str:
    """Return the distinct values, at most four of them."""
    distinct = list(dict.fromkeys(str(value) for value in values))
    return ", ".join(distinct[:4]) + (" ..." if len(distinct) > 4 else "")
