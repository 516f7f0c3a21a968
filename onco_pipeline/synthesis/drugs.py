"""The anticancer drugs taken by mouth that the fictitious hospital gives: names, codes, doses, why they stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onco_pipeline.synthesis.sentences import Noun, noun


@dataclass(frozen=True, slots=True)
class Drug:
    """An anticancer drug taken by mouth.

    ``doses`` go from the full dose down; ``old_atc`` is the code before 2021; ``since`` the first day
    it is used here.
    """

    inn: str
    brand: str
    atc: str
    old_atc: str
    doses: tuple[str, ...]
    since: date = date(2000, 1, 1)
    toxicities: tuple[str, ...] = ()

    def code(self, day: date) -> str:
        """Return the ATC code in use on a day.

        Examples
        --------
        >>> DRUGS["osimertinib"].code(date(2019, 5, 2)), DRUGS["osimertinib"].code(date(2021, 5, 2))
        ('L01XE35', 'L01EB04')
        """
        return self.old_atc if day < date(2021, 1, 1) else self.atc


_HORMONE = ("arthralgies invalidantes", "bouffées de chaleur invalidantes", "intolérance digestive")
_TKI = ("toxicité cutanée de grade 3", "diarrhée de grade 3", "cytolyse de grade 3", "asthénie de grade 3")
_CDK = ("neutropénie de grade 3", "neutropénie de grade 4", "cytolyse de grade 3", "diarrhée de grade 3")
_CAPE = ("syndrome main-pied de grade 2", "syndrome main-pied de grade 3", "diarrhée de grade 3", "mucite de grade 3")
_VEGF = ("HTA mal contrôlée", "diarrhée de grade 3", "syndrome main-pied de grade 3", "asthénie de grade 3")
_PARP = ("anémie de grade 3", "thrombopénie de grade 3", "nausées de grade 3")
_BRAF = ("fièvre à 39,5", "baisse de la FEVG", "toxicité cutanée de grade 3", "cytolyse de grade 3")
_ARPI = ("asthénie de grade 3", "cytolyse de grade 3", "HTA mal contrôlée", "troubles mnésiques")


def _drug(inn: str, brand: str, atc: str, old: str, doses: str, since: str, toxicities: tuple[str, ...]) -> Drug:
    return Drug(inn, brand, atc, old, tuple(doses.split("; ")), date.fromisoformat(since), toxicities)


DRUGS: dict[str, Drug] = {
    drug.inn: drug
    for drug in (
        _drug("tamoxifène", "Nolvadex", "L02BA01", "L02BA01", "20 mg/j", "2000-01-01", _HORMONE),
        _drug("létrozole", "Femara", "L02BG04", "L02BG04", "2,5 mg/j", "2000-01-01", _HORMONE),
        _drug("anastrozole", "Arimidex", "L02BG03", "L02BG03", "1 mg/j", "2000-01-01", _HORMONE),
        _drug("exémestane", "Aromasine", "L02BG06", "L02BG06", "25 mg/j", "2000-01-01", _HORMONE),
        _drug("palbociclib", "Ibrance", "L01EF01", "L01XE33", "125 mg/j; 100 mg/j; 75 mg/j", "2017-01-01", _CDK),
        _drug("ribociclib", "Kisqali", "L01EF02", "L01XE42", "600 mg/j; 400 mg/j; 200 mg/j", "2017-11-01", _CDK),
        _drug("abémaciclib", "Verzenios", "L01EF03", "L01XE50", "150 mg x 2/j; 100 mg x 2/j", "2018-11-01", _CDK),
        _drug(
            "évérolimus",
            "Afinitor",
            "L01EG02",
            "L01XE10",
            "10 mg/j; 5 mg/j",
            "2012-01-01",
            ("pneumopathie", "mucite de grade 3"),
        ),
        _drug(
            "capécitabine",
            "Xeloda",
            "L01BC06",
            "L01BC06",
            "1250 mg/m² x 2/j; 1000 mg/m² x 2/j; 800 mg/m² x 2/j",
            "2002-01-01",
            _CAPE,
        ),
        _drug("lapatinib", "Tyverb", "L01EH01", "L01XE07", "1250 mg/j; 1000 mg/j", "2009-01-01", _TKI),
        _drug(
            "osimertinib",
            "Tagrisso",
            "L01EB04",
            "L01XE35",
            "80 mg/j; 40 mg/j",
            "2016-06-01",
            (*_TKI, "allongement du QT"),
        ),
        _drug("erlotinib", "Tarceva", "L01EB02", "L01XE03", "150 mg/j; 100 mg/j", "2006-01-01", _TKI),
        _drug("géfitinib", "Iressa", "L01EB01", "L01XE02", "250 mg/j; 250 mg un jour sur deux", "2010-01-01", _TKI),
        _drug("afatinib", "Giotrif", "L01EB03", "L01XE13", "40 mg/j; 30 mg/j; 20 mg/j", "2014-01-01", _TKI),
        _drug(
            "alectinib",
            "Alecensa",
            "L01ED03",
            "L01XE36",
            "600 mg x 2/j; 450 mg x 2/j; 300 mg x 2/j",
            "2017-06-01",
            _TKI,
        ),
        _drug(
            "lorlatinib",
            "Lorviqua",
            "L01ED05",
            "L01XE44",
            "100 mg/j; 75 mg/j",
            "2019-09-01",
            ("hypertriglycéridémie", "troubles de l'humeur"),
        ),
        _drug(
            "vinorelbine",
            "Navelbine",
            "L01CA04",
            "L01CA04",
            "60 mg/m²/semaine; 50 mg/m²/semaine",
            "2003-01-01",
            ("neutropénie de grade 4", "nausées de grade 3"),
        ),
        _drug(
            "trifluridine-tipiracil",
            "Lonsurf",
            "L01BC59",
            "L01BC59",
            "35 mg/m² x 2/j; 30 mg/m² x 2/j",
            "2016-09-01",
            ("neutropénie de grade 3", "neutropénie de grade 4"),
        ),
        _drug(
            "régorafénib",
            "Stivarga",
            "L01EX05",
            "L01XE21",
            "160 mg/j; 120 mg/j; 80 mg/j",
            "2014-01-01",
            ("syndrome main-pied de grade 3", "HTA mal contrôlée"),
        ),
        _drug("abiratérone", "Zytiga", "L02BX03", "L02BX03", "1000 mg/j; 750 mg/j; 500 mg/j", "2012-01-01", _ARPI),
        _drug("enzalutamide", "Xtandi", "L02BB04", "L02BB04", "160 mg/j; 120 mg/j; 80 mg/j", "2014-01-01", _ARPI),
        _drug(
            "apalutamide",
            "Erleada",
            "L02BB05",
            "L02BB05",
            "240 mg/j; 180 mg/j",
            "2019-06-01",
            (*_ARPI, "éruption de grade 3"),
        ),
        _drug("sunitinib", "Sutent", "L01EX01", "L01XE04", "50 mg/j; 37,5 mg/j; 25 mg/j", "2007-01-01", _VEGF),
        _drug("pazopanib", "Votrient", "L01EX03", "L01XE11", "800 mg/j; 600 mg/j; 400 mg/j", "2010-09-01", _VEGF),
        _drug("axitinib", "Inlyta", "L01EK01", "L01XE17", "5 mg x 2/j; 3 mg x 2/j", "2012-11-01", _VEGF),
        _drug("cabozantinib", "Cabometyx", "L01EX07", "L01XE26", "60 mg/j; 40 mg/j; 20 mg/j", "2016-11-01", _VEGF),
        _drug("olaparib", "Lynparza", "L01XK01", "L01XX46", "300 mg x 2/j; 250 mg x 2/j", "2015-01-01", _PARP),
        _drug("niraparib", "Zejula", "L01XK02", "L01XX54", "300 mg/j; 200 mg/j; 100 mg/j", "2018-01-01", _PARP),
        _drug("dabrafénib", "Tafinlar", "L01EC02", "L01XE23", "150 mg x 2/j; 100 mg x 2/j", "2014-01-01", _BRAF),
        _drug("tramétinib", "Mekinist", "L01EE01", "L01XE25", "2 mg/j; 1,5 mg/j", "2015-01-01", _BRAF),
        _drug("encorafénib", "Braftovi", "L01EC03", "L01XE46", "450 mg/j; 300 mg/j", "2019-01-01", _BRAF),
        _drug("binimétinib", "Mektovi", "L01EE03", "L01XE41", "45 mg x 2/j; 30 mg x 2/j", "2019-01-01", _BRAF),
        _drug("vémurafénib", "Zelboraf", "L01EC01", "L01XE15", "960 mg x 2/j; 720 mg x 2/j", "2012-03-01", _BRAF),
        _drug("cobimétinib", "Cotellic", "L01EE02", "L01XE38", "60 mg/j; 40 mg/j", "2016-01-01", _BRAF),
        _drug("bicalutamide", "Casodex", "L02BB03", "L02BB03", "50 mg/j", "2000-01-01", ("gynécomastie douloureuse",)),
    )
}


def spoken(drug: Drug, brand: bool) -> Noun:
    """Return the drug's name as a noun, by brand or by INN.

    Examples
    --------
    >>> spoken(DRUGS["osimertinib"], brand=False).du
    "de l'"
    """
    return noun(drug.brand, "m") if brand else noun(drug.inn, "f" if drug.inn in FEMININE else "m")


FEMININE = frozenset({"capécitabine", "abiratérone", "vinorelbine"})
