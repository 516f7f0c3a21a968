"""Turn date expressions into intervals of days.

The text is read from left to right, so that each relative date finds the dates told before it.
Nothing else is known than the note, its structure, and the day its author speaks from.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onco_pipeline.events import DateMention
from onco_pipeline.intervals import DateInterval, Precision, Unit
from onco_pipeline.pipes.dates import arithmetic
from onco_pipeline.pipes.dates.context import Context
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.later_start import begun_since, is_told, left_behind
from onco_pipeline.pipes.dates.reading import read_expressions
from onco_pipeline.pipes.dates.roles import role_of
from onco_pipeline.pipes.dates.told import Anchor, Found
from onco_pipeline.pipes.dates.told_twice import finer_told, restated
from onco_pipeline.pipes.dates.untold_steps import (
    beyond_the_story,
    first_day_of_treatment,
    says_which_day,
    seen_after,
    since_an_untold_stop,
)
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.text import fold

_FINER_THAN_A_YEAR = frozenset({Unit.DAY, Unit.WEEK, Unit.MONTH})
#: Days by which a plan counted from a day may be behind.
_LATE = 45
#: A stay whose bounds stand before a day in its sentence: "hospitalisée du 27 mai au 4 juin : ponction le 28".
_STAY = re.compile(
    r"\b(?:sejour|hospitali|hospit\b|hdj|hds|admis|passage)\w*[^.;\n]{0,30}?(?:\bdu |\()(?:\d[^.;:\n]{0,22}?)(?:\bau |-|–)[^;\n]{0,110}\Z"
)
_OF_A_STAY = 170
#: "Opérée le 26 octobre d'une tumeur connue depuis la biopsie du 5": what came before the day just told.
_EARLIER = re.compile(
    r"\b(?:(?:connu|decouvert|diagnosti|prouv|revel|trouv|affirm)\w* (?:depuis|par|sur|lors d[eu]) (?:l[ae] |l')?[a-z-]+(?: [a-z-]+)? (?:du |le )|precede\w* [^.;,()]{2,50}(?:du |le )|(?:apres que|faisant suite) ?(?:d[eu] |au? )?(?:l[ae] |l')?(?:scanner|tdm|irm|tep|echo\w*|biops\w+|ponction|mammo\w*|radio\w*|scinti\w*)(?: [a-z]+)? (?:du |le )|au prealable (?:du |le ))\Z"
)


#: What an exam told with its term showed: "IRM à 6 semaines : réponse partielle".
_FINDING = re.compile(
    r"(?: ?\( ?(?:le )?[\da-z/. ]{3,16}\))? ?(?::|,|=|->)? ?\(?(?:(?:l[ae] |l'|une? )?(?:scanner|tdm|irm|tep|pet|echo|imagerie)[a-z-]*(?: [a-z-]+){0,2}? ?(?::|,|=)? ?)?(?:montr|retrouv|objectiv|confirm|reponse|stab|progress|pas d|absence|sans |disparition|regression|diminution|normal|maladie"
    r"|r[cp]\b|sd\b|pd\b|negati|satisfais|inchang)"
)


def find_dates(text: str, layout: Layout, note_date: date | None = None) -> list[DateMention]:
    """Return the dates of a note, in order, each resolved as far as the note allows.

    Parameters
    ----------
    text
        The note as it is.
    layout
        Its structure, from :func:`onco_pipeline.pipes.document.analyse.analyse`.
    note_date
        Day of ``note_datetime``, used where the layout knows no reference date.

    Returns
    -------
    list of DateMention
        Sorted, disjoint. ``interval`` is the reading for a done event (past bias for a year-less
        date), ``future`` the one for a planned event where it differs; both None when nothing in
        the note resolves the expression. Impossible dates are left out.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.analyse import analyse
    >>> text = "TDM du 14/11/19, biopsie le 21/11 puis IRM le lendemain."
    >>> day = date(2020, 6, 18)
    >>> [str(d.interval) for d in find_dates(text, analyse(text, None, day), day)]
    ['2019-11-14..2019-11-14 (day)', '2019-11-21..2019-11-21 (day)', '2019-11-22..2019-11-22 (day)']
    """
    return _Resolver(fold(text), text, layout, note_date).run()


#: What goes on from the day that an entry is headed by.
_THEN = re.compile(r"\b(?:puis|ensuite|suivie?s? d['e]|enfin)\b[^.;\n]{0,30}\Z")
#: From a month to its day.
_OF_THAT_MONTH = re.compile(
    r" ?[(,:-]? ?(?:(?:rdv|rendez-vous|rv|date|prevue?|programmee?|fixee?|reservee?) ?(?:pris|fixe|donne|programme)? ?:? ?)?(?:(?:le|au|du|pour le) )?"
)
#: Words of a visit, which looks back, and of what is only set.
_SEEN_OR_SET = re.compile(
    r"\b(?:re)?(?:vue?s?|consult\w*|cs|visite|appel\w*|tel\w*|rdv|prevue?s?|prevoir|program\w*|demand\w*|prescri\w*|decid\w*|propos\w*|hdj|venue?s?|recue?s?|sortie|entree|admi\w+)\b"
)
#: "TDM le 12 : récidive": what was seen then is told.
_RESULT_BEHIND = re.compile(
    r"(?: (?:montr|retrouv|objectiv|revel|confirm|conclu)\w*| (?:normal|stable)| ?(?::|=|->|=>|\() ?(?:pas |sans |absence |\d+ |une? |des |deux |trois )?"
    r"(?:recidiv|rechut|progress|stab|norm|reponse|lesion|nodul|metasta|carcin|adeno|rp\b|rc\b|pd\b|sd\b|majorat|regress|masse|adp|apparit|foyer|hyper))"
)
_DAYS_ON = timedelta(days=15)
_DAY_BACK = 120


class _Resolver:
    """One note being read; holds what has been resolved so far."""

    def __init__(self, folded: str, text: str, layout: Layout, note_date: date | None) -> None:
        self.text, self.folded, self.layout = text, folded, layout
        self.expressions = read_expressions(text)
        self.context = Context(folded, layout, note_date, self.expressions)

    def run(self) -> list[DateMention]:
        context = self.context
        pending: list[int] = []
        for index, expression in enumerate(self.expressions):
            found = self._safely(index, expression)
            context.keep(index, found)
            # What is told to come before an event ("5 jours avant l'intervention") may be told before it, too.
            ahead = expression.complement is not None and expression.form is Form.STEP and expression.count < 0
            if found is not None and (found.interval is None or ahead):
                pending.append(index)
        # An event may get its date further down ("J5" before "Intervention du ..."): look once more.
        for index in pending:
            found = self._safely(index, self.expressions[index])
            if found is not None and found.interval is not None:
                context.keep(index, found)
        return self._mentions()

    def _safely(self, index: int, expression: Expression) -> Found | None:
        """Resolve one expression; what leaves the calendar counts as no date."""
        try:
            found = self._resolve(index, expression)
        except (OverflowError, ValueError):
            return None
        if found is None or found.interval is None:
            return found
        if not found.interval.plausible:
            return None
        if found.future is not None and not found.future.plausible:
            found.future = None
        found.role = role_of(self.folded, self.layout, expression, found.interval)
        return found

    def _mentions(self) -> list[DateMention]:
        mentions: list[DateMention] = []
        previous: tuple[Expression, DateMention] | None = None
        for index, expression in enumerate(self.expressions):
            found = self.context.found[index]
            if found is None:
                continue
            mention = DateMention(
                start=expression.start,
                end=expression.end,
                text=self.text[expression.start : expression.end],
                interval=found.interval,
                kind=expression.kind,
                future=None if found.future is None or found.future.same(found.interval) else found.future,
                anchor=found.anchor,
                bound=expression.bound,
                role=found.role,
                since=found.since,
            )
            counted_on = previous is not None and previous[0].role == "duration" and mention.bound == "from"
            if previous is not None and counted_on and previous[1].anchor == self.folded[mention.start : mention.end]:
                _open_period(mention, previous[1])
            if previous is not None and previous[0].joined == 1 and expression.joined == 2:
                _close_period(previous[1], mention)
            mentions.append(mention)
            previous = (expression, mention)
        return mentions

    # -- one expression ------------------------------------------------------------------------
    def _resolve(self, index: int, expression: Expression) -> Found | None:
        match expression.form:
            case Form.CALENDAR:
                return self._calendar(index, expression)
            case Form.DAY_ONLY:
                return self._day_only(index, expression)
            case Form.WEEKDAY:
                return self._weekday(index, expression)
            case Form.UNIT:
                return self._unit(index, expression)
            case Form.LAST_UNITS:
                return self._last_units(index, expression)
            case Form.SAME_DAY:
                return self._same_day(index, expression)
            case Form.STEP:
                return self._step(index, expression)

    def _calendar(self, index: int, expression: Expression) -> Found | None:
        if expression.year is not None:
            interval = arithmetic.interval_of(expression, self.context.century(expression.year))
            return Found(interval) if interval else None
        return self.context.yearless(index, expression)

    def _day_only(self, index: int, expression: Expression) -> Found | None:
        day = expression.day or 1
        context = self.context
        entry = context.day_of_own_entry(index)
        if entry is not None and (
            _THEN.search(self.folded, max(0, expression.start - 40), expression.start)
            or self._goes_on_days(index, expression, entry, day)
        ):  # "03/05 : crise, scanner puis IRM le 6"
            return Found(_day(arithmetic.next_day(entry, day)), anchor="entry")
        if entry is not None:  # "20/04 : IRM le 19, contrôle le 4": seen from the entry's own day
            return Found(_day(arithmetic.last_day(entry, day)), _day(arithmetic.next_day(entry, day)), "entry")
        if (month := self._month_beside(index, expression)) is not None:
            return month
        prior = context.prior_for_day(index)
        reference, upper = context.reference(expression), context.upper(expression)
        if prior is not None:
            before = _EARLIER.search(self.folded, max(0, expression.start - 65), expression.start) is not None
            before = before and prior.interval.precision is Precision.DAY
            placed = (
                arithmetic.last_day(prior.interval.start, day)
                if before
                else arithmetic.day_after(prior.interval, day, upper)
            )
            if placed is not None and upper is not None and placed > upper and self._within_a_stay(expression):
                placed = arithmetic.last_day(upper, day)
            if placed is not None and not self._another_weekday(expression, placed, upper):
                future = arithmetic.next_day(reference, day) if reference and placed <= reference else None
                return Found(DateInterval.day(placed), _day(future), prior.text)
        if upper is None or reference is None:
            return Found(None)
        return Found(_day(arithmetic.last_day(upper, day)), _day(arithmetic.next_day(reference, day)), "note")

    def _month_beside(self, index: int, expression: Expression) -> Found | None:
        """Return the day of the month told right before it: "en juin (rdv le 21)", past or to come as that month is."""
        told = self.expressions[index - 1] if index else None
        if told is None or told.form is not Form.CALENDAR or told.month is None or told.day is not None:
            return None
        found = self.context.found[index - 1]
        if found is None or _OF_THAT_MONTH.fullmatch(self.folded, told.end, expression.start) is None:
            return None
        days = [arithmetic.day_in(month, expression.day or 1) for month in (found.interval, found.future)]
        return Found(_day(days[0]), _day(days[1]), self.folded[told.start : told.end]) if any(days) else None

    def _goes_on_days(self, index: int, expression: Expression, entry: date, day: int) -> bool:
        """Whether an entry goes on for days from its own: "05/01/2018 : CA 125 à 88, TDM le 12 : récidive".

        An entry that someone wrote on its day, at a visit, looks back: "12/04 : revue, IRM le 19".
        """
        title = self.layout.entry(expression.start)
        ahead, upper = arithmetic.next_day(entry, day), self.context.upper(expression)
        if title is None or ahead is None or upper is None or not timedelta(0) < ahead - entry <= _DAYS_ON:
            return False
        told = self.folded[title.title_end : expression.start]
        after = self.folded[expression.end : expression.end + 60]
        told = told if self.context.before(index, sentences=0) is not None else told[-_DAY_BACK:]
        return ahead <= upper and _SEEN_OR_SET.search(told) is None and _RESULT_BEHIND.match(after) is not None

    def _within_a_stay(self, expression: Expression) -> bool:
        """Whether a day is told of a stay whose bounds its sentence gives: "séjour du 27 mai au 4 juin : scanner le 28"."""
        return _STAY.search(self.folded, max(0, expression.start - _OF_A_STAY), expression.start) is not None

    def _another_weekday(self, expression: Expression, placed: date, upper: date | None) -> bool:
        """Whether the weekday told with a day is that of the last such day, and not of the one told from: "lundi dernier, le 16"."""
        last = None if expression.weekday is None or upper is None else arithmetic.last_day(upper, expression.day or 1)
        return last is not None and placed.weekday() != expression.weekday and last.weekday() == expression.weekday

    def _weekday(self, index: int, expression: Expression) -> Found | None:
        base = self.context.reference(expression)
        if base is None:
            return Found(None)
        if expression.unit is Unit.WEEK:
            return Found(*arithmetic.weekends(base, expression), "note")
        past, future = arithmetic.weekday_days(base, expression)
        if past is not None and future is not None and expression.day is not None and future - base < base - past:
            past = None  # "mardi 29": months lie between two such days
        return Found(_day(past or future), _day(future), "note")

    def _base(self, index: int, expression: Expression, again: Anchor | None) -> Anchor | None:
        """Return what a relative expression counts from; ``again`` is the date that it only tells again."""
        context = self.context
        if expression.origin is Origin.NOTE or (expression.origin is Origin.EITHER and not expression.complement):
            reference = context.reference(expression)
            if reference is not None:
                return Anchor(DateInterval.day(reference), context.reference_words(expression))
            if self.folded.startswith("aujourd", expression.start):
                return None  # the day on which the story is told, and nobody says which
            return context.shared_base(index) or context.narrative(index)
        anchor = again or context.anchor(index, expression)
        if anchor is not None:
            return anchor
        # "IRM de la veille", before any date is told, is seen from the author's day.
        reference = context.reference(expression)
        near = expression.form is Form.UNIT or (expression.unit is Unit.DAY and abs(expression.count) <= 2)
        near = near and expression.complement is None and expression.modifier != "same"
        if reference is None or not near or expression.origin is not Origin.TEXT:
            return None
        return Anchor(DateInterval.day(reference), context.reference_words(expression))

    def _same_day(self, index: int, expression: Expression) -> Found:
        """Resolve "le même jour", "à ce moment-là"; "à cette époque" is known to the month at best."""
        if expression.modifier == "stay":
            anchor = self.context.event_date("admission", index)
        elif expression.modifier == "day of":
            anchor = self.context.day_of(index, expression)
        else:
            # "confirmées en IRM le 25. IRM cérébrale du même jour": the day just told, whatever day heads the letter.
            bare = expression.modifier is None and expression.complement is None
            near = self.context.before(index, sentences=1) if bare else None
            anchor = self.context.anchor(index, expression) if near is None else self.context.anchor_of(near)
        if anchor is None:
            return Found(None)
        told, future = anchor.interval, anchor.future
        if expression.modifier == "vague" and told.precision is Precision.DAY:
            told, future = DateInterval.month(told.start.year, told.start.month), None
        return Found(told, future, anchor.text)

    def _step(self, index: int, expression: Expression) -> Found | None:
        if says_which_day(self.context, index, expression):
            return Found(None)
        again = restated(self.context, index, expression)
        base = self._base(index, expression, again)
        if base is not None and expression.complement is not None:
            base = begun_since(self.context, index, expression, base)
        if base is None or (expression.complement is not None and left_behind(self.context, index, expression, base)):
            return Found(None)
        if again is not None:
            return Found(base.interval, anchor=base.text, since=arithmetic.counted_back(base.interval, expression))
        if self.context.elapsed(index, expression) or not is_told(self.context, index, expression):
            return Found(None)
        if base.interval.precision is Precision.YEAR and expression.unit in _FINER_THAN_A_YEAR and expression.count:
            return Found(None)  # "un mois après le diagnostic" of 1993 could be any month
        if seen_after(self.context, expression) or since_an_untold_stop(self.context, index, expression):
            return Found(None)
        if beyond_the_story(self.context, expression, base.interval):
            return Found(None)
        if first_day_of_treatment(self.context, expression):
            return Found(base.interval, base.future, base.text)
        # Counted from a named day ("à 4 semaines de la sortie", "à S12"), weeks reach a day.
        exact = expression.complement is not None or expression.origin is Origin.CYCLE
        exact = exact or (expression.origin is Origin.TEXT and self.context.beside(index) is not None)
        interval = arithmetic.stepped(base.interval, expression, exact=exact)
        if expression.complement is not None and (told := finer_told(self.context, index, interval, base)) is not None:
            return Found(told.interval, anchor=told.text)
        if expression.origin is Origin.EITHER and expression.complement is None:
            told = self.context.told_before(index)
            if told is None and _FINDING.match(self.folded, expression.end):
                told = self.context.shared_base(index) or self.context.narrative(index)
            if told is not None and told.interval is not None:
                done = arithmetic.stepped(told.interval, expression)
                upper = self.context.upper(expression)
                if upper is None or done.start <= upper:
                    return Found(done, interval, told.text)
        eve = arithmetic.eve_of_what_comes(expression, base.interval, self.context.reference(expression))
        if eve is not None:
            return Found(eve, interval, base.text, base=base.interval)
        # "À J8 de la chimiothérapie qui débutera le 05/02" follows a date to come.
        future = None if expression.origin in (Origin.NOTE, Origin.EITHER) else base.future
        if future is not None:
            reference = self.context.reference(expression)
            # "Irradiation jusqu'au 12/06, tamoxifène 3 semaines après": a plan some days late, and none of next year.
            late = reference is not None and 0 <= (reference - interval.end).days <= _LATE
            future = None if late else arithmetic.stepped(future, expression, exact=exact)
        return Found(interval, future, base.text, base=base.interval)

    def _unit(self, index: int, expression: Expression) -> Found | None:
        base = self._base(index, expression, restated(self.context, index, expression))
        if base is None:
            return Found(None)
        return Found(arithmetic.unit_interval(base.interval, expression), anchor=base.text)

    def _last_units(self, index: int, expression: Expression) -> Found | None:
        base = self._base(index, expression, restated(self.context, index, expression))
        if base is None or expression.unit is None or base.interval.precision is Precision.YEAR:
            return Found(None)
        return Found(arithmetic.last_units(base.interval.end, expression), anchor=base.text)


def _day(day: date | None) -> DateInterval | None:
    return None if day is None else DateInterval.day(day)


def _open_period(first: DateMention, length: DateMention) -> None:
    """Give the beginning of "pendant 14 mois à compter de février" the whole of it."""
    if first.interval is not None and length.interval is not None and length.interval.end >= first.interval.start:
        first.period = DateInterval.between(first.interval.start, length.interval.end)


def _close_period(first: DateMention, last: DateMention) -> None:
    """Give both halves of a period the whole of it."""
    if first.interval is None or last.interval is None or last.interval.end < first.interval.start:
        return
    first.period = last.period = DateInterval.between(first.interval.start, last.interval.end)
