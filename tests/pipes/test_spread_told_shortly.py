"""Spread in short notes: where no cancer is named, beside what is denied or known, and on the day that is its own."""

import pytest
from note_record import spread_told


@pytest.mark.parametrize(
    ("note", "events"),
    [
        # no cancer is named, and what is told happens in no other disease
        ("TEP du 09/03 : apparition de trois foyers osseux.", ["os 2021-03-09"]),
        ("On l'informe que la TDM du 02/03 montre une extension aux poumons de sa maladie.", ["poumon 2021-03-02"]),
        ("Annonce ce jour : l'IRM du 08/03 montre que la maladie a gagné le cerveau.", ["cerveau 2021-03-08"]),
        ("Scanner 01/03/2021 en progression avec apparition d'une lésion hépatique de 2 cm.", ["foie 2021-03-01"]),
        ("TDM 01/03 : prog. Nodules pulmonaires apparus, multiples.", ["poumon 2021-03-01"]),
        ("IRM du 04/03 : prise de contraste frontale gauche, localisation II.", ["cerveau 2021-03-04"]),
        ("Loc. secondaires hépatiques sur TDM 27/02/21.", ["foie 2021-02-27"]),
        ("Le squelette est maintenant atteint, scintigraphie du 05/03/2021.", ["os 2021-03-05"]),
        ("Envahissement osseux secondaire diagnostiqué en mai 2020.", ["os 2020-05-01..2020-05-31"]),
        ("Nouvelle localisation osseuse au TEP du 05/03/2021.", ["os 2021-03-05"]),
        # what lesions are held for, behind them
        ("Nodules hépatiques au scanner du 19/02/21, considérés comme secondaires en RCP.", ["foie 2021-02-19"]),
        ("Foyers de D4 et K6. IRM du 01/03/2021 : tous d'origine secondaire.", ["None 2021-03-01"]),
        ("RP du 10/03 : opacités multiples bilatérales en faveur de métastases pulmonaires.", ["poumon 2021-03-10"]),
        # a count is no day, and a day no count
        ("CBNPC. 12/2020 : scanner 15/12 lésions hépatiques nouvelles métastatiques.", ["foie 2020-12-15"]),
        # one stage more
        ("Sein M+ os 2018. TDM 11/02/21 : foie M+.", ["os 2018-01-01..2018-12-31", "foie 2021-02-11"]),
        # since when it is there
        ("Cancer du rein avec métastases osseuses depuis le 18/12/2020.", ["os 2020-12-18"]),
        ("Mélanome compliqué de métastases hépatiques depuis le 3 mars 2020.", ["foie 2020-03-03"]),
        ("Y'a 6 mois on lui a trouvé des métastases au foie.", ["foie 2020-09-01..2020-09-30"]),
        # what is set against what got better, and what is new beside what is not
        (
            "Réponse dissociée (TEP 09/03/2021) : régression ganglionnaire mais nouvelles lésions hépatiques.",
            ["foie 2021-03-09"],
        ),
        (
            "Cancer du sein. Au scanner du 28/02/21 le foie, indemne jusque-là, comporte une dizaine de lésions.",
            ["foie 2021-02-28"],
        ),
        ("ADK du pancréas. TDM du 22/02 : foie, 3 nodules nouveaux.", ["foie 2021-02-22"]),
        (
            "IRM 12/02/21 : remplacement médullaire diffus du rachis d'allure métastatique certaine.",
            ["moelle osseuse 2021-02-12"],
        ),
        ("TAP 4/3/21. Nodules pulmonaires nombreux (> 20), typiquement secondaires.", ["poumon 2021-03-04"]),
        ("L'IRM hépatique du 11 février confirme le caractère secondaire des 2 nodules du foie.", ["foie 2021-02-11"]),
        ("Carcinome rénal. TDM du 08/03 : lésion ostéolytique T10 avec épidurite.", ["os 2021-03-08"]),
        ("ADK de l'œsophage. Le scanner du 15/02 révèle que ça s'est propagé au foie.", ["foie 2021-02-15"]),
        ("ADK pancréatique avec secondaires hépatiques découverts en septembre 2020.", ["foie 2020-09-01..2020-09-30"]),
        ("ADK gastrique. Cœlioscopie du 28/02/2021 : PCI 14, non résécable.", ["péritoine 2021-02-28"]),
        ("Pleurésie ponctionnée le 2 mars : liquide carcinomateux, TTF1 positif.", ["plèvre 2021-03-02"]),
        ("Ganglion de Troisier, cyto du 12 mars : adénocarcinome.", ["ganglion 2021-03-12"]),
        (
            "Fracture du col fémoral opérée le 01/03/2021 ; histologie : adénocarcinome d'origine mammaire.",
            ["os 2021-03-01"],
        ),
        ("CBNPC. Scanner du 12/03 : lésion frontale annulaire avec œdème.", ["cerveau 2021-03-12"]),
        ("TDM 06/03/21 - FOIE : LESIONS SECONDAIRES MULTIPLES - RATE : NORMALE", ["foie 2021-03-06"]),
        # a term that is told with its day
        (
            "Cancer du rein. TDM de contrôle à 2 ans (05/03/21). Poumon : trois nodules, inexistants avant.",
            ["poumon 2021-03-05"],
        ),
        (
            "ADK pancréatique. Métastases hépatiques constatées durant l'été (juillet 2020).",
            ["foie 2020-07-01..2020-07-31"],
        ),
        # signs that have a name of their own
        ("Rx du 06/01/2021 : vertèbre borgne D11. Sein 2012.", ["os 2021-01-06"]),
        ("Carcinome séreux tubaire. Omental cake sur le scanner du 07/02/21.", ["péritoine 2021-02-07"]),
        ("Os : + (TEP choline du 15/02/21, L3 et aile iliaque). Gg : -.", ["os 2021-02-15"]),
        ("Scinti 10/02/21 (+) : gril costal, bassin.", ["os 2021-02-10"]),
        ("Écho du 16/02 : gros foie, au moins 4 nodules en cocarde. Primitif à chercher.", ["foie 2021-02-16"]),
        ("PL du 16/02/2021 : cytologie positive à cellules carcinomateuses (K sein).", ["méninges 2021-02-16"]),
        # how lesions look, and that they were not there
        ("Scanner du 07/02 : lésions hépatiques d'aspect secondaire non présentes en 2020.", ["foie 2021-02-07"]),
        ("IRM du 4 mars positive : deux lésions secondaires dômes VII et VIII.", ["None 2021-03-04"]),
        ("TDM 15/02/2021 :\n- Foie : 6 lésions secondaires\n- Os : RAS", ["foie 2021-02-15"]),
        ("Scanner du 28/02 : évolution pulmonaire d'une maladie jusque-là osseuse pure.", ["poumon 2021-02-28"]),
        (
            "Le bilan du 22/02/2021 est celui d'une maladie oligométastatique (une lésion sternale).",
            ["os 2021-02-22"],
        ),
        # since an exam that showed it; what a sentence sets aside; an arrow that leads from a work-up to what it found
        ("Cancer du sein. Foie touché depuis le TDM du 11/03/21.", ["foie 2021-03-11"]),
        (
            "Cancer du sein. Le TEP du 13/02 retrouve, outre la maladie pulmonaire connue, des fixations osseuses, nouvelles.",
            ["os 2021-02-13"],
        ),
        (
            "En déc. 2020, bilan d'un ictère -> lésion de la tête du pancréas avec localisations hépatiques.",
            ["foie 2020-12-01..2020-12-31"],
        ),
        ("La pleurésie est néoplasique (cyto du 07/02/2021), cancer du sein G opéré en 2016.", ["plèvre 2021-02-07"]),
        ("cM1 (hep) dès le diagnostic, IRM 19/02/2021, KRAS G12D.", ["foie 2021-02-19"]),
        ("CHIP récusée en per-op le 19/02/2021, PCI à 29. Cancer de l'ovaire.", ["péritoine 2021-02-19"]),
        ("PBH du 11/02/21. Carcinome canalaire infiltrant triple négatif.", ["foie 2021-02-11"]),
        # 'découverte' is told of the spread, 'opéré' of the cancer
        ("Métastase pancréatique d'un carcinome rénal découverte à l'IRM du 27/02/2021.", ["pancréas 2021-02-27"]),
        ("Métastases hépatiques d'un cancer du côlon diagnostiquées le 27/02/2021.", ["foie 2021-02-27"]),
        ("Rechute osseuse d'un cancer du sein opéré en 2011.", []),
        ("Patient porteur depuis le 10/02/2021 de métastases hépatiques.", ["foie 2021-02-10"]),
        ("Depuis mai 2020, métastases osseuses connues (cancer de la prostate).", ["os 2020-05-01..2020-05-31"]),
        (
            "Scanner du 6 mars : plusieurs lésions hépatiques, très suspectes, que la RCP considère comme métastatiques.",
            ["foie 2021-03-06"],
        ),
        ("Drainage pleural le 17/02/2021 ; cytologie : cellules d'adénocarcinome mammaire.", ["plèvre 2021-02-17"]),
        # secondary to the cancer, or on the exam that is named next; not to what else made it
        ("Cancer du sein. Lésions hépatiques secondaires au scanner du 03/02/2021.", ["foie 2021-02-03"]),
        ("Cancer du rein. Foie secondaire à l'écho du 28/02/2021.", ["foie 2021-02-28"]),
        ("Cancer du rein. TDM du 03/02/2021 : lésions secondaires au niveau hépatique.", ["foie 2021-02-03"]),
        ("TDM du 03/02/2021 : lésions hépatiques secondaires au cancer du rein.", ["foie 2021-02-03"]),
        # a result that its title parts from the sample
        ("PBH du 28/02/2021. Réponse : métastase d'un adénocarcinome.", ["foie 2021-02-28"]),
        ("Biopsie hépatique du 28 février 2021. Résultat : carcinome métastatique.", ["foie 2021-02-28"]),
    ],
)
def test_a_spread_is_told_without_its_cancer(note, events):
    assert spread_told(note) == events


@pytest.mark.parametrize(
    "note",
    [
        "Le patient demande s'il est métastatique ; réponse négative au vu du TEP du 03/03/2021.",
        "Elle ne sait pas si elle est métastatique, TEP du 03/03/2021 remis.",
        "Hépatectomie du 14/02/2021 : nécrose complète des métastases.",
        "Métastases cérébrales contrôlées à l'IRM du 24/02/2021.",
        "La patiente est en rémission de sa maladie métastatique au scanner du 13/02/2021.",
        "Métastase pulmonaire chez le frère (2018, cancer du testicule).",
        "Notion de métastases osseuses de sa tante en 2019.",
        "RCP : lésion de D10 au TEP du 27/02/2021 non retenue comme métastatique, hémangiome.",
        "Les métastases évoquées par le patient correspondent en fait à des nodules de régénération (IRM du 21/02/2021).",
        "Cancer du sein. Effets secondaires hépatiques du traitement au bilan du 21/02/2021.",
        "ADK gastrique. Cœlioscopie du 28/02/2021 : PCI 0.",
        "Cancer du sein. Scanner du 28/02/21 : foie, poumons et os indemnes.",
        "Mme craignait des métastases : l'IRM du 08/02/2021 est rassurante.",
        "Le 28/02/2021, TEP de fin de traitement : extinction de toutes les cibles métastatiques.",
        "Os : - (TEP du 15/02/21). Ganglions : -. Cancer de la prostate.",
        "Scinti os 10/02/21 : négative. Cancer du sein.",
        "Cancer du sein métastatique en réponse complète depuis 2016. Scanner du 02/02/2021 idem.",
        "Métastases osseuses stables sous létrozole depuis le 03/02/2019. Cancer du sein.",
        "Métastases hépatiques désormais visibles, examen de référence du 03/02/2021.",
        "Cancer du sein. Au scanner du 03/02/2021, les métastases hépatiques n'ont pas changé.",
        "Lésions pulmonaires secondaires à une embolie, TDM du 03/02/2021. Cancer du rein.",
        "Cancer du rein. Lésions osseuses secondaires à la radiothérapie, TDM du 03/02/2021.",
        "Cancer du rein. Atteinte hépatique secondaire aux immunothérapies, bilan du 03/02/2021.",
        "Cancer du rein. Atteinte pulmonaire secondaire à l'évérolimus, TDM du 03/02/2021.",
        "TEP du 27/02/2021 : pas de nouvelle localisation osseuse.",
        "Scanner du 27/02/2021 : nodules hépatiques connus, considérés comme bénins.",
        "Lésions osseuses apparues depuis le 12/01/2021 chez une patiente suivie pour arthrose.",
    ],
)
def test_what_is_known_asked_denied_or_of_others_is_none(note):
    assert spread_told(note) == []
