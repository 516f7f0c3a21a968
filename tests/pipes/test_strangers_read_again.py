"""More exams and drugs as hospitals that nobody here has read word them: each kind of a mended bug in several wordings."""

import pytest
from test_probed_exams_and_drugs import told


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        ("2023-07-19", "Refaire écho hépatique en septembre SVP.", {"planned ultrasound 2023-09-01..2023-09-30"}),
        ("2021-12-01", "Xalkori arrêté du 15/11 au 29/11, puis 200 x2.", {"done stop crizotinib 2021-11-15"}),
        ("2022-03-30", "Glivec 300 mg ; était à 400 jusqu'au 28 février.", {"done dose_change imatinib 2022-02-28"}),
        (
            "2022-03-30",
            "Passage en prise un jour sur deux du Glivec le 15 mars (œdèmes).",
            {"done dose_change imatinib 2022-03-15"},
        ),
        ("2022-03-30", "Glivec passé à un jour sur deux le 15 mars.", {"done dose_change imatinib 2022-03-15"}),
        (
            "2022-03-30",
            "Lenvima : cinq jours sur sept depuis la mi-mars au lieu de tous les jours.",
            {"done dose_change lenvatinib 2022-03-11..2022-03-20"},
        ),
        ("2022-03-30", "Hydréa un jour sur deux depuis 2018.", {"done start hydroxycarbamide 2018-01-01..2018-12-31"}),
        ("2018-02-14", "Ibrance C2 décalé du 05/02 au 12/02.", set()),
        ("2020-11-18", "Avait bien pris son Inlyta jusqu'à dimanche soir.", {"done stop axitinib 2020-11-15"}),
        ("2020-11-18", "A pris l'Inlyta jusqu'à hier.", {"done stop axitinib 2020-11-17"}),
        ("2020-11-18", "Inlyta poursuivi jusqu'à lundi dernier.", {"done stop axitinib 2020-11-16"}),
        (
            "2020-11-18",
            "Patiente sous Femara depuis sa ménopause chirurgicale en juin 2018.",
            {"done start létrozole 2018-06-01..2018-06-30"},
        ),
        (
            "2022-03-30",
            "Le Tasigna, mal toléré, a cédé la place au Bosulif le 7 mars 2022.",
            {"done start bosutinib 2022-03-07"},
        ),
        (
            "2022-03-30",
            "Le Tasigna, mal supporté sur le plan cutané, a été remplacé par le Bosulif le 7 mars 2022.",
            {"done start bosutinib 2022-03-07"},
        ),
        (
            "2021-12-01",
            "Zejula 300 mg 15/09 (J1), thrombopénie G4 J22 (arrêt), reprise 200 mg 08/11.",
            {"done start niraparib 2021-09-15", "done start niraparib 2021-11-08", "done stop niraparib 2021-10-06"},
        ),
        ("2018-02-14", "Ibrance, début lundi.", {"done start palbociclib 2018-02-12"}),
        ("2018-02-14", "Ibrance 125 mg, début le 19 février.", {"planned start palbociclib 2018-02-19"}),
        (
            "2019-05-15",
            "On a refait hier un scanner, celui du mois de mars étant de qualité médiocre.",
            {"done ct 2019-03-01..2019-03-31", "done ct 2019-05-14"},
        ),
        ("2019-05-15", "IRM dans le tube puis crise de panique : examen interrompu (14/05).", set()),
        ("2019-05-15", "IRM du 14/05 : claustrophobie, examen arrêté.", set()),
        (
            "2019-05-15",
            "Scanner du 14/05 interrompu avant injection (extravasation) ; à refaire le 21/05.",
            {"planned ct 2019-05-21"},
        ),
        ("2019-05-15", "10h TDM / 11h30 cs anesthésie / retour domicile", {"done ct 2019-05-15"}),
        ("2019-05-15", "14h30 écho abdo : RAS", {"done ultrasound 2019-05-15"}),
        (
            "2019-05-15",
            "brancardage IRM annulé car chaussures orthopédiques, refixé jeudi 14h",
            {"planned mri 2019-05-16"},
        ),
        ("2019-05-15", "IRM annulée, recalée le 22/05.", {"planned mri 2019-05-22"}),
        (
            "2019-05-15",
            "Examen réalisé le 15.05.2019 à 14:32\nTEP-TDM au 18F-FDG\nDélai injection-acquisition 62 min.",
            {"done pet 2019-05-15"},
        ),
        ("2019-05-15", "Examen du 14/05/2019\nTEP-TDM au 18F-FDG : normal", {"done pet 2019-05-14"}),
        ("2019-05-15", "Réalisé le 14/05/2019\nIRM HEPATIQUE\nIndication : bilan.", {"done mri 2019-05-14"}),
        (
            "2019-05-15",
            "Échographie semestrielle, la dernière datait de décembre.",
            {"done ultrasound 2018-12-01..2018-12-31"},
        ),
    ],
)
def test_second_battery(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2022-10-12",
            "Zytiga mis en route en janvier 2020, une interruption de 3 semaines en avril 2021 (cytolyse), sinon continu.",
            {"done start abiratérone 2020-01-01..2020-01-31", "done stop abiratérone 2021-04-01..2021-04-30"},
        ),
        ("2022-10-12", "Zytiga mis en route en janvier 2020.", {"done start abiratérone 2020-01-01..2020-01-31"}),
        (
            "2022-10-12",
            "Zytiga mis en place en janvier 2020, arrêté en avril 2021.",
            {"done start abiratérone 2020-01-01..2020-01-31", "done stop abiratérone 2021-04-01..2021-04-30"},
        ),
        (
            "2022-10-12",
            "Zytiga débuté en janvier 2020, une interruption en avril 2021.",
            {"done start abiratérone 2020-01-01..2020-01-31", "done stop abiratérone 2021-04-01..2021-04-30"},
        ),
        (
            "2022-10-12",
            "Sous bicalutamide en monothérapie entre 2016 et 2019 (refus des injections).",
            {"done start bicalutamide 2016-01-01..2016-12-31", "done stop bicalutamide 2019-01-01..2019-12-31"},
        ),
        (
            "2022-10-12",
            "Bicalutamide en monothérapie entre 2016 et 2019.",
            {"done start bicalutamide 2016-01-01..2016-12-31", "done stop bicalutamide 2019-01-01..2019-12-31"},
        ),
        (
            "2022-10-12",
            "Bicalutamide entre 2016 et 2019.",
            {"done start bicalutamide 2016-01-01..2016-12-31", "done stop bicalutamide 2019-01-01..2019-12-31"},
        ),
        (
            "2022-10-12",
            "Sous bicalutamide de 2016 à 2019 (refus des injections).",
            {"done start bicalutamide 2016-01-01..2016-12-31", "done stop bicalutamide 2019-01-01..2019-12-31"},
        ),
        (
            "2022-10-12",
            "Depuis l'ajout du Tukysa au Xeloda (12 septembre), cytolyse.",
            {"done start tucatinib 2022-09-12"},
        ),
        ("2022-10-12", "Tukysa ajouté au Xeloda le 12 septembre.", {"done start tucatinib 2022-09-12"}),
        (
            "2022-10-12",
            "Monsieur B. s'est vu prescrire du Xtandi le 20 septembre dernier. Le traitement n'a été débuté que le 3 octobre, faute de stock.",
            {"done start enzalutamide 2022-10-03"},
        ),
        ("2022-10-12", "Xtandi prescrit le 20/09, débuté seulement le 3/10.", {"done start enzalutamide 2022-10-03"}),
        ("2022-10-12", "Xtandi prescrit le 20/09. Début effectif le 3/10.", {"done start enzalutamide 2022-10-03"}),
        (
            "2022-10-12",
            "Bilan : scinti os et TEP réalisées respectivement les 2 et 4 août.",
            {"done bone_scan 2022-08-02", "done pet 2022-08-04"},
        ),
        (
            "2022-10-12",
            "Scanner et IRM faits respectivement le 2 et le 4 août.",
            {"done ct 2022-08-02", "done mri 2022-08-04"},
        ),
        ("2022-10-12", "IRM deux jours avant l'opération (12/09).", {"done mri 2022-09-10"}),
        ("2022-10-12", "Scanner à 3 mois normal (20/09). ", {"done ct 2022-09-20"}),
        ("2022-10-12", "TDM à 6 mois stable (20/09/2022).", {"done ct 2022-09-20"}),
        ("2022-10-12", "IRM à 3 mois (20/09) : stable.", {"done mri 2022-09-20"}),
        ("2022-10-12", "Xtandi prescrit le 20/09 et débuté le 3/10.", {"done start enzalutamide 2022-10-03"}),
        (
            "2022-10-12",
            "Le Xtandi lui a été prescrit en septembre, mais il ne l'a commencé que le 3/10.",
            {"done start enzalutamide 2022-10-03"},
        ),
        ("2022-10-12", "Prescription de Xtandi le 20/09, commencé le 3/10.", {"done start enzalutamide 2022-10-03"}),
        ("2022-10-12", "Xtandi prescrit le 20/09.", {"done start enzalutamide 2022-09-20"}),
        (
            "2022-10-12",
            "Zytiga mis en route en janvier 2020, une interruption de 3 semaines en avril 2021.",
            {"done start abiratérone 2020-01-01..2020-01-31", "done stop abiratérone 2021-04-01..2021-04-30"},
        ),
        (
            "2022-10-12",
            "Zytiga débuté en janvier 2020, interruption de 3 semaines en avril 2021.",
            {"done start abiratérone 2020-01-01..2020-01-31", "done stop abiratérone 2021-04-01..2021-04-30"},
        ),
        (
            "2022-10-12",
            "Zytiga débuté en janvier 2020, pause de 15 jours en avril 2021 puis reprise.",
            {"done start abiratérone 2020-01-01..2020-01-31", "done stop abiratérone 2021-04-01..2021-04-30"},
        ),
        ("2022-10-12", "Giotrif 40 mg, 30 depuis le 28/09.", {"done dose_change afatinib 2022-09-28"}),
        (
            "2022-10-12",
            "Histoire : toux en 06/22, RP le 20/06 (opacité), TDM le 24, FOGD, TEP le 08/07.",
            {"done ct 2022-06-24", "done pet 2022-07-08", "done xray 2022-06-20"},
        ),
        ("2022-10-12", "Affirme prendre son Glivec tous les jours, sauf la semaine passée.", set()),
        ("2022-10-12", "Prend son Glivec tous les jours depuis le 3 mars.", {"done start imatinib 2022-03-03"}),
        ("2022-10-12", "Bilan en cours : ETT faite, TDM demandé, IRM lundi.", {"planned mri 2022-10-17"}),
        ("2022-10-12", "Deux jours avant son opération (12/09), une IRM est réalisée.", {"done mri 2022-09-10"}),
        ("2022-10-12", "Deux jours après son opération (12/09), scanner : hématome.", {"done ct 2022-09-14"}),
    ],
)
def test_third_battery(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    "note", ["Femara en prévention chez sa sœur depuis 2020.", "Tamoxifène pris chez sa mère en 2015."]
)
def test_what_a_relative_takes(note: str) -> None:
    assert told("2022-10-12", note) == set()


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        ("2021-05-27", "Nous suspendons la capécitabine jusqu'au 10 juin.", {"done stop capécitabine 2021-05-27"}),
        ("2021-05-27", "Capécitabine suspendue jusqu'au 10 juin.", set()),
        ("2021-05-27", "Arrêt du Xeloda jusqu'à la consultation du 10 juin.", set()),
        ("2021-05-27", "Pause du Xeloda jusqu'à lundi.", set()),
        ("2021-05-27", "Xeloda suspendu le 20 mai jusqu'au 3 juin.", {"done stop capécitabine 2021-05-20"}),
        ("2021-05-27", "A pris du Xeloda jusqu'au 10 mai.", {"done stop capécitabine 2021-05-10"}),
        ("2021-05-27", "C1 de capécitabine du 6 au 19 mai. C2 prévu ce jour.", {"done start capécitabine 2021-05-06"}),
        ("2021-05-27", "C3 de capécitabine du 6 au 19 mai.", set()),
        ("2021-05-27", "Premier cycle de Xeloda du 6 au 19 mai.", {"done start capécitabine 2021-05-06"}),
        ("2021-05-27", "Xeloda C1 du 6 au 19 mai.", {"done start capécitabine 2021-05-06"}),
        (
            "2021-05-27",
            "Proposition RCP du 25/05 : arrêt osimertinib, chimiothérapie par carboplatine-pemetrexed.",
            set(),
        ),
        ("2021-05-27", "RCP du 25/05 : arrêt de l'osimertinib.", {"done stop osimertinib 2021-05-25"}),
        ("2021-05-27", "Décision RCP du 25/05 : arrêt de l'osimertinib.", {"done stop osimertinib 2021-05-25"}),
        ("2021-05-27", "Proposition : arrêt de l'osimertinib.", set()),
        ("2021-05-27", "Sunitinib 1ère ligne (PFS 14 mois), nivolumab 2e ligne depuis 2020.", set()),
        ("2021-05-27", "Sunitinib 1ère ligne, nivolumab 2e ligne depuis 2020.", set()),
        ("2021-05-27", "Sunitinib en 1ère ligne, puis nivolumab depuis 2020.", set()),
        ("2021-05-27", "Tamoxifène pendant 5 ans, docétaxel depuis mars 2021.", set()),
        (
            "2021-05-27",
            "Sutent en schéma 2/1 depuis mars au lieu de 4/2.",
            {"done dose_change sunitinib 2021-03-01..2021-03-31"},
        ),
        ("2021-05-27", "Densité de 60 HU. CHU de Lille le 12/05.", set()),
        (
            "2021-05-27",
            "Venetoclax débuté le 12/04, ven réduit à 14 jours au C2.",
            {"done start vénétoclax 2021-04-12"},
        ),
        ("2021-05-27", "Un PET scanner est souhaité par la RCP. Il a été réalisé le 20 mai.", {"done pet 2021-05-20"}),
        ("2021-05-27", "Une IRM avait été demandée. Elle a été faite le 20 mai.", {"done mri 2021-05-20"}),
        (
            "2021-05-27",
            "Capécitabine 1000 mg/m2 2x/j, J1 à J14, reprise J22. Démarrée le 6 mai, tolérance correcte.",
            {"done start capécitabine 2021-05-06"},
        ),
        ("2021-05-27", "Létrozole 2,5 mg. Commencé le 3 mars, bien supporté.", {"done start létrozole 2021-03-03"}),
    ],
)
def test_fourth_battery(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2020-09-17",
            "Introduction de Jakavi ce jour : 10 mg matin et soir, à augmenter à 15 mg dans un mois selon les plaquettes.",
            {"done start ruxolitinib 2020-09-17"},
        ),
        (
            "2020-09-17",
            "Le Venclyxto, en cours depuis mars 2019, sera arrêté en mars 2021.",
            {"done start vénétoclax 2019-03-01..2019-03-31", "planned stop vénétoclax 2021-03-01..2021-03-31"},
        ),
        (
            "2020-09-17",
            "Le Venclyxto, en cours depuis mars 2019, est arrêté ce jour.",
            {"done start vénétoclax 2019-03-01..2019-03-31", "done stop vénétoclax 2020-09-17"},
        ),
        (
            "2020-09-17",
            "Nous avons convenu d'interrompre l'Aromasine à partir d'aujourd'hui et d'en rediscuter dans 3 mois.",
            {"done stop exémestane 2020-09-17"},
        ),
        ("2020-09-17", "Il est convenu d'arrêter l'Aromasine ce jour.", {"done stop exémestane 2020-09-17"}),
        (
            "2020-09-17",
            "Nous avons convenu d'arrêter l'Aromasine le 1er octobre.",
            {"planned stop exémestane 2020-10-01"},
        ),
        (
            "2020-09-17",
            "Elle ne souhaite pas reprendre l'Aromasine, arrêtée le 2 septembre.",
            {"done stop exémestane 2020-09-02"},
        ),
        ("2020-09-17", "Refus de reprendre l'Aromasine, stoppée le 2 septembre.", {"done stop exémestane 2020-09-02"}),
        (
            "2020-09-17",
            "Elle ne veut plus continuer le Femara, arrêté le 2 septembre.",
            {"done stop létrozole 2020-09-02"},
        ),
        ("2020-09-17", "Elle refuse l'arrêt du Femara.", set()),
        ("2020-09-17", "Demande d'ATU nominative pour le tépotinib faite le 10/09.", set()),
        ("2020-09-17", "Demande d'accès précoce du sotorasib envoyée le 10/09.", set()),
        (
            "2020-09-17",
            "ATU accordée le 14/09 pour le tépotinib. Première prise prévue le 21/09.",
            {"planned start tépotinib 2020-09-21"},
        ),
        ("2020-09-17", "Tépotinib validé en RCP. Première prise le 14/09.", {"done start tépotinib 2020-09-14"}),
        (
            "2020-09-17",
            "Entrectinib dans l'essai STARTRK, sortie d'essai en juin 2020.",
            {"done stop entrectinib 2020-06-01..2020-06-30"},
        ),
        ("2020-09-17", "Sortie d'essai le 12 juin 2020 (entrectinib).", {"done stop entrectinib 2020-06-12"}),
        (
            "2020-09-17",
            "Hydréa majorée à 3/j le 1er août, GB passés de 22 à 9 000.",
            {"done dose_change hydroxycarbamide 2020-08-01"},
        ),
        ("2020-09-17", "Hydréa diminuée à 1/j depuis le 1er août.", {"done dose_change hydroxycarbamide 2020-08-01"}),
    ],
)
def test_fifth_battery(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2022-06-08",
            "Le Kisqali est désormais à 400 mg (depuis le 11/04), PNN 1,1.",
            {"done dose_change ribociclib 2022-04-11"},
        ),
        (
            "2022-06-08",
            "Kisqali : dorénavant 400 mg à partir du 15 juin.",
            {"planned dose_change ribociclib 2022-06-15"},
        ),
        ("2022-06-08", "Kisqali désormais arrêté depuis le 11/04.", {"done stop ribociclib 2022-04-11"}),
        ("2022-06-08", "Verzenios jamais débuté (prescrit le 11/05) car diarrhées préexistantes.", set()),
        ("2022-06-08", "Verzenios non débuté, prescrit le 11/05.", set()),
        ("2022-06-08", "Verzenios prescrit le 11/05.", {"done start abémaciclib 2022-05-11"}),
        ("2022-06-08", "Bilan avant le Xeloda le 2 juin.", set()),
        ("2022-06-08", "Dosage de DPD avant capécitabine le 2 juin.", set()),
    ],
)
def test_sixth_battery(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected
