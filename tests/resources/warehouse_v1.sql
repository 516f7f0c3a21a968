-- The tables of version 1, as `onco run` made them: never changed, so that migrating from it stays tested.
CREATE SCHEMA omop;
CREATE SCHEMA onco;

CREATE TABLE omop.person (
    person_id VARCHAR NOT NULL,
    gender_source_value VARCHAR,
    birth_datetime TIMESTAMP,
    death_datetime TIMESTAMP,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.death (
    person_id VARCHAR NOT NULL,
    death_datetime TIMESTAMP NOT NULL,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.visit_occurrence (
    visit_occurrence_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    visit_start_datetime TIMESTAMP NOT NULL,
    visit_end_datetime TIMESTAMP,
    visit_source_value VARCHAR,
    care_site_short_name VARCHAR,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.note (
    note_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    visit_occurrence_id VARCHAR,
    note_datetime TIMESTAMP,
    note_class_source_value VARCHAR,
    note_title VARCHAR,
    note_text VARCHAR NOT NULL,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.procedure_occurrence (
    procedure_occurrence_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    visit_occurrence_id VARCHAR,
    procedure_datetime TIMESTAMP NOT NULL,
    procedure_source_value VARCHAR NOT NULL,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.condition_occurrence (
    condition_occurrence_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    visit_occurrence_id VARCHAR,
    condition_start_datetime TIMESTAMP NOT NULL,
    condition_source_value VARCHAR NOT NULL,
    condition_status_source_value VARCHAR,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.drug_exposure (
    drug_exposure_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    visit_occurrence_id VARCHAR,
    drug_exposure_start_datetime TIMESTAMP NOT NULL,
    drug_exposure_end_datetime TIMESTAMP,
    drug_source_value VARCHAR NOT NULL,
    route_source_value VARCHAR,
    row_fingerprint VARCHAR NOT NULL
);

CREATE TABLE omop.quarantine (
    source_table VARCHAR NOT NULL,
    source_row BIGINT NOT NULL,
    source_key VARCHAR,
    column_name VARCHAR,
    reason VARCHAR NOT NULL
);

CREATE TABLE omop.source_load (
    source_table VARCHAR NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_kept BIGINT NOT NULL,
    rows_quarantined BIGINT NOT NULL,
    rows_new BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    rows_removed BIGINT NOT NULL,
    table_fingerprint VARCHAR NOT NULL
);

CREATE TABLE onco.note_extraction (
    note_id VARCHAR NOT NULL,
    note_fingerprint VARCHAR NOT NULL,
    pipeline_version VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    n_events BIGINT NOT NULL,
    error VARCHAR
);

CREATE TABLE onco.note_event (
    note_event_id VARCHAR NOT NULL,
    note_id VARCHAR NOT NULL,
    person_id VARCHAR,
    family VARCHAR NOT NULL,
    subtype VARCHAR NOT NULL,
    site VARCHAR,
    status VARCHAR NOT NULL,
    experiencer VARCHAR NOT NULL,
    cancer_context VARCHAR NOT NULL,
    conditional BOOLEAN NOT NULL,
    date_start DATE,
    date_end DATE,
    precision VARCHAR,
    date_kind VARCHAR,
    quote VARCHAR NOT NULL,
    quote_start BIGINT NOT NULL,
    quote_end BIGINT NOT NULL,
    date_quote VARCHAR,
    date_quote_start BIGINT,
    date_quote_end BIGINT,
    confidence DOUBLE NOT NULL,
    attributes JSON NOT NULL
);

CREATE TABLE onco.structured_event (
    source_table VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    subtype VARCHAR NOT NULL,
    site VARCHAR,
    date_start DATE NOT NULL,
    date_end DATE NOT NULL,
    precision VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    visit_occurrence_id VARCHAR
);

CREATE TABLE onco.care_event (
    care_event_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    subtype VARCHAR NOT NULL,
    site VARCHAR,
    status VARCHAR NOT NULL,
    date_start DATE NOT NULL,
    date_end DATE NOT NULL,
    precision VARCHAR NOT NULL,
    reconciliation VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    n_notes BIGINT NOT NULL,
    n_structured BIGINT NOT NULL,
    quote VARCHAR,
    date_quote VARCHAR,
    attributes JSON NOT NULL
);

CREATE TABLE onco.event_evidence (
    care_event_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    evidence_table VARCHAR NOT NULL,
    evidence_id VARCHAR NOT NULL,
    note_id VARCHAR
);

CREATE TABLE onco.person_reconciliation (
    person_id VARCHAR NOT NULL,
    evidence_fingerprint VARCHAR NOT NULL,
    n_events BIGINT NOT NULL
);

CREATE TABLE onco.validated_care_event (
    care_event_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    subtype VARCHAR NOT NULL,
    site VARCHAR,
    status VARCHAR NOT NULL,
    date_start DATE NOT NULL,
    date_end DATE NOT NULL,
    precision VARCHAR NOT NULL,
    reconciliation VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    n_notes BIGINT NOT NULL,
    n_structured BIGINT NOT NULL,
    quote VARCHAR,
    date_quote VARCHAR,
    attributes JSON NOT NULL
);

CREATE TABLE onco.withdrawn_person (
    person_hash VARCHAR NOT NULL,
    salt VARCHAR NOT NULL
);

CREATE TABLE onco.warehouse_version (version BIGINT, declaration VARCHAR);
INSERT INTO onco.warehouse_version VALUES (1, '72424077bdf7e5ed');
