"""What a relative date is told from: a named event, a date beside it, or the story so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from operator import attrgetter

from onco_pipeline.intervals import DateInterval, Precision, Unit
from onco_pipeline.pipes.dates import arithmetic
from onco_pipeline.pipes.dates.anchors import anchor_class, told_by
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.told import Anchor
from onco_pipeline.pipes.dates.years import Years
from onco_pipeline.pipes.document.layout import Layout

#: Up to here an event's words and its date can stand apart.
_NEAR = 60
#: ... and the date that opens a sentence at the end of which the patient is admitted.
_OF_STAY = 190
#: Words that tell an event, of which the last one with a date is looked for, were they without an end.
_WORDS = 200
#: Dates back to the one counted from a named event, when another is counted from the same.
_STEPS_BACK = 3
_DAYS_OF = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}
_start = attrgetter("start")
HOW_LONG = re.compile(r"(?:apres|avec)\s(?:une?\s)?(?:intervalle|delai|periode|duree|suivi|recul)\b")
_AGAIN = re.compile(
    r"\b(?:nouve(?:l|lle|au)|seconde?|deuxieme|refaite?|repetee?|renouvelee?|recontrole\w*|controle) (?:[a-z-]+ ){0,2}a \Z"
)
#: What stands between "J0" or "J1" and the day that it is: " chirurgie : ", " : TDM (".
_MARKS_IT = re.compile(r"(?: ?[:=(]| (?:le|du)\b| (?!j ?\d)[a-z'-]{2,14}){1,5} ?\(?")
_NOT_UNTIL = re.compile(r"[^.;:]{0,40}\bn'(?:a|ont|avait)\b[^.;:]{0,110} que (?:le |en )?")
#: Nobody counts a stay's days from what was done longer before it.
_LONG_BEFORE = timedelta(days=200)
#: "Le lendemain de sa chute du 03/03", "3 mois après la RTUV du 20/12": what is counted from is told with its own day.
_OF_ITS_DAY = re.compile(
    r"(?:[^.;,]{0,30}\b(?:apres|avant)|[^.;,]{0,20}\b(?:lendemain|veille) d[eu']|a [^.;,]{3,14} d[eu']|j ?\+? ?\d{1,3} d[eu']) ?"
    r"(?:l[ae] |l'|son |sa |cette |ce |une? )?(?:(?:fin|debut|arret|initiation|introduction) (?:de la |de l'|du |de |d'))?"
    # "8 semaines après la fin de la RT (terminée le 06/12/2019)"
    r"[a-z][a-z'-]{1,24}(?: (?:de la |de l'|du |de |d')?[a-z'-]{3,20}){0,3} (?:(?:prevue? |programmee? )?(?:du |le |en |d')(?:le )?|\((?:(?:terminee?|achevee?|debutee?|commencee?|faite?|realisee?|operee?|arretee?)s? |derniere? (?:cure|injection|perfusion|seance|cycle) )?(?:le |en |du )?)"
)


#: A drug by the end of its name, as ``anchors`` has it.
_DRUG = re.compile(r"[a-z]{3,}(?:nib|ciclib|parib|mide|terone|zole|mestane|fene|limus|lisib|toclax|bine|mab)")
#: "Pendant 14 mois à compter de février": how long, counted from the day behind.
_COUNTED_FROM = re.compile(
    r",? (?:et ce )?(?:a compter|a partir|a dater|depuis|des)(?: d[eu'])? ?(?:le |l')?(?:mois de |l'annee )?"
)


#: What a count of days or weeks is told from, and one of months.
_COUNTS_FROM = (frozenset({Precision.DAY}), frozenset({Precision.DAY, Precision.MONTH}))


class Context(Years):
    """Told dates and their years, and the anchors of relative dates."""

    def __init__(self, folded: str, layout: Layout, note_date: date | None, expressions: list[Expression]) -> None:
        super().__init__(folded, layout, note_date, expressions)
        self._told: dict[str, list[tuple[int, int]]] = {}
        self._joined: dict[int, list[int]] = {}

    def anchor(self, index: int, expression: Expression) -> Anchor | None:
        """Return what a relative date is told from: a named event, a date beside it, the story so far."""
        named = anchor_class(expression.complement) if expression.complement else None
        if (named is not None or expression.origin is Origin.CYCLE) and (own := self._with_its_own_day(index)):
            # "À J1 de la cure du 16/01": the first day of a cycle is its day 1.
            first = expression.origin is Origin.CYCLE and expression.count == 1 and expression.modifier != "plus"
            first = first and named not in ("surgery", "biopsy", "drainage", "rt_end", "treatment_end")
            return Anchor(own.interval.step(-1, Unit.DAY), own.text) if first else own
        of_drug = named == "treatment_start" or (named is None and expression.complement is not None)
        if of_drug and (drug := self._first_of_drug(index, expression)) is not None:
            return drug
        if named is not None:
            event = self.event_date(named, index)
            if event is not None:
                return event
        beside = self.beside(index)
        if beside is not None or named in ("rt_end", "treatment_end"):
            return beside
        if expression.origin is Origin.CYCLE and named is None:
            return self._cycle_anchor(index)
        if expression.modifier == "attributive" and self.note is not None and self._compares(expression):
            return Anchor(DateInterval.day(self.note), "note")
        return self._all_in_all(index, expression) or self.narrative(index)

    def _all_in_all(self, index: int, expression: Expression) -> Anchor | None:
        """Return what a shorter step before it was counted from, where how long all lasted is told.

        "Deux mois après le début du traitement, crampes. ... Au bout de huit mois, elle l'arrête."
        """
        if expression.complement is not None or not self.folded.startswith("au bout d", expression.start):
            return None
        for other in range(index - 1, max(0, index - _STEPS_BACK) - 1, -1):
            before, found = self.expressions[other], self.found[other]
            if before.form is not Form.STEP or found is None or found.base is None:
                return None  # the story has gone on from another date since
            if before.complement is not None:
                units = before.unit or Unit.DAY, expression.unit or Unit.DAY
                longer = 0 < before.count * _DAYS_OF[units[0]] < expression.count * _DAYS_OF[units[1]]
                return Anchor(found.base, self.folded[before.start : before.end]) if longer else None
        return None

    def _with_its_own_day(self, index: int) -> Anchor | None:
        """Return the day of what is counted from where it stands right behind: "une semaine avant l'intervention du 20 décembre"."""
        if index + 1 >= len(self.expressions):
            return None
        here, following = self.expressions[index], self.expressions[index + 1]
        own = _OF_ITS_DAY.fullmatch(self.folded, here.start, following.start)
        beside = self.beside(index) if own is not None else None
        if beside is None or here.complement is None or "(" not in self.folded[here.end : following.start]:
            return beside
        # "Opérée le 10/03. Scanner un mois après l'opération (12/04)": the bracket is where the step leads.
        named = anchor_class(here.complement)
        told = self._event_before(named, index) if named is not None else None
        return beside if told is None or not _leads_to(told[1], here, beside) else None

    def _first_of_drug(self, index: int, expression: Expression) -> Anchor | None:
        """Return the day a drug is first told with, where its own beginning is counted from: "un mois après le début du sunitinib"."""
        name = (expression.complement or "").rpartition(" ")[2].rpartition("'")[2]
        if _DRUG.fullmatch(name) is None:
            return None
        place = self.folded.find(name, 0, expression.end)  # "la veille du vénétoclax, débuté le 11/10"
        while place != -1:
            dated = self._date_of_words(place, place + len(name), index)
            if dated is not None:
                return self.anchor_of(dated)
            place = self.folded.find(name, place + 1, expression.end)
        return None

    def day_of(self, index: int, expression: Expression) -> Anchor | None:
        """Return the day of an event told elsewhere ("le jour de l'intervention"); a stay ends on the day of its report."""
        named = anchor_class(expression.complement or "")
        told = self.event_date(named, index) if named is not None else None
        if told is None and named in ("discharge", "consultation") and self.layout.reference_date is not None:
            return Anchor(DateInterval.day(self.layout.reference_date), "note")
        return told

    def elapsed(self, index: int, expression: Expression) -> bool:
        """Return whether a step behind what it tells only says how long that took: "repris après un intervalle de 11 mois"."""
        if HOW_LONG.match(self.folded, expression.start) is None or self.beside(index) is not None:
            return False
        start, _ = self.layout.sentences[self.layout.sentence(expression.start)] if self.layout.sentences else (0, 0)
        return re.search(r"[a-z]{3}", self.folded[start : expression.start]) is not None

    def _compares(self, expression: Expression) -> bool:
        section = self.layout.section(expression.start)
        return section is not None and section.label in ("comparison", "indication", "technique")

    def beside(self, index: int) -> Anchor | None:
        """Return the date right behind "trois semaines après le ...", "le lendemain du ..."."""
        if index + 1 >= len(self.expressions):
            return None
        here, following = self.expressions[index], self.expressions[index + 1]
        gap = self.folded[here.end : following.start]
        if following.form is not Form.CALENDAR:
            return None
        of_something = _OF_ITS_DAY.fullmatch(self.folded, here.start, following.start)
        if of_something is None and here.role == "duration":
            of_something = _COUNTED_FROM.fullmatch(gap)
        if not of_something and not re.fullmatch(r"\s{0,3}(?:(?:le|la|du|de|d'|celui du|l')\s{0,3})?", gap):
            return None
        if not of_something and not re.search(
            r"(?:apres|avant|lendemain|veille|post|depuis|jour|suivant|de|du)(?:\s{1,3}(?:le|la|celui du))?\Z",
            self.folded[here.start : following.start].rstrip(),
        ):
            return None
        future = None
        if following.year is not None:
            interval = arithmetic.interval_of(following, self.century(following.year))
        else:
            year_less = self.yearless(index + 1, following)
            interval = year_less.interval if year_less else None
            future = year_less.future if year_less else None
        return None if interval is None else Anchor(interval, self.folded[following.start : following.end], future)

    def _cycle_anchor(self, index: int) -> Anchor | None:
        """Return day 0 of "J5", "S12", "M3": the operation, the cure, the start or the admission told last.

        What lies long before the stay that the note tells of, or among the antecedents, is not counted from.
        """
        marked = self._marked_day(index)
        if marked is not None:
            return marked
        admission = self.event_date("admission", index)
        best: tuple[int, Anchor] | None = None
        for name in ("surgery", "first_cure", "treatment_start", "chemo"):
            if name == "chemo" and best is not None:
                break  # any later perfusion is no day 1: it counts only where no first one is told
            # "S12" is counted from a day, "M3" from a month; an operation known to the year cannot be meant.
            found = self._event_before(name, index, finest=_COUNTS_FROM[self.expressions[index].unit is Unit.MONTH])
            if found is None or (best is not None and found[0] <= best[0]):
                continue
            section = self.layout.section(found[0])
            if section is not None and section.label == "past_history":
                continue
            if admission is not None and admission.interval.start - found[1].interval.end > _LONG_BEFORE:
                continue
            best = found
        if best is not None or admission is None:
            return best[1] if best is not None else self._done_again(index)
        # "J1 : TEP. J6 : ponction": the days of a stay are numbered from the first one, unless the note has a day 0.
        told = [one for one in self.expressions if one.origin is Origin.CYCLE and one.complement is None]
        if self.expressions[index].modifier == "plus" or not any(one.count == 1 for one in told):
            return admission
        if any(one.count == 0 or one.modifier == "plus" for one in told):
            return admission
        return Anchor(admission.interval.step(-1, Unit.DAY), admission.text)

    def _marked_day(self, index: int) -> Anchor | None:
        """Return day 0 where the note marks a day as it, or as day 1: "inclus le 19/06/2018 (J0)", "le 12 mars (J1)"."""
        for other in range(index - 1, -1, -1):
            mark = self.expressions[other]
            if mark.origin is not Origin.CYCLE or mark.count not in (0, 1) or mark.complement is not None:
                continue
            told = self.expressions[other - 1] if other else mark
            between = self.folded[told.end : mark.start].strip() if other else ""
            if told.form is Form.CALENDAR and told.names_day and between == "(" and self.usable(other - 1) is not None:
                anchor = self.anchor_of(other - 1)
                return Anchor(anchor.interval.step(-mark.count, Unit.DAY), anchor.text) if mark.count else anchor
            # "J0 chirurgie : 08/11", "J1 : TDM (12/01). J2 : IRM"
            if other + 1 >= index or mark.modifier == "plus":
                continue
            told = self.expressions[other + 1]
            day = told.form is Form.CALENDAR and told.names_day and self.usable(other + 1) is not None
            if day and _MARKS_IT.fullmatch(self.folded, mark.end, told.start):
                anchor = self.anchor_of(other + 1)
                return Anchor(anchor.interval.step(-mark.count, Unit.DAY), anchor.text) if mark.count else anchor
        return None

    def _done_again(self, index: int) -> Anchor | None:
        """Return the day just told, of which what is done again is counted: "Gastroscopie le 24/01. Nouvelle gastroscopie à J4"."""
        start = self.expressions[index].start
        if _AGAIN.search(self.folded, max(0, start - _NEAR), start) is None:
            return None
        told = self.before(index, sentences=2)
        anchor = None if told is None else self.anchor_of(told)
        return anchor if anchor is not None and anchor.interval.precision is Precision.DAY else None

    def event_date(self, name: str, index: int) -> Anchor | None:
        """Return the date of an event told elsewhere in the note, the last one before if there are several."""
        before = self._event_before(name, index)
        if before is not None:
            return before[1]
        if name in ("discharge", "admission"):
            stay = self._stay(name)
            if stay is not None:
                return stay
        for start, end in self._words_after(name, self.expressions[index].end):
            dated = self._date_of_words(start, end, index)
            if dated is not None:
                return self.anchor_of(dated)
        return None

    def _event_before(
        self, name: str, index: int, *, finest: frozenset[Precision] = frozenset()
    ) -> tuple[int, Anchor] | None:
        for start, end in reversed(self._words_before(name, self.expressions[index].start)):
            dated = self._date_of_words(start, end, index, far=name == "admission")
            if dated is not None and (not finest or self.anchor_of(dated).interval.precision in finest):
                return start, self.anchor_of(dated)
        return None

    def _words(self, name: str) -> list[tuple[int, int]]:
        """Return where a note tells an event of a class; each class is looked for once."""
        if name not in self._told:
            self._told[name] = [m.span() for m in told_by(name).finditer(self.folded)]
        return self._told[name]

    def _words_before(self, name: str, limit: int) -> list[tuple[int, int]]:
        """Return where the words before an offset do so."""
        found = self._words(name)
        place = bisect_left(found, (limit,))
        across = 0 < limit < len(self.folded) and self.folded[limit - 1 : limit + 1].isalnum()
        if across or (place and found[place - 1][1] > limit):
            return [m.span() for m in told_by(name).finditer(self.folded, 0, limit)]  # a word runs across it
        return found[max(0, place - _WORDS) : place]

    def _words_after(self, name: str, limit: int) -> list[tuple[int, int]]:
        """Return where the words behind an offset do so."""
        found = self._words(name)
        place = bisect_left(found, (limit,))
        if place and found[place - 1][1] > limit:
            return [m.span() for m in told_by(name).finditer(self.folded, limit)]
        return found[place : place + _WORDS]

    def _date_of_words(self, start: int, end: int, index: int, *, far: bool = False) -> int | None:
        """Return the index of the date that stands with some words, in the same sentence."""
        sentence = self.layout.sentence(start)
        best: tuple[int, int] | None = None
        for other in range(bisect_left(self.expressions, start - 4 * _NEAR, key=_start), len(self.expressions)):
            expression = self.expressions[other]
            if expression.start > end + _NEAR:
                break
            if other == index or self.usable(other) is None or self.layout.sentence(expression.start) != sentence:
                continue
            if expression.complement == "chirurgie":
                continue  # "IRM à H48 : exérèse complète": counted from the operation, and no day of it
            distance = expression.start - end if expression.start >= end else start - expression.end + 15
            if 0 <= distance <= (_OF_STAY if far and expression.end <= start else _NEAR) and (
                best is None or distance < best[0]
            ):
                best = (distance, other)
        if best is None:
            return None
        # "Le scanner qui devait avoir lieu fin mars n'a pu être fait que le 27 avril": the later one.
        following = best[1] + 1
        if following < len(self.expressions) and self.usable(following) is not None:
            between = self.folded[self.expressions[best[1]].end : self.expressions[following].start]
            if "que" in between and _NOT_UNTIL.fullmatch(between) is not None:
                return following
        return best[1]

    def _stay(self, name: str) -> Anchor | None:
        """Return the first or last day of the stay ("hospitalisé du 25/02 au 08/03")."""
        half = 2 if name == "discharge" else 1
        if half not in self._joined:
            self._joined[half] = [other for other, one in enumerate(self.expressions) if one.joined == half]
        for other in self._joined[half]:
            expression = self.expressions[other]
            if self.usable(other) is None:
                continue
            before = self.folded[max(0, expression.start - 60) : expression.start]
            if re.search(r"hospitalis|sejour|\bcrh?\b|compte rendu d'hosp", before):
                return self.anchor_of(other)
        return None


def _leads_to(anchor: Anchor, step: Expression, day: Anchor) -> bool:
    """Return whether a step from a day leads near another one."""
    unit = _DAYS_OF[step.unit or Unit.DAY]
    off = abs((day.interval.start - anchor.interval.start).days - step.count * unit)
    return off <= max(2, unit * max(1, abs(step.count)) // 3)
