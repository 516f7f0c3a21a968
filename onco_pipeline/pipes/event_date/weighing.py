"""What a date costs as the date of an event: how far from it the date stands, and whose else it may be."""

import re

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.brackets import heads_its_bracket
from onco_pipeline.pipes.event_date.costs import (
    CLAIMED,
    DATE_BETWEEN,
    EACH_FURTHER_SENTENCE,
    ENTRY,
    EVENT_BETWEEN,
    GLUED_AFTER,
    GLUED_BEFORE,
    OTHER_CLAUSE,
    OTHER_STATEMENT,
    PREVIOUS_SENTENCE,
    SENTENCES_BEFORE,
    WRONG_BOUND,
)
from onco_pipeline.pipes.event_date.drug_costs import (
    cost_of_other_drugs,
    cost_of_words,
    in_the_stay,
    leads_to_a_day,
)
from onco_pipeline.pipes.event_date.findings import GLUE_AFTER, seen_at
from onco_pipeline.pipes.event_date.own_words import leads_to_its_date, resumed_later
from onco_pipeline.pipes.event_date.owned import (
    IN_ITS_BRACKET,
    MAIN_VERB,
    before_main_clause,
    begun_on,
    behind_the_next,
    belongs_to_another,
    end_of_list,
    follows_its_own,
    next_antecedent,
    of_its_treatment,
    seen_earlier,
    since_between,
)
from onco_pipeline.pipes.event_date.scene import (
    HAD_BEFORE,
    told_of_something_else,
)
from onco_pipeline.pipes.scope import event_at
from onco_pipeline.pipes.screen import Screened

#: A treatment begun between a finding and a date has that date; an operation's date is its specimen's.
_NEXT_STEP = re.compile(
    r"\b(?:debut(?:e|ant|er)|commence|instaur|initi(?:e|er|ant)|entrepri|administr|recu|recoi)\w*|"
    r"\bmise? (?:en (?:route|place)|sous)\b|\birradi(?:e|ation)\w*|(?<!\bfin de )(?<!\bdebut de )\btraitements?\b|\bchimiotherapie|\bradiotherapie|\b\d{1,2} ?x? ?(?:tac|fec|ecf?|ecx|ac|folfox|folfiri|xelox|gemox|cures?|cycles?|carbo\w*|cisplatine|paclitaxel|docetaxel|taxo\w+)\b"
    # "ADK EGFR muté sous Tagrisso depuis 13 mois"
    r"|\bsous [a-z]{4,20}(?: [0-9]{2,3}(?: ?mg)?)? depuis\b"
)
#: "Un carcinome pT2, et enfin en 2008 un mélanome", "métastases, puis en mars une récidive": the date opens what comes next.
_GOES_ON = re.compile(
    r"[^;:]{0,40}(?:(?:\bet|,|\bpuis)(?: (?:et|puis|enfin|ensuite|finalement|alors))+|\b(?:et|puis)(?: donc)?,)(?: apres [^.;,]{3,60},)? (?:en|le|fin|debut|mi)\s?"
)
#: "Avril 2019 : métastases osseuses, puis en mai 2020 métastases cérébrales", "..., mai 2020 : ...": between an event and that date,
_AND_THEN = re.compile(
    r"[^,;:.()\n]{0,25}?(?:,? (?:et|puis|ensuite)(?: (?:puis|ensuite|enfin|alors))?,? (?:(?:en|le|fin|debut|mi|courant|des) ?-?)?|, (?:en|le|fin|debut|courant) )"
)
_AND_ON = re.compile(r"[^,;:.()\n]{0,25}?, ")
#: ... and between the date and what it opens.
_HEADS = re.compile(r"(?P<titled> ?:)?,? ?(?:(?:l[ae]s? |l'|une? |des? |d'|nouve\w+ ))*")
_NEXT_NEAR = 24
_TELLS_NEXT = re.compile(r",? (?:d'une?|du|de la|des|une?|l[ae]s?|l'|il|elle|on|a|ont|nouve\w+)\b")
#: "Une rechute osseuse d'un cancer du sein opéré en 2011": the date is the primary's; "découvertes en 2011" is not told of
#: a cancer.
_OF_PRIMARY = re.compile(
    r"\b(?:d'un|de son|du|de ce) (?:cancer|carcinome|adenocarcinome|melanome|adk|sarcome|k)\b[^.;()]{0,60}\b(?:opere|diagnostique|diagnostic|traite|connu|decouvert|pris en charge|suivi)(?![a-z])"
)
#: "Métastase surrénalienne (CBNPC du lobe supérieur, opéré 05/2018)".
_PRIMARY_IN_BRACKET = re.compile(
    r"[^()]{0,40}\((?:un |ancien )?(?:cancer|carcinome|adenocarcinome|melanome|adk|sarcome|k|cbn?pc|cci|cli|ccr|chc|gist|tne)\b[^()]{0,50}\b(?:oper|diagnosti|traite|reseq|irradi)\w*[ ,]*(?:en |le )?\Z"
)
#: "Métastases, exérèse le 12/06", "métastases cérébrales : RT stéréotaxique le 12/06": the day of what was done to it.
_OPERATED_ON = re.compile(
    r"(?:, |: ?|-> ?|=> ?)(?:rtu[vp]?|[a-z]{4,}ectomie(?: [a-z0-9]+){0,2}|exerese|resection|(?:rt[es]?|irt|radiotherapie|irradiation|radiochirurgie|gamma-?knife|cyberknife|chimioembolisation|radiofrequence)"
    r"(?: [a-z0-9]+){0,4})(?: (?:du|le|en|de|:)| ?\(){1,2} ?\Z"
)
#: ... told as a participle.
_TREATED_ON = re.compile(
    r"\b(?:reseque|opere|irradie|traite|retire|enleve|detruit|embolise|exerese)e?s?(?: [a-z]{5,20}){0,2} (?:le|en|debut|fin|courant|mi-?) ?\Z"
)
_READ_ON_TISSUE = Screened(r"\b(?:ap|pa)\b|cytolog|histolog|anatom|biops|patholog|analyse|mutation|\bmut|detect")
#: ... and, where its day stands in a sentence before, the words of the sample: "TDM le 14/03 : stable. EGFR muté."
_READ_ON_A_SAMPLE = Screened(r"\b(?:ap|pa)\b|cytolog|histolog|anatom|biops|patholog|analyse")
#: "06/2021 : Xtandi (1re prise le 07/06)".
_FIRST_TAKEN = re.compile(
    r"[^.;]{0,60}[(,:] ?(?:(?:premiere|1re|1ere|1er|premier) (?:prise|dose|comprime|cure)\b|(?:c ?1 ?)?j ?1(?: ?[:=])?)(?: (?:le|du|faite|prevue))* "
)
#: Words that tell a drug to be given, and not yet to be begun.
_ORDERED = ("prescri", "recu", "propos", "ajout", "associ", "indiqu", "decid")
_GLUE_BEFORE = re.compile(r"\)? *(?:\||:|,|-)? *(?:l[ae'] ?|une? )?")
#: What most often stands between an event and its own date; each is a match of ``GLUE_AFTER``.
_PLAIN, _PLAIN_LONG = frozenset({" du ", " le ", " en ", " de "}), 4


def cost_of_others(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    event: EventMention,
    mention: DateMention,
    distance: int,
    *,
    glued: bool,
) -> float:
    """Return what it costs that a date may be that of something else told beside it."""
    cost = 0.0
    if distance == 0 and mention.start >= event.end and before_main_clause(folded, layout, event, mention):
        told = folded[event.end : mention.start].partition(",")[2]
        of_what_came = event.is_act and MAIN_VERB.search(told)  # no list that goes on
        cost += WRONG_BOUND if of_what_came else CLAIMED
    if (owner := belongs_to_another(folded, events, event, mention)) is not None:
        # No image tells what a cell is: an exam's day is no result's.
        imaged = owner.family is Family.IMAGING and event.family is Family.PATHOLOGY
        on_tissue = _READ_ON_TISSUE if distance == 0 else _READ_ON_A_SAMPLE
        imaged = imaged and on_tissue.search(folded, event.start, event.end) is None
        # "En pause 7 jours avant biopsie (programmée le 24/09)": the bracket is the act's own.
        behind = event.family is Family.ORAL_THERAPY and mention.start >= event.end
        bracketed = behind and "(" in folded[owner.end : mention.start]
        cost += WRONG_BOUND if imaged or bracketed else CLAIMED
    if event.family is Family.METASTASIS and seen_earlier(folded, event, mention):
        cost += 2 * CLAIMED
    if distance == 0 and mention.end <= event.start and follows_its_own(folded, events, event, mention):
        # "TEP du 05/09 : foyer suspect, IRM demandée": nobody plans an exam for the day of the one that was done.
        cost += WRONG_BOUND if event.status is Status.PLANNED else EVENT_BETWEEN
    if event.is_act and not glued and behind_the_next(folded, events, event, mention):
        cost += WRONG_BOUND
    if mention.start >= event.end and _after_another(folded, events, event, mention):
        cost += WRONG_BOUND + CLAIMED
    if event.family is Family.ORAL_THERAPY:
        cost += cost_of_other_drugs(folded, layout, events, event, mention)
    if event.is_act and told_of_something_else(folded, layout, event, mention, glued=glued):
        cost += WRONG_BOUND
    return cost


def _opens_the_next(folded: str, mention: DateMention, gap: tuple[int, int]) -> bool:
    """Return whether a date behind a finding opens what the sentence tells next."""
    return _GOES_ON.fullmatch(folded, gap[0], gap[1]) is not None and _TELLS_NEXT.match(folded, mention.end) is not None


def _heads_the_next(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    mention: DateMention,
) -> bool:
    """Return whether a date behind an event opens the next one, in a sentence that told a date before the first."""
    place = event_at(events, mention.end)
    nearest = events[place].start if place < len(events) else -1
    if not 0 <= nearest - mention.end <= _NEXT_NEAR:
        return False
    then = _AND_THEN.fullmatch(folded, event.end, mention.start) is not None
    if not then and _AND_ON.fullmatch(folded, event.end, mention.start) is None:
        return False
    sentence = layout.sentence(event.start)
    if not any(d.end <= event.start and d.role == "event" and layout.sentence(d.start) == sentence for d in dates):
        return False
    heads = _HEADS.fullmatch(folded, mention.end, nearest)
    return heads is not None and (then or heads["titled"] is not None)


def _after_another(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is told of what stands between: the exam behind a semicolon, the drug "depuis" it."""
    between = [other for other in events if event.end <= other.start < mention.start]
    if event.family is not Family.ORAL_THERAPY and mention.bound == "from" and mention.period is None:
        return any(other.family is Family.ORAL_THERAPY for other in between)
    if event.family is Family.IMAGING:
        return any(other.family is event.family and ";" in folded[event.end : other.start] for other in between)
    # "Anapath : CCI, RE 90 % ; IRM du 3 avril": what is imaged behind a semicolon.
    return event.on_tissue and any(
        other.family is Family.IMAGING
        and ";" in folded[event.end : other.start]
        and GLUE_AFTER.fullmatch(folded, other.end, mention.start) is not None
        for other in between
    )


def _treated_later(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    gap: tuple[int, int],
) -> bool:
    """Return whether a date behind a spread is that of its treatment, and the sentence opened with its own.

    "En novembre 2019, métastase hépatique, réséquée en janvier 2020."
    """
    if _TREATED_ON.search(folded, gap[0], gap[1]) is None:
        return False
    sentence = layout.sentence(event.start)
    return any(
        day.end <= event.start
        and day.role == "event"
        and layout.sentence(day.start) == sentence
        and not any(day.end <= other.start < event.start for other in events)
        for day in dates
    )


def cost_of_place(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    mention: DateMention,
    distance: int,
) -> tuple[float, str]:
    """Return what the place of a date costs it, ``distance`` sentences before its event or in its own, and why."""
    after = mention.start >= event.end
    gap = (event.end, mention.start) if after else (mention.end, event.start)
    if mention.start <= event.start and event.end <= mention.end:
        return 3.0 * GLUED_AFTER, "its own words"  # a column's date tells the end of its drug
    if gap[1] < gap[0]:
        # "Mélanome, exérèse 03/2017 (Breslow 2,8 mm), ganglion négatif le 20/04": a result is dated where it is told.
        told_there = event.family is Family.PATHOLOGY
        return (2.0 * GLUED_AFTER if told_there else 0.0), "inside the event's words"
    if distance > 0:
        others = sum(d is not mention and gap[0] <= d.start < gap[1] and d.role == "event" for d in dates)
        cost = float(PREVIOUS_SENTENCE + EACH_FURTHER_SENTENCE * (distance - 1) + DATE_BETWEEN * others)
        return cost, f"{distance} {SENTENCES_BEFORE}"
    # "TEP du 12/03": what stands between the two tells nothing else, which need not be asked.
    plain = after and gap[1] - gap[0] == _PLAIN_LONG and folded[gap[0] : gap[1]] in _PLAIN
    if after and not plain and (why := leads_to_its_date(folded, event, mention)) is not None:
        return float(GLUED_AFTER), why
    listed = end_of_list(folded, events, event, gap[1]) if after and not plain else event.end
    glued = plain or (after and GLUE_AFTER.fullmatch(folded, listed, gap[1]) is not None)
    if after and event.family is Family.ORAL_THERAPY and leads_to_a_day(folded, event.end, mention.start):
        glued, listed = True, event.end
        if in_the_stay(folded, event.end, mention.start):
            listed = mention.start  # what stands between is the day's own: "suspendu à l'admission (12/05)"
    if glued:
        gap = (listed, gap[1])  # the date of each of them, not of the nearest alone
    if after and not plain and event.is_act and IN_ITS_BRACKET.fullmatch(folded, event.end, gap[1]):
        return 0.0, "in the bracket behind it"
    if not after and event.is_act and heads_its_bracket(folded, event, mention):
        return float(ENTRY), "head of the bracket"
    if after and event.family is Family.METASTASIS and seen_at(folded, events, event, mention):
        return float(GLUED_AFTER), "right after the exam that shows it"
    cost = float(min(gap[1] - gap[0], 150))
    # Its own bracket parts no clause: "TEP (04/10)".
    bracketed = glued and folded[gap[0] : gap[1]].strip() == "("
    if not bracketed and not layout.same_clause(event.start, mention.start):
        cost += OTHER_CLAUSE
    if after and (event.is_finding or event.family is Family.BIOPSY) and _NEXT_STEP.search(folded, gap[0], gap[1]):
        cost += WRONG_BOUND
    if after and event.is_finding and _opens_the_next(folded, mention, gap):
        return WRONG_BOUND + CLAIMED, "of what comes next"
    of_next = after and not plain and event.family is not Family.ORAL_THERAPY
    if of_next and _heads_the_next(folded, layout, events, dates, event, mention):
        return WRONG_BOUND + CLAIMED, "of what comes next"
    if (
        after
        and event.family is Family.METASTASIS
        and (
            _OF_PRIMARY.search(folded, gap[0], gap[1])
            or _PRIMARY_IN_BRACKET.match(folded, gap[0], gap[1])
            or _OPERATED_ON.search(folded, gap[0], gap[1])
            or HAD_BEFORE.search(folded, gap[0], gap[1])
            or _treated_later(folded, layout, events, dates, event, gap)
        )
    ):
        cost += WRONG_BOUND + CLAIMED
    between = folded[gap[0] : gap[1]]
    if ";" in between:
        cost += OTHER_STATEMENT
    if not after and resumed_later(folded, event, mention):
        cost += WRONG_BOUND
    if not after and of_its_treatment(folded, event, mention):
        cost += CLAIMED
    if event.family is Family.ORAL_THERAPY:
        cost += cost_of_words(folded, layout, events, event, mention, gap)
    told_there_too = [e for e in events if gap[0] <= e.start and e.end <= gap[1] and e.family is event.family]
    if told_there_too:
        cost += EVENT_BETWEEN * len({(e.start, e.end) for e in told_there_too})
    cost += DATE_BETWEEN * sum(d is not mention and gap[0] <= d.start < gap[1] for d in dates)
    if (
        after
        and event.family is Family.ORAL_THERAPY
        and event.subtype == "start"
        and (_FIRST_TAKEN.fullmatch(folded, gap[0], gap[1]) or begun_on(folded, events, event, gap))
    ):
        # However far behind it is begun.
        prescribed = str(event.attributes.get("cue", "prescri")).startswith(_ORDERED)
        return (0 if prescribed else cost) + GLUED_AFTER - DATE_BETWEEN, "right after the first dose"
    if not after and event.is_finding and next_antecedent(folded, dates, event, gap):
        cost += CLAIMED
    if not after and event.is_act and since_between(dates, gap):
        cost += WRONG_BOUND
    if glued:
        return cost + GLUED_AFTER, "right after"
    if not after and _GLUE_BEFORE.fullmatch(between):
        return cost + GLUED_BEFORE, "right before"
    return cost, "same sentence"
