"""Every table of the warehouse, declared once: columns, types, keys, units, meaning.

The DuckDB DDL, the Arrow schema of a Parquet part, the column schema in the Dagster UI, the dbt
sources' descriptions and the reference page of the docs are all made from here.

Three DuckDB schemas hold them: ``omop`` (the hospital's tables, cleaned, plus what was kept out),
``onco`` (what the pipeline found) and, built by dbt, ``staging`` and ``marts``.
"""

from __future__ import annotations

from onco_pipeline.table import Column, Table, Type


def _required(name: str, type_: Type, description: str, unit: str | None = None) -> Column:
    return Column(name, type_, description, nullable=False, unit=unit)


_PERSON_ID = _required("person_id", Type.TEXT, "Patient, as in omop.person")
_FINGERPRINT = _required(
    "row_fingerprint", Type.TEXT, "Hash of the row's content: tells a changed row from a known one"
)
_VISIT_ID = Column("visit_occurrence_id", Type.TEXT, "Stay or consultation, as in omop.visit_occurrence")
_CARE_SITE = Column("care_site_short_name", Type.TEXT, "Hospital trigram (AP-HP)")

# -- the hospital's own tables ----------------------------------------------------------------
PERSON = Table(
    "omop",
    "person",
    "One row per patient",
    (
        _PERSON_ID,
        Column("gender_source_value", Type.TEXT, "m or f"),
        Column("birth_datetime", Type.TIMESTAMP, "Birth, often truncated to the month"),
        Column("death_datetime", Type.TIMESTAMP, "Death, where the person table carries it (AP-HP)"),
        _FINGERPRINT,
    ),
    ("person_id",),
)

DEATH = Table(
    "omop",
    "death",
    "One row per deceased patient (CDM 5.4)",
    (_PERSON_ID, _required("death_datetime", Type.TIMESTAMP, "Death"), _FINGERPRINT),
    ("person_id",),
)

VISIT_OCCURRENCE = Table(
    "omop",
    "visit_occurrence",
    "One row per stay or consultation; repeated consultations may share one row",
    (
        _required("visit_occurrence_id", Type.TEXT, "Stay or consultation"),
        _PERSON_ID,
        _required("visit_start_datetime", Type.TIMESTAMP, "Admission"),
        Column("visit_end_datetime", Type.TIMESTAMP, "Discharge; empty while the patient is in"),
        Column(
            "visit_source_value", Type.TEXT, "hospitalisés, hospitalisation incomplète, urgence, consultation externe"
        ),
        _CARE_SITE,
        _FINGERPRINT,
    ),
    ("visit_occurrence_id",),
)

NOTE = Table(
    "omop",
    "note",
    "One row per clinical document, with its text",
    (
        _required("note_id", Type.TEXT, "Document"),
        _PERSON_ID,
        _VISIT_ID,
        Column("note_datetime", Type.TIMESTAMP, "Date of the document, or of its last change"),
        Column("note_class_source_value", Type.TEXT, "Document type: CRH-HC, CR-RCP, CR-IMAG, CR-ANAPATH, LT ..."),
        Column("note_title", Type.TEXT, "Title"),
        _required("note_text", Type.TEXT, "The text; secret, never to be logged"),
        _FINGERPRINT,
    ),
    ("note_id",),
)

PROCEDURE_OCCURRENCE = Table(
    "omop",
    "procedure_occurrence",
    "One row per coded act (CCAM)",
    (
        _required("procedure_occurrence_id", Type.TEXT, "Coded act"),
        _PERSON_ID,
        _VISIT_ID,
        _required("procedure_datetime", Type.TIMESTAMP, "When the act was done"),
        _required("procedure_source_value", Type.TEXT, "CCAM code"),
        _FINGERPRINT,
    ),
    ("procedure_occurrence_id",),
)

CONDITION_OCCURRENCE = Table(
    "omop",
    "condition_occurrence",
    "One row per coded diagnosis of a stay (ICD-10)",
    (
        _required("condition_occurrence_id", Type.TEXT, "Coded diagnosis"),
        _PERSON_ID,
        _VISIT_ID,
        _required("condition_start_datetime", Type.TIMESTAMP, "When the diagnosis was recorded"),
        _required("condition_source_value", Type.TEXT, "ICD-10 code"),
        Column("condition_status_source_value", Type.TEXT, "DP (main), DR (related), DAS or DAD (associated)"),
        _FINGERPRINT,
    ),
    ("condition_occurrence_id",),
)

DRUG_EXPOSURE = Table(
    "omop",
    "drug_exposure",
    "One row per prescribed or dispensed drug (ATC)",
    (
        _required("drug_exposure_id", Type.TEXT, "Prescription or dispensation"),
        _PERSON_ID,
        _VISIT_ID,
        _required("drug_exposure_start_datetime", Type.TIMESTAMP, "First intake"),
        Column("drug_exposure_end_datetime", Type.TIMESTAMP, "Last intake; empty while it goes on"),
        _required("drug_source_value", Type.TEXT, "ATC code, current or pre-2021"),
        Column("route_source_value", Type.TEXT, "Route, where the source says it"),
        _FINGERPRINT,
    ),
    ("drug_exposure_id",),
)

QUARANTINE = Table(
    "omop",
    "quarantine",
    "Rows kept out of the warehouse, each with the reason; never the text of a note",
    (
        _required("source_table", Type.TEXT, "Table the row came from"),
        _required("source_row", Type.INTEGER, "Position of the row in the source, from 1"),
        Column("source_key", Type.TEXT, "Key of the row, where it has one"),
        Column("column_name", Type.TEXT, "Column at fault"),
        _required("reason", Type.TEXT, "What is wrong, in words"),
    ),
    ("source_table", "source_row"),
)

SOURCE_LOAD = Table(
    "omop",
    "source_load",
    "One row per source table: how many rows were read, kept and quarantined (read = kept + quarantined)",
    (
        _required("source_table", Type.TEXT, "Table"),
        _required("rows_read", Type.INTEGER, "Rows in the source", unit="rows"),
        _required("rows_kept", Type.INTEGER, "Rows in the warehouse", unit="rows"),
        _required("rows_quarantined", Type.INTEGER, "Rows in quarantine", unit="rows"),
        _required("rows_new", Type.INTEGER, "Rows not there at the run before", unit="rows"),
        _required("rows_changed", Type.INTEGER, "Rows whose content differs from the run before", unit="rows"),
        _required("rows_removed", Type.INTEGER, "Rows of the run before that the source no longer has", unit="rows"),
        _required("table_fingerprint", Type.TEXT, "Hash of the kept rows, whatever their order"),
    ),
    ("source_table",),
)

# -- what the pipeline found --------------------------------------------------------------------
_FAMILY = _required("family", Type.TEXT, "biopsy, imaging, metastasis, oral_therapy or pathology")
_SUBTYPE = _required("subtype", Type.TEXT, "Subtype of the family (ct, onset, start ...)")
_SITE = Column("site", Type.TEXT, "Organ or region in French, or the drug's INN for an oral therapy")
_PRECISION = Column("precision", Type.TEXT, "day, month, year or interval")

NOTE_EXTRACTION = Table(
    "onco",
    "note_extraction",
    "One row per note that the extraction has treated: what lets a killed run resume",
    (
        _required("note_id", Type.TEXT, "Document"),
        _required("note_fingerprint", Type.TEXT, "Content of the note that was treated"),
        _required("pipeline_version", Type.TEXT, "Version and settings of the extraction"),
        _required("outcome", Type.TEXT, "extracted or quarantined"),
        _required("n_events", Type.INTEGER, "Events found", unit="events"),
        Column(
            "error",
            Type.TEXT,
            "Why it is quarantined: the class of the error, or NoteTimeout; never its text",
        ),
    ),
    ("note_id",),
)

NOTE_EVENT = Table(
    "onco",
    "note_event",
    "One row per event told by one note",
    (
        _required("note_event_id", Type.TEXT, "Note, family and offset: stable from run to run"),
        _required("note_id", Type.TEXT, "Document"),
        Column("person_id", Type.TEXT, "Patient, as in omop.person"),
        _FAMILY,
        _SUBTYPE,
        _SITE,
        _required("status", Type.TEXT, "done, planned, proposed, pending, cancelled, refused, suspected or negated"),
        _required("experiencer", Type.TEXT, "patient or family"),
        _required("cancer_context", Type.TEXT, "current, previous_cancer or other"),
        _required("conditional", Type.BOOLEAN, "Told under a condition (si progression)"),
        Column("date_start", Type.DATE, "First day it can have happened"),
        Column("date_end", Type.DATE, "Last day it can have happened"),
        _PRECISION,
        Column("date_kind", Type.TEXT, "How the date is written (absolute, yearless, anchored ...)"),
        _required("quote", Type.TEXT, "Exact words of the event; secret"),
        _required("quote_start", Type.INTEGER, "Offset of the quote", unit="characters"),
        _required("quote_end", Type.INTEGER, "Offset of its end", unit="characters"),
        Column("date_quote", Type.TEXT, "Exact words of the date"),
        Column("date_quote_start", Type.INTEGER, "Offset of the date's words", unit="characters"),
        Column("date_quote_end", Type.INTEGER, "Offset of their end", unit="characters"),
        _required("confidence", Type.FLOAT, "That event, status and date are right", unit="probability"),
        _required("attributes", Type.JSON, "Normalised details (laterality, grade, markers, dose ...)"),
    ),
    ("note_event_id",),
)

STRUCTURED_EVENT = Table(
    "onco",
    "structured_event",
    "One row per coded row of the hospital that is a care event",
    (
        _required("source_table", Type.TEXT, "procedure_occurrence, condition_occurrence or drug_exposure"),
        _required("source_id", Type.TEXT, "Key of the row there"),
        _PERSON_ID,
        _FAMILY,
        _SUBTYPE,
        _SITE,
        _required("date_start", Type.DATE, "First day"),
        _required("date_end", Type.DATE, "Last day"),
        _required("precision", Type.TEXT, "day, month, year or interval"),
        _required("code", Type.TEXT, "CCAM, ICD-10 or ATC code"),
        _VISIT_ID,
    ),
    ("source_table", "source_id", "subtype"),
)

_CARE_EVENT_COLUMNS = (
    _required("care_event_id", Type.TEXT, "Person, family, site and date: stable from run to run"),
    _PERSON_ID,
    _FAMILY,
    _SUBTYPE,
    _SITE,
    _required("status", Type.TEXT, "planned when still to come at the last note, else done: see reconciliation"),
    _required("date_start", Type.DATE, "First day it can have happened"),
    _required("date_end", Type.DATE, "Last day it can have happened"),
    _required("precision", Type.TEXT, "day, month, year or interval"),
    _required(
        "reconciliation",
        Type.TEXT,
        "confirmed, text_only, structured_only, conflicting, not_performed, planned or impossible",
    ),
    _required("confidence", Type.FLOAT, "That the event happened in these days", unit="probability"),
    _required("n_notes", Type.INTEGER, "Notes that tell it", unit="notes"),
    _required("n_structured", Type.INTEGER, "Coded rows that show it", unit="rows"),
    Column("quote", Type.TEXT, "Exact words of the best mention; secret"),
    Column("date_quote", Type.TEXT, "Exact words of its date"),
    _required("attributes", Type.JSON, "Normalised details merged over the mentions"),
)

CARE_EVENT = Table(
    "onco",
    "care_event",
    "One row per real event of a patient, as text and coded rows together tell it",
    _CARE_EVENT_COLUMNS,
    ("care_event_id",),
)

EVENT_EVIDENCE = Table(
    "onco",
    "event_evidence",
    "One row per note event or coded row that supports a care event",
    (
        _required("care_event_id", Type.TEXT, "Care event"),
        _PERSON_ID,
        _required("evidence_table", Type.TEXT, "note_event or the structured table"),
        _required("evidence_id", Type.TEXT, "Key of the row there"),
        Column("note_id", Type.TEXT, "Note of a note event"),
    ),
    ("care_event_id", "evidence_table", "evidence_id"),
)

PERSON_RECONCILIATION = Table(
    "onco",
    "person_reconciliation",
    "One row per patient: the evidence the events were last built from",
    (
        _PERSON_ID,
        _required("evidence_fingerprint", Type.TEXT, "Hash of the patient's note events and coded rows"),
        _required("n_events", Type.INTEGER, "Care events", unit="events"),
    ),
    ("person_id",),
)

VALIDATED_CARE_EVENT = Table(
    "onco",
    "validated_care_event",
    "Care events that passed every blocking quality check of the run; the marts read these only",
    _CARE_EVENT_COLUMNS,
    ("care_event_id",),
)

DISTANT_LABELS = Table(
    "onco",
    "distant_labels",
    "One row per date that an event of a note may have, labelled by the patient's coded rows; no text",
    (
        _required("note_event_id", Type.TEXT, "Event, as in onco.note_event"),
        _required("place", Type.INTEGER, "Position of the date among those the event may have, from 0"),
        _required("note_id", Type.TEXT, "Document"),
        _PERSON_ID,
        _FAMILY,
        _required("date_start", Type.DATE, "First day of the date"),
        _required("date_end", Type.DATE, "Last day of the date"),
        _required("precision", Type.TEXT, "day, month, year or interval"),
        _required("label", Type.TEXT, "positive (one of these is right), negative (probably wrong) or unlabelled"),
        Column("source_table", Type.TEXT, "Table of the coded row that a positive date agrees with"),
        Column("source_id", Type.TEXT, "Key of the row there"),
        _required("rules", Type.BOOLEAN, "The date that the rules gave the event"),
        _required("split", Type.TEXT, "What the patient is used for: train, tune or held_out"),
    ),
    ("note_event_id", "place"),
)

EXTRACTION_RATE = Table(
    "onco",
    "extraction_rate",
    "One row per run, document type, month and family: notes and their events at the last whole runs, which the next "
    "is compared with; a run that changed no rate is not remembered apart",
    (
        _required("run", Type.INTEGER, "Number of the run: 1 is the first that is remembered, the highest the last"),
        _required("note_class_source_value", Type.TEXT, "Document type; none where a note has none"),
        _required("month", Type.TEXT, "Month of the notes (YYYY-MM); none for notes without a date"),
        _FAMILY,
        _required("n_notes", Type.INTEGER, "Notes of the type in the month", unit="notes"),
        _required("n_events", Type.INTEGER, "Events of the family that they tell", unit="events"),
    ),
    ("run", "note_class_source_value", "month", "family"),
)

WITHDRAWN_PERSON = Table(
    "onco",
    "withdrawn_person",
    "One row per patient who withdrew: what keeps their rows out of every later run, and names nobody",
    (
        _required("person_hash", Type.TEXT, "SHA-256 of the salt and the person_id"),
        _required("salt", Type.TEXT, "Random, one for the whole warehouse"),
    ),
    ("person_hash",),
)

#: The tables a hospital brings, in the order they are read.
SOURCE_TABLES = (
    PERSON,
    DEATH,
    VISIT_OCCURRENCE,
    NOTE,
    PROCEDURE_OCCURRENCE,
    CONDITION_OCCURRENCE,
    DRUG_EXPOSURE,
)

#: Every table the warehouse creates (dbt makes its own).
TABLES = (
    *SOURCE_TABLES,
    QUARANTINE,
    SOURCE_LOAD,
    NOTE_EXTRACTION,
    NOTE_EVENT,
    STRUCTURED_EVENT,
    CARE_EVENT,
    EVENT_EVIDENCE,
    PERSON_RECONCILIATION,
    VALIDATED_CARE_EVENT,
    DISTANT_LABELS,
    EXTRACTION_RATE,
    WITHDRAWN_PERSON,
)


def table(name: str) -> Table:
    """Return the table called ``name`` (without its schema).

    Raises
    ------
    KeyError
        When there is none.

    Examples
    --------
    >>> table("note").key
    ('note_id',)
    """
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(f"there is no table called {name!r}")
