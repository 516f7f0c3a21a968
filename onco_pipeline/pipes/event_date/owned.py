"""Whether a date that stands near an event is that event's own, another's, or that of several listed together."""

import re

from onco_pipeline.events import DateMention, EventMention, Family
from onco_pipeline.pipes.dates.lexicon import MONTH_NAME
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.carried import OPENING
from onco_pipeline.pipes.event_date.findings import GLUE_AFTER
from onco_pipeline.pipes.event_date.nearby import dates_between

_THEN = re.compile(r"[^.;:]{0,25}\b(?:puis|ensuite|suivie? d[eu']|relaye par)\s?(?:l[ae] |l'|le |par |du )?")
#: Acts that a date standing right after them is the date of.
_ACTS = frozenset({Family.IMAGING, Family.BIOPSY, Family.ORAL_THERAPY})
#: What begins is something else, told with its own name.
_ANOTHER_BEGUN = re.compile(
    r"\b(?:et|puis) (?:l[ae]s? |l'|une? )(?!traitement|prise|cure|premi|medicament)[a-z-]{4,}(?: [a-z'-]+){0,3} (?:a|ont|est|fut|avait) (?:ete )?(?:debut|commenc|initi|instaur|demarr)[a-z]* (?:le|en|fin|debut) ?\Z"
)
#: "Arrêt Lonsurf (toxicité), débuté le 04/11/2019".
_BEGUN_ON = re.compile(
    r"\b(?:debute|commence|instaure|initie|introduit|ajoute|demarre)e?s? (?:le |en |depuis (?:le )?)?\Z|\bdebut (?:effectif |reel )?le \Z|[,;(:] ?debut (?:des |en )?\Z|"
    # "prescrite le 03/10, il l'a commencée une semaine plus tard"
    r"\b(?:l'a|les a|l'avait) (?:effectivement |finalement |reellement |donc )?(?:demarre|pris)e?s? (?:le |en |depuis (?:le )?)?\Z"
    # "prescrit ce jour, à débuter le 18/04", "prescription ce jour, début prévu le 20/04"
    r"|\b(?:a|pour) (?:debuter|commencer|demarrer|prendre|introduire) (?:le |a partir d[eu] (?:le )?|des (?:le )?)?\Z"
    r"|\bdebut (?:prevu|souhaite|programme) (?:le |pour le |a partir du )?\Z"
    r"|\bprise?s? (?:effectivement |reellement )?(?:depuis|a partir du|a compter du) (?:le )?\Z"
)
#: "Après 11 mois de traitement par géfitinib": how long it had been taken by then.
_TAKEN_FOR = re.compile(
    r"(?:apres|au bout de|au terme de) .{0,25}\b(?:de|d'|sous) ?(?:traitement|therapie|chimiotherapie|prise)\Z"
)
_WITH = re.compile(r"\s?(?:par|avec|sous|de|d'|du|au)?\s?(?:l[ae] |l')?")
_NEXT_ITEM = re.compile(r"\)?,? ?(?:et |puis )?(?:d'|de |du |un |une |d'un |d'une )?(?:\w+ ){0,2}")
_TREATED_IN = re.compile(r"[^,;.]{0,60}?,? ?\b(?:traite|opere|reseque|irradie)\w* [^,;.]{0,70}")
#: "En mars 2019 une biopsie du sein, en juin 2019 une TDM": what parts two items that each have their date before them,
_ITEM_PARTED = re.compile(
    r"(?: (?:du |de la |de l'|des |d')?[a-z]{2,14}){0,2},(?: et| puis| ensuite)? (?:en |le |au |fin |debut )?"
)
_ITEM_HEADED = re.compile(r" ?:? (?:une? |l[ae] |l')?")
_DATE_BEFORE = re.compile(
    rf"(?:\d{{1,2}}[/.]\d{{2}}(?:[/.]\d{{2,4}})?|(?:{MONTH_NAME})(?: (?:19|20)\d\d)?) ?[:,]? (?:une? |l[ae] |l')?\Z"
)
#: Characters behind an event in which the date of its treatment stands.
_ITEM = 130
#: "Biopsie osseuse de la lame iliaque droite (février 2013)".
IN_ITS_BRACKET = re.compile(
    r"(?: (?!apres|avant|suite|depuis|lors|par|pour|suivi|precedent|montr|\w*ectomie|resection|exerese|traite|opere|chirurg|chimio|radioth|scanner|tdm|irm|tep|pet|echo(?!-?guid|graphique)|biops|cytop|ponction)[\w'-]+){1,7} \((?:le |en |du )?"
    # "IRM foie (privé, 18/02)", "(Dr R., 01/03)"
    r"|(?: (?:d')?[a-z-]{3,14}){0,2} \((?!apres|avant|depuis|contre|versus|nodul|lesion|masse|opere)(?!scanner|tdm|irm|tep|pet|echo|biops|avec)[a-z][a-z'-]{1,14}(?:\.? [a-z'-]{1,14}\.?){0,2}, (?:le |en |du )?"
    # "IRM (avant biopsies, 20/01)"
    r"|(?: [a-z-]{3,14}){0,2} \((?:faite? |realisee? )?(?:avant|apres|pre|post)[ -](?:l[ae]s? |l')?(?:[a-z-]*biopsies?|ponctions?), (?:le |en |du )?"
)
#: What leads from one exam to another one, of another day.
_GOES_OVER = re.compile(
    r"\bcomplete\w* (?:par|avec)\b|\((?:avec|comparee?|versus) [^)]{0,12}\Z|\bjusqu'a ce qu|\b(?:dans|sur|a|de) l[ae] \Z|\b(?:dans|sur|lors de) \Z|\bau \Z|\bpuis\b|\bsuivie? d"
)
_LISTED = re.compile(r"\)?\s?(?:,|et|ou|\+|/)\s?(?:et )?(?:d'|de |du )?(?:l[ae]s? |l'|une? )?")

#: What a sentence opens with when it tells the reason or the moment of what it tells next.
_WENT_BEFORE = re.compile(
    r"\W*(?:apres|suite a|a la suite d|devant|au vu d|vu |sur la base d|a la lumiere d|compte tenu d|etant donne|face a|en raison d|une fois|avec (?:ce|le|un|ces|les) )"
)
MAIN_VERB = re.compile(r"\b(?:a|ont|est|sont|fut|furent|avait|avaient|etait|etaient)\b")
#: "Après une résection en mars 2005, X": what was done before.
_AFTER_WHAT = re.compile(r"\W*(?:apres|a la suite d|suite a|a l'issue d)[^,.;]{8,90}?\Z")
_SEEN_EARLIER = re.compile(r"(?:deja|connue?s?|vue?s?|visibles?|decrite?s?)\b")


#: "CCI pT2N1, mammographie de dépistage ACR5 le 22/11": the exam's day.
_IN_ITS_CLAUSE = re.compile(r"[^,;.:()\n]*")


def belongs_to_another(
    folded: str, events: list[EventMention], event: EventMention, mention: DateMention
) -> EventMention | None:
    """Return the act of another kind that a date stands right after ("scanner du 12/02"), whose own it is."""
    for other in events:
        if not 0 <= mention.start - other.end <= OPENING or other.family not in _ACTS:
            continue
        if event.family is Family.METASTASIS:
            # The exam's date is the finding's, unless it stands in a bracket closed before ("(cytoponction du 14/06), ").
            if (
                mention.end <= event.start
                and folded.rfind("(", 0, other.start) > folded.rfind(")", 0, other.start)
                and ")" in folded[mention.end : event.start]
            ):
                return other
        elif (
            other.family is not event.family
            and not other.start <= event.start < other.end  # "EBUS" is an exam and a sampling
            and not (event.family is Family.PATHOLOGY and _samples(events, other))
            and _is_its_own(folded, event, other, mention)
            and not _nearer(events, other, mention)
            and not _heads_the_next_item(folded, event, other, mention)
        ):
            return other
    return None


def _nearer(events: list[EventMention], act: EventMention, mention: DateMention) -> bool:
    """Return whether another act stands between an act and a date: "(scintigraphie), biopsie iliaque le 20"."""
    return any(
        other.is_act and other is not act and act.end <= other.start and other.end <= mention.start for other in events
    )


def _heads_the_next_item(folded: str, event: EventMention, act: EventMention, mention: DateMention) -> bool:
    """Return whether dates stand before the acts of a list: "en mars 2019 une biopsie, en juin 2019 une TDM"."""
    return (
        _ITEM_PARTED.fullmatch(folded, act.end, mention.start) is not None
        and _ITEM_HEADED.fullmatch(folded, mention.end, event.start) is not None
        and _DATE_BEFORE.search(folded, max(0, act.start - OPENING), act.start) is not None
    )


def _is_its_own(folded: str, event: EventMention, act: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind an act is the act's: for an exam told behind a result, if nothing parts the two."""
    if GLUE_AFTER.fullmatch(folded, act.end, mention.start) is not None:
        return True
    imaged = event.family is Family.PATHOLOGY and act.family is Family.IMAGING and act.start >= event.end
    return imaged and _IN_ITS_CLAUSE.fullmatch(folded, act.end, mention.start) is not None


def _samples(events: list[EventMention], act: EventMention) -> bool:
    """Return whether an act takes a sample, or is told by the word of one ("EBUS" is an exam as well)."""
    return act.family is Family.BIOPSY or any(
        other.family is Family.BIOPSY and other.start == act.start for other in events
    )


def behind_the_next(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands right after an exam told behind this one: "Le scanner, complété par une IRM (29/04)"."""
    return any(
        other.is_act
        and event.end <= other.start
        and 0 <= mention.start - other.end <= OPENING
        and GLUE_AFTER.fullmatch(folded, other.end, mention.start) is not None
        and ")" not in folded[other.end : mention.start]
        and _GOES_OVER.search(folded, event.end, other.start) is not None
        for other in events
    )


def begun_on(folded: str, events: list[EventMention], event: EventMention, gap: tuple[int, int]) -> bool:
    """Return whether the word that tells a drug's beginning stands right before a date, and no other drug between."""
    if _BEGUN_ON.search(folded, gap[0], gap[1]) is None or ";" in folded[gap[0] : gap[1]]:
        return False
    if _ANOTHER_BEGUN.search(folded, gap[0], gap[1]):
        return False  # "le létrozole a été ajouté et la radiothérapie a débuté le 15/09"
    return not any(
        other.family is event.family and gap[0] <= other.start < gap[1] and other.site != event.site for other in events
    )


def of_its_treatment(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before an event is of the treatment that it is told with.

    "Après 11 mois de traitement par géfitinib, débuté en janvier 2013, le patient a progressé au niveau cérébral": the
    drug did not begin after eleven months, nor did the brain fall ill in January.
    """
    if event.family is Family.METASTASIS:
        return _BEGUN_ON.search(folded, max(0, mention.start - OPENING), mention.start) is not None
    return (
        event.family is Family.ORAL_THERAPY
        and event.subtype == "start"
        and _TAKEN_FOR.fullmatch(folded, mention.start, mention.end) is not None
        and _WITH.fullmatch(folded, mention.end, event.start) is not None
    )


def then_another(folded: str, events: list[EventMention], event: EventMention, gap: tuple[int, int]) -> bool:
    """Return whether another drug followed before a date: "sunitinib puis cabozantinib depuis le 20/01"."""
    if not event.attributes.get("implicit"):
        return False
    return any(
        other.family is event.family
        and other.site != event.site
        and gap[0] <= other.start < gap[1]
        and _THEN.fullmatch(folded, event.end, other.start) is not None
        for other in events
    )


#: "Arrêté prématurément à 7 mois (mars 2023)".
_ENDED_AT = re.compile(
    r"(?: [a-z]+ment)?(?: (?:a|apres|au bout de) (?:\d{1,2}|un|deux|trois|quatre|six) (?:mois|ans?|semaines?|jours?|cycles?|cures?))? ?\(?(?:en |le )?"
)


def ends_then(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands right behind the word that ends the drug ("mise sous X, arrêté en juillet")."""
    return mention.start >= event.end and any(
        other.family is event.family
        and other.subtype == "stop"
        and other.site == event.site
        and event.end < other.end <= mention.start
        and (
            GLUE_AFTER.fullmatch(folded, other.end, mention.start) is not None
            or _ENDED_AT.fullmatch(folded, other.end, mention.start) is not None
        )
        for other in events
    )


def follows_its_own(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands right after an act of the same kind: "Rx du 5/09, scanner à la clinique le 12/09"."""
    return any(
        other.family is event.family
        and other is not event
        and 0 <= mention.start - other.end <= OPENING
        and GLUE_AFTER.fullmatch(folded, other.end, mention.start) is not None
        for other in events
    )


def seen_earlier(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is of what was seen before: "(déjà vues sur le scanner du 12/11) et apparition de"."""
    if mention.end > event.start or ")" not in folded[mention.end : event.start]:
        return False
    opened = folded.rfind("(", 0, mention.start)
    return opened > folded.rfind(")", 0, mention.start) and _SEEN_EARLIER.match(folded, opened + 1) is not None


def next_antecedent(folded: str, dates: list[DateMention], event: EventMention, gap: tuple[int, int]) -> bool:
    """Return whether an event opens the next item of a list in which each has its date behind its treatment.

    "Un goitre traité par iode en 2001, un carcinome rénal traité par néphrectomie en 2002": the second date.
    """
    if _NEXT_ITEM.fullmatch(folded, gap[0], gap[1]) is None:
        return False
    return any(
        _TREATED_IN.fullmatch(folded, event.end, date.start) is not None
        for date in dates_between(dates, event.end, event.end + _ITEM)
    )


def since_between(dates: list[DateMention], gap: tuple[int, int]) -> bool:
    """Return whether "depuis 2010" stands between a date and an act: the act lies after it, on no told day.

    "Une masse présente depuis huit ans" only says how long the act's reason has lasted.
    """
    return any(
        date.role == "event" and date.bound == "from" and date.period is None and not date.is_counted
        for date in dates_between(dates, gap[0], gap[1])
    )


def end_of_list(folded: str, events: list[EventMention], event: EventMention, until: int) -> int:
    """Return where the last of the acts listed before a date ends ("mammographie et échographie du 12/03")."""
    end = event.end
    for other in events:
        alike = other.family is event.family and (
            event.family is not Family.ORAL_THERAPY or other.subtype == event.subtype
        )  # "pause, reprise le 18/07": two changes
        if alike and end <= other.start < until and _LISTED.fullmatch(folded, end, other.start):
            end = other.end
    return end


def before_main_clause(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a sentence opens with what went before ("Après la biopsie, elle a été opérée le 25/07")."""
    if "," not in folded[event.end : mention.start]:
        return False
    opening = layout.sentences[layout.sentence(event.start)][0]
    return _WENT_BEFORE.match(folded, opening, event.start) is not None and not MAIN_VERB.search(
        folded, opening, event.start
    )


def after_what_was_done(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands in the opening of a sentence that tells what came before the event's own act."""
    opening = layout.sentences[layout.sentence(event.start)][0] if layout.sentences else 0
    return (
        opening <= mention.start
        and _AFTER_WHAT.match(folded, opening, mention.start) is not None
        and "," in folded[mention.end : event.start]
    )
