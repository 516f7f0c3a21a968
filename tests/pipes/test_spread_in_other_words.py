"""A spread told in the words of other hospitals, what only sounds like one, and whose day a date in mid-sentence is."""

import pytest

from onco_pipeline.extraction.reading import read_events


def spreads(text: str) -> list[str]:
    """Return the sites and days of the spreads that a text states of the patient."""
    return [
        f"{event.site} {event.interval.start}"
        for event in read_events(text)
        if event.family.value == "metastasis" and event.status.value == "done" and event.interval is not None
    ]


@pytest.mark.parametrize(
    ("words", "site"),
    [
        ("diffusion osseuse multifocale", "os"),
        ("mise en évidence d'une diffusion hépatique secondaire", "foie"),
        ("essaimage hépatique et péritonéal", "foie"),
        ("essaimage pulmonaire au scanner", "poumon"),
        ("reprise évolutive pulmonaire et pleurale", "poumon"),
        ("poussée évolutive cérébrale", "cerveau"),
        ("échappement hépatique", "foie"),
        ("échappement tumoral au niveau du foie", "foie"),
        ("échappement thérapeutique osseux", "os"),
        ("il existe un échappement viscéral", "None"),
        ("flambée hépatique de la maladie", "foie"),
        ("maladie évolutive sur le plan hépatique", "foie"),
        ("progression sur le plan osseux", "os"),
        ("évolution hépatique au scanner", "foie"),
        ("mise en évidence de localisations à distance, hépatiques et osseuses", "foie"),
        ("nodules pulmonaires rapportés à la néoplasie mammaire", "poumon"),
        ("le squelette est touché", "os"),
        ("le foie est désormais atteint", "foie"),
        ("colonisation hépatique", "foie"),
        ("évolutivité sous forme de nodules pulmonaires", "poumon"),
        ("une IRM découvre plusieurs vertèbres envahies par la maladie", "os"),
        ("sternum infiltré par le carcinome", "os"),
        ("le foie est massivement infiltré par le cancer", "foie"),
        ("myélogramme envahi par des cellules tumorales", "moelle osseuse"),
        ("moelle osseuse infiltrée par le carcinome mammaire", "moelle osseuse"),
        ("le scanner trouve pour la première fois des lésions du foie", "foie"),
        ("le scanner montre pour la première fois deux nodules pulmonaires", "poumon"),
        ("nouvelle rechute, cette fois pulmonaire et pleurale", "poumon"),
        ("rechute, cette fois-ci au foie", "foie"),
        ("la maladie repart au poumon et aux ganglions", "poumon"),
        ("le cancer reprend au foie", "foie"),
        ("la maladie flambe au foie", "foie"),
        ("le foie est criblé de lésions", "foie"),
        ("péritoine semé de petits nodules", "péritoine"),
        ("cancer classé IV", "None"),
        ("cancer stadifié IV d'emblée", "None"),
        ("localisation hépatique de la maladie", "foie"),
    ],
)
def test_spread_by_other_names(words: str, site: str):
    assert spreads(f"Cancer du sein opéré. Avril 2019 : {words}.") == [f"{site} 2019-04-01"]


@pytest.mark.parametrize(
    "words",
    [
        # A course that is good, or that of something else.
        "évolution hépatique favorable",
        "évolution cutanée satisfaisante sous crème",
        "évolution pulmonaire tout à fait favorable",
        "bonne évolution pulmonaire",
        "évolution pulmonaire de son infection",
        # What magnetic resonance measures.
        "IRM de diffusion hépatique sans anomalie",
        "IRM, restriction de la diffusion osseuse",
        "IRM, hypersignal diffusion cérébral",
        "IRM, séquence diffusion hépatique réalisée",
        # Denied, looked for.
        "pas de reprise évolutive hépatique",
        "sans évolutivité pulmonaire",
        "pas de diffusion hépatique",
        "recherche d'une diffusion osseuse",
        "le foie n'est pas touché",
        "le foie est normal",
        "la maladie évolue favorablement au foie",
        "insuffisance cardiaque classée IV NYHA",
        "vertèbres non envahies par la tumeur",
        "récidive, cette fois locale",
        # What the lesions are of.
        "IRM cérébrale, multiples lésions évocatrices d'un PRES",
        "IRM cérébrale, multiples lésions compatibles avec une leucoencéphalopathie",
        "TDM, nodules pulmonaires bilatéraux évoquant une pneumopathie",
        "IRM, multiples lésions hépatiques en faveur d'une stéatose nodulaire",
        # Of germs, of a marker, of another disease.
        "localisation cutanée de la maladie de Kaposi",
        "colonisation bronchique à Pseudomonas",
        "échappement biologique",
    ],
)
def test_no_spread(words: str):
    assert spreads(f"Cancer du sein opéré. Avril 2019 : {words}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ganglion sus-claviculaire gauche biopsié le 25/10/2013 : localisation d'un mélanome.",
        "Adénopathie sus-claviculaire ponctionnée le 25/10/2013 : infiltration par un mélanome.",
    ],
)
def test_distant_node(text: str):
    assert spreads(f"Mélanome du dos. {text}") == ["ganglion 2013-10-25"]


@pytest.mark.parametrize(
    "text",
    [
        "Avril 2019 : métastases osseuses, puis en mai 2020 métastases cérébrales.",
        "Avril 2019 : métastases osseuses puis, en mai 2020, métastases cérébrales.",
        "En avril 2019, progression osseuse, et en mai 2020 progression cérébrale.",
        "En avril 2019, métastases osseuses multiples, puis en mai 2020 une progression cérébrale.",
        "Avril 2019 : métastases osseuses, mai 2020 : métastases cérébrales.",
        "Avril 2019 : métastases osseuses, puis progression cérébrale en mai 2020.",
        "Avril 2019 : métastases osseuses, et ensuite en mai 2020 des lésions cérébrales secondaires.",
    ],
)
def test_date_that_opens_the_next(text: str):
    """The second date is the second spread's: the sentence had told the first one's before it."""
    assert spreads(f"Cancer du sein. {text}") == ["os 2019-04-01", "cerveau 2020-05-01"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Avril 2019 : scanner, puis en mai 2020 IRM cérébrale.", ["2019-04-01", "2020-05-01"]),
        ("Avril 2019 : scanner stable, puis en mai 2020, IRM cérébrale.", ["2019-04-01", "2020-05-01"]),
        ("Le 12/04/2019 scanner, et le 03/05/2019 IRM cérébrale.", ["2019-04-12", "2019-05-03"]),
        # The date is the first one's own.
        ("Scanner le 12/04/2019 et IRM le 03/05/2019.", ["2019-04-12", "2019-05-03"]),
        ("Scanner du 12/04/2019, puis le 03/05/2019 IRM.", ["2019-04-12", "2019-05-03"]),
    ],
)
def test_date_that_opens_the_next_exam(text: str, days: list[str]):
    found = [event for event in read_events(text) if event.family.value == "imaging"]
    assert [str(event.interval.start) for event in found if event.interval] == days


@pytest.mark.parametrize(
    "words",
    [
        "Après deux doses, hémiplégie, métastases cérébrales à l'IRM",
        "Après deux cures, métastases cérébrales à l'IRM",
        "Au bout de quatre injections, métastases cérébrales à l'IRM",
        "À l'issue de 6 perfusions, métastases cérébrales",
    ],
)
def test_time_has_passed(words: str):
    """So many doses take a time that nobody told: the day of the first one is no day of what was seen behind them."""
    assert spreads(f"Mélanome. Ipilimumab accordé en décembre 2015. {words}.") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tamoxifène, fini fin février 2014.", "2014-02-21"),
        ("Tamoxifène fini le 12/02/2014.", "2014-02-12"),
        ("Tamoxifène débuté le 14/03/2009, bouclé le 12/02/2014.", "2014-02-12"),
        ("Tamoxifène, finie en février 2014 l'hormonothérapie.", "2014-02-01"),
        ("Capécitabine x 8, fini en février 2014.", "2014-02-01"),
    ],
)
def test_finished(text: str, day: str):
    found = [event for event in read_events(text) if event.subtype == "stop"]
    assert [str(event.interval.start) for event in found if event.interval] == [day]


@pytest.mark.parametrize("place", ["SAU", "urgences", "passage au SAU"])
def test_emergency_by_its_letters(place: str):
    events = read_events(f"16/07/2017, {place} : vertiges, vomissements. Radio de thorax : RAS.")
    assert [str(event.interval.start) for event in events if event.interval] == ["2017-07-16"]
