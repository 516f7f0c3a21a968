"""An exam that one name enumerates over several dates: "TEP du 12/03/20 et du 02/09/20"."""

import re
from dataclasses import replace

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.pipes.event_date.carried import OPENING
from onco_pipeline.pipes.event_date.nearby import date_at

_NEXT_OF_SERIES = re.compile(
    r"(?:\s?\([^)\n]{0,30}\)|\))?(?:\s?,? puis (?=du |de |d'|celui |celle )|(?:\s?,|\s?,?\set)\s)(?:du |de |d'|le |en |au |celui du |celle du |celui de |celle de |(?:au |a la |a l'|le |la |l')?(?:nadir|baseline|(?:examen|bilan|scanner|tdm) (?:initial|de reference)) (?:du |de |en ))?(?:ce |cette )?"
    # "à M3 (avril) et à M6 (juillet)", "avant C1 (02/06), après C3 (10/08)", "M3 le 10/05, M6 le 12/08, M9 prévu le 14/11"
    r"|(?:\s?\([^)\n]{0,30}\)|\))?(?:,|,? et|,? puis) (?:a (?:faire|prevoir|refaire|programmer)|prevue?|programmee?) (?:le |en )?"
    r"|\)(?:,|,? et|,? puis) (?:a |apres |avant |post-?|en |au )?(?:l[ae] |l')?(?:[cjms] ?\d{1,3}|\d{1,2} (?:cycles?|cures?|mois|semaines)|mi-parcours|issue|fin(?: de traitement)?|post-?(?:traitement|therapeutique|op)|decours) \((?:le |en )?"
    # "deux biopsies : l'une le 15/12 (non contributive), l'autre le 29/12"
    r"|(?:\s?\([^)\n]{0,40}\)|,? (?:(?:etai(?:en)?t|est|sont|s'est averee|revenue?s?) )?[a-z' -]{3,22})?[,;]? (?:et |puis )?(?:l'autre|une autre|la (?:seconde|deuxieme|2e(?:me)?)),? (?:le |du |en |faite (?:le |en ))"
    r"|(?:,|,? et|,? puis) (?:a |apres )?[cms] ?\d{1,2}(?: (?:prevue?|fait))? (?:le |en )"
)
#: "Scanner en mars puis en juin : stable": what follows is a second exam where its findings stand behind it.
_THEN = re.compile(r",? puis (?:du |le |en |de |d'|celui de |celle de )")
_THEN_TOLD = re.compile(r"\s?[:.)\n]|\Z")
#: "PBH le 15 puis le 22/11 (la première non contributive)", "biopsie le 15, la seconde le 22 : carcinome": one that is named once.
_ONCE_MORE = re.compile(
    r"(?:,? (?:et )?puis (?:de nouveau )?(?:le |en )|.*\b(?:l'autre|une autre|la (?:seconde|deuxieme|2e(?:me)?)),? (?:le |du |en |faite (?:le |en )))\Z"
)
#: "Une première biopsie (juin) n'avait ramené que de la nécrose. La deuxième, le 6 août, ..."
_NEXT_SENTENCE = re.compile(
    r"[^\n.]{0,110}\. ?(?:l[ae] |une )(?:seconde|deuxieme|2e(?:me)?|nouvelle),? (?:le |du |en |faite (?:le |en ))"
)
_MORE_TOLD = re.compile(r"\s?[:.)(,;\n]|\Z")
_TO_COME = re.compile(r"prevu|\ba (?:faire|prevoir|refaire|programmer)\b|programmee?")
_SAMPLES = re.compile(r"(?:[a-z-]*biopsies|biopsiée?s|[a-zé-]*ponctions)\b")
#: "Biopsiés successivement (2009, 2013, 2016)"
_IN_BRACKET = re.compile(r" ?, ?(?:et |puis )?| (?:et|puis) ")
_BRACKET_GOES_ON = re.compile(r" ?[,)]| et ")
_TIMES = re.compile(r"\b(?:deux|trois|quatre|2|3|4|plusieurs) (?:reprises|fois)\b")
#: "TDM : avril 2022 = RP (-45 %), juillet 2022 = SD": each date has its result.
_RESULT = re.compile(r"\s?[=:]")
_RESULT_EACH = re.compile(r"\s?[=:]\s?[a-z]{2,12}(?:\s?\([^)\n]{0,20}\))?\s?[,;]\s(?:puis |en |le )?")
#: "IRM : 22/02 stable, 20/05 RP, 19/08 = progression": a word of each.
_WORD = r"\s?[=:]?\s?(?:r[cp]|s[d]|p[d]|stables?|stabilite|normale?s?|neg(?:ati\w+)?|ras|inchangee?s?|progression|reponse (?:partielle|complete)|dissociee?)\b"
_WORD_BEHIND = re.compile(_WORD)
_WORD_EACH = re.compile(_WORD + r"(?:\s?\([^)\n]{0,25}\))?(?:\s?[,;]|\s{1,3}-)\s(?:puis |en |le )?")

#: "IRM : pré-op 12/04 ; post-RT 23/07 : pseudo-progression ; 17/10 : réponse partielle": an exam that heads its days.
_LABEL = r"(?:(?:pre|post|per|apres|avant|controle|bilan|initiale?|reference|fin|mi|[cjms]\d{1,2})[a-z0-9-]*(?: (?:de )?[a-z0-9-]{2,12})? )?(?:le |en |du )?"
_HEADS = re.compile(rf" ?: ?{_LABEL}")
_NEXT_HEADED = re.compile(rf"(?: ?[:=(] ?[^.;:\n]{{1,60}})? ?; ?{_LABEL}")
_DAY_TOLD = re.compile(r" ?(?:[:=;.(]|\Z|\n)")


def add_series(folded: str, events: list[EventMention], dates: list[DateMention]) -> None:
    """Add an exam for each further date that one name enumerates ("TEP du 12/03/20 et du 02/09/20"), in place."""
    known = len(events)
    taken: set[tuple[int, Family]] | None = None
    for event in list(events):
        if event.date is None or event.date.start < event.end:
            continue
        listed_change = event.family is Family.ORAL_THERAPY and (
            event.subtype == "dose_change"
            # "Interrompu à deux reprises, en février puis en avril"
            or (event.subtype == "stop" and _TIMES.search(folded, event.end, event.date.start))
        )
        # "Biopsies du 15/02 (nécrose) et du 02/03 (sarcome)"
        tissue = event.family is Family.BIOPSY
        if not (event.family is Family.IMAGING or listed_change or tissue):
            continue
        last, told_twice = event.date, False
        if event.attributes.get("series") is None and not listed_change and last.start - event.end > OPENING:
            continue
        sampled = tissue and _SAMPLES.match(event.text.lower()) is not None
        for place in range(date_at(dates, last.end), len(dates)):
            mention = dates[place]
            if mention.start < last.end or mention.role != "event" or mention.interval is None:
                continue
            if mention.kind is DateKind.ANCHORED and folded.startswith(" (", mention.end):
                continue  # "(10/01/22) puis après 3 mois (01/03/22)": the bracket tells the day
            if mention.period is not None and mention.period == last.period:
                last = mention  # "entre le 2 et le 5 juin": the other end of the same period
                continue
            in_bracket = (
                folded[last.start - 1 : last.start] in "(, "
                and "(" in folded[event.end : last.start]
                and _IN_BRACKET.fullmatch(folded, last.end, mention.start) is not None
                and _BRACKET_GOES_ON.match(folded, mention.end) is not None
            )
            again = tissue and _NEXT_SENTENCE.fullmatch(folded, last.end, mention.start) is not None
            if tissue and not sampled and not again:
                once_more = _ONCE_MORE.fullmatch(folded, last.end, mention.start) is not None
                if not (once_more and _MORE_TOLD.match(folded, mention.end)):
                    break
            listed = (
                in_bracket
                or again
                or _NEXT_OF_SERIES.fullmatch(folded, last.end, mention.start)
                or (_RESULT_EACH.fullmatch(folded, last.end, mention.start) and _RESULT.match(folded, mention.end))
            )
            each = _WORD_EACH.fullmatch(folded, last.end, mention.start)
            # "TEP : 02/22 RC, 06/22 RC, 10/22 reprise évolutive": what the last one showed may take more words.
            listed = listed or (each if told_twice or _WORD_BEHIND.match(folded, mention.end) else None)
            listed = listed or (
                _NEXT_HEADED.fullmatch(folded, last.end, mention.start)
                if event.family is Family.IMAGING
                and _DAY_TOLD.match(folded, mention.end)
                and _HEADS.fullmatch(folded, event.end, event.date.start)
                else None
            )
            listed = listed or (
                _THEN.fullmatch(folded, last.end, mention.start)
                if event.subtype == "stop" or tissue or _THEN_TOLD.match(folded, mention.end)
                else None
            )
            if not listed or mention.interval == last.interval:  # "d'avril 2016, après un intervalle de 5 mois"
                break
            if taken is None:
                taken = {(id(other.date), other.family) for other in events}
            if (id(mention), event.family) in taken:
                break  # another exam's own date
            words = folded[last.end : mention.start]
            planned = event.status is Status.PLANNED or _TO_COME.search(words) is not None
            interval = (mention.future if planned else None) or mention.interval
            status = Status.PLANNED if planned else event.status
            events.append(
                replace(event, date=mention, interval=interval, status=status, attributes=dict(event.attributes))
            )
            taken.add((id(mention), event.family))
            told_twice = each is not None
            last = mention
    if len(events) > known:
        events.sort(key=lambda event: (event.start, event.end))
