"""Which beginning "après un mois de traitement" is counted from, where a later one has been told without a day of its own."""

from __future__ import annotations

import re
from datetime import timedelta

from onco_pipeline.intervals import Unit
from onco_pipeline.pipes.dates.anchors import anchor_class
from onco_pipeline.pipes.dates.context import Context
from onco_pipeline.pipes.dates.expression import Expression, Form
from onco_pipeline.pipes.dates.told import Anchor

#: What is counted: "(de) traitement", "de thérapie", and no end or beginning of it.
_OF_TREATMENT = re.compile(r"(?:de |d[eu] |sous )?(?:ce |son |le )?(?:traitement|ttt?|therapie)s?\b")
#: What a step is counted from, after "après": "la mise en place de la prothèse".
_AFTER_WHAT = re.compile(r" ?(?:l[ae]s? |l'|son |sa |ses |cette |cet? )(?P<what>[a-z'-]+(?: [a-z'-]+){0,5})")
#: ... or what the story has just told, by a word for anything: "un mois après cet épisode".
_JUST_TOLD = re.compile(
    r"\b(?:derni|preceden|premi|episode|evenement|evaluation|incident|controle|fin\b|debut|reprise|dose|prise|administr|inject|deces|mort|naiss|accouch|symptom|appari|surven|admis|sorti|transfer|instaur|initi|introduc|demarr|mise sous)"
)
_WORD = re.compile(r"[a-z]{5,}")
#: Time by which a story has gone beyond a step that is counted from what was told long before.
_FAR_BEYOND = timedelta(days=180)
_DAYS_OF = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}
_BEGUN = re.compile(
    r"\b(?:debut(?:e|ee|er|ant|ait|ons)s?|a debute|commenc(?:e|ee|er|ant|ait|ons)s?|initi(?:e|ee|er|ant)s?|instaur(?:e|ee|er)s?"
    r"|(?:re)?introdui(?:t|te|re|sant)s?|repri(?:s|se)s?|reprend|mise?s? (?:en place|en route|sous)|entam(?:e|ee|er)s?|entrepri(?:s|se)|prescri(?:t|te|re)s?)\b"
)
#: "Après 3 mois de traitement au sunitinib", and characters behind a beginning in which the drug is named.
_BY = re.compile(r" (?:par|avec|sous|au|a la|a l'|a base d[eu]|d[eu']) ?(?:la |le |l')?(?P<drug>[a-z]{5,})")
_BEGUN_WITH = 60


def begun_since(context: Context, index: int, expression: Expression, base: Anchor) -> Anchor | None:
    """Return what a length of treatment is counted from, given the dated treatment that it would be.

    "Traitement arrêté en juin 2015. [...] En février 2018, progression. Un traitement par TAS-102 est débuté. Après un
    mois de traitement, ...": from the later one, on the day that its paragraph tells; None where no day is.
    """
    if expression.count <= 0 or _OF_TREATMENT.match(expression.complement or "") is None:
        return base
    if _goes_beyond(context, index, expression, base):
        return None
    other = context.before(index, sentences=1_000)
    if other is None:
        return base
    last = context.anchor_of(other)
    if last.interval.start <= base.interval.start:
        return base
    told = context.expressions[other]
    sentences = context.layout.sentences
    since = sentences[context.layout.sentence(told.start)][0] if sentences else told.end
    named = _BY.match(context.folded, expression.end)
    if not any(
        named is None or named["drug"] in context.folded[begun.end() : begun.end() + _BEGUN_WITH]
        for begun in _BEGUN.finditer(context.folded, since, expression.start)
    ):
        return base
    return last if context.layout.line(told.start) == context.layout.line(expression.start) else None


def _goes_beyond(context: Context, index: int, expression: Expression, base: Anchor) -> bool:
    """Return whether years of treatment would lead beyond what the story tells next with its year: "après 3 ans de traitement"."""
    if expression.unit is not Unit.YEAR or index + 1 >= len(context.expressions):
        return False
    following = context.expressions[index + 1]
    if following.form is not Form.CALENDAR or following.year is None:
        return False
    return context.century(following.year) < base.interval.start.year + expression.count


def is_told(context: Context, index: int, expression: Expression) -> bool:
    """Return whether what a step is counted from is told with the date that it would be counted from.

    "Quatre jours après la pose de la sonde", which nobody has dated, is not four days after the last date told.
    """
    folded = context.folded
    if expression.count <= 0 or expression.complement is None or anchor_class(expression.complement) is not None:
        return True
    if not folded.endswith("apres", expression.start, expression.end):
        return True
    what = _AFTER_WHAT.match(folded, expression.end)
    other = context.before(index, sentences=1_000)
    if what is None or other is None or _JUST_TOLD.search(what["what"]):
        return True
    start, _ = context.layout.sentence_bounds(context.expressions[other].start, len(folded))
    told = folded[start : expression.start]
    return any(word[:6] in told for word in _WORD.findall(what["what"]))


def left_behind(context: Context, index: int, expression: Expression, base: Anchor) -> bool:
    """Return whether a story without a day of its own has gone far beyond where a step leads from another part of it.

    "RT en février 2011. ... Évolution : en janvier 2014, métastases, imatinib. Un mois après le début du traitement".
    """
    section = context.layout.section(expression.start)
    if context.note is not None or expression.form is not Form.STEP or expression.count <= 0 or section is None:
        return False
    for other in range(index - 1, -1, -1):
        before, found = context.expressions[other], context.found[other]
        if before.start < section.start:
            return False
        if before.form is not Form.CALENDAR or before.year is None or found is None or found.interval is None:
            continue
        leads = base.interval.end + timedelta(days=expression.count * _DAYS_OF[expression.unit or Unit.DAY])
        return found.role == "event" and leads + _FAR_BEYOND < found.interval.start
    return False
