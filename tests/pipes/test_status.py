"""What became of each event, whose it is and of which disease: one fictitious sentence a way of saying it.

The tag around an event's words is its status: "<refused>TEP</refused> refusée par la patiente".
"""

import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.events import Family
from onco_pipeline.extraction.pipeline import build
from onco_pipeline.pipes.status.deciding import _next_one

NOTE_DAY = datetime(2020, 6, 18)
_TAG = re.compile(r"<(?P<status>[a-z_]+)>(?P<words>[^<]+)</(?P=status)>")


@pytest.fixture(scope="module")
def nlp():
    return build()


def read(nlp, text):
    """Return the events of a text as a note of 18 June 2020."""
    doc = nlp.make_doc(text)
    doc._.note_datetime = NOTE_DAY
    return nlp(doc)._.onco_events


def check(nlp, example):
    """Assert that each marked event has the status of its tag; "done" may be what has no other status."""
    text, marked = "", []
    cursor = 0
    for tag in _TAG.finditer(example):
        text += example[cursor : tag.start()]
        marked.append((tag["status"], len(text), len(text) + len(tag["words"])))
        text += tag["words"]
        cursor = tag.end()
    text += example[cursor:]
    events = read(nlp, text)
    for status, start, end in marked:
        own = [e for e in events if e.start < end and start < e.end]
        assert own, f"{text!r}: nothing found at {text[start:end]!r}"
        found = sorted({e.status.value for e in own})
        assert status in found, f"{text!r}: {text[start:end]!r} is {found}, not {status}"


DONE = [
    # words that only look like a cancellation, a denial, a condition or a relative
    "L'<done>IRM</done> montre une prise de contraste annulaire ; l'<done>échographie</done> montre ce manque de réponse.",
    "Une infection a été écartée grâce au <done>scanner</done> ; traitement abandonné en raison de la progression au <done>TEP</done>.",
    "Douleurs, si bien que son médecin lui a fait faire une <done>IRM lombaire</done> en janvier.",
    "Une <done>TEP</done> a été faite afin de déterminer si la lésion est unique.",
    "Une <done>cytoponction</done> a été réalisée, qui n'a pas été concluante.",
    "Une <done>biopsie</done> de la prostate a été envisagée et réalisée le 12/03/2020.",
    "Stable jusqu'en mars, sans qu'aucun <done>scanner</done> ne révèle de lésion ; sans modification du <done>scanner</done>.",
    "En raison d'antécédents familiaux de cancer, une <done>mammographie</done> a été faite.",
    "Suivi conjoint avec l'hépatologie, et <done>biopsie</done> du foie le 12/03/2020.",
    "Une étude des biomarqueurs a été demandée, et la <done>mutation EGFR L858R</done> a été trouvée.",
    "Une biopsie a été demandée en janvier 2019, avec un <done>résultat anatomopathologique de carcinome à petites cellules</done>.",
    "<done>Scanner thoracique</done> réalisé le 12/03/2020 : pas de lésion suspecte.",
    "<done>TEP-TDM</done> du 12/03/2020 : absence de fixation anormale.",
    "Absence de lésion secondaire au <done>TEP</done> du 12/03/2020.",
    "La <done>biopsie</done> du 12/03/2020 est non contributive.",
    "Une <done>IRM cérébrale</done> demandée le 02/03/2020 montre deux lésions.",
    "L'<done>échographie</done> programmée a été réalisée le 12/03/2020.",
    "Le <done>scanner</done> prévu en mars a finalement été fait le 02/04/2020.",
    "<done>Scintigraphie osseuse</done> le 12/03/2020, sans particularité.",
    "Il n'a pas été vu d'anomalie sur le <done>scanner</done> du 12/03/2020.",
    "Pas de nouvelle lésion sur l'<done>IRM</done> du 12/03/2020.",
    "<done>TEP</done> du 12/03/2020 (faite dans un autre centre) non disponible pour comparaison.",
    "Le <done>scanner</done> du 12/03/2020, initialement prévu en février (reporté Covid), est normal.",
    "Devant l'impossibilité de la TEP, un <done>scanner TAP</done> a été fait le 12/03/2020.",
    "<done>Biopsie</done> le 12/03/2020 ; résultats en attente.",
    "Il avait été prévu une <done>TEP</done>, qui a été faite le 12/03/2020.",
    "Au <done>scanner</done> du 12/03/2020, absence d'argument pour une évolution.",
    "La <done>biopsie</done> prévue le 10/03 a bien eu lieu le 12/03/2020.",
    "Demande d'avis ; <done>scanner</done> du 12/03/2020 relu.",
    "Sur le <done>scanner</done> du 12/03/2020, pas de signe de récidive ; biopsie refusée.",
    "<done>IRM</done> le 12/03/2020, que la patiente avait d'abord refusée.",
    "Après une <done>biopsie</done> non contributive le 12/03/2020, une seconde est prévue.",
    "Elle vient avec son <done>scanner</done> du 12/03/2020.",
    "Je reçois le résultat de la <done>TEP</done> demandée : faite le 12/03/2020, négative.",
    "Traitement par <done>capécitabine</done> débuté le 12/03/2020, bien toléré.",
    "<done>Scanner</done> injecté le 12/03/2020 malgré l'insuffisance rénale.",
    "Le <done>scanner</done> n'a pas montré de lésion le 12/03/2020.",
    "<done>IRM</done> de contrôle du 12/03/2020 (3 mois après la chirurgie).",
    "La <done>mammographie</done> de dépistage du 12/03/2020 était normale.",
    "Une <done>biopsie</done> a été réalisée en ville le 12/03/2020 (résultat non parvenu).",
    "<done>Scanner</done> du 12/03/2020 en cours d'interprétation.",
    "Le contrôle <done>IRM</done> prévu à 3 mois a été réalisé le 12/03/2020.",
]
PLANNED = [
    "<planned>Scanner TAP</planned> prévu le 02/07/2020.",
    "<planned>TEP</planned> programmée le 02/07.",
    "Prévoir <planned>IRM cérébrale</planned> dans 3 mois.",
    "RDV <planned>scanner</planned> le 02/07/2020.",
    "<planned>Mammographie</planned> à faire en septembre.",
    "Une <planned>biopsie hépatique</planned> sera réalisée le 24/06.",
    "On programme une <planned>scintigraphie osseuse</planned> pour le 24/06.",
    "Nous demandons un <planned>scanner TAP</planned> dans 2 mois.",
    "Le prochain <planned>scanner</planned> aura lieu le 02/07/2020.",
    "Je lui ai prescrit un <planned>scanner</planned> à réaliser début juillet.",
    "Elle doit passer une <planned>IRM</planned> le 02/07.",
    "Il bénéficiera d'une <planned>TEP</planned> la semaine prochaine.",
    "Un <planned>scanner</planned> de réévaluation est prévu dans 3 mois.",
    "<planned>Scanner TAP</planned> de contrôle dans 3 mois.",
    "<planned>TDM de contrôle</planned> à 6 semaines de la fin de la radiothérapie.",
    "<planned>Capécitabine</planned> à débuter le 29/06.",
    "Début de l'<planned>olaparib</planned> prévu début juillet.",
    "Si confirmation : <planned>palbociclib</planned> à débuter début juillet.",
    "En attente du <planned>scanner</planned> prévu le 02/07.",
    "<planned>Scintigraphie</planned> demandée, non faite faute de place, sera réalisée en externe le 24/06.",
    "<planned>Scanner</planned> dans 3 mois puis consultation.",
    "Contrôle <planned>IRM</planned> en septembre 2020.",
    "À prévoir : <planned>scanner TAP</planned> le 15/07.",
    "CAT : <planned>TEP</planned> le 25/06.",
    "La patiente sera revue le 15/07 avec un <planned>scanner</planned>.",
    "Je la reverrai en consultation le 15/07/2020 avec une <planned>IRM mammaire</planned>.",
    "Scanner de contrôle à distance : <planned>TDM TAP</planned> le 02/07.",
    "<planned>IRM</planned> le 02/07/2020 à 14 h.",
    "- <planned>TEP-scanner</planned> : RDV le 25/06/2020",
    "Une ordonnance de <planned>mammographie</planned> est remise pour septembre 2020.",
    "Bilan d'extension à prévoir par <planned>TEP</planned> avant le 15/07.",
    "Elle aura une <planned>IRM</planned> de contrôle en octobre.",
    "Nous avons prévu de réaliser une <planned>biopsie</planned> le 25/06.",
    "Nous allons faire une <planned>biopsie</planned> le 25/06.",
    "Reprise du <planned>Xeloda</planned> le 29/06/2020.",
    "<planned>Biopsie</planned> reprogrammée au 25/06.",
    "Le <planned>scanner</planned> est avancé au 25/06.",
    "Convocation pour <planned>TEP</planned> le 25/06.",
    "Surveillance par <planned>scanner</planned> dans 3 mois.",
    "On complètera par une <planned>IRM</planned> la semaine prochaine.",
    "<planned>Scanner</planned> en attente (RDV le 25/06).",
    "Poursuite du traitement, <planned>scanner</planned> fin août.",
    "Prochaine évaluation par <planned>scanner</planned> le 20/08/2020.",
]
PROPOSED = [
    "Une <proposed>biopsie</proposed> est proposée.",
    "La RCP propose une <proposed>TEP</proposed>.",
    "On pourrait envisager une <proposed>biopsie</proposed> de la surrénale.",
    "<proposed>IRM</proposed> à discuter.",
    "À discuter : <proposed>TEP</proposed>.",
    "En cas de progression, <proposed>lapatinib</proposed> et capécitabine.",
    "<proposed>Encorafénib</proposed> si progression cérébrale.",
    "Si muté et progression : <proposed>olaparib</proposed>.",
    "<proposed>TDM thoracique</proposed> à 3 mois si abstention.",
    "Il est recommandé de compléter par une <proposed>IRM</proposed>.",
    "Une <proposed>biopsie</proposed> serait souhaitable.",
    "L'indication d'une <proposed>biopsie</proposed> sera discutée en RCP.",
]
CANCELLED = [
    "<cancelled>TEP</cancelled> du 12/03/2020 annulée.",
    "<cancelled>Scanner</cancelled> du 12/03/2020 déprogrammé en raison du Covid.",
    "Le <cancelled>scanner</cancelled> prévu le 12/03/2020 a été annulé (panne).",
    "<cancelled>IRM</cancelled> du 12/03/2020 reportée sine die.",
    "La <cancelled>biopsie</cancelled> prévue le 12/03/2020 n'a pas eu lieu : annulée.",
    "Annulation de la <cancelled>TEP</cancelled> du 12/03/2020.",
    "La <cancelled>biopsie</cancelled> du foie a été écartée en raison de la difficulté d'accès.",
    "Déprogrammation du <cancelled>scanner</cancelled> prévu le 12/03/2020.",
    "Nouvelle <cancelled>biopsie</cancelled> prévue le 09/12/2019, annulée, finalement faite 8 jours plus tard.",
    "Rendez-vous de <cancelled>scanner</cancelled> du 12/03/2020 décommandé par le patient.",
    "Le <cancelled>scanner</cancelled> du 12/03/2020 n'a pas été honoré et a été annulé.",
    "Suite au confinement, la <cancelled>mammographie</cancelled> du 25/03/2020 a été déprogrammée.",
    "<cancelled>TEP</cancelled> annulée par le service (panne).",
    "La <cancelled>biopsie</cancelled> prévue le 12/03/2020 est annulée du fait des anticoagulants.",
    "Examen reporté : la <cancelled>TEP</cancelled> du 12/03/2020 n'a pas pu avoir lieu, ajournée.",
    "RDV annulé : <cancelled>IRM</cancelled> du 12/03/2020.",
    "<cancelled>Scanner</cancelled> du 25/03/2020 supprimé (Covid).",
]
REFUSED = [
    "<refused>TEP</refused> refusée par la patiente.",
    "Le patient refuse la <refused>biopsie</refused>.",
    "<refused>Biopsie</refused> proposée, le patient l'a déclinée.",
    "Refus de la <refused>biopsie</refused> par la patiente.",
    "Elle ne souhaite pas de <refused>tamoxifène</refused>.",
    "La patiente s'est opposée à la <refused>biopsie</refused>.",
    "<refused>Capécitabine</refused> proposée et refusée.",
    "<refused>IRM</refused> prévue le 12/03/2020 : la patiente ne s'y est pas rendue, elle refuse l'examen.",
    "Malgré nos explications, il n'a pas voulu de <refused>biopsie</refused>.",
    "<refused>Biopsie</refused> hépatique : refus.",
    "Il décline l'<refused>IRM</refused>.",
    "La patiente ne veut pas d'<refused>hormonothérapie par tamoxifène</refused>.",
    "Une <refused>biopsie</refused> a été proposée mais le patient n'en veut pas.",
    "Devant le refus du patient, la <refused>biopsie</refused> n'a pas été réalisée.",
    "Patient opposé à toute <refused>biopsie</refused>.",
]
NEGATED = [
    "Pas de <negated>biopsie</negated>.",
    "Il n'y a pas eu de <negated>scanner</negated> récent.",
    "<negated>Biopsie</negated> non réalisée.",
    "<negated>TEP</negated> non faite.",
    "La <negated>biopsie</negated> n'a pas pu être réalisée.",
    "Sans <negated>biopsie</negated> préalable.",
    "Absence de <negated>métastase</negated> hépatique.",
    "Pas de <negated>métastase</negated> osseuse au scanner.",
    "Aucune <negated>métastase</negated> hépatique.",
    "<negated>IRM</negated> contre-indiquée (pacemaker).",
    "Jamais de <negated>mammographie</negated>.",
    "Pas d'indication de <negated>biopsie</negated>.",
    "Dossier vu en RCP le 12/03/2020. <negated>Biopsie</negated> non nécessaire.",
    "Il n'a jamais reçu de <negated>capécitabine</negated>.",
    "Nous n'avons pas fait de <negated>biopsie</negated>.",
    "La <negated>TEP</negated> n'a pas été réalisée.",
    "<negated>IRM</negated> impossible (pacemaker).",
    "Ni <negated>métastase</negated> hépatique ni pulmonaire.",
    "Bilan négatif : pas de localisation secondaire, pas de <negated>métastase</negated>.",
    "Aucun <negated>scanner</negated> n'a été fait depuis 2018.",
    "Le <negated>scanner</negated> n'a jamais été fait.",
    "Les nodules ne sont pas des <negated>métastases</negated>.",
    "En l'absence de <negated>biopsie</negated>, le diagnostic reste incertain.",
]
SUSPECTED = [
    "Nodules hépatiques suspects de <suspected>métastases</suspected>.",
    "Suspicion de <suspected>métastase</suspected> osseuse.",
    "<suspected>Métastases</suspected> hépatiques possibles.",
    "Lésion douteuse, <suspected>métastase</suspected> non exclue.",
    "Aspect évocateur de <suspected>métastase</suspected> surrénalienne, à confirmer.",
    "<suspected>Métastase</suspected> ?",
    "On ne peut éliminer une <suspected>métastase</suspected>.",
]
PENDING = [
    "<pending>Anatomopathologie</pending> en attente.",
    "<pending>Anapath</pending> en cours.",
    "Bloc adressé ce jour pour <pending>BRCA1/2</pending>, résultat sous 4 semaines.",
    "<pending>BRCA</pending> : bloc de 2017 envoyé le 03/06, résultat non reçu.",
    "<pending>Statut RAS</pending> demandé sur la pièce de décembre.",
    "Recherche de <pending>mutation EGFR</pending> en cours.",
    "On demande une recherche de <pending>mutation EGFR</pending>.",
]


@pytest.mark.parametrize(
    "example",
    [*DONE, *PLANNED, *PROPOSED, *CANCELLED, *REFUSED, *NEGATED, *SUSPECTED, *PENDING],
    ids=lambda text: text[:70],
)
def test_says_what_became_of_an_event(nlp, example):
    check(nlp, example)


@pytest.mark.parametrize(
    ("text", "experiencer"),
    [
        ("Sa mère a eu une biopsie du sein.", "family"),
        ("ATCD familiaux : tante maternelle, métastases hépatiques en 1991.", "family"),
        ("Sa femme est traitée par tamoxifène depuis janvier 2019.", "family"),
        ("Vu avec sa fille. Biopsie hépatique le 12/03/2020.", "patient"),
        ("Son frère a un cancer de la prostate. Scanner du 12/03/2020 normal.", "patient"),
    ],
)
def test_says_whose_event_it_is(nlp, text, experiencer):
    assert {event.experiencer.value for event in read(nlp, text)} == {experiencer}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Biopsie prévue le 09/12/2019, annulée, finalement faite le 17/12/2019.",
            ["cancelled 2019-12-09", "done 2019-12-17"],
        ),
        (
            "TEP programmée le 04/05/2020, déprogrammée (Covid), reprogrammée le 11/05/2020, faite le 13/05/2020.",
            ["cancelled 2020-05-04", "done 2020-05-13"],
        ),
        (
            "TDM TAP du 27/04/2020 (initialement prévu le 25/03/2020, reporté Covid) : stabilité.",
            ["cancelled 2020-03-25", "done 2020-04-27"],
        ),
        ("Scanner initialement prévu en avril 2020, décalé (covid).", ["cancelled 2020-04-01"]),
        ("PBH prévue le 9, annulée en raison d'un INR à 2.", ["cancelled 2020-06-09"]),
        ("TEP prévue le 2 juillet annulée.", ["cancelled 2020-07-02"]),
        ("Scanner du 12/03/2020 annulé.", ["cancelled 2020-03-12"]),
    ],
)
def test_tells_what_was_called_off_beside_what_took_its_place(nlp, text, told):
    assert sorted(f"{e.status.value} {e.interval.start}" for e in read(nlp, text)) == told


@given(
    st.text(alphabet="abdeéirstu .,;:()'-\n0123456789", max_size=80),
    st.sampled_from(["TEP", "biopsie", "Xeloda", "métastase"]),
)
@settings(max_examples=30)
def test_any_words_around_an_event_leave_it_one_status(nlp, words, event):
    for found in read(nlp, f"{words} {event} {words}"):
        assert found.status.value
        assert not {"settled_at", "called_off_at"} & set(found.attributes)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Pas de récidive jusqu'en mai 2019, date à laquelle des métastases hépatiques sont apparues.", "done"),
        ("Contrôles sans maladie jusqu'en mai 2019, lorsqu'une métastase osseuse est vue.", "done"),
        ("Après un intervalle sans progression (SSP) de 12 mois, métastases pulmonaires.", "done"),
        ("Sans récidive locale, mais avec une progression hépatique.", "done"),
        ("Veine cave sans thrombose, mais deux nouvelles métastases hépatiques.", "done"),
        ("Le scanner n'a montré aucune récidive ni métastase hépatique.", "negated"),
        ("Contrôle sans récidive ni métastase hépatique jusqu'en mai 2019.", "negated"),
        ("Une prise de contraste de la dure-mère, et une métastase osseuse.", "done"),
    ],
)
def test_a_denial_ends_with_its_time(nlp, words, status):
    (found,) = [e for e in read(nlp, f"Cancer du sein. {words}") if e.family is Family.METASTASIS]
    assert (found.status.value, found.experiencer.value) == (status, "patient")


#: What ``_next_one`` stands for, as one pattern.
NEXT_ONE = re.compile(
    r"(?<=\d)[^.;\d]{0,30}[,;] ?(?:et |puis |avec )?(?:(?:le|la|un|une) )?"
    r"(?:[cj] ?\d{1,2}\b|prochaine?s?\b|suivante?s?\b|second|deuxieme|2e(?:me)?\b|(?:donc )?a (?:refaire|recontroler|repeter)\b)"
    r"|[,;] ?(?:mais |et |or )?cel(?:le|ui) (?:(?:initialement |qui etait )?(?:prevue?|programmee?|demandee?)|du|de)\b"
    r"|[,;] ?(?:et |puis |avec )?(?:(?:le|un|son|nouveau|prochain) ){0,2}controles?\b(?= (?:a |en |dans |le |prevu|programm|au |fin |debut |\d))"
)
SERIES = st.lists(
    st.sampled_from(["1", "12/", "c2", "j 8", ", ", "; ", ". ", " ", "le ", "et ", "prochain", "controle en", "2eme", "a refaire", "celle prevue", "x " * 20]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(SERIES)
def test_the_next_of_a_series_begins_where_the_pattern_says(after):
    match = NEXT_ONE.search(after)
    assert _next_one(after) == (len(after) if match is None else match.start())
