"""Wordings of dates, one line each: ``[words|value]`` says what must be found, and nothing else is a date.

A value is written ``2019``, ``2019-03``, ``2019-03-12`` or ``2019-03-12..2019-05-01``; ``?`` stands for a date that
nothing in the note resolves, ``>`` before a value for the reading of a planned event, ``=`` for the whole period.
"""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onco_pipeline.pipes as pipes
from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.dates.resolve import find_dates
from onco_pipeline.pipes.document.analyse import analyse

DAY = date(2020, 6, 18)  # a Thursday
_MARK = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<value>[^\]]+)\]")


def read(text, day=DAY):
    return [mention for mention in find_dates(text, analyse(text, None, day), day) if mention.role == "event"]


def check(example, day=DAY):
    text, marks, cursor = "", [], 0
    for m in _MARK.finditer(example):
        text += example[cursor : m.start()]
        marks.append((len(text), len(text) + len(m["words"]), m["value"]))
        text += m["words"]
        cursor = m.end()
    text += example[cursor:]
    found = read(text, day)
    told = [(mention.text, str(mention.interval)) for mention in found]
    assert len(found) == len(marks), f"{text!r}: {told}"
    for mention, (start, end, value) in zip(found, marks, strict=True):
        assert mention.start < end, f"{text!r}: {told}"
        assert start < mention.end, f"{text!r}: {told}"
        actual = mention.period if value[0] == "=" else mention.future if value[0] == ">" else mention.interval
        wanted = None if value == "?" else DateInterval.from_iso(value.lstrip("=>"))
        # the precision is judged where the value shows it: a day, a month or a year
        assert actual == wanted, f"{text!r}: {mention.text!r} is {actual}, not {wanted}"


@pytest.mark.parametrize(
    "example",
    [
        # Right in stock EDS-NLP too.
        "Scanner le [12/03/2019|2019-03-12].",
        "Scanner le [12/03/20|2020-03-12].",
        "Scanner du [12.03.2020|2020-03-12].",
        "Scanner [2020-03-12|2020-03-12].",
        "Scanner en [mars 2019|2019-03].",
        "Scanner [03/2018|2018-03].",
        "Scanner [dans 15 jours|2020-07-03].",
        # A year-less date of a done event lies before the note, of a planned one after it.
        "Scanner du [12/12|2019-12-12].",
        "Scanner prévu le [12/12|>2020-12-12].",
        # Months and years are calendar units, and keep their precision.
        "Vu [il y a 3 mois|2020-03].",
        "Vu [il ya un mois|2020-05].",
        "Vu [il y a un an|2019].",
        "Vu [il y a environ 2 ans|2018].",
        # The numbers that stock EDS-NLP counts one short.
        "Vu [il y a treize jours|2020-06-05].",
        "Vu [il y a quinze jours|2020-06-03].",
        "Vu [il y a seize jours|2020-06-02].",
        "Vu [il y a dix-sept jours|2020-06-01].",
        "Vu [il y a dix-neuf jours|2020-05-30].",
        # Quarters, semesters, parts of years and months.
        "Vu [il y a un trimestre|2020-03].",
        "Vu [il y a un semestre|2019-12].",
        "Vu au [premier semestre 2019|2019-01-01..2019-06-30].",
        "Vu [au S1 2019|2019-01-01..2019-06-30].",
        "Suivi sur le [T3 2019|2019-07-01..2019-09-30].",
        "Vu [début 2018|2018-01-01..2018-03-31].",
        "Vu [mi-2018|2018-05-01..2018-08-31].",
        "Vu [fin 2018|2018-10-01..2018-12-31].",
        "Vu [à l'été 2017|2017-06-21..2017-09-22].",
        "Vu [mi-avril|2020-04-11..2020-04-20].",
        "Vu [au début du mois|2020-06-01..2020-06-10].",
        "Vu [en début d'année|2020-01-01..2020-03-31].",
        "Vu [au début de la semaine|2020-06-15..2020-06-16].",
        "Vu au cours des [3 derniers mois|2020-03-01..2020-05-31].",
        "Vu [fin 09/2019|2019-09-21..2019-09-30], [début 03/2020|2020-03-01..2020-03-10] et [mi-03/2020|2020-03-11..2020-03-20].",
        "Vu [mars/avril 2020|2020-03-01..2020-04-30], puis en [sept-oct 2019|2019-09-01..2019-10-31].",
        "Vu à [l'hiver 2018-2019|2018-12-21..2019-03-19].",
        "Vu dans le [courant du mois de mai|2020-05] et au [début du mois d'avril|2020-04-01..2020-04-10].",
        "Vu la semaine du [12 mars|2020-03-09..2020-03-15].",
        # Short and broken writings.
        "Biopsie faite le [3/4|2020-04-03].",
        "Biopsie le [5/6|2020-06-05].",
        "Scanner le [12 fév. 2020|2020-02-12].",
        "Scanner le [28/O2|2020-02-28].",
        "Scanner le [12/02/2O20|2020-02-12].",
        "Scanner le [1 2/02/2020|2020-02-12].",
        "Scanner du [l2/O3/2019|2019-03-12].",
        "Scanner le [20 02 2019|2019-02-20].",
        "Scanner le [17 02|2020-02-17].",
        "PBP [__/__/19|2019] non faite.",
        "[10.10.2010|2010-10-10] : RCP",
        # Several days, and periods.
        "Vu les [3|2020-05-03], [4|2020-05-04] et [5 mai|2020-05-05].",
        "Cure du [12|=2020-03-12..2020-03-14] au [14 mars 2020|=2020-03-12..2020-03-14].",
        "Traité de [janvier 2019|=2019-01-01..2020-03-31] à [mars 2020|=2019-01-01..2020-03-31].",
        "Pause du [13|=2020-06-13..2020-06-16] au [16|=2020-06-13..2020-06-16].",
        "Scanner le [14 ou le 15/05|2020-05-14..2020-05-15].",
        "TEP du [02-03-2020|2020-03-02].",
        # Told from another day.
        "Opéré le [10/02/2020|2020-02-10], scanner [le lendemain|2020-02-11].",
        "Opéré le [10/02/2020|2020-02-10], scanner [la veille|2020-02-09].",
        "Opéré le [10/02/2020|2020-02-10], scanner le [même jour|2020-02-10].",
        "Opéré le [10/02/2020|2020-02-10], scanner à [J15|2020-02-25].",
        "Opéré le [10/02/2020|2020-02-10], scanner à [J+3|2020-02-13].",
        "Opéré le [10/02/2020|2020-02-10], sortie à [J3 post-opératoire|2020-02-13].",
        "Vu en [sept 2019|2019-09], puis en [sept.|2019-09], stable.",
        "Opéré le [10/02/2020|2020-02-10], scanner [8 jours plus tard|2020-02-18].",
        "Scanner [trois semaines après|2020-01-23] le [02/01/2020|2020-01-02].",
        "Scanner [la veille|2020-06-17].",
        "Opéré le [10/02/2020|2020-02-10]. [À ce moment-là|2020-02-10], PSA à 4.",
        "Opéré le [10/02/2020|2020-02-10]. [À cette époque|2020-02], PSA à 4.",
        "Biopsie le [06/01/2020|2020-01-06]. Scanner [à 4 semaines de la biopsie|2020-02-03].",
        "C1 le [06/01/2020|2020-01-06]. Scanner à [S12|2020-03-30].",
        "Hospitalisée du [01/06/2020|=2020-06-01..2020-06-10] au [10/06/2020|=2020-06-01..2020-06-10], fièvre [à l'entrée|2020-06-01].",
        "Fièvre [à l'admission|?].",
        "Opéré le [10/02/2020|2020-02-10], TDM [M3|2020-05] post-op.",
        # A relative date that only tells the one before it again.
        "En [novembre 2017|2017-11], [22 mois après la chirurgie|2017-11], il y a une récidive.",
        # Told from the note.
        "Vu [le 16|2020-06-16].",
        "Vu [lundi dernier|2020-06-15].",
        "Vu [aujourd'hui|2020-06-18].",
        "Bilan [du jour|2020-06-18] : stable.",
        "RDV [mardi en quinze|2020-07-07].",
        "Vu [cet hiver|2020-12-21..2021-03-19].",
    ],
)
def test_a_wording(example):
    check(example)


def test_this_winter_is_the_one_that_the_day_lies_in():
    check("Vu [cet hiver|2012-12-21..2013-03-19].", date(2013, 2, 12))


@pytest.mark.parametrize(
    "text",
    [
        "CA 15-3 à 12.",
        "12/14 carottes positives.",
        "TA 12/8.",
        "EVA 7/10.",
        "pT2N1 (3N+/12).",
        "Opéré à 45 ans.",
        "À l'âge de 45 ans, découverte d'un nodule.",
        "Impossible : le 31/02/2020.",
        "Impossible : le 45/13/2020.",
        "Né le 03/02/1950.",
        "Imprimé le 18/06/2020.",
        "Carboplatine AUC 5 J1 J8 J15.",
        "Métastases de D12, S1 et L5.",
        "Le 5 FU est arrêté.",
        "Tous les 21 jours.",
        "Dans les années 2010.",
        "Arrêt après sept cycles.",
        "Séance en hôpital de jour.",
        "Évolution de sept jours.",
        "Oxaliplatine 85 mg/m2 le jour 1.",
        "Erlotinib jusqu'au 14e jour d'un cycle, J8 de chaque cycle.",
        "PSA 2012 ng/ml.",
        "Tél. 01 42 34 56 78.",
    ],
)
def test_what_only_looks_like_a_date(text):
    assert read(text) == []


# -- whatever the day --------------------------------------------------------------------------
_DAYS = st.dates(date(1990, 1, 1), date(2019, 12, 31))


@settings(max_examples=60)
@given(_DAYS, st.integers(2, 90))
def test_days_are_counted_from_the_note(day, count):
    (ago,) = read(f"Scanner il y a {count} jours.", day)
    (ahead,) = read(f"Scanner dans {count} jours.", day)
    assert ago.interval == DateInterval.day(day - timedelta(days=count))
    assert ahead.interval == DateInterval.day(day + timedelta(days=count))


@settings(max_examples=60)
@given(_DAYS, st.integers(2, 11))
def test_months_and_years_are_calendar_units(day, count):
    (months,) = read(f"Scanner il y a {count} mois.", day)
    (years,) = read(f"Scanner il y a {count} ans.", day)
    index = day.year * 12 + day.month - 1 - count
    assert months.interval == DateInterval.month(index // 12, index % 12 + 1)
    assert years.interval == DateInterval.year(day.year - count)


@settings(max_examples=60)
@given(_DAYS, st.integers(1, 40))
def test_what_is_told_from_a_day_is_told_from_that_day(day, count):
    text = f"Chirurgie le {day:%d/%m/%Y}, sortie à J{count}."
    _, after = read(text, date(2021, 6, 18))
    assert after.interval == DateInterval.day(day + timedelta(days=count))
    assert text[after.start : after.end] == after.text


@settings(max_examples=60)
@given(_DAYS, st.dates(date(1990, 1, 1), date(2019, 12, 31)))
def test_a_period_has_both_its_ends(one, other):
    first, last = min(one, other), max(one, other)
    mentions = read(f"Traitement du {first:%d/%m/%Y} au {last:%d/%m/%Y}.", date(2021, 6, 18))
    assert [mention.period for mention in mentions] == [DateInterval.between(first, last)] * 2


@settings(max_examples=60)
@given(_DAYS)
def test_a_year_less_day_lies_before_the_note_or_after_it(day):
    wanted = date(2020, day.month, min(day.day, 28))
    (mention,) = read(f"Scanner le {wanted:%d/%m}.", DAY)
    assert mention.interval is not None
    assert mention.interval.start <= DAY
    assert (mention.interval.start.month, mention.interval.start.day) == (wanted.month, wanted.day)
    assert (DAY - mention.interval.start).days < 366
    assert mention.future is None or DAY <= mention.future.start < DAY + timedelta(days=366)


@settings(max_examples=120)
@given(
    st.text(max_size=150) | st.text("0123456789/.- J+SM àlejoursmi\n:()_'", max_size=100),
    st.none() | st.dates(date(1901, 1, 1), date(2099, 12, 31)),
)
def test_any_text_is_read_on_any_day(text, day):
    end = 0
    for mention in find_dates(text, analyse(text, None, day), day):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end, "two dates overlap"
        end = mention.end
        for interval in (mention.interval, mention.future, mention.period):
            assert interval is None or 1900 <= interval.start.year <= interval.end.year <= 2100


def test_no_pipe_reads_the_clock():
    for path in Path(pipes.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
            assert name not in ("today", "now", "utcnow", "localtime", "gmtime"), f"{path.name} reads the clock"
