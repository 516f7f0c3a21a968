"""What may lend its year to a date that is told without one, and the days that such a date can be."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.dates import arithmetic
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.lexicon import MONTH_NAME
from onco_pipeline.pipes.dates.told import Anchor, Told

#: A going back in time is rarer than a going on: it counts this much longer when years are compared.
_BACKWARD_COST = 3
#: Time within which what is told without a year was of late, and since when a month told before it was long over.
_LATELY, _LONG_SINCE = timedelta(days=45), timedelta(days=400)
#: Time by which a day that goes on from another follows it.
_MONTHS_ON = timedelta(days=90)
#: ... and what a complaint has lasted since.
_OF_LATE = timedelta(days=150)
_LED_TO = 4
#: Years after which a disease is an old one.
_OLD = 2
#: "Cancer du sein 2012, scanner du 28 mai": the year of what the patient once had, and no other's, where the day was of late.
_ONCE_HAD = re.compile(
    r"\b(?:cancer|(?:adeno)?carcinome|adk|melanome|sarcome|tumeur|k|atcds?|antecedents?|(?:[a-z]{4,}ectomie|oper|trait|irradi|diagnosti|suivi)[a-z]*)\b[^.;:,()\d]{0,40}(?:\(|\ben )? ?\Z"
)
_EXAM = re.compile(r"\b(?:scan|scanner|tdm|irm|tep|pet|scinti\w*|echo\w*|radio\w*|bilan|imagerie)\b")
#: "Connu depuis 2017, scanner du 12/11": what lasts until the note gives its year to nothing else.
_EVER_SINCE = re.compile(r"\bdepuis (?:l'annee |(?:le )?(?:debut|mois|printemps|milieu) (?:d[eu] )?|fin )?\Z")
_BACK = 25
#: What leads from a step to the day that it comes to, and days by which the two may differ.
_SPELT_OUT = re.compile(r",? ?(?:soit|c'est-a-dire)? ?\(? ?(?:soit )?(?:le )?")
_OFF_BY = 45
#: "Puis en juin une TDM": what a word of succession leads to, or what such a word goes on from, is a step of the story,
_THEN = re.compile(r"(?:\b(?:puis|ensuite|enfin),? |, (?:et )?(?=en ))(?:en |au |(?:mois|debut|fin|mi)[ -](?:de )?)*\Z")
_THEN_NEXT = re.compile(
    rf"[^.;\n]{{3,70}}\b(?:puis|ensuite),? (?:en |au (?:mois de )?)(?:{MONTH_NAME})(?! (?:19|20)?\d\d)"
)
#: ... unless it is one to come.
_TO_COME = re.compile(
    r"\b(?:prevu|prevoir|program|revoir|revu|controle|rendez|rdv|sera|seront|fera|aura|proch|demand|reevalu|surveil|suivi|propos|envisag|discut|si |a faire)"
)
#: Time within which one step of it follows the other.
_NEXT_STEP = timedelta(days=330)
#: A sentence that has a relative for its subject.
_RELATIVE = re.compile(
    r"\W*(?:(?:sa|son|ses|une?|la|le|deux) )?(?:mere|pere|soe?urs?|freres?|tantes?|oncles?|filles?|fils|cousine?s?|grand-?(?:mere|pere)|niece|neveu|mari|epou(?:x|se)|conjointe?|femme)\b"
)
#: A day this soon, whose last return was this long ago, is the one to come.
SOON, _LONG_AGO = timedelta(days=100), timedelta(days=240)


def _led_to(since: Expression, anchor: Anchor) -> bool:
    """Whether a complaint since some month led to what was told of a month soon after it: "vu en mars 2020, toux depuis février"."""
    return since.month is not None and 0 < (anchor.interval.start.month - since.month) % 12 <= _LED_TO


class YearLenders(Told):
    """Told dates, which of them lend no year, and the occurrences of one without."""

    def _once_had(self, told: Expression, expression: Expression) -> bool:
        """Return whether a year is that of an old disease, told before an exam that was of late."""
        if self.note is None or told.year is None or self.note.year - told.year < _OLD:
            return False
        last = self._latest(expression, self.note)
        return (
            last is not None
            and self.note - last.end <= _LATELY
            and _EXAM.search(self.folded, told.end, expression.start) is not None
            and _ONCE_HAD.search(self.folded, max(0, told.start - 60), told.start) is not None
        )

    def _counted_from_note(self, step: int, expression: Expression) -> bool:
        """Whether a step back from the note's day has only told how long something lasts: "débuté il y a 18 mois, stoppé le 2 mars".

        ... or a term when something was seen: "réponse à 2 mois (scanner du 18/09)".
        """
        told = self.expressions[step]
        if self.note is None or told.form is not Form.STEP:
            return False
        term = told.origin is Origin.EITHER and told.complement is None
        if not term and (told.origin is not Origin.NOTE or told.count >= 0):
            return False
        return _SPELT_OUT.fullmatch(self.folded, told.end, expression.start) is None

    def _counted_from_elsewhere(self, step: int, expression: Expression) -> bool:
        """Whether a step that a date spells out is another month than the note's day gives: "à 3 mois, soit le 25 mai".

        It is counted from what was told before, and so has no year to lend.
        """
        told = self.expressions[step]
        if told.form is not Form.STEP or _SPELT_OUT.fullmatch(self.folded, told.end, expression.start) is None:
            return False
        anchor = self.anchor_of(step)
        near = self._nearest(expression, anchor.interval, None)
        return near is not None and abs((near.start - anchor.interval.start).days) > _OFF_BY

    def _ever_since(self, told: Expression, anchor: Anchor) -> bool:
        """Whether a month or year is told as what has lasted since then, up to the note."""
        if self.note is None or anchor.interval.precision is Precision.DAY:
            return False
        return _EVER_SINCE.search(self.folded, max(0, told.start - _BACK), told.start) is not None

    def _more_likely_ahead(self, anchor: Anchor) -> bool:
        """Whether a date without year was told of a day to come: "à partir du 3 août. ETT du 24/07", in July."""
        if anchor.future is None or self.note is None:
            return False
        return anchor.future.start - self.note <= SOON and self.note - anchor.interval.end >= _LONG_AGO

    def _of_a_relative(self, told: Expression) -> bool:
        """Whether a date stands in a sentence about a relative: "Son frère est traité depuis mars 2020"."""
        if not self.layout.sentences:
            return False
        start, _ = self.layout.sentences[self.layout.sentence(told.start)]
        return _RELATIVE.match(self.folded, start, told.start) is not None

    def _next_step(self, expression: Expression, anchor: Anchor) -> bool:
        """Whether a month is the next one of a story that the text dates: "En mars 2019, ... Puis en juin une TDM"."""
        if expression.day is not None or expression.month is None or anchor.interval.precision is Precision.YEAR:
            return False
        start, end = self.layout.sentence_bounds(expression.start, len(self.folded))
        leads = _THEN.search(self.folded, max(start, expression.start - _BACK), expression.start) is not None
        if not leads and _THEN_NEXT.match(self.folded, expression.end, end) is None:
            return False
        follows, reference = self._nearest(expression, anchor.interval, None), self.reference(expression)
        if follows is None or reference is None or follows.end >= reference or _TO_COME.search(self.folded, start, end):
            return False
        return timedelta(0) < follows.start - anchor.interval.start <= _NEXT_STEP

    def _just_now(self, expression: Expression, anchor: Anchor) -> bool:
        """Whether a day's last return is weeks before the note, and a month told before it over a year back.

        "Curiethérapie finie en novembre 2021. La radio du 15 janvier ...", in a note of February 2024; "elle souffre
        du dos depuis décembre" is of the months before the note, too.
        """
        if self.note is None or self.note - anchor.interval.end <= _LONG_SINCE:
            return False
        since = _EVER_SINCE.search(self.folded, max(0, expression.start - _BACK), expression.start) is not None
        if expression.day is None and (not since or _led_to(expression, anchor)):
            return False
        last = self._latest(expression, self.note)
        return last is not None and self.note - last.end <= (_OF_LATE if since else _LATELY)

    def _rather_of_late(self, expression: Expression, anchor: Anchor, back: DateInterval | None) -> bool:
        """Whether a day that would follow what was told before by months is that of weeks before the note, a year on.

        "Opéré le 23/05/2018. Surveillance : IRM du 04/11 normale", in a note of 19 November 2019.
        """
        if self.note is None or back is None or back.start - anchor.interval.end <= _MONTHS_ON:
            return False
        last = self._latest(expression, self.note)
        return last is not None and last.start > back.start and self.note - last.end <= _LATELY

    def _nearest(self, expression: Expression, prior: DateInterval, upper: date | None) -> DateInterval | None:
        """Return the occurrence nearest to the date told before, going on rather than back."""
        best: tuple[int, DateInterval] | None = None
        for year in range(prior.start.year - 1, prior.end.year + 2):
            candidate = arithmetic.interval_of(expression, year)
            if candidate is None or (upper is not None and candidate.start > upper):
                continue
            ahead, behind = (candidate.start - prior.end).days, (prior.start - candidate.end).days
            cost = max(max(0, ahead), behind * _BACKWARD_COST)
            if best is None or cost < best[0]:
                best = (cost, candidate)
        return None if best is None else best[1]

    def _latest(self, expression: Expression, upper: date) -> DateInterval | None:
        """Return the latest occurrence that does not start after ``upper`` (29/02 may lie years back)."""
        for back in range(9):
            candidate = arithmetic.interval_of(expression, upper.year - back)
            if candidate is not None and candidate.start <= upper:
                return candidate
        return None

    def _next(self, expression: Expression, lower: date) -> DateInterval | None:
        for ahead in range(9):
            candidate = arithmetic.interval_of(expression, lower.year + ahead)
            if candidate is not None and candidate.end >= lower:
                return candidate
        return None
