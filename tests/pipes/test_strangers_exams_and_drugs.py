"""Exams and drugs as hospitals that nobody here has read word them: each kind of a mended bug in several wordings."""

import pytest
from test_probed_exams_and_drugs import told


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2020-06-12",
            "L'anastrozole a été remplacé en mars par du tamoxifène pour douleurs articulaires.",
            {"done start tamoxifène 2020-03-01..2020-03-31"},
        ),
        (
            "2020-06-12",
            "L'anastrozole a été remplacé le 12/03 par le tamoxifène.",
            {"done start tamoxifène 2020-03-12"},
        ),
        ("2020-06-12", "Anastrozole relayé depuis le 3 avril par exémestane.", {"done start exémestane 2020-04-03"}),
        (
            "2018-05-17",
            "Létrozole substitué à l'anastrozole en 03/2018 (arthralgies).",
            {"done start létrozole 2018-03-01..2018-03-31"},
        ),
        (
            "2018-05-17",
            "Le létrozole a été substitué à l'anastrozole le 3 mars 2018.",
            {"done start létrozole 2018-03-03"},
        ),
        (
            "2018-05-17",
            "L'anastrozole a été substitué par le létrozole le 3 mars 2018.",
            {"done start létrozole 2018-03-03"},
        ),
        (
            "2023-10-03",
            "Le lorlatinib, deuxième inhibiteur d'ALK de ce patient, a remplacé l'alectinib au retour des vacances, fin août.",
            {"done start lorlatinib 2023-08-21..2023-08-31"},
        ),
        (
            "2023-10-03",
            "Le lorlatinib remplace l'alectinib depuis le 4 septembre.",
            {"done start lorlatinib 2023-09-04"},
        ),
        (
            "2023-10-03",
            "Le lorlatinib a pris la suite de l'alectinib le 4 septembre.",
            {"done start lorlatinib 2023-09-04"},
        ),
        (
            "2023-10-03",
            "L'exémestane succède au létrozole à compter du 15 septembre.",
            {"done start exémestane 2023-09-15"},
        ),
        ("2023-10-03", "Je remplace le létrozole par l'exémestane ce jour.", {"done start exémestane 2023-10-03"}),
        (
            "2023-10-03",
            "Depuis le 4 septembre, le cabozantinib remplace le sunitinib.",
            {"done start cabozantinib 2023-09-04"},
        ),
        ("2023-10-03", "Cabozantinib remplacé par sunitinib le 4 septembre.", {"done start sunitinib 2023-09-04"}),
        (
            "2023-10-03",
            "Cabozantinib débuté le 4 septembre en remplacement du sunitinib.",
            {"done start cabozantinib 2023-09-04"},
        ),
        (
            "2023-10-03",
            "Le sunitinib laisse la place au cabozantinib le 4 septembre.",
            {"done start cabozantinib 2023-09-04"},
        ),
        (
            "2023-10-03",
            "Sunitinib abandonné au profit du cabozantinib le 4 septembre.",
            {"done start cabozantinib 2023-09-04", "done stop sunitinib 2023-09-04"},
        ),
        (
            "2024-02-06",
            "Abandon du Lynparza au profit de la chimiothérapie le 25 janvier dernier.",
            {"done stop olaparib 2024-01-25"},
        ),
        ("2024-02-06", "Olaparib arrêté le 25/01 au profit du carboplatine.", {"done stop olaparib 2024-01-25"}),
        (
            "2024-02-06",
            "Olaparib arrêté le 25/01 au profit d'une chimiothérapie par carboplatine.",
            {"done stop olaparib 2024-01-25"},
        ),
        ("2022-09-22", "Capecitabine reconduite ce jour à la même dose pour C4.", set()),
        ("2022-09-22", "On reconduit le Xeloda ce jour.", set()),
        ("2022-09-22", "Reconduction du Xeloda ce jour pour 3 semaines.", set()),
        ("2022-09-22", "Létrozole prolongé ce jour de deux ans.", set()),
        ("2022-09-22", "Ordonnance d'Ibrance renouvelée le 20/09.", set()),
        ("2021-03-16", "Pas pris l'Afinitor depuis vendredi (rupture pharmacie).", {"done stop évérolimus 2021-03-12"}),
        ("2021-03-16", "N'a pas pris son Afinitor depuis le 12/03.", {"done stop évérolimus 2021-03-12"}),
        ("2021-03-16", "Sans Afinitor depuis le 12/03.", {"done stop évérolimus 2021-03-12"}),
        ("2021-03-16", "Ne prend plus l'Afinitor depuis le 12/03.", {"done stop évérolimus 2021-03-12"}),
        ("2021-03-16", "Plus d'Afinitor depuis le 12/03.", {"done stop évérolimus 2021-03-12"}),
        ("2021-03-16", "Privée d'Afinitor depuis le 12/03 (rupture).", {"done stop évérolimus 2021-03-12"}),
        (
            "2022-09-01",
            "Mekinist seul poursuivi, Tafinlar arrêté pour fièvre le 19/08.",
            {"done stop dabrafénib 2022-08-19"},
        ),
        ("2022-09-01", "Tafinlar arrêté le 19/08, Mekinist seul poursuivi.", {"done stop dabrafénib 2022-08-19"}),
        ("2022-09-01", "Mekinist conservé, Tafinlar stoppé le 19/08.", {"done stop dabrafénib 2022-08-19"}),
        ("2022-09-01", "Poursuite du seul Mekinist, Tafinlar arrêté le 19/08.", {"done stop dabrafénib 2022-08-19"}),
        ("2024-02-06", "Elle prenait déjà de l'olaparib à son arrivée dans le service (octobre 2023).", set()),
        ("2024-02-06", "Elle était déjà sous olaparib lors de la première consultation du 12/10/2023.", set()),
        ("2020-11-12", "Temodal : 6 cures, la dernière du 12 au 16 octobre.", {"done stop témozolomide 2020-10-16"}),
        ("2020-11-12", "Temodal 6 cures (dernière du 12 au 16/10).", {"done stop témozolomide 2020-10-16"}),
        ("2020-11-12", "Témozolomide, dernier cycle du 12 au 16 octobre.", {"done stop témozolomide 2020-10-16"}),
    ],
)
def test_drugs_that_give_way_to_others(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2023-01-19",
            "Verzenios 150x2 > 100x2 le 20/12 > 50x2 le 10/01.",
            {"done dose_change abémaciclib 2022-12-20", "done dose_change abémaciclib 2023-01-10"},
        ),
        ("2023-01-19", "Verzenios 150 mg x2 > 100 mg x2 le 20/12.", {"done dose_change abémaciclib 2022-12-20"}),
        (
            "2021-12-21",
            "Jakavi 10 mg x2 -> 15 mg x2 lors de la dernière consultation (23/11).",
            {"done dose_change ruxolitinib 2021-11-23"},
        ),
        ("2021-12-21", "Jakavi 10 mg -> 15 mg le 23/11.", {"done dose_change ruxolitinib 2021-11-23"}),
        (
            "2021-03-16",
            "Hydréa 2 gél/j depuis 2018, 3 gél/j depuis fév 2021.",
            {
                "done dose_change hydroxycarbamide 2021-02-01..2021-02-28",
                "done start hydroxycarbamide 2018-01-01..2018-12-31",
            },
        ),
        (
            "2021-03-16",
            "Hydréa 2 gélules depuis 2018, 3 gélules depuis février 2021.",
            {
                "done dose_change hydroxycarbamide 2021-02-01..2021-02-28",
                "done start hydroxycarbamide 2018-01-01..2018-12-31",
            },
        ),
        (
            "2023-11-08",
            "Xtandi 4 cp/j, 3 cp/j depuis la consultation du 14 septembre.",
            {"done dose_change enzalutamide 2023-09-14"},
        ),
        ("2023-11-08", "Xtandi 160 mg, 120 mg depuis le 14 septembre.", {"done dose_change enzalutamide 2023-09-14"}),
        (
            "2021-12-21",
            "Montée de dose du vénétoclax : S1 20 mg (22/11), S2 50 mg (29/11), S3 100 mg (06/12).",
            {
                "done dose_change vénétoclax 2021-11-29",
                "done dose_change vénétoclax 2021-12-06",
                "done start vénétoclax 2021-11-22",
            },
        ),
        (
            "2021-12-21",
            "Vénétoclax semaine 1 : 20 mg le 22/11, semaine 2 : 50 mg le 29/11.",
            {"done dose_change vénétoclax 2021-11-29", "done start vénétoclax 2021-11-22"},
        ),
        (
            "2022-09-01",
            "Ibrance : cures 1 à 3 à 125 (depuis le 02/05), cure 4 à 100 (25/07).",
            {"done dose_change palbociclib 2022-07-25", "done start palbociclib 2022-05-02"},
        ),
        ("2024-01-15", "Nolvadex, 1/2 dose depuis novembre.", {"done dose_change tamoxifène 2023-11-01..2023-11-30"}),
        ("2024-01-15", "Nolvadex à demi-dose depuis novembre.", {"done dose_change tamoxifène 2023-11-01..2023-11-30"}),
        ("2024-01-15", "Nolvadex à mi-dose depuis novembre.", {"done dose_change tamoxifène 2023-11-01..2023-11-30"}),
        (
            "2021-12-21",
            "Hydréa : 1 gélule un jour sur deux au lieu d'une par jour à partir du 01/12, plaquettes basses.",
            {"done dose_change hydroxycarbamide 2021-12-01"},
        ),
        ("2021-12-21", "Hydréa 1 cp/j au lieu de 2 depuis le 01/12.", {"done dose_change hydroxycarbamide 2021-12-01"}),
        (
            "2021-12-21",
            "Hydréa deux gélules au lieu de trois depuis le 01/12.",
            {"done dose_change hydroxycarbamide 2021-12-01"},
        ),
        ("2023-11-08", "Xeloda -25 % à partir du C3 (10/11).", {"planned dose_change capécitabine 2023-11-10"}),
        ("2023-11-08", "Xeloda à 75 % depuis le C3 (10/10).", {"done dose_change capécitabine 2023-10-10"}),
        ("2023-11-08", "Xeloda 75 % au C3 (10/10).", {"done dose_change capécitabine 2023-10-10"}),
        ("2023-11-08", "Xeloda à 75 % de la dose depuis le 10/10.", {"done dose_change capécitabine 2023-10-10"}),
        (
            "2020-01-08",
            "Nexavar diminué de moitié ce jour (début traitement 25/11/2019).",
            {"done dose_change sorafénib 2020-01-08"},
        ),
        ("2020-06-12", "Hormono depuis 07/2015 : tam 20 mg.", {"done start tamoxifène 2015-07-01..2015-07-31"}),
        ("2020-06-12", "Tam 20 mg depuis 07/2015.", {"done start tamoxifène 2015-07-01..2015-07-31"}),
        (
            "2024-01-15",
            "Ruxo majoré la semaine dernière à 15 mg x 2.",
            {"done dose_change ruxolitinib 2024-01-08..2024-01-14"},
        ),
        (
            "2024-01-15",
            "Ruxolitinib majoré la semaine dernière à 15 mg x 2.",
            {"done dose_change ruxolitinib 2024-01-08..2024-01-14"},
        ),
        ("2020-11-12", "C3 Xeloda débuté le 09/11, C1 le 28/09.", {"done start capécitabine 2020-09-28"}),
        ("2020-11-12", "C3 de Xeloda débuté le 09/11.", set()),
        ("2020-11-12", "Troisième cycle de Xeloda commencé le 09/11.", set()),
        ("2020-11-12", "Début du C3 de Xeloda le 09/11.", set()),
        (
            "2020-11-12",
            "Temodal concomitant à la RT du 01/09 au 13/10 puis 5 j/28 à compter du 10/11.",
            {
                "done start témozolomide 2020-09-01",
                "done start témozolomide 2020-11-10",
                "done stop témozolomide 2020-10-13",
            },
        ),
        (
            "2020-11-12",
            "Temodal concomitant à la RT du 01/09 au 13/10, puis 5 jours par mois à partir du 10/11.",
            {
                "done start témozolomide 2020-09-01",
                "done start témozolomide 2020-11-10",
                "done stop témozolomide 2020-10-13",
            },
        ),
        ("2024-02-06", "Zejula 200 mg/j : semaine 6 (S1 = 25/12/2023).", {"done start niraparib 2023-12-25"}),
        ("2021-12-21", "Inrebic, J0 le 06/12/2021.", {"done start fédratinib 2021-12-06"}),
    ],
)
def test_doses_told_by_figures(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2019-07-02",
            "Scanner réalisé 2 mois après l'opération (03/04/2019) : normal.",
            {"done ct 2019-06-01..2019-06-30"},
        ),
        ("2019-07-02", "Scanner réalisé une semaine après l'opération du 3 avril.", {"done ct 2019-04-10"}),
        ("2019-07-02", "TEP 3 mois après la fin de la radiothérapie (14/06/2019).", {"done pet 2019-06-14"}),
        ("2019-10-04", "Bilan scannographique du 17/09 stable.", {"done ct 2019-09-17"}),
        ("2019-10-04", "Scanner à réaliser dans un mois.", {"planned ct 2019-11-01..2019-11-30"}),
        ("2019-10-04", "Un scanner sera à refaire en décembre.", {"planned ct 2019-12-01..2019-12-31"}),
        (
            "2020-06-12",
            "Bilan initial fait à Dakar en 2016 (scanner, scinti).",
            {"done bone_scan 2016-01-01..2016-12-31", "done ct 2016-01-01..2016-12-31"},
        ),
        ("2020-06-12", "Scint osseuse du 05/06/20 : hyperfixation costale.", {"done bone_scan 2020-06-05"}),
        (
            "2020-06-12",
            "Scint. osseuse du 5-6-20 : hyperfixation costale unique, post trauma.",
            {"done bone_scan 2020-06-05"},
        ),
        ("2020-06-12", "Scinti. osseuse du 05/06/20 : hyperfixation costale.", set()),
        ("2021-05-05", "IRM non faite vendredi. Nouvelle date le 20/05.", {"planned mri 2021-05-20"}),
        ("2021-05-05", "N'a pas pu faire l'IRM vendredi. RDV le 20/05.", {"planned mri 2021-05-20"}),
        (
            "2021-05-05",
            "Pas fait l'IRM vendredi : claustrophobie. RDV le 20/05 avec prémédication.",
            {"planned mri 2021-05-20"},
        ),
        (
            "2022-09-22",
            "Bilan d'extension : scan TAP 02/09, IRM enc. 05/09, TEP 09/09. Pas de lésion à distance.",
            {"done ct 2022-09-02", "done mri 2022-09-05", "done pet 2022-09-09"},
        ),
        ("2022-09-22", "IRM enc. du 05/09 normale.", {"done mri 2022-09-05"}),
        ("2022-09-22", "IRM faite avant le bloc du 06/09.", {"done mri 2022-09-06"}),
        ("2022-09-22", "IRM repoussée d'une semaine, au 3 octobre.", {"planned mri 2022-10-03"}),
        (
            "2022-09-22",
            "L'examen TEP est reporté au mois d'octobre en raison d'une glycémie à 3 g.",
            {"planned pet 2022-10-01..2022-10-31"},
        ),
        ("2022-09-22", "Le scanner est repoussé au début du mois d'octobre.", {"planned ct 2022-10-01..2022-10-10"}),
        ("2022-09-22", "Prévoir IRM avant le bloc du 06/10.", set()),
        ("2022-09-22", "Scanner reporté au 3 octobre.", {"planned ct 2022-10-03"}),
        ("2022-09-22", "TDM d'éval à caler avant C5 (06/10).", set()),
        ("2022-09-22", "TDM à faire avant la consultation du 06/10.", set()),
        ("2022-09-22", "TEP décalée à la semaine prochaine.", {"planned pet 2022-09-26..2022-10-02"}),
        ("2022-09-22", "TEP reportée en octobre.", {"planned pet 2022-10-01..2022-10-31"}),
        ("2023-02-07", "SCANNER DU 31 01 NORMAL", {"done ct 2023-01-31"}),
        ("2023-02-07", "VUE CE JOUR AVEC SON IRM DU 31 01 : REPONSE COMPLETE", {"done mri 2023-01-31"}),
        ("2023-02-07", "Vue ce jour avec son IRM du 31/01 : réponse complète.", {"done mri 2023-01-31"}),
        ("2023-08-31", "Dotatoc positif en mai 2023 (SUV 30).", {"done pet 2023-05-01..2023-05-31"}),
        ("2023-08-31", "Le DOTATOC du 12/05/2023 est positif.", {"done pet 2023-05-12"}),
        (
            "2023-08-31",
            "Le patient est passé au scanner puis à la scintigraphie dans la même journée du 24 août.",
            {"done bone_scan 2023-08-24", "done ct 2023-08-24"},
        ),
        ("2023-08-31", "PSMA du 12/05/2023 positif.", {"done pet 2023-05-12"}),
        ("2023-08-31", "TEP Dotatoc de mai 2023 positif.", {"done pet 2023-05-01..2023-05-31"}),
        (
            "2023-11-08",
            "Échographie à 6 semaines à organiser par vos soins.",
            {"planned ultrasound 2023-12-17..2023-12-23"},
        ),
        (
            "2024-01-15",
            "Contrôle radiographique de thorax J+2 de l'ablation du drain (le 10/01) satisfaisant.",
            {"done xray 2024-01-12"},
        ),
        ("2024-01-15", "IRM à J+8 de la biopsie (10/01) : hématome.", {"done mri 2024-01-10"}),
        ("2024-02-06", "IRM prescrite le 01/02, non réalisée à ce jour.", set()),
        ("2024-02-06", "Mammographie prescrite en décembre, toujours pas faite.", set()),
        ("2024-02-06", "Scanner demandé le 01/02, en attente de date.", set()),
        ("2024-02-06", "TDM demandée le 01/02, pas encore faite.", set()),
    ],
)
def test_exams_in_a_hurry(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected


@pytest.mark.parametrize(
    ("written", "note", "expected"),
    [
        (
            "2019-07-02",
            "Nous avons convenu d'un contrôle par TEP trois mois après la fin de la radiothérapie (14 juin).",
            {"planned pet 2020-09-01..2020-09-30"},
        ),
        (
            "2019-07-02",
            "TEP à faire 3 mois après la fin de la radiothérapie (14/06/2019).",
            {"planned pet 2019-09-01..2019-09-30"},
        ),
        (
            "2019-10-02",
            "TEP 3 mois après la fin de la radiothérapie (14/06/2019) : réponse complète.",
            {"done pet 2019-09-01..2019-09-30"},
        ),
        (
            "2019-07-02",
            "Scanner réalisé 2 mois après l'opération (03/04/2019) : normal.",
            {"done ct 2019-06-01..2019-06-30"},
        ),
        ("2019-07-02", "Scanner réalisé une semaine après l'opération du 3 avril.", {"done ct 2019-04-10"}),
        (
            "2019-07-02",
            "Opérée le 10/03/2019. Scanner un mois après l'opération (12/04/2019) : normal.",
            {"done ct 2019-04-12"},
        ),
        ("2024-01-15", "IRM à J+8 de la biopsie (03/01) : hématome.", {"done mri 2024-01-11"}),
        (
            "2024-01-15",
            "Contrôle radiographique de thorax J+2 de l'ablation du drain (le 10/01) satisfaisant.",
            {"done xray 2024-01-12"},
        ),
        ("2024-01-15", "Scanner le lendemain de l'intervention (10/01) : hématome.", {"done ct 2024-01-11"}),
        (
            "2024-02-06",
            "Nubeqa débuté la veille de la première injection de Docétaxel (18/01).",
            {"done start darolutamide 2024-01-17"},
        ),
        (
            "2024-02-06",
            "Nubeqa débuté le lendemain de la perfusion de docétaxel (18/01).",
            {"done start darolutamide 2024-01-19"},
        ),
        ("2023-02-07", "Tibsovo initié à J1 de l'azacitidine (16/01/23).", {"done start ivosidénib 2023-01-16"}),
        (
            "2020-06-12",
            "Trois semaines après le début du regorafenib (18/05), dose ramenée de 160 à 120 mg.",
            {"done dose_change régorafénib 2020-06-08", "done start régorafénib 2020-05-18"},
        ),
        (
            "2023-02-07",
            "Le Sprycel a été repris une semaine après son arrêt du 9 janvier.",
            {"done start dasatinib 2023-01-16", "done stop dasatinib 2023-01-09"},
        ),
        (
            "2023-02-07",
            "Le Sprycel a été repris deux semaines après l'arrêt (09/01/2023).",
            {"done start dasatinib 2023-01-23", "done stop dasatinib 2023-01-09"},
        ),
        (
            "2023-02-07",
            "Nerlynx débuté le 16 janvier, arrêté au bout de 10 jours.",
            {"done start nératinib 2023-01-16", "done stop nératinib 2023-01-26"},
        ),
    ],
)
def test_days_counted_from_a_day_in_brackets(written: str, note: str, expected: set[str]) -> None:
    assert told(written, note) == expected
