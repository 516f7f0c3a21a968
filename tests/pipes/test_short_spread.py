"""Spread told in a note of a sentence or two, as a nurse, a letter or a list of problems has it, and what only sounds so."""

from datetime import date

import pytest

from onco_pipeline.extraction.reading import read_events


def spreads(text: str) -> list[str]:
    """Return the sites and days of the spreads that a text states of the patient."""
    return [
        f"{event.site} {event.interval.start}"
        for event in read_events(text)
        if event.family.value == "metastasis"
        and event.status.value == "done"
        and event.experiencer.value == "patient"
        and event.interval is not None
    ]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Scanner du 12/05/2021 : foie plein de métas.", "foie 2021-05-12"),
        ("Scan du 26/09/2022 : méta foie +++.", "foie 2022-09-26"),
        ("T4N2M1 (os) en mars 2020.", "os 2020-03-01"),
        ("M1 hépatique depuis janvier 2021.", "foie 2021-01-01"),
        ("M1b osseux sur la scintigraphie du 04/02/2020.", "os 2020-02-04"),
        ("Secondarisme osseux diffus au scanner du 26/04/2021.", "os 2021-04-26"),
        ("Rechute hépatique en octobre 2018, thermoablation.", "foie 2018-10-01"),
        ("Récidive cérébrale le 03/02/2020, stéréotaxie.", "cerveau 2020-02-03"),
        ("Le scanner du 20/02/2023 est mauvais : le foie est envahi.", "foie 2023-02-20"),
        ("TEP du 21/08/2023 : hyperfixations osseuses traduisant une atteinte secondaire.", "os 2023-08-21"),
        ("Lâcher de ballons au scanner du 28/09/2021.", "poumon 2021-09-28"),
        ("Séminome. Progression ganglionnaire rétropéritonéale en août 2016.", "ganglion 2016-08-01"),
    ],
)
def test_a_note_that_names_no_cancer_tells_its_spread(note: str, told: str) -> None:
    assert spreads(note) == [told]


@pytest.mark.parametrize(
    "note",
    [
        "Consultation du 12/05/2021 à M1 de la greffe : foie normal.",
        "Rechute pulmonaire en mars 2020 : pneumopathie.",
        "Récidive d'une rupture de coiffe le 12/05/2021.",
        "Escarre de stade IV du sacrum le 12/05/2021.",
        "Évolution pulmonaire favorable le 12/05/2021.",
        "Scanner du 12/05/2021 : foie, os et poumons sans lésion.",
    ],
)
def test_a_note_without_a_word_of_spread_has_none(note: str) -> None:
    assert spreads(note) == []


@pytest.mark.parametrize(
    "told",
    [
        "Si l'IRM cérébrale du 12/12/2022 retrouve des métastases, stéréotaxie.",
        "Dans le cas où le scanner du 05/12/2022 montrerait une carcinose, cœlioscopie.",
        "S'il existe des métastases osseuses sur la scintigraphie du 05/12/2022, denosumab.",
        "La patiente demande si le TEP du 22/11/2022 montre des métastases.",
        "Lésion secondaire hépatique évoquée à l'échographie du 22/11/2022, infirmée par l'IRM.",
        "Une métastase de T8 décrite au scanner du 03/11/2022, puis réfutée à l'IRM.",
        "Métastases osseuses soupçonnées sur la scintigraphie du 03/11/2022 mais non confirmées.",
        "ATCD maternel : sein métastatique au foie. Mammographie du 22/05/2018 : ACR 4.",
    ],
)
def test_what_is_only_feared_or_taken_back_is_no_spread(told: str) -> None:
    assert spreads(f"Cancer du sein. {told}") == []


@pytest.mark.parametrize(
    "told",
    [
        "Même si le scanner du 14/11/2022 a montré des métastases hépatiques, elle va bien.",
        "Métastases hépatiques à l'IRM du 14/11/2022, l'hypothèse d'abcès étant infirmée.",
        "Métastases hépatiques au scanner du 14/11/2022, l'abcès est infirmé.",
    ],
)
def test_what_is_found_stays_beside_what_is_taken_back(told: str) -> None:
    assert spreads(f"Cancer du sein. {told}") == ["foie 2022-11-14"]


@pytest.mark.parametrize(
    ("told", "site"),
    [
        ("La biopsie de la crête iliaque (02/09/2019) est en faveur d'une métastase osseuse.", "os"),
        ("PBH du 02/09/2019 en faveur de métastases hépatiques.", "foie"),
        ("Cœlioscopie du 02/09/2019 : granulations péritonéales, extemporané en faveur de métastases.", "péritoine"),
    ],
)
def test_what_a_sample_speaks_for_is_found(told: str, site: str) -> None:
    assert spreads(f"Cancer du sein. {told}") == [f"{site} 2019-09-02"]


def test_what_an_image_speaks_for_is_not_proven_by_a_sample_to_come() -> None:
    assert spreads("Cancer du sein. IRM du 14/09/2017 en faveur d'une métastase, biopsie prévue.") == []


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Cancer prostate M+ osseux 2019, CRPC 2021.", ["os 2019-01-01"]),
        ("Cancer du sein métastatique osseux 2019, docetaxel 2021.", ["os 2019-01-01"]),
        ("Cancer du sein, foyers cérébraux secondaires 2020, RT 2021.", ["cerveau 2020-01-01"]),
        (
            "Cancer du sein métastatique osseux 2018, progression hépatique 2020.",
            ["os 2018-01-01", "foie 2020-01-01"],
        ),
    ],
)
def test_a_year_right_behind_a_spread_is_its_own(note: str, told: list[str]) -> None:
    assert [*map(str.split, spreads(note))] == [*map(str.split, told)]


def test_a_sure_look_is_sure_behind_another_word() -> None:
    note = "CONCLUSION : APPARITION DE LESIONS HEPATIQUES BILOBAIRES D'ALLURE METASTATIQUE CERTAINE (SCANNER DU 22/10/2018)."
    assert spreads(note) == ["foie 2018-10-22"]


@pytest.mark.parametrize(
    ("words", "site"),
    [
        ("foie + (12/07/2021)", "foie"),
        ("TEP du 12/07/2021 : foie ++, os ++", "foie"),
        ("le 12/07/2021 le foie est pris", "foie"),
        ("TDM du 12/07/2021 avec foie atteint désormais", "foie"),
        ("le cancer progresse le 12/07/2021, cette fois aux os", "os"),
        ("TDM du 12/07/2021 : 3 MHCCR bilobaires", "foie"),
        ("TDM du 12/07/2021 : nouvelles cibles du foie", "foie"),
        ("tumeurs de Krukenberg bilatérales le 12/07/2021", "ovaire"),
        ("nodule de Sœur Marie-Joseph biopsié le 12/07/2021", "None"),
        ("BOM du 12/07/2021 : infiltration par un carcinome", "moelle osseuse"),
        ("PBH le 12/07/2021 : adénocarcinome", "foie"),
        ("une lésion du foie au TEP du 12/07/2021, PBH positive", "foie"),
        ("RT le 12/07/2021 d'une méta cérébrale nouvellement découverte", "cerveau"),
        ("vertèbre suspecte, IRM du 12/07/2021 : métastase de T9", "os"),
        ("radio du bassin du 12/07/2021 : lyse du cotyle gauche", "os"),
    ],
)
def test_spread_told_in_the_words_of_a_list_of_problems(words: str, site: str) -> None:
    assert spreads(f"Cancer du côlon. {words}.") == [f"{site} 2021-07-12"]


@pytest.mark.parametrize(
    "words",
    [
        "Palpation du foie + rate le 12/07/2021",
        "Scanner du 12/07/2021 : foie atteint de stéatose",
        "Le cancer progresse le 12/07/2021 sur l'anastomose ; foie sans lésion",
        "PBH le 12/07/2021 : pas d'adénocarcinome",
        "BOM le 12/07/2021 : absence de carcinome",
        "Œdème avec effet de masse sur la corne frontale le 12/07/2021",
    ],
)
def test_what_only_sounds_like_it(words: str) -> None:
    assert spreads(f"Cancer du côlon. {words}.") == []


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Nodule surrénalien, biopsie le 12/07/2021 : ADK TTF1+.", ["surrénale 2021-07-12"]),
        ("Nodule surrénalien, biopsie le 12/07/2021 : carcinome corticosurrénalien.", []),
        ("Nodule du sein, biopsie le 12/07/2021 : carcinome.", []),
    ],
)
def test_a_carcinoma_in_an_organ_that_has_none_of_its_own(note: str, told: list[str]) -> None:
    assert spreads(note) == told


@pytest.mark.parametrize(
    ("words", "site"),
    [
        ("mts osseuses diffuses au PET du 12/07/2021", "os"),
        ("MHS bilobaires, TDM du 12/07/2021", "foie"),
        ("Os+ (12/07/2021)", "os"),
        ("scan du 12/07/2021 foie +++ ganglions coeliaques", "foie"),
        ("récid. hépatique au TDM du 12/07/2021", "foie"),
        ("TDM du 12/07/2021 : nodules pulmonaires de novo", "poumon"),
        ("IRM du 12/07/2021 : survenue de deux lésions cérébelleuses", "cerveau"),
        ("écho du 12/07/2021 : foie siège de localisations nouvelles", "foie"),
        ("scintigraphie du 12/07/2021 pathologique (crâne, côtes, fémur G)", "os"),
        ("TEP du 12/07/2021 : surrénale D hyperfixante", "surrénale"),
        ("IRM du 12/07/2021 : hyposignal des corps vertébraux, envahissement tumoral", "os"),
        ("ganglion de Virchow, biopsie le 12/07/2021 : adénocarcinome", "ganglion"),
        ("PL le 12/07/2021 positive", "méninges"),
        ("annexectomie le 12/07/2021 : localisations ovariennes d'un adénocarcinome connu", "ovaire"),
    ],
)
def test_spread_cut_short(words: str, site: str) -> None:
    assert spreads(f"Cancer du côlon. {words}.") == [f"{site} 2021-07-12"]


@pytest.mark.parametrize(
    "words",
    [
        "Marche 300 mts sans dyspnée le 12/07/2021",
        "PL le 12/07/2021 : pneumocoque, antigène positif",
        "Scintigraphie du 12/07/2021 pathologique (reprise d'une fracture)",
        "Irradiation le 12/07/2021, 30 Gy dans les deux localisations rachidiennes",
        "Survenue de lésions cutanées le 12/07/2021 sous traitement",
    ],
)
def test_what_is_cut_short_and_no_spread(words: str) -> None:
    assert spreads(f"Cancer du côlon. {words}.") == []


@pytest.mark.parametrize(
    "label", ["ADK pulmonaire M1 surrénale", "ADK pulmonaire stade IV", "Cancer du sein métastatique"]
)
@pytest.mark.parametrize("told", ["maladie stable", "réponse partielle", "pas de nouvelle lésion"])
def test_a_label_behind_an_exam_with_nothing_new_has_not_its_day(label: str, told: str) -> None:
    assert spreads(f"TDM du 13/08/2019 : {told}. {label}.") == []


def test_the_year_of_the_cancer_is_not_that_of_its_spread() -> None:
    told = [
        "Mme G, cancer du sein 2012, vient d'apprendre (scanner du 28 mai) qu'elle a des lésions au foie, métastatiques.",
        "Cancer du sein 2012, scanner le 28 mai : métastases hépatiques.",
        "Mastectomie 2012, TEP du 28/05 : métastases hépatiques.",
    ]
    for note in told:
        days = [
            str(event.interval.start)
            for event in read_events(note, "CR", date(2019, 6, 4))
            if event.family.value == "metastasis" and event.interval is not None
        ]
        assert days == ["2019-05-28"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "K poumon. 2019 IVB (foie). 2021 : os. 14/12/2023 : cerveau (IRM).",
            ["foie 2019-01-01", "os 2021-01-01", "cerveau 2023-12-14"],
        ),
        (
            "Cancer du rein. TEP du 12/07/2021 : foyers osseux d'allure évolutive, témoignant d'une dissémination.",
            ["os 2021-07-12"],
        ),
        ("Cancer du rein. PBH le 12/07/2021 : confirmation du caractère secondaire.", ["foie 2021-07-12"]),
        (
            "Cancer du rein. TDM du 12/07/2021 : bonne réponse locale mais nodule surrénalien apparu, secondaire.",
            ["surrénale 2021-07-12"],
        ),
        ("Cancer du sein. TDM du 12/07/2021 : lésions lytiques de L2 et L5, fracture de L2.", ["os 2021-07-12"]),
        ("Rechute bi-pulmonaire en juin 2022, ostéosarcome 2019.", ["poumon 2022-06-01"]),
        (
            "Cancer de la prostate. TEP PSMA du 12/07/2021 : 5 localisations rachidiennes et costales.",
            ["os 2021-07-12"],
        ),
        ("Cancer du sein. Annexectomie le 12/07/2021 : localisations du carcinome lobulaire.", ["ovaire 2021-07-12"]),
        (
            "Cancer de l'iléon. L'octréoscan du 12/07/2021 montre des fixations hépatiques multiples.",
            ["foie 2021-07-12"],
        ),
        ("Lésion hépatique unique (IRM 12/07/2021), récidive, cancer rectal 2018.", ["foie 2021-07-12"]),
        (
            "Cancer du sein. Scanner du 03/05/2018 évocateur de carcinose, confirmée à la cœlioscopie du 10/05/2018.",
            ["péritoine 2018-05-10"],
        ),
        (
            "Cancer du côlon. Occlusion le 30/03/2023, scanner très évocateur de carcinose ; laparotomie le jour même qui la confirme.",
            ["péritoine 2023-03-30"],
        ),
        ("Cancer du sein. TDM du 27/06/2019 : nodule du LSD, VATS le 02/07/2019 : métastase.", ["poumon 2019-07-02"]),
    ],
)
def test_spread_of_letters_and_summaries(words: str, told: list[str]) -> None:
    assert spreads(words) == told


@pytest.mark.parametrize(
    "words",
    [
        "SCANNER DU 21/10/2021. INDICATION : SURVEILLANCE CBNPC STADE IV OSSEUX. RESULTAT : PAS DE LESION.",
        "IRM du 21/10/2021. Motif : contrôle d'un cancer du sein métastatique. Pas de lésion.",
        "Cancer du sein. Scanner du 03/05/2018 évocateur de carcinose, infirmée à la cœlioscopie du 10/05/2018.",
        "Cancer du sein. Scanner du 03/05/2018 évocateur de carcinose, à confirmer à la cœlioscopie du 10/05/2018.",
        "Cancer du sein. TDM du 12/07/2021 : fracture de L2 ostéoporotique, lésions dégénératives.",
    ],
)
def test_no_spread_of_letters_and_summaries(words: str) -> None:
    assert spreads(words) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Cancer du côlon. En novembre 2019, métastase hépatique, réséquée en janvier 2020.", ["foie 2019-11-01"]),
        ("Cancer du côlon. Métastase hépatique réséquée en janvier 2020.", ["foie 2020-01-01"]),
        (
            "GIST métastatique hépatique (2020). TDM du 06/06/2023 : nodules péritonéaux apparus depuis février 2023.",
            ["foie 2020-01-01", "péritoine 2023-06-06"],
        ),
        (
            "Cancer de la prostate. TEP choline du 12/07/2021 : adénopathies rétropéritonéales hyperfixantes.",
            ["ganglion 2021-07-12"],
        ),
        ("mCSPC. Scinti du 12/07/2021 : sacrum et L2 positifs.", ["os 2021-07-12"]),
        ("Sein HER2 métastatique hépatique. PL 12/07/2021 : cellules tumorales.", ["méninges 2021-07-12"]),
        (
            "Mélanome M1b. TEP du 12/07/2021 : les nodules ont disparu mais hyperfixation surrénalienne gauche.",
            ["surrénale 2021-07-12"],
        ),
        ("Mélanome. 03/2018 : poumon (2 nodules), pembrolizumab.", ["poumon 2018-03-01"]),
        ("Cancer du rein. Scanner du 12/07/2021 : lyse de la glène droite.", ["os 2021-07-12"]),
        ("Scanner du 12/07/2021 : tumeur caecale, foie secondaire.", ["foie 2021-07-12"]),
    ],
)
def test_a_spread_has_its_own_day(words: str, told: list[str]) -> None:
    assert [spread for spread in spreads(words) if not spread.startswith("None")] == told


def test_what_is_decided_on_dates_no_spread() -> None:
    note = "Cancer du sein. IRM : lésion occipitale. Décision : exérèse le 21/12/2021. Métastase a priori unique."
    assert spreads(note) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ADK pancréatique, d'emblée multimétastatique hépatique (scanner 12/07/2021).", ["foie 2021-07-12"]),
        ("Découverte le 12/07/2021 de métastases hépatiques d'origine indéterminée.", ["foie 2021-07-12"]),
        (
            "Cancer du sein métastatique osseux stable : IRM du 12/07/2021, foie : une dizaine de nouvelles lésions.",
            ["foie 2021-07-12"],
        ),
        ("La TDM du 12/07/2021 montre une localisation acétabulaire du cancer bronchique.", ["os 2021-07-12"]),
        ("Cancer de l'ovaire. TDM du 12/07/2021, deux lésions intraspléniques apparues.", ["rate 2021-07-12"]),
        (
            "Compte rendu opératoire du 12/07/2021\nGastrectomie annulée devant une carcinose péritonéale.",
            ["péritoine 2021-07-12"],
        ),
    ],
)
def test_spread_of_reports(words: str, told: list[str]) -> None:
    assert [spread for spread in spreads(words) if not spread.startswith("None")] == told


@pytest.mark.parametrize(
    "words",
    [
        "Sarcoïdose connue. Scanner du 07/01/2021 : nodules pulmonaires multiples et lésions hépatiques. Cancer du col.",
        "Cancer du côlon. TDM du 13/08/2020 normal. Le patient demande ce que veut dire « métastase ».",
        "PL du 23/08/2022 : absence de cellule tumorale. Cancer du sein multimétastatique.",
        "Cancer du côlon. Scanner du 13/08/2020 : lésions hépatiques d'origine indéterminée.",
    ],
)
def test_no_spread_of_reports(words: str) -> None:
    assert spreads(words) == []


def test_a_negative_gene_is_no_exam_without_news() -> None:
    note = "TDM du 12/07/2021 : masse du LSD. ALK négatif et EGFR non muté. Adénocarcinome pulmonaire de stade IV."
    assert spreads(note) == ["None 2021-07-12"]
