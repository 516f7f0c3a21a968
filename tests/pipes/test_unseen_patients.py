"""Classes of wording that notes of whole unseen patients have shown to be misread."""

import pytest
from note_record import MAY_20, records
from note_record import told_in_may as told

from onco_pipeline.extraction.records import rows_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The drug told before, by a pronoun.
        (
            "Carcinome rénal. Axitinib depuis le 04/10/2021. Il l'a arrêté de lui-même le 2 mai, puis l'a repris le 9.",
            ["axitinib start done 2021-10-04", "axitinib start done 2022-05-09", "axitinib stop done 2022-05-02"],
        ),
        # Who sees the patient after weeks of a drug counts no weeks from the letter's date.
        (
            "Le 20/05/2022\n\nJe revois M. T. après 10 semaines de lenvatinib. Il l'a spontanément suspendu le 12 mars.",
            ["lenvatinib stop done 2022-03-12"],
        ),
        # A change told in the present, and by other verbs.
        (
            "Carcinome rénal. Pazopanib débuté le 07/03/2022. Cytolyse. On baisse donc à 400 mg/j dès aujourd'hui.",
            ["pazopanib dose_change done 2022-05-20", "pazopanib start done 2022-03-07"],
        ),
        (
            "Carcinome rénal. Pazopanib débuté le 07/03/2022. Nous avions descendu la posologie à 600 mg le 4 avril.",
            ["pazopanib dose_change done 2022-04-04", "pazopanib start done 2022-03-07"],
        ),
        (
            "GIST. Imatinib 400 depuis le 07/03/2022. Œdèmes des paupières. Hb 11. Pas de douleur. Bon appétit.\n"
            "=> passage à 300 x 2/j à partir d'aujourd'hui.",
            ["imatinib dose_change done 2022-05-20", "imatinib start done 2022-03-07"],
        ),
        # The steps of a titration below its drug, and the dose reached.
        (
            "LLC. J1 04/04 : vénétoclax 20 mg.\nPaliers hebdomadaires : 50 mg le 11/04, 100 mg à partir du 18/04, 200 mg le 25/04.",
            [
                "vénétoclax dose_change done 2022-04-11",
                "vénétoclax dose_change done 2022-04-18",
                "vénétoclax dose_change done 2022-04-25",
                "vénétoclax start done 2022-04-04",
            ],
        ),
        (
            "LLC. Vénétoclax débuté le 04/04/2022, dose cible de 400 mg atteinte le 9 mai.",
            ["vénétoclax dose_change done 2022-05-09", "vénétoclax start done 2022-04-04"],
        ),
        # A sheet of the pharmacy: the drug is in its title.
        (
            "ENTRETIEN PHARMACEUTIQUE - OLAPARIB\nCancer de l'ovaire.\n04/04 : primo-dispensation, 1re gélule ce soir.\n"
            "25/04 : Hb 7,8 -> STOP ttt\n16/05 : Hb 10, on redémarre ce jour.",
            ["olaparib start done 2022-04-04", "olaparib start done 2022-05-16", "olaparib stop done 2022-04-25"],
        ),
        # A dated line with the known drug at another dose.
        (
            "Cancer du côlon.\nC1 04/04/2022 capécitabine 1500 mg x2\nC2 25/04 RAS\nC3 16/05 SMP G2 : capécitabine 1000 mg x2",
            ["capécitabine dose_change done 2022-05-16", "capécitabine start done 2022-04-04"],
        ),
        (
            "Cancer du côlon.\nC1 04/04/2022 capécitabine 1500 mg x2\nC2 25/04 : capécitabine 1500 mg x2",
            ["capécitabine start done 2022-04-04"],
        ),
        ("Carcinome rénal. Sunitinib 37,5 mg/j, premier comprimé ce midi.", ["sunitinib start done 2022-05-20"]),
        # A sheet of calls: what a doctor orders, of the drug in the title.
        (
            "SUIVI IDE chimio orale - SORAFÉNIB\n04/04 : 1re prise.\n11/04 : SMP G3. Vu avec Dr K : on suspend.\n"
            "25/04 : SMP G1 => reprend 400 mg/j (2 cp).\n09/05 RAS, pleine dose (800) à partir du 10/05.\n"
            "20/05 : amaigri. Dr K : 400/j à compter d'aujourd'hui.",
            [
                "sorafénib dose_change done 2022-05-10",
                "sorafénib dose_change done 2022-05-20",
                "sorafénib start done 2022-04-04",
                "sorafénib start done 2022-04-25",
                "sorafénib stop done 2022-04-11",
            ],
        ),
        (
            "Bilan pharmaceutique, lénalidomide\nDFG 41.\nInterruption du 02/05/2022 au 09/05/2022 notée par la patiente.",
            ["lénalidomide stop done 2022-05-02"],
        ),
        # A course told by cycles, dated and dosed: what differs from the line before is a change.
        (
            "Glioblastome. TMZ adjuvant\nC1 07/02/22 150 mg/m² J1-J5\nC2 07/03 200 mg/m²\nC3 04/04 200 mg/m². Thrombo à J21.\n"
            "C4 02/05 reporté au 09/05 et réduit à 180 mg",
            [
                "témozolomide dose_change done 2022-03-07",
                "témozolomide dose_change done 2022-05-09",
                "témozolomide start done 2022-02-07",
            ],
        ),
        (
            "Glioblastome. Décision RCP : lomustine 200 mg tous les 42 j, 1re prise ce soir.",
            ["lomustine start done 2022-05-20"],
        ),
        ("Mélanome. Encorafénib si progression cérébrale.", []),
        # Doses that look like years, and a wish that is no order.
        (
            "Cancer du côlon. Capécitabine débutée le 07/03/2022. Il a fallu passer de 2000 à 1500 mg à partir du 4e cycle (9 mai).",
            ["capécitabine dose_change done 2022-05-09", "capécitabine start done 2022-03-07"],
        ),
        (
            "Cancer du côlon. Capécitabine débutée le 07/03/2022, arrêtée à sa demande le 9 mai.",
            ["capécitabine start done 2022-03-07", "capécitabine stop done 2022-05-09"],
        ),
        # A disease known by its abbreviation is a cancer too.
        ("TNE du pancréas. Évérolimus débuté le 04/04/2022.", ["évérolimus start done 2022-04-04"]),
    ],
)
def test_drugs(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le TEP que j'avais demandé pour le 3 mai n'a pas été fait.",
        "Le TEP, réservé le 03/05, a été remplacé par une IRM le 06/05.",
        "TEP programmé le 03/05 : acte contre-indiqué par l'anesthésiste.",
        "TEP prévu le 03/05 : non réalisé, fièvre.",
        "TEP du 03/05 : la patiente n'a pas pu tenir dans le tube, décommandé.",
        "TEP non refait (prévu le 03/05, appareil en panne).",
        "TEP non fait (initialement prévu le 03/05 ; glycémie).",
        "TEP programmé pour le 03/05 mais l'état général ne l'a pas permis.",
        "TEP posé pour le 03/05, mais hyperglycémie : examen récusé par le médecin.",
    ],
)
def test_called_off(text):
    """What was ordered and not done is called off: no record, and its day is kept for the reconciliation."""
    assert not [line for line in told(text) if "pet" in line]
    rows = rows_of({"note_id": "n", "note_text": text, "note_datetime": MAY_20, "note_class_source_value": "CR-CONS"})
    (pet,) = [row for row in rows or [] if row["subtype"] == "pet"]
    assert (pet["status"], str(pet["date_start"])) == ("cancelled", "2022-05-03")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'IRM prévue le 04/05 a été remplacée par un scanner le 6 : stable.", ["imaging ct done 2022-05-06"]),
        # The exam to come, and what it will be followed by.
        (
            "Une transformation est possible : TEP le 24 mai chez nous, puis biopsie du ganglion.",
            ["biopsy biopsy planned 2022-05-24", "imaging pet planned 2022-05-24"],
        ),
        ("TEP le 24 mai au CHU : stable. Consultation ensuite.", ["imaging pet done 2021-05-24"]),
        ("LMS opéré en novembre 2021, le scanner de surveillance du 2 mai : stable.", ["imaging ct done 2022-05-02"]),
        # An exam done again on another day, by a verb alone.
        (
            "IRM cérébrale du 03/01/2022 douteuse, refaite le 15/02 : normale.",
            ["imaging mri done 2022-01-03", "imaging mri done 2022-02-15"],
        ),
        (
            "La TEP du 3 janvier montrait un foyer ; elle a été renouvelée en ville le 12 mai : négative.",
            ["imaging pet done 2022-01-03", "imaging pet done 2022-05-12"],
        ),
        (
            "Mammographie du 12/03, à refaire le 14/09.",
            ["imaging mammography done 2022-03-12", "imaging mammography planned 2022-09-14"],
        ),
        ("IRM du 02/05 : stable, douleur bien contrôlée le 14/05.", ["imaging mri done 2022-05-02"]),
        # The day in brackets of an exam told by its month.
        (
            "L'IRM de mars (le 4) est stable, comme celle d'avril (12/04, en ville).",
            ["imaging mri done 2022-03-04", "imaging mri done 2022-04-12"],
        ),
        (
            "Échocardiographie du 12 correcte, IRM du 14 rassurante.",
            ["imaging mri done 2022-05-14", "imaging ultrasound done 2022-05-12"],
        ),
        ("Biopsie stéréotaxique le 12, 5 cylindres.", ["biopsy biopsy done 2022-05-12"]),
        ("Lésion du foie. PBF ? non. Scanner le 12/05/2022.", ["imaging ct done 2022-05-12"]),
        (
            "Séjour du 10/05 au 20/05/2022. Scanner du 02/05 : stable. IRM le lendemain de l'arrivée.",
            ["imaging ct done 2022-05-02", "imaging mri done 2022-05-11"],
        ),
    ],
)
def test_dates_of_exams(text, expected):
    assert told(text) == expected


def test_a_sampling_decided_on_has_no_day_yet():
    assert told("IRM hépatique du 02/05/2022 : 2 nodules -> PBF décidée en RCP.") == ["imaging mri done 2022-05-02"]


def test_the_letter_s_day_at_the_right_of_its_head():
    text = "Dr O., pneumologue" + " " * 30 + "17 mai 2022\nCher ami,\nScanner thoracique hier à la clinique : masse."
    assert told(text, "DOC-SCAN") == ["imaging ct done 2022-05-16"]


def test_days_told_with_dots():
    text = "CS 20.05.22\nMyélome. IRM rachis 2.5 : tassement. Revlimid stop 7.5. BOM du 14.5 : 48 % de plasmocytes. Hb le 3 : 10.2."
    assert told(text) == [
        "biopsy bone_marrow done 2022-05-14",
        "imaging mri done 2022-05-02",
        "lénalidomide stop done 2022-05-07",
        "pathology result done 2022-05-14",
    ]


def test_dots_are_decimals_elsewhere():
    assert told("CS 20/05/22\nMyélome. Pic du 14.5 au bilan. IRM 14.5.") == ["imaging mri done 2022-05-01..2022-05-31"]


@pytest.mark.parametrize("cells", ["2 % de plasmocytes", "48 % de plasmo", "3 % de blastes"])
def test_cells_counted(cells):
    assert "pathology result done 2022-05-02" in told(
        f"Hémopathie maligne (LAM ou myélome). Myélogramme le 02/05/2022 : {cells}."
    )


def test_head_without_colon():
    text = "TEP-TDM au FDG\ndate d'examen 16/05/2022\nRésultat :\nFixation osseuse multifocale.\nConclusion : stable."
    assert told(text, "CR-IMAG") == ["imaging pet done 2022-05-16"]


@pytest.mark.parametrize(
    "head",
    [
        "COMPTE RENDU D'ANATOMIE PATHOLOGIQUE\nDate de réception : 04/05/2022\nDate du CR : 16/05/2022",
        "Pièce opératoire reçue le 04/05/2022. CR du 16/05/2022.",
        "LABORATOIRE DE PATHOLOGIE\nEnregistré le 04/05/2022   Validé le 16/05/2022",
    ],
)
def test_specimen_dated_by_its_reception(head):
    text = head + "\nThyroïdectomie totale + curage central\nLobe droit : carcinome papillaire, 26 mm. pT2 N1a."
    assert set(told(text, "CR-ANAPATH")) == {"pathology result done 2022-05-04"}
    assert {event["site"] for event in records(text, "CR-ANAPATH")} == {"thyroïde"}


def test_specimen_dated_by_its_sampling():
    text = (
        "COMPTE RENDU D'ANATOMIE PATHOLOGIQUE\nPrélevé le 03/05/2022. Reçu le 04/05/2022.\nThyroïdectomie totale\n"
        "Lobe droit : carcinome papillaire, 26 mm. pT2."
    )
    assert set(told(text, "CR-ANAPATH")) == {"pathology result done 2022-05-03"}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Cancer de l'ovaire. Carcinose. PBF le 12/05/2022.", "foie"),
        ("Ponction-biopsie d'un nodule du VIII le 12/05/2022 sous écho.", "foie"),
        ("Lésion du fundus. Lobe gauche du foie normal. Biopsie le 12/05/2022.", None),
        ("TDM : masse du pancréas, foie douteux.\n12/05/2022 EUS + FNA : TNE bien différenciée.", "pancréas"),
        ("LNH. Exérèse d'un gg sus-claviculaire G le 12/05/2022.", "ganglion"),
        ("Lymphome. Adénectomie cervicale le 12/05/2022.", "ganglion"),
    ],
)
def test_organ_sampled(text, site):
    assert [event["site"] for event in records(text, "CR-CONS") if event["family"] == "biopsy"] == [site]


def test_an_endosonography_told_later_leaves_the_organ():
    text = "Biopsies pleurales du 02/05/2022 : adénocarcinome.\nEBUS 7, ponction du 12/05/2022."
    assert [event["site"] for event in records(text, "CR-CONS") if event["family"] == "biopsy"] == [
        "plèvre",
        "ganglion",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nodes that an operation takes along are no sampling.
        ("Cancer bronchique. Lobectomie et adénectomie médiastinale le 12/05/2022.", 0),
        ("Cancer de l'ovaire. Ponction d'ascite évacuatrice le 12/05/2022. TA stable.", 0),
        (
            "Cancer de l'ovaire. Ponction évacuatrice d'ascite le 12/05/2022. Cytologie : cellules adénocarcinomateuses.",
            1,
        ),
    ],
)
def test_sampling_acts(text, expected):
    assert sum(event["family"] == "biopsy" for event in records(text, "CR-CONS")) == expected


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Lobectomie gauche le 02/05/2022. Anapath : cholangiocarcinome intrahépatique, pT1b N1, R0.", "foie"),
        ("Cancer de l'ovaire. Chirurgie le 02/05/2022 : annexectomie, omentectomie. Histo : résidu, ypT3b.", "ovaire"),
    ],
)
def test_organ_of_a_specimen(text, site):
    assert {event["site"] for event in records(text, "CR-CONS") if event["family"] == "pathology"} == {site}


def test_spread_where_only_a_drug_tells_of_a_cancer():
    text = "TAP du 07/05 : 2 lésions du foie droit apparues (31 et 12 mm), évidemment secondaires. Arrêt du pazopanib hier."
    assert "foie onset done 2022-05-07" in told(text)


@pytest.mark.parametrize(
    "result", ["NGS : fusion EML4-ALK", "translocation de RET", "réarrangement de ROS1", "fusion NTRK1"]
)
def test_fused_genes(result):
    assert "pathology result done 2022-05-02" in told(f"ADK bronchique, biopsie du 02/05/2022. {result}.")


def test_a_fusion_looked_for_is_no_result():
    assert not [
        line
        for line in told("ADK bronchique, biopsie le 02/05/2022. Recherche de fusion de RET à discuter.")
        if "pathology" in line
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cancer du pancréas. TDM du 12/05 : masse et lésions hépatiques multiples hypervasculaires, secondaires.",
            "foie onset done 2022-05-12",
        ),
        (
            "Cancer du rein. TDM du 12/05 : atteinte surrénalienne gauche et pancréatique secondaire.",
            "surrénale onset done 2022-05-12",
        ),
        ("Cancer du sein. TDM du 12/05 : lésions hépatiques 2aires.", "foie onset done 2022-05-12"),
        ("Cancer du côlon. TDM du 12/05 : 9 lésions hépatiques bilobaires 2aires.", "foie onset done 2022-05-12"),
        ("Cancer bronchique. IRM du 12/05 : 5 lésions cérébrales, 2R.", "cerveau onset done 2022-05-12"),
        ("Carcinose ovarienne, TDM du 12/05/2022.", "péritoine onset done 2022-05-12"),
        ("GIST. La récidive hépatique ne fait pas de doute sur le scanner du 12 mai.", "foie onset done 2022-05-12"),
        ("Cancer du rein. TDM du 12/05 : foie +28 %, lâcher de ballons.", "poumon onset done 2022-05-12"),
        (
            "Cancer du rein. TDM du 12/05 : foie +28 %, 6 nouveaux nodules pulmonaires (lâcher de ballons), métastatiques.",
            "poumon onset done 2022-05-12",
        ),
    ],
)
def test_spread(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    ["CHC. Chimioembolisation le 02/05/2022, IRM à M1.", "Cancer du sein. IRM le 02/05/2022, contrôles M1, M3 et M6."],
)
def test_the_first_month_is_no_stage(text):
    assert not [record for record in records(text, "CR-CONS") if record["family"] == "metastasis"]
