"""What dates the changes of a drug besides a date of their own sentence: their cause, their partners, a pause that ends."""

import re
from datetime import timedelta

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.nearby import date_at

#: "À ce moment-là" is the last date told; a treatment decided on because of a finding begins with it.
_THEN = re.compile(
    r"\W*(?:(?:et|mais) )?(?:a (?:ce moment|l'epoque|cette (?:epoque|date|occasion|periode|meme date|meme epoque))|alors\b(?! qu)|des lors\b"
    r"|c'est alors\b|c'est a ce moment)"
)
_CONSEQUENCE = re.compile(
    r"\W*(?:(?:compte tenu|au vu|en raison|face a|devant|etant donne|suite a|vu)\b|(?:une?|la|le) (?:\w+ ){0,2}?(?:ligne|(?:re)?traitement"
    r"|chimiotherapie|hormonotherapie|therapie)\b|(?:il|on|elle) (?:a |est |fut )?(?:ete )?(?:donc|alors) |(?:il a (?:donc |alors )?ete"
    r" |il est |on a )(?:donc |alors )?decide\b|(?:il|elle|le patient|la patiente) (?:a|est|fut) (?:ete |donc |alors )*(?:commence|debute|entame|initie|recu|mise?"
    r"|passee?) (?:\w+ ){0,4}(?:ligne|traitement|chimiotherapie|hormonotherapie|sous|prendre)\b|[^.;]{4,110}, (?:il|elle|le patient|la patiente|on) (?:a (?:donc |alors )?(?:commence|debute|entame|ete mise?)|(?:commence|debute|entame|recoit))\b|(?:il|elle|le patient|la patiente) (?:commence|debute|entame) (?:donc |alors )?(?:un|le|une) (?:nouve\w+ )?(?:traitement|ligne|chimiotherapie|hormonotherapie)\b|c'est pourquoi|par consequent|de ce fait|dans (?:ce contexte|ces conditions|cette situation)|pour cette raison|ainsi\b"
    r"|[^.;]{4,160}, (?:une?|la|le) (?:\w+ )?(?:traitement|ligne|therapie) (?:a|fut) (?:donc|alors|ainsi) (?:ete )?(?:debut|commenc|instaur|initi|entrepri)"
    # "La biopsie montre une mutation, et elle a commencé X", "l'IRM montre qu'elle grandit, de sorte qu'un traitement par X"
    r"|[^.;]{4,300}(?: et (?:il|elle|le patient|la patiente) (?:a (?:donc |alors )?(?:commence|debute|entame|ete mise?)|commence|debute|entame)\b"
    r"|,? (?:de sorte|si bien) qu'(?:une? (?:\w+ )?(?:traitement|ligne|therapie|chimiotherapie|hormonotherapie)|(?:il|elle) (?:a (?:commence|debute|entame|ete mise?)|commence|debute))\b"
    r"|, (?:une?|le) (?:nouve\w+ )?(?:traitement|ligne|therapie) (?:par|avec|a base|au|a l')| et le traitement a ete (?:remplace|change|modifie)\b"
    # "Une mutation a été détectée, ce qui a conduit à l'utilisation de X"
    r"|,? ce qui (?:a |avait )?(?:conduit|amene|motive|permis|justifie)\w*\b)"
    r"|donc\b|(?:arret|suspension|interruption) (?:immediat|definiti|temporaire|provisoire))"
)
#: What a treatment is begun or stopped for.
_CAUSE = re.compile(
    r"(?:lymph)?adenopath\w+|ascite|epanchement|inopera\w+|captation|hypermetabol\w+|progress\w+|metasta\w+|recidiv\w+|rechut\w+|recurren\w+|toxicit\w+|lesions?|nodules?|masses?|carcino\w+|evolu\w+|\bep\b|\bpd\b"
    r"|grade|oncolog\w+|diagnosti\w+|hepatite|uveite|pneumopath\w+|confirm\w+|electro\w+|encephalo\w+"
    # what was read on a sample, and how the patient did
    r"|mutations?|deletions?|translocations?|rearrangements?|t790m|aggrav\w+|degrad\w+|deterior\w+"
)
_RELAPSE = re.compile(r"progress|recidiv|rechut|recurren|metasta|evolution de la maladie")
#: A decision that closes what a visit led to: "Par conséquent, il a été décidé de commencer X", some sentences behind it.
_DECIDED_ON = re.compile(
    r"\W*(?!(?:par la suite|ensuite|ulterieur|plus tard|secondairement|apres \d|apres (?:une?|deux|trois|quatre|six) ))(?:et )?(?:(?P<so>donc|par consequent|de ce fait|c'est pourquoi|ainsi|dans (?:ce contexte|ces conditions|cette situation)|pour cette raison"
    r"|(?:compte tenu|au vu|en raison|face a|devant|etant donne|suite a|vu)\b[^.;]{3,140}?),? )?(?:[^.;]{0,90}?, )?"
    r"(?:(?:il (?:a (?:donc |alors |finalement )?ete|est|fut) (?:donc |alors |finalement )?|(?:on|nous|le comite|la rcp) (?:a|avons|avait) (?:donc |alors |finalement )?)"
    r"decide d(?:e |')(?:[a-z]+ment )?(?:commencer|debuter|initier|instaurer|entamer|introduire|demarrer|mettre en (?:place|route)|reprendre|passer)\b"
    # "En mai, rechute. L'état général s'est détérioré. Un traitement par X a été débuté"
    r"|(?P<begun>une?) (?:nouve[a-z]+ |premiere |deuxieme |troisieme |seconde )?(?:traitement|ligne|chimiotherapie|hormonotherapie|therapie)\b[^.;]{1,100}?"
    r"\b(?:a|est|fut) (?:donc |alors )?(?:ete )?(?:debut|commenc|instaur|initi|introdui|demarr|entrepri|mise? en (?:place|route))"
    r"|(?(so)(?:un|une|le|la|il|elle|nous|on)\b[^.;]{1,80}?\b(?:debut|commenc|instaur|initi|introdui|demarr|entrepri|mise? (?:en|sous))|(?!)))"
)
#: Sentences between a visit and what was decided on for it.
_LED_TO = 3
#: Characters of a sentence within which the day of a visit opens it.
_OPENS = 25
#: ... and behind a drug's name within which it is told to be begun.
_VERB_BEHIND = 60
_SO_THAT = re.compile(r",? (?:de sorte qu|si bien qu|ce qui )")
_THEN_RESUMED = re.compile(
    r"(?: ?\([^()]{1,60}\))?(?:\)?[ ,;]*(?:puis|et ensuite|ensuite|avant d'etre|et|(?:(?:et|puis|avant de) )?(?:(?:il|elle|l[ae] patiente?) )?l(?:[ae]s?|'))(?:(?: |(?<='))(?:les?|l'|a|ete|est|fut|ensuite|alors|donc|depuis))*\s?)"
)


#: The word of a first dose, and days from a prescription to it.
_FIRST_DOSE = re.compile(r"(?:date d[e'] ?)?(?:la )?(?:1re|1ere|premiere) (?:prise|dose)|debut effectif")
_UNTIL_TAKEN = 60
#: "Un traitement par X en usage compassionnel a été demandé", and days until it is granted and begun.
_ASKED_FOR = re.compile(
    r"(?: [a-z0-9/'-]+){0,8}? (?:a|est|fut) (?:donc |alors |egalement )*(?:ete )?(?:demande|sollicite|propose|envisage)e?\b(?! et (?:a|est))"
)
_UNTIL_GRANTED = 150
#: What closes the bracket of one drug before the next one of a list.
_BRACKET_THEN_NEXT = re.compile(r"\) ?(?:[;,+]|et) ?\Z")
#: The dose behind a drug's name.
_FIGURE = re.compile(r" ?\(?(\d{1,4}(?:[.,]\d)?)(?! ?/\d)")
#: What is told on a day for another one.
_WORD_GIVEN = re.compile(
    r"\b(?:consignes?|conduite|decision|avis|conseils?|ordonnance|message|appel\w*)\b[^.;:]{0,25}\Z"
)
_WORD_REACH = 45
#: Characters behind the end of a period in which a stop is told of the same treatment.
_NEXT_TOLD = 150
_TO_THE_DRUG = re.compile(r"[^.;0-9]{0,60}")
#: "Pendant 4 semaines et 2 semaines de repos", "pendant 5 jours tous les 28 jours": how it is taken, not for how long.
_SCHEDULE = re.compile(
    r"[^.;,(]{0,25}?(?:\b(?:repos|off|fenetre|par cycles?|toutes les|tous les|par mois|sur \d+)\b|/ ?\d)"
    r"|,? (?:suivie?s?|puis) [^.;]{0,25}\b(?:repos|pause|arret|interruption|off)\b"
)


def ends_treatment(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether a told length of time ends a drug's period: no schedule, and no end told by its date."""
    if event.subtype != "stop" or event.attributes.get("bound") != "until" or _SCHEDULE.match(folded, mention.end):
        return False
    sentence = layout.sentence(event.start)
    return not any(
        date.bound == "until" and date.role == "event" and date.start >= event.start
        and layout.sentence(date.start) == sentence
        for date in dates
    )  # fmt: skip


def brought_about(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention, distance: int
) -> bool:
    """Return whether a drug's change follows at once from what the sentence before tells with its last date."""
    start = layout.sentences[layout.sentence(event.start)][0]
    since = [date for date in dates if mention.end <= date.start < start and date.role == "event"]
    if mention.interval is not None:  # "en raison du traitement reçu en 2000": looked back to
        since = [one for one in since if one.interval is None or one.interval.end >= mention.interval.start]
    sentence = layout.sentence(mention.start)  # "a progressé après un intervalle de 54 mois": how long that was
    since = [one for one in since if not _how_long(one, mention, layout.sentence(one.start) == sentence)]
    if any(date.bound != "from" or not date.is_counted for date in since):  # "présents depuis 7 jours"
        return False
    if _THEN.match(folded, start, event.start):
        return distance <= 2
    if distance > 1:
        return _closes_a_visit(folded, layout, event, mention, distance)
    if event.attributes.get("implicit") or event.subtype == "dose_change":
        return False
    before = layout.sentences[layout.sentence(mention.start)]
    if _CONSEQUENCE.match(folded, start, event.start) is None:
        return False
    # "En mai, elle est adressée. L'IRM montre une progression, de sorte qu'un traitement par X": its own sentence tells why
    own = _SO_THAT.search(folded, start, event.start)
    return _CAUSE.search(folded, *before) is not None or (
        own is not None and _CAUSE.search(folded, start, own.start()) is not None
    )


def _how_long(one: DateMention, mention: DateMention, same_sentence: bool) -> bool:
    """Return whether an expression behind a date of its sentence only says how long something had lasted by then."""
    if not same_sentence or not one.is_counted:
        return False
    return one.interval is None or one.interval == mention.interval


def _closes_a_visit(folded: str, layout: Layout, event: EventMention, mention: DateMention, distance: int) -> bool:
    """Return whether a drug's start is what the visit that opens its paragraph led to.

    "En janvier, elle est revue pour une douleur. Le scanner montre une progression. Il a donc été décidé de débuter X."
    """
    if event.subtype != "start" or distance > _LED_TO or event.attributes.get("implicit") or mention.interval is None:
        return False
    if mention.interval.precision is Precision.YEAR or mention.period is not None or mention.bound is not None:
        return False
    opening = layout.sentences[layout.sentence(mention.start)][0]
    start = layout.sentences[layout.sentence(event.start)][0]
    if mention.start - opening > _OPENS or "\n" in folded[opening:start].strip():
        return False
    decided = _DECIDED_ON.match(
        folded, start, min(event.end + _VERB_BEHIND, layout.sentence_bounds(event.start, len(folded))[1])
    )
    if decided is None or _CAUSE.search(folded, opening, decided.end()) is None:
        return False
    # Begun, and not decided on: what was told since the day must ask for a treatment.
    return decided["begun"] is None or _RELAPSE.search(folded, opening, decided.end()) is not None


def day_after_pause(folded: str, event: EventMention, interval: DateInterval | None) -> DateInterval | None:
    """Return the day after a pause for a drug resumed then: "du 23 au 30 mars, puis repris"."""
    date = event.date
    if (
        date is None
        or date.bound != "until"
        or date.period is None
        or interval is None
        or event.attributes.get("phase") != "resume"
    ):
        return interval
    if interval.precision is not Precision.DAY or _THEN_RESUMED.fullmatch(folded, date.end, event.start) is None:
        return interval
    return DateInterval.day(interval.start + timedelta(days=1))


def of_a_later_exam(
    folded: str, layout: Layout, events: list[EventMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether a date after a drug's clause is that of an exam told there: "dose réduite ; scanner en avril"."""
    if mention.start < event.end or layout.same_clause(event.start, mention.start):
        return False
    return any(
        other.is_act
        and event.end <= other.start < mention.start
        and (
            layout.same_clause(other.start, mention.start)
            or re.fullmatch(r"[^.;,]{0,40}\((?:rdv |prevue? |le )*", folded[other.end : mention.start]) is not None
        )
        for other in events
    )


_LINE_OVER = re.compile(
    r"(?: ?x ?\d|[^;.]{0,40}?\b(?:\d{1,2} (?:cures?|cycles?)|(?:auto|allo)?-?greffe|[a-z]{4,}ectomie|chirurgie|exerese|resection|progression|echec|rechute|recidive|toxicite|intolerance))\b[^;.]{0,40}(?:,|->|=>|→| puis )"
)


def of_next_drug(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of another drug told behind a semicolon: "arrêt de X ; Y, début le 02/10".

    ... or behind what ended the line that the first was of: "VTD x4, autogreffe, lénalidomide depuis février".
    """
    return event.family is Family.ORAL_THERAPY and any(
        other.family is event.family
        and other.site != event.site
        and event.end <= other.start < mention.start
        and (";" in folded[event.end : other.start] or _LINE_OVER.match(folded, event.end, other.start))
        for other in events
    )


def in_bracket_of_another(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands in the bracket of the drug told before: "X 300 mg (diminué le 02/09) ; Y 45 mg"."""
    if not event.attributes.get("implicit") or mention.end > event.start:
        return False
    closed = _BRACKET_THEN_NEXT.search(folded, mention.end, event.start)
    return closed is not None and any(
        other.family is event.family and other.site != event.site and other.start < mention.start < closed.start() + 1
        and folded.rfind("(", other.start, mention.start) > folded.rfind(")", other.start, mention.start)
        for other in events
    )  # fmt: skip


def told_that_day(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is the day of the word that orders a drug's change: "consigne donnée ce jour : reprise le 29/05"."""
    return (
        event.family is Family.ORAL_THERAPY
        and ":" in folded[mention.end : event.start]
        and _WORD_GIVEN.search(folded, max(0, mention.start - _WORD_REACH), mention.start) is not None
    )


def date_counted_back(folded: str, dates: list[DateMention], event: EventMention) -> None:
    """Give a start what the step before it is counted from: "le 2 juillet, soit 2 mois après le début du pazopanib"."""
    place = date_at(dates, event.start)
    mention = dates[place - 1] if place else None
    if mention is None or mention.since is None or _TO_THE_DRUG.fullmatch(folded, mention.end, event.start) is None:
        event.withhold()
        return
    event.take_date(mention, mention.since, None, 0.6)


def join_periods(folded: str, events: list[EventMention]) -> None:
    """Make one change of dose of a period's end and the next one's beginning at another dose, in place.

    "Imatinib 400 : 02/2019 - 08/2021. Imatinib 800 : 08/2021 - 01/2022": it was taken all along.
    """
    ends = [one for one in events if one.family is Family.ORAL_THERAPY and one.attributes.get("bound") == "until"]
    for end in ends:
        for start in events:
            if (
                start.family is end.family
                and (start.site, start.status, start.interval) == (end.site, Status.DONE, end.interval)
                and start.subtype == "start"
                and start.start > end.start
                and start.attributes.get("bound") == "from"
                and end.subtype == "stop"
                and end.interval is not None
            ):
                doses = _FIGURE.match(folded, end.end), _FIGURE.match(folded, start.end)
                if doses[0] is not None and doses[1] is not None and doses[0].group(1) != doses[1].group(1):
                    start.subtype = "dose_change"
                    start.attributes["phase"] = "dose_change"
                    events.remove(end)
                break


def leave_prescriptions(folded: str, events: list[EventMention]) -> None:
    """Leave out the day on which a drug was prescribed or asked for where the day of its first dose is told, in place."""
    starts = [one for one in events if one.family is Family.ORAL_THERAPY and one.subtype == "start"]
    asked = [one for one in starts if one.interval is not None and _ASKED_FOR.match(folded, one.end) is not None]
    for taken in starts:
        first_dose = taken.interval is not None and _FIRST_DOSE.match(str(taken.attributes.get("cue", ""))) is not None
        for given in starts if first_dose else asked:
            apart = _days_before(given, taken)
            if apart is None:
                continue
            if not first_dose:
                if 0 < apart <= _UNTIL_GRANTED:
                    given.withhold()
                continue
            by_word = str(given.attributes.get("cue", "prescri")).startswith(("prescri", "primo"))
            if by_word and 0 <= apart <= _UNTIL_TAKEN and given in events:
                events.remove(given)


def _days_before(given: EventMention, taken: EventMention) -> int | None:
    """Return the days from a dated start of a drug to one that is told behind it; None where the two are not that."""
    if given.site != taken.site or given.start >= taken.start or given.interval is None or taken.interval is None:
        return None
    return (taken.interval.start - given.interval.start).days


def leave_planned_ends(events: list[EventMention]) -> None:
    """Leave out the end of a drug's period where a stop told behind it lies within the period, in place.

    "Gemcitabine-capécitabine d'avril à octobre, capécitabine arrêtée le 23/08": the months are those of the treatment.
    """
    drugs = [one for one in events if one.family is Family.ORAL_THERAPY and one.status is Status.DONE]
    for end in drugs:
        if end.subtype == "stop" and end.date is not None:
            _withhold_begun_after(drugs, end, end.date)
        period = end.date.period if end.date is not None else None
        if end.subtype != "stop" or end.attributes.get("bound") != "until" or period is None or end.interval is None:
            continue
        behind = [one for one in drugs if one.site == end.site and end.end <= one.start <= end.end + _NEXT_TOLD]
        told = next((one for one in behind if one.interval is not None), None)
        if told is None or told.interval is None or told.subtype != "stop" or told.attributes.get("bound") is not None:
            continue
        if told.attributes.get("phase") == "pause":
            continue
        resumed = any(one.subtype == "start" and one.start > told.start for one in behind)
        within = period.start < told.interval.start and told.interval.end < end.interval.start
        # "2011-2018, arrêt en 03/2018": the year of the end, and its month
        finer = end.interval.days > told.interval.days and end.interval.contains(told.interval)
        if not resumed and (within or finer):
            events.remove(end)


def _withhold_begun_after(drugs: list[EventMention], stop: EventMention, day: DateMention) -> None:
    """Take the date from a start that a bare mention implies, where it stands behind the dated stop of the same drug, in place.

    "Traitement par Tasigna interrompu fin 2019, remplacé en novembre par le Bosulif": November is the other's.
    """
    for start in drugs:
        if start.subtype != "start" or start.site != stop.site or start.date is None or start.date is day:
            continue
        implied = "cue" not in start.attributes or str(start.attributes["cue"]).startswith("traitement")
        if (
            implied
            and start.end <= stop.start + len(stop.text)
            and start.start <= stop.start
            and stop.end <= day.start < start.date.start
        ):
            start.withhold()


def date_combinations(layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give the drugs of one combination that begin or end together one date, the surest of theirs, in place."""
    drugs = [event for event in events if event.family is Family.ORAL_THERAPY and "combined_with" in event.attributes]
    for event in drugs:
        partners = [
            other
            for other in drugs
            if other.site in event.attributes["combined_with"]
            and (other.subtype, other.status) == (event.subtype, event.status)
            and other.attributes.get("cue") == event.attributes.get("cue")
            and layout.sentence(other.start) == layout.sentence(event.start)
            and other.interval is not None
        ]
        best = max(partners, key=lambda other: other.confidence, default=None)
        if best is None or (event.interval is not None and event.confidence >= best.confidence):
            continue
        event.share_date(best, f"{best.explanation}; with {best.text}" if explain else None)
