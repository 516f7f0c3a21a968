"""Coded rows of the hospital (CCAM, ICD-10, ATC) read as care events.

Everything here works on whole tables at once: each distinct code is looked up once and joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from onco_pipeline.codes import ccam, drugs, icd10
from onco_pipeline.codes.reading import normalise_code
from onco_pipeline.events import Family
from onco_pipeline.families import added
from onco_pipeline.reconciliation.settings import DEFAULTS, Settings
from onco_pipeline.tables import STRUCTURED_EVENT

__all__ = ["condition_events", "drug_events", "procedure_events", "structured_events"]

#: Pathology acts that screen a population rather than examine a patient's lesion.
_SCREENING = "cytology_screening"
#: What is no statement about this stay, in whatever words a program has for the diagnoses of a stay (DP, DAS, DA, P,
#: "Diagnostic associé" ...): those kept for documentation, of the past, of the family, not proven.
_NO_STATEMENT = r"^DAD$|^DD$|DOCUM|ANT[EÉ]C|FAMIL|SUSP|HYPOTH|EXCLU|[EÉ]CART[EÉ]"
#: The endoscopies that a complementary biopsy was taken in, by the first letters of their codes.
_ENDOSCOPY_SITES = {"HHQE": "côlon", "HJQE": "rectum", "HFQE": "estomac"}

_COLUMNS = list(STRUCTURED_EVENT.column_names)


def structured_events(
    procedures: pd.DataFrame, conditions: pd.DataFrame, exposures: pd.DataFrame, settings: Settings = DEFAULTS
) -> pd.DataFrame:
    """Return the care events that the coded rows of a hospital show.

    Parameters
    ----------
    procedures, conditions, exposures
        ``omop.procedure_occurrence``, ``omop.condition_occurrence`` and ``omop.drug_exposure``
        (:mod:`onco_pipeline.tables`); any may be empty.

    Returns
    -------
    pandas.DataFrame
        Rows of ``onco.structured_event``, sorted by person, date and source row. A row that is no care event
        (an endoscopy, a primary's diagnosis, an injected drug), and one that repeats what an earlier row said
        (a metastasis coded again at each stay, a renewed prescription), gives none.

    Examples
    --------
    >>> acts = pd.DataFrame({"procedure_occurrence_id": ["1"], "person_id": ["a"], "visit_occurrence_id": [None],
    ...     "procedure_datetime": ["2020-05-04"], "procedure_source_value": ["QEQK001"]})
    >>> structured_events(acts, pd.DataFrame(), pd.DataFrame())[["family", "subtype", "site"]].values.tolist()
    [['imaging', 'mammography', 'sein']]
    """
    parts = [procedure_events(procedures), condition_events(conditions), drug_events(exposures, settings)]
    kept = [part for part in parts if len(part)]
    events = pd.concat(kept, ignore_index=True) if kept else _empty()
    order = ["person_id", "date_start", "source_table", "source_id", "subtype"]
    return events.sort_values(order, kind="stable", ignore_index=True)


def procedure_events(procedures: pd.DataFrame) -> pd.DataFrame:
    """Return imaging, biopsies, pathology and the acts of added families from CCAM acts.

    A CT of the chest and one of the abdomen on the same day are one exam of chest, abdomen and pelvis: both rows
    get the site ``tap``. A biopsy taken in the course of an endoscopy gets the organ of the endoscopy.
    """
    if not len(procedures):
        return _empty()
    facts = _look_up(procedures["procedure_source_value"], _act_facts, ("family", "subtype", "site", "complementary"))
    rows = _rows(
        procedures,
        table="procedure_occurrence",
        key="procedure_occurrence_id",
        code="procedure_source_value",
        day="procedure_datetime",
    )
    endoscopies = _endoscopy_sites(rows)
    rows = rows.merge(facts, on="code", how="inner")
    if not len(rows):
        return _empty()
    rows = rows.merge(endoscopies, on=["person_id", "date_start"], how="left")
    borrowed = rows["site"].isna() & rows["complementary"] & rows["endoscopy_site"].notna()
    rows["site"] = rows["site"].where(~borrowed, rows["endoscopy_site"])
    rows["site"] = rows["site"].where(~_halves_of_tap(rows), "tap")
    return _finish(_first_of_course(rows))


def condition_events(conditions: pd.DataFrame) -> pd.DataFrame:
    """Return the first stay at which each metastatic site of a patient was coded (ICD-10 C78, C79).

    The first site is the ``onset``, later ones are ``new_site``. Nodes (C77) are regional as often as not and
    give nothing; a code without site says nothing new once a site is known.
    """
    if not len(conditions):
        return _empty()
    facts = _look_up(conditions["condition_source_value"], _metastasis_facts, ("family", "site"))
    rows = _rows(
        conditions,
        table="condition_occurrence",
        key="condition_occurrence_id",
        code="condition_source_value",
        day="condition_start_datetime",
        extra=("condition_status_source_value",),
    )
    status = rows["condition_status_source_value"].astype("string").str.strip().str.upper()
    rows = rows[~status.str.contains(_NO_STATEMENT, na=False)].merge(facts, on="code", how="inner")
    if not len(rows):
        return _empty()
    # A site without name sorts last within its day, so that it is the onset only when nothing better stands there.
    rows["unnamed"] = rows["site"].isna()
    rows = rows.sort_values(["person_id", "date_start", "unnamed", "source_id"], kind="stable", ignore_index=True)
    rows = rows.drop_duplicates(["person_id", "site"], ignore_index=True)
    first = ~rows.duplicated("person_id")
    rows = rows[first | ~rows["unnamed"]].reset_index(drop=True)
    first = rows["date_start"] == rows.groupby("person_id")["date_start"].transform("min")
    rows["subtype"] = first.map({True: "onset", False: "new_site"})
    return _finish(rows)


def drug_events(exposures: pd.DataFrame, settings: Settings = DEFAULTS) -> pd.DataFrame:
    """Return the starts and stops of oral anticancer drugs.

    Periods of one drug that touch, overlap or lie within ``settings.renewal_gap`` days are one. A period of a
    single day has no known end, and one that goes on has no stop. A drug that is also injected counts only when
    the row says that it was swallowed; one that is only swallowed counts unless the row says otherwise.
    """
    if not len(exposures):
        return _empty()
    facts = _look_up(exposures["drug_source_value"], _drug_facts, ("family", "site", "needs_route"))
    rows = _rows(
        exposures,
        table="drug_exposure",
        key="drug_exposure_id",
        code="drug_source_value",
        day="drug_exposure_start_datetime",
        extra=("drug_exposure_end_datetime", "route_source_value"),
    ).merge(facts, on="code", how="inner")
    routes = {route: drugs.is_oral_route(route) for route in rows["route_source_value"].dropna().unique()}
    oral = rows["route_source_value"].map(routes)
    rows = rows[(oral == True) | (oral.isna() & ~rows["needs_route"])]  # noqa: E712 - a column of True, False, None
    if not len(rows):
        return _empty()
    rows = rows.assign(end=pd.to_datetime(rows["drug_exposure_end_datetime"], errors="coerce").dt.normalize())
    rows = rows.sort_values(["person_id", "site", "date_start", "source_id"], kind="stable", ignore_index=True)
    return _finish(_periods(rows, settings.renewal_gap))


def _periods(rows: pd.DataFrame, gap: int) -> pd.DataFrame:
    """Return one start row and at most one stop row for each run of exposures of one drug."""
    drug = [rows["person_id"], rows["site"]]
    # A day's prescription says nothing of its end; an open end lasts until the next row of the same drug,
    # which proves that it went on.
    ended = rows["end"] > rows["date_start"]
    until = rows["end"].where(ended, rows["date_start"])
    reached = until.groupby(drug).cummax().groupby(drug).shift()
    still_open = (~ended).groupby(drug).shift(fill_value=False)
    fresh = reached.isna() | (((rows["date_start"] - reached).dt.days > gap) & ~still_open)
    rows = rows.assign(period=fresh.cumsum(), until=until, ended=ended)
    starts = rows.drop_duplicates("period").assign(subtype="start")
    goes_on = rows.drop_duplicates("period", keep="last").loc[lambda last: ~last["ended"], "period"]
    stops = rows.sort_values(["period", "until", "source_id"], kind="stable").drop_duplicates("period", keep="last")
    stops = stops[stops["ended"] & ~stops["period"].isin(goes_on)].assign(date_start=lambda last: last["until"])
    return pd.concat([starts, stops.assign(subtype="stop")], ignore_index=True)


def _act_facts(code: str) -> Iterable[tuple[object, ...]]:
    for act in ccam.acts(code):
        if act.kind != _SCREENING:
            yield act.family, act.subtype, act.site, act.complementary
    for family, told in added().items():
        if (own := told.acts.get(code[:7])) is not None:
            yield family, own.subtype, own.site, False


def _metastasis_facts(code: str) -> Iterable[tuple[object, ...]]:
    found = icd10.metastasis(code)
    if found is not None and found.distant:
        yield Family.METASTASIS.value, found.site


def _drug_facts(code: str) -> Iterable[tuple[object, ...]]:
    agent = drugs.agent_of_atc(code)
    if agent is not None:
        yield Family.ORAL_THERAPY.value, agent.inn_fr, agent.route is drugs.Route.ORAL_OR_INJECTABLE


def _look_up(
    values: pd.Series, facts: Callable[[str], Iterable[tuple[object, ...]]], names: tuple[str, ...]
) -> pd.DataFrame:
    """Return one row for each care event of each distinct code."""
    codes = sorted({normalise_code(value) for value in values.dropna().unique()})
    rows = [(code, *fact) for code in codes for fact in facts(code)]
    return pd.DataFrame(rows, columns=["code", *names]).astype({"code": "object"})


def _rows(
    frame: pd.DataFrame, *, table: str, key: str, code: str, day: str, extra: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the columns that every coded table has in common, under one set of names."""
    spelt = {value: normalise_code(value) for value in frame[code].dropna().unique()}
    rows = pd.DataFrame(
        {
            "source_table": table,
            "source_id": frame[key].astype("string").astype(object),
            "person_id": frame["person_id"].astype("string").astype(object),
            "date_start": pd.to_datetime(frame[day], errors="coerce").dt.normalize(),
            "code": frame[code].map(spelt).astype(object),
            "visit_occurrence_id": _column(frame, "visit_occurrence_id"),
        }
    )
    for name in extra:
        rows[name] = _column(frame, name)
    return rows.dropna(subset=["source_id", "person_id", "date_start", "code"])


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame:
        return pd.Series(None, index=frame.index, dtype=object)
    column = frame[name].astype(object)
    return column.where(column.notna(), None)


def _endoscopy_sites(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the one organ looked into by the endoscopies of each patient and day, where there is one."""
    sites = rows["code"].str[:4].map(_ENDOSCOPY_SITES)
    seen = rows.assign(endoscopy_site=sites).dropna(subset=["endoscopy_site"])
    seen = seen.drop_duplicates(["person_id", "date_start", "endoscopy_site"])
    alone = ~seen.duplicated(["person_id", "date_start"], keep=False)
    return seen.loc[alone, ["person_id", "date_start", "endoscopy_site"]]


def _halves_of_tap(rows: pd.DataFrame) -> pd.Series:
    """Tell the CT rows of chest and abdomen that stand on the same day as their other half."""
    scans = (rows["family"] == Family.IMAGING.value) & (rows["subtype"] == "ct")
    day = [rows["person_id"], rows["date_start"]]
    chest = (scans & (rows["site"] == "thorax")).groupby(day).transform("any")
    abdomen = (scans & (rows["site"] == "abdomen")).groupby(day).transform("any")
    return scans & rows["site"].isin(["thorax", "abdomen"]) & chest & abdomen


def _first_of_course(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the later acts of a course of treatment: they say again what its first one said."""
    for family, told in added().items():
        if not told.course_days:
            continue
        acts = rows[rows["family"] == family].sort_values(["date_start", "source_id"], kind="stable")
        whose = [acts[name].fillna("") for name in ("person_id", "subtype", "site")]
        since = acts.groupby(whose)["date_start"].diff().dt.days
        rows = rows.drop(acts.index[since.notna() & (since <= told.course_days)])
    return rows


def _finish(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.assign(date_end=rows["date_start"], precision="day")[_COLUMNS]
    rows = rows.drop_duplicates(list(STRUCTURED_EVENT.key), ignore_index=True)
    for name in ("site", "visit_occurrence_id"):
        rows[name] = rows[name].astype(object).where(rows[name].notna(), None)
    return rows


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in _COLUMNS})
