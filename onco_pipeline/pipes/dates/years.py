"""The year of a date that is told without one, or with two figures of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.dates import arithmetic
from onco_pipeline.pipes.dates.expression import Expression, Form
from onco_pipeline.pipes.dates.told import Anchor, Found
from onco_pipeline.pipes.dates.year_lenders import SOON, YearLenders

#: Sentences back to the step that a year-less one follows, and the time that may lie between them.
_LINES_ABOVE, _GOES_ON = 2, timedelta(days=62)
#: Characters behind a date without a year in which another one lends it its own.
_YEAR_BEHIND = 60
#: The end of a period among its two dates, and days of what is as good as a day.
_SECOND, _SOME_DAYS = 2, 8
#: Time that a year-less date may lie before the one told just before it.
_GOES_BACK = timedelta(days=31)


#: "Cancer du côlon en 2012. Pour ce dernier, opéré le 20 février": the sentence goes on about what the year is of.
_OF_THAT_ONE = re.compile(
    r"\W*(?:pour (?:l[ae] |ce(?:tte)? )?(?:derniere?|celui-ci|celle-ci)|celui-ci\b|celle-ci\b|ce(?:tte)? derniere?\b|(?:a )?l'epoque|cette annee-la|a cette (?:epoque|occasion|periode))"
)
_LISTED_WITH = re.compile(r",? ?(?:et|puis|l'autre|la seconde|le second)? ?(?:en |le |de |d'|du )?")
_OF_WHAT_WAS = re.compile(
    r"\b(?:(?:blocs?|lames?|pieces?|prelevements?|materiel|biopsies?|echantillons?) (?:de |du |d')|(?:celui|celle) du |(?:scanner|tdm|irm|tep|pet) (?:initiale? )?du )\Z"
)
#: Dates back to the year that heads a list, and what may stand beside it on its line.
_HEADED = 60
_BEFORE_HEAD = re.compile(r"\W*(?:(?:l'|en )?annee |en )?")
_ITEM = ("- ", "* ", "• ", "> ")
_BEHIND_HEAD = re.compile(r"[\s:.)*\]-]*")
#: What has become of a figure since the year it was told for.
_SINCE_THEN = re.compile(r"\b(?:passe|monte|augmente|remonte|descendu|baisse|maintenant|actuellement)e?s? ?(?:a|de)?\b")
#: Characters in which a year that stands before its clause is the clause's, and what such a year follows.
_CLAUSE, _CLAUSE_OPENS = 90, re.compile(r"(?:\A|[.:;,\n(] ?)(?:en |l'an |des )\Z")


#: "La biopsie réalisée en mars": one that was told before, if any was.
_THE_SAMPLING = re.compile(
    r"\b(?:l[ae]s? |l'|cette |sa |ces )(?:micro-?)?(?:biopsie|ponction|cytoponction|bom|pbh|pbp)s?(?: [a-z-]{4,}){0,2}? (?:realise|faite?|pratique|effectue)e?s? (?:en |le |au |fin |debut |de )\Z"
)
_SAMPLING = re.compile(r"biops|ponction|\b(?:bom|pbh|pbp)\b")
#: How far ahead the next exam of a follow-up is fixed.
_HALF_A_YEAR = timedelta(days=200)


class Years(YearLenders):
    """Told dates, and the year that they or the author's day give to one without."""

    def century(self, year: int) -> int:
        """Return the full year of two figures, as seen from the note."""
        return arithmetic.full_year(year, self.note)

    def yearless(self, index: int, expression: Expression) -> Found | None:
        """Give a date without a year its year: from its weekday, from dates told before, else from the author's day."""
        found = self._told_yearless(index, expression)
        return found if found is None or expression.weekday is None else self._on_its_weekday(expression, found)

    def _on_its_weekday(self, expression: Expression, found: Found) -> Found:
        """Return the reading that falls on the weekday told, where another is soon or was of late.

        "Dernier comprimé dimanche 7 mars", in a note of 1 March 2021, is the Sunday to come and not a Saturday of 2020.
        A weekday that no near reading has was written wrong, and says nothing.
        """
        past, future, reference = found.interval, found.future, self.reference(expression)
        if past is None or reference is None or past.start.weekday() == expression.weekday:
            return found
        last = self._latest(expression, reference)
        if last is not None and last.start.weekday() == expression.weekday and reference - last.end <= SOON:
            return replace(found, interval=last)
        ahead = future if future is not None else self._next(expression, reference)
        if ahead is None or ahead.start.weekday() != expression.weekday or ahead.start - reference > _HALF_A_YEAR:
            return found
        return replace(found, interval=None, future=ahead)

    def _told_yearless(self, index: int, expression: Expression) -> Found | None:
        worded = self._worded_year(index, expression)
        if worded is None and self._listed_with_same_year(index):  # "l'un en mars, l'autre en mai de cette année-là"
            worded = self._worded_year(index, replace(expression, modifier="same_year"))
        if worded is not None:
            return worded
        again = self._sampled_then(index, expression)
        if again is not None:
            return again
        upper, reference = self.upper(expression), self.reference(expression)
        prior = self._year_context(index, expression)
        if prior is not None:
            interval = self._nearest(
                expression, prior.interval, upper if prior.interval.start <= (upper or prior.interval.start) else None
            )
            if interval is not None:
                interval = self._not_back(expression, interval, prior.interval, upper, reference)
                over = prior.heads and reference is not None and prior.interval.end < reference
                ahead = self._next(expression, reference) if reference is not None and not over else None
                return Found(interval, ahead, prior.text)
        if upper is None or reference is None:
            return Found(None) if arithmetic.interval_of(expression, 2020) else None
        past = self._told_in_full(index, expression) or self._latest(expression, upper)
        if past is None:
            return None
        return Found(past, self._next(expression, reference), "note")

    def _listed_with_same_year(self, index: int) -> bool:
        """Return whether the next date of a list is told as of the year told before."""
        if index + 1 >= len(self.expressions) or self.expressions[index].modifier is not None:
            return False
        here, following = self.expressions[index], self.expressions[index + 1]
        listed = following.form is Form.CALENDAR and following.modifier == "same_year"
        return listed and _LISTED_WITH.fullmatch(self.folded, here.end, following.start) is not None

    def _told_in_full(self, index: int, expression: Expression) -> DateInterval | None:
        """Return the day told before with its year, where the same day and month come again: "sur le bloc du 10/02"."""
        if (
            expression.day is None
            or _OF_WHAT_WAS.search(self.folded, max(0, expression.start - 30), expression.start) is None
        ):
            return None
        for other in range(index - 1, -1, -1):
            told = self.expressions[other]
            if told.form is Form.CALENDAR and told.year is not None and told.month == expression.month:
                if told.day == expression.day and self.usable(other) is not None:
                    return self.anchor_of(other).interval
        return None

    def _sampled_then(self, index: int, expression: Expression) -> Found | None:
        """Return the month of a sampling told before with its year: "la biopsie réalisée en mars" is that of March 2018."""
        if index == 0 or _THE_SAMPLING.search(self.folded, max(0, expression.start - 70), expression.start) is None:
            return None
        for other in range(index - 1, -1, -1):
            told = self.expressions[other]
            same = told.form is Form.CALENDAR and told.year is not None and told.month == expression.month
            if not same or expression.day not in (None, told.day) or self.usable(other) is None:
                continue
            if _SAMPLING.search(self.folded, *self.layout.sentence_bounds(told.start, len(self.folded))) is not None:
                year = self.anchor_of(other).interval.start.year
                return Found(arithmetic.interval_of(expression, year), anchor=self.folded[told.start : told.end])
        return None

    def _not_back(
        self,
        expression: Expression,
        interval: DateInterval,
        prior: DateInterval,
        upper: date | None,
        reference: date | None,
    ) -> DateInterval:
        """Return the last occurrence of a date that would go back behind the one told before, where it is recent.

        "Opérée en mai 2019, le scanner du 2 mars", in a note of 18 March 2020, is this month's scan.
        """
        if upper is None or reference is None or interval.end >= prior.start or expression.day is None:
            return interval
        last = self._latest(expression, upper)
        recent = last is not None and last.start > prior.end and reference - last.end <= _GOES_ON
        return last if recent and last is not None else interval

    def _worded_year(self, index: int, expression: Expression) -> Found | None:
        """Resolve "de la même année", "décembre dernier", "mars prochain"."""
        modifier = expression.modifier
        if modifier is None or modifier == "clip":
            return None
        told = modifier in ("same_year", "following_year", "preceding_year", "following", "preceding")
        anchor = self.narrative(index) if told or self.note is None else None
        if told and anchor is None:
            return None
        reference = self.reference(expression)
        base = anchor.interval.start if anchor else reference
        if base is None:
            return None
        words = anchor.text if anchor else "note"
        shift = {"following_year": 1, "preceding_year": -1, "last_year": -1}.get(modifier, 0)
        if modifier.endswith("_year"):
            return Found(arithmetic.interval_of(expression, base.year + shift), anchor=words)
        if modifier in ("next", "following"):
            return Found(self._next(expression, base), anchor=words)
        if modifier == "this":
            season = arithmetic.interval_of(expression, base.year)
            if season is not None and season.start > base:  # "cet hiver" in February
                earlier = arithmetic.interval_of(expression, base.year - 1)
                lately = earlier is not None and base - earlier.end <= _GOES_ON
                season = earlier if lately else season  # ... and in April the one that is over
            return Found(season, anchor=words)
        before = self._latest(expression, base - timedelta(days=1))
        if before is not None and before.end >= base:
            before = arithmetic.interval_of(expression, before.start.year - 1)
        return Found(before, anchor=words)

    def _year_context(self, index: int, expression: Expression) -> Anchor | None:
        """Return the date whose year a year-less one shares, if the text gives one."""
        same = self.before(index, sentences=0)
        if same is not None and self._counted_from_note(same, expression):
            same = None
        if same is not None and self._counted_from_elsewhere(same, expression):
            same = self.before(same, sentences=1)
        if same is not None:
            anchor = self.anchor_of(same)
            apart = expression.start - self.expressions[same].end
            # "cancer du sein en 2009 ... scanner du 12/03": a bare year far off says nothing
            year = anchor.interval.precision is Precision.YEAR and self.note is not None
            # "5,1 en 2018 est passé à 11,2 le 12 avril": since that year.
            since = year and _SINCE_THEN.search(self.folded, self.expressions[same].end, expression.start) is not None
            # "En 2009, une biopsie du sein gauche, pratiquée le 3 février": the clause is of that year.
            opens = year and self._opens_clause(self.expressions[same])
            if (
                not since
                and not (year and self._once_had(self.expressions[same], expression))
                and (not year or apart <= (_CLAUSE if opens else 40))
                and not self._ever_since(self.expressions[same], anchor)
            ):
                return replace(anchor, heads=True) if self._next_step(expression, anchor) else anchor
        following = self.after_in_sentence(index)
        if following is not None:
            other = self.expressions[following]
            # "Revue le 6 septembre pour un mélanome du talon gauche, connu de longue date et opéré le 13 octobre 2014"
            far = self.note is not None and other.start - expression.end > _YEAR_BEHIND
            compared = not far and self.note is not None and self._compared(following)
            interval = None if far or compared else arithmetic.interval_of(other, self.century(other.year or 0))
            if interval is not None and self._ever_since(other, Anchor(interval, "")):
                interval = None  # "TDM du 04/11 : nodules nouveaux depuis mai 2019"
            if interval is not None and (self.note is None or interval.precision is not Precision.YEAR):
                return self._goes_on_to(index, expression, interval) or Anchor(
                    interval, self.folded[other.start : other.end]
                )
        entry = self.layout.entry(expression.start)
        if entry is not None and entry.title_start != expression.start and entry.label not in ("quote", "addendum"):
            interval = self.title_interval(entry)
            if interval is not None and not self._gone_past(index, interval):
                return Anchor(interval, self.folded[entry.title_start : entry.title_end])
        if self.note is None:
            return self.narrative(index) or self._first_after(index)
        headed = self._year_heading(index)
        if headed is not None:
            return headed
        near = self.before(index, sentences=1, same_line=True)
        if near is not None:
            anchor = self._within_period(near, expression) or self.anchor_of(near)
            opening, _ = self.layout.sentence_bounds(expression.start, len(self.folded))
            if self.expressions[near].end <= opening and _OF_THAT_ONE.match(self.folded, opening, expression.start):
                return replace(anchor, heads=True)
            if (
                anchor.interval.days <= _SOME_DAYS
                and expression.day is not None
                and not self._more_likely_ahead(anchor)
            ):
                back = self._nearest(expression, anchor.interval, None)
                # "depuis le scanner du 09/04/2020. Contrôle le 18/02": nobody goes back by months without a year.
                if back is None or anchor.interval.start - back.end <= _GOES_BACK or self.note is None:
                    return None if self._rather_of_late(expression, anchor, back) else anchor
        return self._line_above(index, expression)

    def _gone_past(self, index: int, title: DateInterval) -> bool:
        """Whether an entry headed by a year has told of later ones: "2015 : récidive. X 2015-2016. Rémission ; écho du 6/3"."""
        told = self.usable(index - 1) if index and self.note is not None else None
        return (
            title.precision is Precision.YEAR
            and told is not None
            and told.interval is not None
            and told.interval.start > title.end
        )

    def _within_period(self, last: int, expression: Expression) -> Anchor | None:
        """Return a day that lies in the period told just before it: "entre le 3 juin et le 18 novembre 2019. TEP du 29 juillet"."""
        if not last or self.expressions[last].joined != _SECOND or expression.day is None:
            return None
        first = self.usable(last - 1)
        end = self.anchor_of(last)
        if first is None or first.interval is None or end.interval.precision is not Precision.DAY:
            return None
        back = self._latest(expression, end.interval.end)
        return replace(end, interval=back) if back is not None and back.start >= first.interval.start else None

    def _goes_on_to(self, index: int, expression: Expression, later: DateInterval) -> Anchor | None:
        """Return the step just told, when a date follows it within weeks and comes before the one told behind it.

        "La biopsie d'octobre 2017 ... Opérée le 22 novembre, puis mise sous X en mars 2018".
        """
        above = self.before(index, sentences=1)
        if above is None or self._of_a_relative(self.expressions[above]):
            return None
        anchor = self.anchor_of(above)
        if anchor.interval.precision is Precision.YEAR or anchor.interval.end >= later.start:
            return None
        follows, lent = self._nearest(expression, anchor.interval, None), self._nearest(expression, later, None)
        if follows is None or lent is None or lent.start <= later.end or follows.end >= later.start:
            return None
        return anchor if timedelta(0) <= follows.end - anchor.interval.start <= _GOES_ON else None

    def _opens_clause(self, told: Expression) -> bool:
        """Return whether a year stands before all else in its clause: "... : en 2009, une biopsie"."""
        before = self.folded[max(0, told.start - 6) : told.start]
        return self.folded.startswith(",", told.end) and _CLAUSE_OPENS.search(before) is not None

    def _year_heading(self, index: int) -> Anchor | None:
        """Return the year that heads the lines above: "2021" alone on its line, then "15/06 : scanner"."""
        here = self.expressions[index]
        for other in range(index - 1, max(-1, index - 1 - _HEADED), -1):
            told = self.expressions[other]
            if told.form is not Form.CALENDAR or told.year is None or told.joined:
                continue
            start, end = self.layout.lines[self.layout.line(told.start)]
            if _BEFORE_HEAD.fullmatch(self.folded, start, told.start) is None:
                continue  # an older exam that a line compares with
            alone = told.month is None and _BEHIND_HEAD.fullmatch(self.folded, told.end, end) is not None
            same = self._of_one_section(told.start, here.start)
            if alone:
                usable = same and self.usable(other) is not None and self._of_one_paragraph(end, here.start)
                return replace(self.anchor_of(other), heads=True) if usable else None
            if told.month is not None and self.usable(other) is not None:
                return None  # a line that opens with its own year goes on from there
        return None

    def _of_one_section(self, head: int, place: int) -> bool:
        """Whether a heading and a place have one section, or the place's own is an item of the list: "- Bilan : TDM"."""
        section = self.layout.section(place)
        if section is self.layout.section(head):
            return True
        return section is not None and section.start > head and self.folded[section.start - 2 : section.start] in _ITEM

    def _of_one_paragraph(self, head: int, place: int) -> bool:
        """Whether no empty line parts what stands below a heading from it."""
        lines = self.layout.lines[self.layout.line(head) + 1 : self.layout.line(place) + 1]
        return all(self.folded.count("\n", one[1], other[0]) == 1 for one, other in pairwise(lines))

    def _line_above(self, index: int, expression: Expression) -> Anchor | None:
        """Return the dated step just told, when the year-less one follows it within weeks.

        "Biopsie le 7 mars 2018 : ...", and on the next line "TEP du 14 mars": a story goes on in its own year.
        """
        above = self.before(index, sentences=_LINES_ABOVE)
        if above is None or self.layout.section(self.expressions[above].start) is not self.layout.section(
            expression.start
        ):
            return None
        anchor = self.anchor_of(above)
        if self._of_a_relative(self.expressions[above]):
            return None
        if anchor.interval.precision not in (Precision.DAY, Precision.MONTH):
            return None
        if anchor.interval.precision is Precision.MONTH and self._just_now(expression, anchor):
            return None
        if self._next_step(expression, anchor) and not self._ever_since(self.expressions[above], anchor):
            return replace(anchor, heads=True)
        follows = self._nearest(expression, anchor.interval, None)
        if follows is None or not timedelta(0) <= follows.end - anchor.interval.start <= _GOES_ON:
            return None
        return anchor

    def _first_after(self, index: int) -> Anchor | None:
        for other in self.expressions[index + 1 :]:
            if other.form is Form.CALENDAR and other.year is not None:
                interval = arithmetic.interval_of(other, self.century(other.year))
                if interval is not None:
                    return Anchor(interval, self.folded[other.start : other.end])
        return None
