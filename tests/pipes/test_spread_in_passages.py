"""Spread told in passages of several sentences, beside what is denied, known or of another day."""

import pytest
from note_record import spread_told


@pytest.mark.parametrize(
    ("note", "events"),
    [
        # bones that a tumour breaks
        ("Cancer du sein. IRM lombaire du 27/02 : tassement L3 malin.", ["os 2021-02-27"]),
        ("Cancer du rein. TDM du 27/02/2021 : fracture pathologique tumorale de D8.", ["os 2021-02-27"]),
        ("Cancer du rein. IRM du 27/02 : tassement de D8 d'origine secondaire.", ["os 2021-02-27"]),
        ("RADIO DU 27/02/2021 : LYSE DU COTYLE DROIT D'ORIGINE SECONDAIRE.", ["os 2021-02-27"]),
        ("Cancer du rein. IRM du 27/02 : tassement vertébral d'allure maligne de D8.", []),
        ("Cancer du rein. IRM du 27/02 : tassement ostéoporotique de D8, pas de fracture tumorale.", []),
        # where it is, in other words
        ("Le scanner du 01/03 montre que la maladie est passée dans les os.", ["os 2021-03-01"]),
        ("Le scanner du 01/03 a objectivé des images secondaires spléniques et hépatiques.", ["rate 2021-03-01"]),
        ("Résultat de l'IRM ce jour : mets cérébrales.", ["cerveau 2021-03-15"]),
        ("Évolution dissociée, l'IRM du 02/03 montrant l'atteinte du corps de L1.", ["os 2021-03-02"]),
        # what is denied ends before it
        (
            "Bilan du 09/03/21 : pas d'évolution pulmonaire, en revanche deux lésions hépatiques sont apparues (cancer du rein).",
            ["foie 2021-03-09"],
        ),
        (
            "Polype opéré en 2012, sans lien avec la maladie métastatique pulmonaire révélée en mars 2020.",
            ["poumon 2020-03-01..2020-03-31"],
        ),
        (
            "Cancer du sein. Rien de nouveau depuis l'apparition des localisations osseuses (juin 2019).",
            ["os 2019-06-01..2019-06-30"],
        ),
        (
            "L'imagerie du 3 mars ne laisse guère de place au doute : métastases hépatiques d'un cancer du côlon.",
            ["foie 2021-03-03"],
        ),
        # what is known, and since when
        (
            "Réponse complète des métastases surrénaliennes connues depuis octobre 2016.",
            ["surrénale 2016-10-01..2016-10-31"],
        ),
        (
            "Cancer du sein. Stabilité des métastases osseuses apparues en mars 2019.",
            ["os 2019-03-01..2019-03-31"],
        ),
        (
            "Cancer du sein. Régression des métastases hépatiques découvertes le 12/05/2020.",
            ["foie 2020-05-12"],
        ),
        ("Cancer du sein. TDM du 12/05/2020 : stabilité des métastases hépatiques connues.", []),
        (
            "TDM du 25/02/2021 comparée au 20/11/2020 : majoration du nombre et de la taille des métastases hépatiques.",
            [],
        ),
        ("TDM du 25/02/2021 : majoration en taille et en nombre des métastases hépatiques.", []),
        # the day of one exam of several, and of the sample in brackets
        (
            "Carcinome de Merkel. TEP de surveillance : 07/20 normal ; 10/20 normal ; 24 janvier : foyers hépatiques multiples.",
            ["foie 2021-01-24"],
        ),
        (
            "K sein (2014), sous Ibrance depuis le 11/2020 pour méta pleurales (biopsie pleurale 10/2020 : RE+).",
            ["plèvre 2020-10-01..2020-10-31"],
        ),
        # what stands beside what is known is news, before its "nouvelles" as behind it
        (
            "CHC. TDM du 7 février avec doublement des cibles hépatiques et lésions osseuses nouvelles du sacrum.",
            ["os 2021-02-07"],
        ),
        (
            "Cancer du sein. TDM du 7 février : diminution des lésions hépatiques et nouvelles lésions osseuses.",
            ["os 2021-02-07"],
        ),
        (
            "Cancer du sein. TDM du 7 février : diminution des lésions hépatiques et nodules pulmonaires nouveaux.",
            ["poumon 2021-02-07"],
        ),
        ("Cancer du sein. TDM du 7 février : diminution des nouvelles lésions osseuses.", []),
        (
            "Métastases cérébrales du 30 janvier d'un cancer du poumon. Le TAP (3 février) ajoute des lésions osseuses.",
            ["cerveau 2021-01-30", "os 2021-02-03"],
        ),
        # seen in an operation told before
        (
            "Cancer de l'ovaire. Laparoscopie exploratrice le 18/02/2021 : granulations diffuses. Extemporané : carcinose.",
            ["péritoine 2021-02-18"],
        ),
        (
            "Opéré le 1er février d'un cancer du côlon. Suites simples. Le chirurgien décrivait une carcinose limitée.",
            ["péritoine 2021-02-01"],
        ),
        # in other words
        (
            "Cancer gastrique. Le péritoine est maintenant le siège de nodules, surtout dans le Douglas (examen du 24 février).",
            ["péritoine 2021-02-24"],
        ),
        (
            "Cancer du sein. Épanchement pleural en mars 2020 dont l'analyse a montré des cellules carcinomateuses.",
            ["plèvre 2020-03-01..2020-03-31"],
        ),
        (
            "Cancer de prostate. TEP du 11 février : fixation du 6e arc costal et de T9, ganglions lombo-aortiques.",
            ["os 2021-02-11"],
        ),
        # one after the other, each with its day
        (
            "Cancer du sein opéré en 2013 : en 2017 diffusion osseuse, en novembre 2019 diffusion hépatique.",
            ["os 2017-01-01..2017-12-31", "foie 2019-11-01..2019-11-30"],
        ),
        # what it only looks like
        ("Mélanome en 2014. Scanner du 9 mars : des lésions hépatiques, évoquant une dissémination métastatique.", []),
        # the day that it was found on, and not that of what was done about it, or of death
        (
            "J'ai irradié du 2 au 13 février la métastase du col fémoral, découverte en janvier. Cancer du rein.",
            ["os 2021-01-01..2021-01-31"],
        ),
        ("Hépatectomie droite le 05/02 pour 3 MHCCR synchrones (dg 11/2020).", ["foie 2020-11-01..2020-11-30"]),
        (
            "Le 12 février, TDM : métastases hépatiques, connues depuis 2019. Cancer du sein.",
            ["foie 2019-01-01..2019-12-31"],
        ),
        (
            "Décédé le 9 février d'une dissémination métastatique cérébrale, diagnostiquée fin janvier.",
            ["cerveau 2021-01-21..2021-01-31"],
        ),
        (
            "Scanner du 12 février : métastases hépatiques d'un cancer du côlon diagnostiqué en 2020.",
            ["foie 2021-02-12"],
        ),
        (
            "Mélanome 2015, métastase surrénalienne opérée en 2018, cérébrale irradiée en 2019.",
            ["surrénale 2018-01-01..2018-12-31", "cerveau 2019-01-01..2019-12-31"],
        ),
        (
            "Nodules de carcinose en juin 2016 (cytoréduction + CHIP), deux métastases ovariennes en février 2017.",
            ["péritoine 2016-06-01..2016-06-30", "ovaire 2017-02-01..2017-02-28"],
        ),
        # a metastasis that bleeds, one that was feared
        ("Cancer du sein. L'IRM du 6 mars révèle trois métastases cérébrales hémorragiques.", ["cerveau 2021-03-06"]),
        (
            "Le TDM du 12 février confirme mes craintes, il existe des métastases au niveau hépatique.",
            ["foie 2021-02-12"],
        ),
        (
            "Scanner du 11/03/2021 : multiples lésions des deux hémisphères, évidemment secondaires. Mélanome.",
            ["cerveau 2021-03-11"],
        ),
        ("Prostate Gleason 9, oligométa os (3 sites) sur scinti de janvier 2021.", ["os 2021-01-01..2021-01-31"]),
        ("Cancer du rein. TAP du 14/02 : lésion lytique L2 non vue en décembre.", ["os 2021-02-14"]),
        (
            "Anapath pleurale 16/02/21 : localisation d'un adénocarcinome RE+. Cancer du sein 2005.",
            ["plèvre 2021-02-16"],
        ),
        # the year of the cancer that it comes from is not its own
        ("Hépatectomie. Il s'agit d'une métastase d'un carcinome mammaire (patiente traitée en 1999).", []),
        ("Lésions hépatiques secondaires de son cancer du sein de 2009.", []),
        ("Métastases osseuses (cancer du sein 2009).", []),
        (
            "Biopsie du foie le 3 mars : métastase d'un carcinome mammaire (patiente traitée en 1999).",
            ["foie 2021-03-03"],
        ),
        (
            "Métastases hépatiques d'un cancer du côlon en février 2021.",
            ["foie 2021-02-01..2021-02-28"],
        ),
        ("Métastases hépatiques d'un cancer du côlon (scanner de 2020).", ["foie 2020-01-01..2020-12-31"]),
        # several organs that are reached, and one of a patient whose name is cut short
        (
            "Le foie, le rachis et la plèvre étaient déjà envahis en novembre 2019. Cancer du poumon.",
            ["foie 2019-11-01..2019-11-30"],
        ),
        (
            "Pour la troisième fois le cancer de Mme F. revient, cette fois au niveau du cerveau (IRM du 16.02.21).",
            ["cerveau 2021-02-16"],
        ),
        (
            "Métastases : poumon 06/2019, traité SBRT ; surrénale D 11/2020, traitée SBRT. CBNPC.",
            ["poumon 2019-06-01..2019-06-30", "surrénale 2020-11-01..2020-11-30"],
        ),
        (
            "Aucune chirurgie depuis la découverte le 23 février de nodules de carcinose. Cancer gastrique.",
            ["péritoine 2021-02-23"],
        ),
        # at the head of a note, a summary sums up nothing
        (
            "Synthèse. Cancer du sein en 2004. En 2013, métastase sternale. En 2017, apparition de lésions du foie.",
            ["os 2013-01-01..2013-12-31", "foie 2017-01-01..2017-12-31"],
        ),
        # an exam without injection, a bilan of what is there, an origin that is only likely
        ("Cancer du sein. L'IRM sans injection du 20 février montre des métastases hépatiques.", ["foie 2021-02-20"]),
        (
            "Le scanner sans produit de contraste du 20 février retrouve trois métastases cérébrales.",
            ["cerveau 2021-02-20"],
        ),
        ("Les images du 20 février sont sans équivoque des métastases osseuses.", ["os 2021-02-20"]),
        ("Cancer du sein. Scanner du 20 février sans injection, sans métastase visible.", []),
        ("Cancer du sein. Scanner du 20 février sans lésion suspecte ni métastase.", []),
        ("Bilan des métastases pulmonaires : 3 à D, 2 à G (scanner du 18/02/21). Mélanome.", ["poumon 2021-02-18"]),
        ("Cancer du sein. Bilan de métastases : négatif le 20 février.", []),
        (
            "TDM 11/02/2021, localisations secondaires hépatiques d'un probable primitif colique.",
            ["foie 2021-02-11"],
        ),
        ("TNE du pancréas. En 2013, octréoscan : fixations hépatiques.", ["foie 2013-01-01..2013-12-31"]),
        ("Cancer de prostate. TEP PSMA du 12/02 : pas de fixation osseuse.", []),
        ("Cancer de vessie. TDM du 3 mars : foie et os secondaires.", ["foie 2021-03-03"]),
        (
            "Rechute cérébrale 1 (02/2016) : chirurgie. Rechute cérébrale 2 (07/2017) : radiochirurgie. Cancer du poumon.",
            ["cerveau 2016-02-01..2016-02-29", "cerveau 2017-07-01..2017-07-31"],
        ),
        # what is only to be watched
        (
            "CHC. Scanner du 10/02 : thrombose portale tumorale + 2 nodules pulmonaires infracentimétriques à contrôler.",
            [],
        ),
        ("Cancer du sein. Scanner du 10/02 : nouveaux nodules pulmonaires à surveiller.", []),
        ("Cancer du sein. Scanner du 10/02 : métastases pulmonaires à réévaluer dans 2 mois.", ["poumon 2021-02-10"]),
    ],
)
def test_what_a_passage_tells(note: str, events: list[str]) -> None:
    assert spread_told(note) == events
