"""The day of a result is that of the sample it was read on, which the note may tell elsewhere."""

import re

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.candidates import FURTHEST
from onco_pipeline.pipes.event_date.carried import OPENING
from onco_pipeline.pipes.event_date.nearby import dates_between
from onco_pipeline.pipes.screen import Screened

#: An operation, whose specimen a result may be read on.
_OPERATED = Screened(
    r"\w{3}ectomies?\b|\binterventions?\b|\boper(?:e|ee|es|ees|ation)\b|\bresections?\b|\bexerese\b|\bexcisions?\b|\bchirurgie\b|\bpiece operatoire"
)
#: The words of a result that came in, at the head of what is told.
_RESULT_CAME = re.compile(
    r"\W*(?:reception |retour |reponse |resultats? )?(?:de |d'|du |des )?(?:l[ae] |l'|les )?(?:anapath\w*|anatomo\w*|cyto(?:logie)?|resultats?|reponse|cr anapath|"
    r"compte[ -]rendu anatomo\w*|histologie|biologie moleculaire)"
)
#: Characters between a sampling and what was read on it, words that lead on from it, or say that nothing was, and those
#: that lead from a result to what was done for it.
_BEHIND_ITS_SAMPLE = 160
_LEADS_ON = re.compile(
    r"[;\n]|ectomie|tomie\b|\bresect|\boper(?:e|ati)|\bchirurg|\bexeres|\binterven|\bpiece|\bsuspicion|\bsuspect|\bcontexte|\brecidiv|\bgermlin|\bantecedent|\bpour (?:exclure|ecarter|eliminer)|\bpuis\b|\ben attente"
)
_SO_THEN = re.compile(
    r"\b(?:de sorte qu|si bien qu|raison pour laquelle|c'est pourquoi|par consequent|(?:il|elle|on) (?:a|est|fut) (?:donc |alors |ete )*(?:decide|programm|indiqu|propos|oper))|, [^.;]{0,60}\b(?:ectomie|oper|chirurg|resection|exerese|interven)"
)
#: What can be read on a marrow.
_OF_MARROW = frozenset({None, "moelle osseuse", "sang", "os", "ganglion"})
#: What leads from a result to the sampling that proved it.
_PROVED_BY = re.compile(
    r"[^.;()]{0,60}?\b(?:confirme|prouve|diagnostique|documente|etabli|authentifie|pose|porte)\w*(?: \w+){0,3}? (?:par|sur|a) (?:l[ae] |une? |l'|les |des )?|"
    r"\s?[^.;()]{0,60}\((?:par |sur |cf )?"
)
_READ_ON = re.compile(
    r"(?: (?:somatique|tumora\w+))? ?(?:\((?:cr|resultat|rendu|reponse)[^()]{0,20}?)?\W{0,2}(?:(?:retrouve|identifie|detecte|realise|recherche|fait|mis en evidence)\w* (?:(?:en|le) [a-z0-9/ ]{4,16} )?)?sur (?:l[ae]s? |l'|ces |cette |ses )?(?:memes? |premieres? )?"
)


_COMPARED = re.compile(r"\b(?:alors qu|tandis qu|contre (?:\d|nega|posi)|la ou il)")


#: What leads on to the next act.
_NEXT_ACT = re.compile(
    r" ?(?:\)|;|,? puis\b|, (?:une? |la )?(?:[a-z]{3,}ectomies?|exereses?|resections?|chirurgie|curage|rtuv?|conisation)\b)"
)
#: "09/01 : mastectomie. 18/01 : anapath, CLI": told on the day on which it came in.
_CAME_IN = re.compile(
    r"(?:l[ae] |l')?(?:cr |resultats? |retour |reception )?(?:d'|de l'|de la )?(?:anapath|anatomo|histo)"
)
#: "Anapath du 31/01 : ...": the day on which it was read.
DAY_OF_REPORT = re.compile(
    r"(?:l'|les? )?(?:cr |compte[- ]rendus? )?(?:d'|de l')?(?:anapath\w*|histo(?:logie)?|resultats? (?:d'|de l'|de la )?(?:anapath|histolog|anatomo|cytolog)\w*|anatomo-?patholog\w*|"
    r"anatomie pathologique)(?: definiti\w+| provisoire)?(?: (?:du|le|en date du|recue?s? le|rendue?s? le) |"
    r" ?\( ?(?:(?:definiti\w+|provisoire|recue?|rendue?|orale?|oral),? )?(?:le |du |recue? le |rendue? le )?)"
)
#: Characters between an analysis and its day, and between that and what it found.
_ANALYSED = 60
#: "NGS du 31/01 : ...", "complément d'IHC (25/01)": the day on which more was read on a sample told before.
_FURTHER_ANALYSIS = Screened(
    r"\b(?:ihc|immuno-?histochimi(?:e|que)|ngs|fish|(?:biologie|analyse|etude|profil) (?:moleculaire|genomique)|genotypage|relecture|complements?|addendum)"
    r"(?: (?:moleculaire|d'ihc|ihc|d'analyse|tumora(?:l|le|ux)|etendue?|her-?2|faite?|realisee?))* ?[(:]? ?(?:du |le |en date du |en )?\Z"
)
#: "Immunohistochimie du 16/10 (prélèvement du 02/10) : ...", "anapath appelée le 28/06 : biopsie du 24": the specimen's
#: own day, within the words of a result that has the day on which it was read or told.
_DAY_OF_SPECIMEN = Screened(
    r"\b(?:prelevements?|biopsies?|ponctions?|pieces?(?: operatoires?)?|blocs?|lames?|materiel|echantillons?|exereses?|interventions?|chirurgie|[a-z]{4,}ectomies?)(?: [a-z]{4,14}){0,2} (?:du |de |d'|des |le |en )\Z"
)


def take_from_sampling(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a pathology result without a date in its sentence the one of the sampling told before it, in place."""
    for place, event in enumerate(events):
        if event.family is not Family.PATHOLOGY:
            continue
        sentence = layout.sentence(event.start)
        _name_the_sample(layout, events, place)
        if event.interval is None and (same := _of_the_same_sample(layout, events[:place], event)) is not None:
            event.share_date(same, f"of the same sample ({same.text})" if explain else None)
            continue
        if (specimen := _own_specimen(folded, dates, event)) is not None:
            event.take_date(
                specimen, specimen.interval, f"{specimen.text}: the day of its specimen" if explain else None
            )
            continue
        if (proof := _proof_behind(folded, layout, events[place + 1 :], event)) is not None:
            event.share_date(proof, f"date of the sampling ({proof.text})" if explain else None)
            continue
        if (sample := _sampled_behind(layout, events[place + 1 :], event)) is not None:
            event.share_date(sample, f"date of the sampling ({sample.text})" if explain else None)
            continue
        if place and _told_with(folded, events[place - 1], event):
            event.share_date(events[place - 1], "of the sampling that it stands with" if explain else None)
            continue
        reported = _reported_on(folded, layout, event)
        # "Suivie depuis 2010, avec deux ponctions non concluantes": some day since then.
        since = event.date is not None and event.date.bound == "from" and event.date.end <= event.start
        if event.date is not None and layout.sentence(event.date.start) == sentence and not (reported or since):
            continue
        section = layout.section(event.start)
        for other in reversed(events[: place + 1]):
            if sentence - layout.sentence(other.start) > (2 * FURTHEST if reported else FURTHEST):
                break
            if reported and (
                other.interval is None or event.interval is None or other.interval.end > event.interval.start
            ):
                continue
            if other.family is Family.BIOPSY and other.status is Status.DONE:
                if other.subtype == "bone_marrow" and _of_no_marrow(folded, dates, other, event):
                    continue  # "Myélogramme (07/02). Coloscopie (20/02). Anatomie pathologique : carcinome du côlon"
                if section is not None and section.label == "diagnosis" and layout.section(other.start) is not section:
                    break  # the diagnosis sums up more than the last sample
                own = event.date is not None and event.date.start > other.end
                if own and _OPERATED.search(folded, other.end, event.start):
                    break  # what the operation since then took out
                if event.date is None and _operated_since(folded, layout, dates, other, event):
                    break  # "Le 22 juin, hystérectomie.\nAnatomopathologie : ...": and so
                if other.interval is None:  # a sample of its own, whose day nobody tells
                    event.withhold()
                    break
                event.share_date(other, f"date of the sampling ({other.text})" if explain else None)
                break


def _own_specimen(folded: str, dates: list[DateMention], event: EventMention) -> DateMention | None:
    """Return the day of the specimen that a result's words tell behind the day on which it was read, if they do."""
    told = event.date
    if told is None or event.interval is None or not event.start <= told.start < event.end:
        return None
    for date in dates:
        if date.start >= event.end:
            return None
        if date.start < told.end or date.interval is None or date.role != "event":
            continue
        if date.interval.start <= event.interval.end and _DAY_OF_SPECIMEN.search(folded, told.end, date.start):
            return date
    return None


def _of_no_marrow(folded: str, dates: list[DateMention], sample: EventMention, event: EventMention) -> bool:
    """Return whether a result is of another organ than the marrow told before it, and another day is told since."""
    if event.site in _OF_MARROW or "\n\n" in folded[sample.end : event.start]:
        return False
    return any(
        date.role == "event" and date.interval is not None
        for date in dates_between(dates, sample.end, event.start)
        if date is not sample.date
    )


def _operated_since(
    folded: str, layout: Layout, dates: list[DateMention], sample: EventMention, event: EventMention
) -> bool:
    """Return whether an operation with a day of its own is told between a sample and a result."""
    for operation in _OPERATED.finditer(folded, sample.end, event.start):
        sentence = layout.sentence(operation.start())
        if sentence != layout.sentence(sample.start) and any(
            sample.end < date.start < event.start and layout.sentence(date.start) == sentence
            for date in dates
            if date.role == "event" and date.interval is not None
        ):
            return True
    return False


_FOUND_IN_IT = re.compile(r"[^.;:\d]{0,30} ?(?::|=|->|→|\() ?[^.;:\d]{0,50}")


def _told_with(folded: str, sample: EventMention, event: EventMention) -> bool:
    """Return whether a result stands right behind its sample, and its date behind the next act: "(biopsies négatives) puis EBUS du 09/12"."""
    if sample.family is not Family.BIOPSY or sample.status is not Status.DONE or sample.interval is None:
        return False
    told = event.date
    if told is None or sample.date is None or sample.date is told:
        return False
    if told.end <= min(sample.start, sample.date.start):
        # "Suite à l'échographie du 1er août, j'ai fait ce matin une cytoponction : liquide citrin, pas de cellules suspectes"
        return _FOUND_IN_IT.fullmatch(folded, max(sample.end, sample.date.end), event.start) is not None
    if told.start < event.end:
        return False
    # "Biopsies du 15/02 (nécrose) et du 02/03": the sample's own day stands between the two
    return (
        sample.date.end <= event.start
        and folded[max(sample.end, sample.date.end) : event.start].strip() in ("", ":", "=", "(", ",", "->", "→")
        and _NEXT_ACT.match(folded, event.end, told.start) is not None
    )


def _of_the_same_sample(layout: Layout, before: list[EventMention], event: EventMention) -> EventMention | None:
    """Return the dated result told just before a stage that goes on about it, with no sample of its own between."""
    if "ptnm" not in event.attributes:
        return None
    for other in reversed(before):
        near = layout.sentence(event.start) - layout.sentence(other.start) <= FURTHEST + 1
        if not near or layout.section(other.start) is not layout.section(event.start):
            return None
        if other.family is Family.PATHOLOGY:
            return other if other.interval is not None else None
        if other.family is Family.BIOPSY:
            return None
    return None


def _reported_on(folded: str, layout: Layout, event: EventMention) -> bool:
    """Return whether a result is told under the day it came in: "22/07 : anapath (résultat oral) : ..."."""
    if event.date is not None and DAY_OF_REPORT.fullmatch(folded, event.start, max(event.start, event.date.start)):
        return True
    near = event.date is not None and -_ANALYSED <= event.start - event.date.start <= _ANALYSED
    if near and event.date is not None and event.attributes.get("specimen") != "blood":
        if _FURTHER_ANALYSIS.search(folded, max(0, event.date.start - _ANALYSED), event.date.start):
            return True
    if came_in(folded, event):
        return True
    entry = layout.entry(event.start)
    if entry is None or event.date is None or event.date.start != entry.title_start:
        return False
    return _RESULT_CAME.match(folded, event.start, event.end) is not None or (
        _RESULT_CAME.match(folded, entry.title_end, event.start) is not None
    )


def came_in(folded: str, event: EventMention) -> bool:
    """Return whether a result's own words follow right behind its day: "18/01 : anapath, CLI 35 mm"."""
    date = event.date
    return (
        date is not None
        and date.end <= event.start
        and folded[date.end : event.start].strip(" :-=") == ""
        and _CAME_IN.match(folded, event.start) is not None
    )


def _proof_behind(
    folded: str, layout: Layout, following: list[EventMention], event: EventMention
) -> EventMention | None:
    """Return the sampling that a result is told to be proved by: "CHC, confirmé par ponction-biopsie le 3 juin"."""
    sentence = layout.sentence(event.start)
    for other in following:
        if layout.sentence(other.start) != sentence:
            return None
        if other.family is not Family.BIOPSY or other.interval is None or other.status is not Status.DONE:
            continue
        if other.date is None:
            return None
        if _COMPARED.search(folded, event.start, event.end):
            return None  # "RE négatif alors qu'il était positif sur la biopsie de 2018"
        if _READ_ON.fullmatch(folded, event.end, other.start):
            return other  # "BRCA2 muté sur les biopsies initiales"
        own = 0 <= other.date.start - other.end <= OPENING
        return other if own and _PROVED_BY.fullmatch(folded, event.end, other.start) else None
    return None


def _sampled_behind(layout: Layout, following: list[EventMention], event: EventMention) -> EventMention | None:
    """Return the sampling told behind a result that an entry opens with: "12/01 : ADK Gleason 8. Biopsies le 23/11"."""
    entry, date = layout.entry(event.start), event.date
    if entry is None or date is None or date.interval is None or date.start != entry.title_start:
        return None
    for other in following:
        if other.start >= entry.end or layout.sentence(other.start) - layout.sentence(event.start) > FURTHEST:
            return None
        if other.family is Family.BIOPSY and other.status is Status.DONE and other.date is not None and other.interval:
            own = 0 <= other.date.start - other.end <= OPENING
            return other if own and other.interval.end < date.interval.start else None
    return None


def _name_the_sample(layout: Layout, events: list[EventMention], place: int) -> None:
    """Note on the result at a place the organ of the sampling told just before it in its sentence."""
    event = events[place]
    sentence = layout.sentence(event.start)
    for number in range(place - 1, -1, -1):
        other = events[number]
        if layout.sentence(other.start) != sentence:
            break
        if other.family is Family.BIOPSY:
            if other.site is not None and "anaphoric" not in other.attributes:
                event.attributes["sampled"] = other.site
            break


def date_with_its_sample(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Have a result told right behind its sampling share the date of that one, whatever the sentence leads to, in place.

    "La biopsie étant en faveur d'un carcinome, une mastectomie a été réalisée le 3 juin": of the biopsy, and undated where
    nobody tells when that was.
    """
    sample: EventMention | None = None
    for event in events:
        if event.family is Family.BIOPSY and event.status is Status.DONE:
            sample = event
        elif event.family is Family.IMAGING:
            sample = None
        if event.family is not Family.PATHOLOGY or event.status is not Status.DONE or sample is None:
            continue
        ahead = event.date is None or event.date.start >= event.end
        if not ahead or not 0 <= event.start - sample.end <= _BEHIND_ITS_SAMPLE:
            continue
        if event.interval is not None and (
            sample.attributes.get("anaphoric") if sample.interval is None else sample.interval.overlaps(event.interval)
        ):
            continue
        if layout.sentence(sample.start) != layout.sentence(event.start) or _LEADS_ON.search(
            folded, sample.end, event.start
        ):
            continue
        if any(date.role == "event" for date in dates_between(dates, sample.end, event.start)):
            continue
        if sample.interval is not None:
            event.share_date(sample, f"date of the sampling ({sample.text})" if explain else None)
        elif event.interval is not None and _SO_THEN.search(folded, event.end, event.date.start if event.date else 0):
            event.withhold()
