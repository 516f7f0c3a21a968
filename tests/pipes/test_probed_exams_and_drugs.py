"""Short sentences about exams and swallowed drugs as hospitals word them: each kind of a mended bug in several wordings."""

from datetime import date

import pytest

from onco_pipeline.events import Experiencer, Family, Status
from onco_pipeline.extraction.reading import read_events

_FAMILIES = (Family.IMAGING, Family.ORAL_THERAPY)


def told(written: str, note: str, filed: str = "CR-CONS") -> set[str]:
    """Return what a note tells of exams and drugs: "planned ct 2023-02-20", "done stop létrozole 2022-11-01..2022-11-30"."""
    lines = set()
    for event in read_events(note, filed, date.fromisoformat(written)):
        kept = event.status in (Status.DONE, Status.PLANNED) and event.experiencer is Experiencer.PATIENT
        if event.family not in _FAMILIES or not kept or event.interval is None:
            continue
        what = f"{event.subtype} {event.site}" if event.family is Family.ORAL_THERAPY else event.subtype
        start, end = event.interval.start, event.interval.end
        lines.add(f"{event.status} {what} {start}" + ("" if start == end else f"..{end}"))
    return lines


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        # arranged by the one who writes
        ("2023-02-07", "Je fais pratiquer un scanner le 14 février et le reverrai ensuite.", "planned ct 2023-02-14"),
        ("2023-02-07", "Nous faisons réaliser une IRM hépatique le 21 février.", "planned mri 2023-02-21"),
        ("2023-02-07", "Je lui fais passer un scanner ce jour : pas de lésion.", "done ct 2023-02-07"),
        ("2023-02-07", "L'IRM que vous avez fait pratiquer le 3 février est normale.", "done mri 2023-02-03"),
        ("2020-06-12", "Accepte l'échographie, calée au 17.", "planned ultrasound 2020-06-17"),
        ("2020-06-12", "Échographie casée le 18 à 8h.", "planned ultrasound 2020-06-18"),
        ("2020-06-12", "IRM fixée au 19.", "planned mri 2020-06-19"),
        ("2020-06-12", "TEP : lésion qui fixe au niveau du foie le 3 juin.", "done pet 2020-06-03"),
        # called again, or done after all
        (
            "2019-10-04",
            "Il devait passer un scanner le 30 septembre mais la machine était en panne ; il est reconvoqué le 11 octobre.",
            "planned ct 2019-10-11",
        ),
        (
            "2019-10-04",
            "Elle n'est pas venue à son IRM du 1er octobre, elle est reconvoquée le 15.",
            "planned mri 2019-10-15",
        ),
        ("2019-10-04", "Scanner du 2/10 non fait (veines), reconvocation le 16/10.", "planned ct 2019-10-16"),
        ("2021-03-16", "TEP du 22 au 24 février impossible (grève), réalisée le 3 mars.", "done pet 2021-03-03"),
        ("2021-03-16", "IRM impossible le 2 mars, faite le 9.", "done mri 2021-03-09"),
    ],
)
def test_when_an_exam_is_set(written: str, note: str, expected: str) -> None:
    assert told(written, note) == {expected}


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2022-09-22",
            "Surveillance : scanner tous les 6 mois pendant 3 ans puis annuel. Dernier le 14/09 normal.",
            {"done ct 2022-09-14"},
        ),
        ("2022-09-22", "Mammographie annuelle. La dernière en mai 2022.", {"done mammography 2022-05-01..2022-05-31"}),
        (
            "2024-01-15",
            "Le dernier scan (nov 23) parlait de stabilité, le précédent (juil 23) aussi.",
            {"done ct 2023-11-01..2023-11-30", "done ct 2023-07-01..2023-07-31"},
        ),
        (
            "2024-01-15",
            "Scanner du 10/01 comparé au précédent (12/10/23).",
            {"done ct 2024-01-10", "done ct 2023-10-12"},
        ),
        (
            "2019-10-04",
            "Première TDM le 2 octobre, la seconde le 20 décembre.",
            {"done ct 2019-10-02", "planned ct 2019-12-20"},
        ),
        ("2019-10-04", "1er scanner le 2 juillet, 2e le 1er octobre.", {"done ct 2019-07-02", "done ct 2019-10-01"}),
        # one exam, told with its day
        (
            "2016-07-01",
            "Les scanners ont confirmé la réponse (le dernier en mai 2016).",
            {"done ct 2016-05-01..2016-05-31"},
        ),
        # of something else
        ("2021-03-16", "Scanner tous les 3 mois. 6 cures de FEC, dernière le 12/02.", set()),
        (
            "2021-03-16",
            "TEP le 02/02. Deux résections, la première le 12/02, la seconde le 05/03.",
            {"done pet 2021-02-02"},
        ),
    ],
)
def test_one_more_of_the_exams_just_told(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Mammographie [x] 26/02/2021 - IRM [ ] - TEP [ ]", {"done mammography 2021-02-26"}),
        ("[x] TEP 12/02/21 [ ] IRM [ ] Scinti osseuse", {"done pet 2021-02-12"}),
        ("☒ Scanner 02/03/21 ☐ IRM ☐ TEP", {"done ct 2021-03-02"}),
        ("Scanner TAP : OUI (02/03/21)  IRM cérébrale : NON  TEP : NON", {"done ct 2021-03-02"}),
        ("IRM (non injectée) du 12/02 : RAS.", {"done mri 2021-02-12"}),
    ],
)
def test_a_box_left_empty_is_no_exam(note: str, expected: set[str]) -> None:
    assert told("2021-03-16", note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        ("2023-02-07", "IRM du deux février 2023 normale.", "done mri 2023-02-02"),
        ("2023-02-07", "TEP du vingt-deux janvier dernier.", "done pet 2023-01-22"),
        ("2023-02-07", "Scanner du trente et un décembre 2022.", "done ct 2022-12-31"),
        ("2022-10-07", "IRM en sept 2022.", "done mri 2022-09-01..2022-09-30"),
        ("2023-11-08", "TDM TAP 06 11 23 : RAS", "done ct 2023-11-06"),
        ("2023-11-08", "Résultat de l'IRM cérébrale effectuée à Lyon le 31 octobre dernier.", "done mri 2023-10-31"),
    ],
)
def test_days_in_words_with_blanks_and_behind_a_result(written: str, note: str, expected: str) -> None:
    assert told(written, note) == {expected}


def test_a_report_that_dates_its_exam_at_its_foot() -> None:
    note = (
        "SCANNER TAP\nComparaison : TDM du 04/03/20.\nRésultats : pas de lésion.\nExamen réalisé le 11/06/20 par Dr K."
    )
    assert told("2020-06-12", note, "CR-IMAG") == {"done ct 2020-06-11", "done ct 2020-03-04"}


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        # wished, agreed on, or meant to be
        ("2023-11-08", "Le patient souhaite arrêter l'imatinib en janvier.", set()),
        ("2023-11-08", "Elle aimerait interrompre son létrozole en décembre.", set()),
        (
            "2023-11-08",
            "Elle a souhaité arrêter le tamoxifène en mars.",
            {"done stop tamoxifène 2023-03-01..2023-03-31"},
        ),
        (
            "2020-06-12",
            "Nous avons convenu avec Mme d'un arrêt du tamoxifène au 30 juin.",
            {"planned stop tamoxifène 2020-06-30"},
        ),
        ("2020-06-12", "L'arrêt du tamoxifène interviendra le 30 juin.", {"planned stop tamoxifène 2020-06-30"}),
        ("2024-01-15", "Le Piqray devait débuter le 8 janvier mais glycémie trop haute : pas débuté.", set()),
        ("2024-01-15", "Il devait reprendre le Sutent le 5 janvier, il n'a pas repris.", set()),
        # in place of another, which cannot be had
        ("2023-02-07", "Changement le 02/02 : exémestane au lieu du létrozole.", {"done start exémestane 2023-02-02"}),
        (
            "2023-02-07",
            "En lieu et place de l'Arimidex, Femara depuis janvier.",
            {"done start létrozole 2023-01-01..2023-01-31"},
        ),
        (
            "2019-10-04",
            "Fareston jamais disponible, tamoxifène commencé le 23/9.",
            {"done start tamoxifène 2019-09-23"},
        ),
        (
            "2019-10-04",
            "Lapatinib en rupture, capécitabine débutée seule le 23/9.",
            {"done start capécitabine 2019-09-23"},
        ),
        # somebody else's
        ("2019-10-04", "Vit avec un mari sous Glivec depuis 2010.", set()),
        ("2019-10-04", "Son compagnon prend de l'Imbruvica depuis 2018.", set()),
        ("2019-10-04", "Sa voisine est sous Tagrisso depuis mars.", set()),
        # a dose forgotten
        ("2020-06-12", "Oubli de prise du Tyverb hier soir, repris ce matin.", set()),
        ("2020-06-12", "A sauté une prise de Xeloda dimanche, reprise normale lundi.", set()),
    ],
)
def test_what_does_not_begin_or_end(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Nous baissons aujourd'hui l'Ibrance d'un palier (100 mg).", {"palbociclib 2024-01-15"}),
        ("Retour à la dose pleine de Lenvima ce jour.", {"lenvatinib 2024-01-15"}),
        ("Zejula 200 mg/j, baissé le 05/01 à 100 mg/j.", {"niraparib 2024-01-05"}),
        ("Sutent majoré la semaine dernière à 50 mg.", {"sunitinib 2024-01-08..2024-01-14"}),
        ("Kisqali diminué d'un palier le 8 janvier.", {"ribociclib 2024-01-08"}),
        ("Je diminue le Cabometyx de moitié dès aujourd'hui.", {"cabozantinib 2024-01-15"}),
        ("L'Inlyta a été augmenté en décembre.", {"axitinib 2023-12-01..2023-12-31"}),
        ("Votrient, que nous avons réduit en novembre, est mieux toléré.", {"pazopanib 2023-11-01..2023-11-30"}),
        ("Baisse d'un palier du Lynparza le 3 janvier (anémie).", {"olaparib 2024-01-03"}),
        ("Stivarga remonté hier à 120 mg.", {"régorafénib 2024-01-14"}),
    ],
)
def test_a_change_of_dose_begins_nothing(note: str, expected: set[str]) -> None:
    assert told("2024-01-15", note) == {f"done dose_change {one}" for one in expected}


@pytest.mark.parametrize(
    "note",
    [
        "La lésion a diminué le 10/01 sous Tagrisso.",
        "Les corticoïdes sont diminués ce jour, Temodal poursuivi.",
        "Le PSA a diminué depuis décembre sous Erleada.",
    ],
)
def test_what_shrinks_is_no_dose(note: str) -> None:
    assert told("2024-01-15", note) == set()


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2022-09-22",
            "Sprycel 100 (2015), 70 (2017), arrêt 2020.",
            {
                "done start dasatinib 2015-01-01..2015-12-31",
                "done dose_change dasatinib 2017-01-01..2017-12-31",
                "done stop dasatinib 2020-01-01..2020-12-31",
            },
        ),
        (
            "2021-03-16",
            "Verzenios 2 cp/j (01/21) puis 1 cp/j (02/21).",
            {"done start abémaciclib 2021-01-01..2021-01-31", "done dose_change abémaciclib 2021-02-01..2021-02-28"},
        ),
        (
            "2020-06-12",
            "Bosulif : 200 mg depuis le 1/4, 300 depuis le 1/5, 400 mg à partir de ce jour.",
            {"done start bosutinib 2020-04-01", "done dose_change bosutinib 2020-05-01", "done dose_change bosutinib 2020-06-12"},
        ),
        (
            "2021-03-16",
            "Témodal avec la RT du 14/12/20 au 25/01/21, puis adjuvant à partir du 22/02.",
            {
                "done start témozolomide 2020-12-14",
                "done stop témozolomide 2021-01-25",
                "done start témozolomide 2021-02-22",
            },
        ),
        ("2024-01-15", "Jusqu'au 31/12 elle prenait 2,5 mg de Femara, depuis rien.", {"done stop létrozole 2023-12-31"}),
        ("2019-10-04", "Sous létrozole 2,5 mg depuis la fin de sa radiothérapie (mars 2018).", {"done start létrozole 2018-03-01..2018-03-31"}),
        ("2024-01-15", "Jakavi 15 mg x 2 depuis mars 2022.", {"done start ruxolitinib 2022-03-01..2022-03-31"}),
        (
            "2019-10-04",
            "2L : everolimus/exemestane depuis 06/18.",
            {"done start évérolimus 2018-06-01..2018-06-30", "done start exémestane 2018-06-01..2018-06-30"},
        ),
    ],
)  # fmt: skip
def test_courses_of_a_drug(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # days to come: one tells of the results, one of who does it again
        ("TAP+TEP le 21/03, résultats le 28.", {"planned ct 2022-03-21", "planned pet 2022-03-21"}),
        ("TEP le 21/02, résultats satisfaisants.", {"done pet 2022-02-21"}),
        (
            "TEP du 3/3 : réponse. On en refait un en mai.",
            {"done pet 2022-03-03", "planned pet 2022-05-01..2022-05-31"},
        ),
        ("IRM le 2 mars : doute. On la refera en juin.", {"done mri 2022-03-02", "planned mri 2022-06-01..2022-06-30"}),
        (
            "Mammographie, le 12/02. La prochaine, le 12/02/23.",
            {"done mammography 2022-02-12", "planned mammography 2023-02-12"},
        ),
        ("L'IRM est avancée d'un mois : 6 avril au lieu du 6 mai.", {"planned mri 2022-04-06"}),
        ("Scanner non fait (extravasation). Reprogrammé 10/03.", {"planned ct 2022-03-10"}),
        ("IRM pelvienne demandée, RV 29/3.", {"planned mri 2022-03-29"}),
        # refused at first, not gone to
        ("IRM refusée en janvier, puis acceptée et faite le 02/03.", {"done mri 2022-03-02"}),
        ("Le patient refuse la TEP mais accepte le scanner, fait le 02/03.", {"done ct 2022-03-02"}),
        ("N'ira pas à son IRM du 11 mars.", set()),
        ("Elle ne viendra pas au scanner du 15/03.", set()),
        # the bracket of each
        ("TDM (CHU, 11/02) et IRM foie (privé, 18/02) relues.", {"done ct 2022-02-11", "done mri 2022-02-18"}),
        ("TEP initial (12/01/22) puis à 2 cycles (23/02/22).", {"done pet 2022-01-12", "done pet 2022-02-23"}),
        ("Scanner (10/01/22) puis après 3 mois (01/03/22) : RP.", {"done ct 2022-01-10", "done ct 2022-03-01"}),
        (
            "Deux échographies (sept. et déc. 2021) sans changement.",
            {"done ultrasound 2021-09-01..2021-09-30", "done ultrasound 2021-12-01..2021-12-31"},
        ),
        ("Uvéite. La tomographie en cohérence optique (OCT) est normale. Scanner normal.", set()),
        # the week-end, the hour at the head of the line
        ("Scanner aux urgences ce week-end : RAS.", {"done ct 2022-03-05..2022-03-06"}),
        ("Le week-end, elle fait du vélo. Scanner normal.", set()),
        ("Radio faite le week-end dernier.", {"done xray 2022-03-05..2022-03-06"}),
        ("15h : de retour du TEP. Sortie demain.", {"done pet 2022-03-09"}),
        ("La radio hier était normale.", {"done xray 2022-03-08"}),
        ("Séances de radio ce jour.", set()),
    ],
)
def test_exams_of_a_second_reading(note: str, expected: set[str]) -> None:
    assert told("2022-03-09", note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Cabometyx 40 jusqu'au 14/02, 20 ensuite.", {"done dose_change cabozantinib 2022-02-14"}),
        ("Sutent 50 jusqu'en janvier, 37,5 mg depuis.", {"done dose_change sunitinib 2022-01-01..2022-01-31"}),
        ("Femara jusqu'en décembre 2021, rien depuis.", {"done stop létrozole 2021-12-01..2021-12-31"}),
        (
            "Sous Lenvima 20 depuis janvier. A compter du 15/03 : 14 mg.",
            {"done start lenvatinib 2022-01-01..2022-01-31", "planned dose_change lenvatinib 2022-03-15"},
        ),
        ("Depuis le 1/03 elle est passée de 3 à 2 cp d'Ibrance.", {"done dose_change palbociclib 2022-03-01"}),
        ("Létrozole refusé d'abord, accepté ce jour : débuté ce jour.", {"done start létrozole 2022-03-09"}),
        ("N'a plus d'Ibrance depuis lundi.", {"done stop palbociclib 2022-03-07"}),
        ("Palbociclib (bras A) randomisé le 17/12/21, C1J1 le 22/12/21.", {"done start palbociclib 2021-12-22"}),
        ("SCANNER STABLE ON CONTINUE TAGRISSO SCANNER DANS 3 MOIS", {"planned ct 2022-06-01..2022-06-30"}),
        ("Reprise de la capécitabine autorisée à partir de lundi prochain.", {"planned start capécitabine 2022-03-14"}),
        ("Zytiga débuté le week-end dernier.", {"done start abiratérone 2022-03-05..2022-03-06"}),
        ("Everolimus 10 mg depuis le 12/06/21.", {"done start évérolimus 2021-06-12"}),
        ("Everolimus 0,75 mg x 2 depuis le 12/06/21 (rein).", set()),
    ],
)
def test_drugs_of_a_second_reading(note: str, expected: set[str]) -> None:
    assert told("2022-03-09", note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # counted from a day marked before its date
        ("J0 chir : 08/11. Scanner AP à J7 pour fièvre : abcès.", {"done ct 2021-11-15"}),
        ("J1 : TDM cérébrale (12/11). J2 : IRM de perfusion.", {"done ct 2021-11-12", "done mri 2021-11-13"}),
        # the next one where this one was not made
        ("PAS DE SCANNER CETTE FOIS CI. PROCHAIN EN FEVRIER.", {"planned ct 2022-02-01..2022-02-28"}),
        ("Aurait dû passer une IRM le 15 octobre mais il a été hospitalisé.", set()),
        ("Oubli du RDV scanner vendredi ; reprogrammé à mercredi prochain.", {"planned ct 2021-11-24"}),
        ("L'échographie (reportée plusieurs fois) a finalement pu être faite lundi.", {"done ultrasound 2021-11-15"}),
        ("Il est toujours en attente de son PET (demandé le 20 octobre).", set()),
        ("RDV TEP donné au secrétariat : 1/12 à 8h.", {"planned pet 2021-12-01"}),
        ("Scanner planifié entre le 6 et le 10 décembre.", {"planned ct 2021-12-06..2021-12-10"}),
        # several of one name
        (
            "IRM cérébrale tous les 3 mois (12/03, 11/06, 10/09) : RAS.",
            {"done mri 2021-03-12", "done mri 2021-06-11", "done mri 2021-09-10"},
        ),
        (
            "PET-FDG : 12/08/2021 (pré), 14/10/2021 (post C3), à faire fin décembre (post C6).",
            {"done pet 2021-08-12", "done pet 2021-10-14", "planned pet 2021-12-21..2021-12-31"},
        ),
        ("Écho refaite aujourd'hui : idem 05/11.", {"done ultrasound 2021-11-17", "done ultrasound 2021-11-05"}),
        ("Mammographie annuelle depuis 2012, dernière le 03/11.", {"done mammography 2021-11-03"}),
        (
            "Rx thorax : opacité (30/09) -> scanner : masse (04/10) -> TEP (13/10).",
            {"done xray 2021-09-30", "done ct 2021-10-04", "done pet 2021-10-13"},
        ),
    ],
)
def test_exams_of_a_third_reading(note: str, expected: set[str]) -> None:
    assert told("2021-11-17", note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Prise d'imatinib irrégulière en août (vacances).", set()),
        ("Première prise d'imatinib le 12/11.", {"done start imatinib 2021-11-12"}),
        (
            "Depuis février 2019 : Aromasine. Depuis mars 2021 : Afinitor. Mucite en avril 2021 -> Afinitor 5 mg.",
            {
                "done start exémestane 2019-02-01..2019-02-28",
                "done start évérolimus 2021-03-01..2021-03-31",
                "done dose_change évérolimus 2021-04-01..2021-04-30",
            },
        ),
        ("Je prescris le Xeloda ce jour, début lundi.", {"planned start capécitabine 2021-11-22"}),
        ("Prescription ce jour : Xeloda 2000 mg/m²/j J1-J14, début demain.", {"planned start capécitabine 2021-11-18"}),
        (
            "Tafinlar 150x2 Mekinist 2 depuis 05/10 ; pause le 26/10.",
            {
                "done start dabrafénib 2021-10-05",
                "done start tramétinib 2021-10-05",
                "done stop dabrafénib 2021-10-26",
                "done stop tramétinib 2021-10-26",
            },
        ),
        (
            "Mektovi 45 x2 → 30 x2 (sept.) → 45 x2 (oct.).",
            {
                "done dose_change binimétinib 2021-09-01..2021-09-30",
                "done dose_change binimétinib 2021-10-01..2021-10-31",
            },
        ),
        ("Abandon du Lynparza en septembre.", {"done stop olaparib 2021-09-01..2021-09-30"}),
        ("Abandon du projet de biopsie en septembre, Lynparza poursuivi.", set()),
    ],
)
def test_drugs_of_a_third_reading(note: str, expected: set[str]) -> None:
    assert told("2021-11-17", note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Scanner reporté par le service : nouvelle convocation le 6 juin.", {"planned ct 2023-06-06"}),
        (
            "Dernière mammographie : mai 2022, donc à refaire ce mois-ci.",
            {"done mammography 2022-05-01..2022-05-31", "planned mammography 2023-05-01..2023-05-31"},
        ),
        (
            "Échographie hépatique tous les 6 mois. Dernière : décembre 2022. Prochaine : juin 2023.",
            {"done ultrasound 2022-12-01..2022-12-31", "planned ultrasound 2023-06-01..2023-06-30"},
        ),
        ("PET négatif le 3 avril versus positif le 4 janvier.", {"done pet 2023-04-03", "done pet 2023-01-04"}),
        ("Revu le 16 mai avec scanner du 12 : RP.", {"done ct 2023-05-12"}),
        ("Sera revue le 16 juin avec scanner.", {"planned ct 2023-06-16"}),
        ("Reprise Lynparza la semaine prochaine si Hb > 9.", {"planned start olaparib 2023-05-29..2023-06-04"}),
        ("Stivarga J1 demain si bilan hépatique correct.", {"planned start régorafénib 2023-05-24"}),
        ("Xeloda à reprendre si amélioration.", set()),
        ("Introduction du Tukysa mercredi, le 24.", {"planned start tucatinib 2023-05-24"}),
        ("Vu lundi le 22 : scanner normal.", {"done ct 2023-05-22"}),
    ],
)
def test_a_fourth_reading(note: str, expected: set[str]) -> None:
    assert told("2023-05-23", note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("TDM impossible à interpréter le 12/03.", {"done ct 2021-03-12"}),
        ("IRM du 12/03 : impossible de conclure, artefacts.", {"done mri 2021-03-12"}),
        ("Scanner impossible à réaliser le 12/03.", set()),
        (
            "TEP du 02/03 : Deauville 4, le précédent (10/12) Deauville 3.",
            {"done pet 2021-03-02", "done pet 2020-12-10"},
        ),
        ("Scanner en mars. Dernière hospitalisation le 02/02. Dernière le 03/03.", {"done ct 2021-03-01..2021-03-31"}),
    ],
)
def test_what_cannot_be_read_was_made(note: str, expected: set[str]) -> None:
    assert told("2021-03-16", note) == expected
