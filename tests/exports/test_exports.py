"""Each export is read back by what it is for: its own reader, its validator, its database."""

import csv
import json
import re
from datetime import date

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from onco_pipeline.cli import app
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.brat import read_brat
from onco_pipeline.exporting import export
from onco_pipeline.exports import cbioportal, fhir, omop_cdm, standoff
from onco_pipeline.exports.data import day_zero, whole_numbers
from onco_pipeline.exports.kinds import KINDS
from resources.home import Home


def rows_of(path, separator="\t"):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=separator))


# -- cBioPortal --------------------------------------------------------------------------------
def test_a_study_counts_days_from_the_first_cancer_code(data, tmp_path):
    cbioportal.write(data, tmp_path)
    assert day_zero(data) == {"P1": date(2019, 3, 1)}
    imaging = rows_of(tmp_path / "data_timeline_imaging.txt")
    assert [(r["START_DATE"], r["STOP_DATE"], r["DIAGNOSTIC_TYPE"]) for r in imaging] == [
        ("11", "", "CT"),
        ("184", "193", "MRI"),  # an interval keeps its width
    ]
    assert list(imaging[0])[:4] == ["PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE"]
    drugs = rows_of(tmp_path / "data_timeline_treatment.txt")
    assert [(r["AGENT"], r["START_DATE"], r["STOP_DATE"]) for r in drugs] == [
        ("capécitabine", "76", ""),
        ("létrozole", "123", "123"),
    ]
    results = {(r["TEST"], r["RESULT"]) for r in rows_of(tmp_path / "data_timeline_lab_test.txt")}
    assert results == {("histology", "adénocarcinome"), ("her2", "score 3"), ("KRAS", "G12D")}
    for path in tmp_path.glob("meta_timeline_*.txt"):
        meta = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines())
        assert (meta["genetic_alteration_type"], meta["datatype"]) == ("CLINICAL", "TIMELINE")
        assert (tmp_path / meta["data_filename"]).exists()


def test_a_study_tells_how_old_a_patient_was_and_when_a_metastasis_came(data, tmp_path):
    cbioportal.write(data, tmp_path)
    (patient,) = rows_of(tmp_path / "data_clinical_patient.txt")
    assert patient == {
        "PATIENT_ID": "P1",
        "SEX": "Female",
        "CANCER_GROUP": "colorectal",
        "AGE": "68",  # 1950-04 to 2019-03-01
        "OS_STATUS": "0:LIVING",
        "OS_MONTHS": "10.1",
        "METASTASIS_STATUS": "1:Metastasis",
        "METASTASIS_MONTHS": "0.4",
    }
    frames = {name: getattr(data, name) for name in data.__slots__ if name != "version"}
    people = frames["dim_patient"].assign(birth_year_month=None)
    for outcome, told in (("death", ("0:None known", "0.4")), ("censored", ("0:None known", "0.4")), (None, ("", ""))):
        intervals = frames["fct_metastasis_free_interval"].assign(outcome=outcome)
        intervals = intervals.iloc[: int(outcome is not None)]
        changed = frames | {"dim_patient": people, "fct_metastasis_free_interval": intervals}
        cbioportal.write(type(data)(**changed, version="0"), tmp_path)
        (patient,) = rows_of(tmp_path / "data_clinical_patient.txt")
        assert (patient["METASTASIS_STATUS"], patient["METASTASIS_MONTHS"]) == told
        assert patient["AGE"] == ""


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("P1\t11\t", "P9\t11\t", "its patient is not in the clinical files"),
        ("\t184\t193\t", "\t184\t100\t", "STOP_DATE lies before START_DATE"),
        ("\t184\t193\t", "\t184\tNA\t", "STOP_DATE is neither empty nor a whole number of days"),
        ("P1\t11\t", "P1\t1.5\t", "START_DATE is not a whole number of days"),
        ("\tIMAGING\tCT", "\t\tCT", "EVENT_TYPE is empty"),
        ("START_DATE\tSTOP_DATE", "STOP_DATE\tSTART_DATE", "the first columns are not"),
    ],
)
def test_the_check_finds_what_the_official_validator_lets_through(data, tmp_path, before, after, fault):
    cbioportal.write(data, tmp_path)
    assert cbioportal.check(tmp_path) == []
    path = tmp_path / "data_timeline_imaging.txt"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert any(fault in told for told in cbioportal.check(tmp_path))


# -- brat and spaCy ----------------------------------------------------------------------------
def test_brat_is_read_back_as_it_was_written(data, tmp_path, note_text):
    standoff.write_brat(data, tmp_path)
    folder = read_brat(tmp_path)
    assert folder.notes["N1"]["note_text"] == note_text
    read = [(a.family.value, a.subtype, a.status.value, a.sites, str(a.interval)) for a in folder.annotations["N1"]]
    assert sorted(read) == [
        ("biopsy", "biopsy", "done", (), "2019-03-20..2019-03-20 (day)"),
        ("imaging", "ct", "done", ("tap",), "2019-03-12..2019-03-12 (day)"),
        ("metastasis", "onset", "suspected", (), "2019-03-12..2019-03-12 (day)"),
    ]


def test_every_brat_entity_slices_to_its_words(data, tmp_path, note_text):
    standoff.write_brat(data, tmp_path)
    entities = [
        line.split("\t") for line in (tmp_path / "N1.ann").read_text(encoding="utf-8").splitlines() if line[0] == "T"
    ]
    assert len(entities) == 6
    for _, places, words in entities:
        pieces = [tuple(map(int, piece.split())) for piece in places.split(" ", 1)[1].split(";")]
        assert " ".join(note_text[start:end] for start, end in pieces) == words


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..", "", "note 7"])
def test_no_note_id_leads_out_of_the_folder(name):
    made = standoff._file_name(name)
    assert made
    assert "/" not in made
    assert not made.startswith(".")


def test_documents_hold_spans_and_what_they_mean(data, tmp_path, note_text):
    import edsnlp
    from spacy.tokens import DocBin

    (path,) = standoff.write_docs(data, tmp_path)
    (doc,) = DocBin(store_user_data=True).from_disk(path).get_docs(edsnlp.blank("eds").vocab)
    assert doc.text == note_text
    assert [span.text for span in doc.spans["imaging"]] == ["Scanner TAP"]
    assert [span.text for span in doc.spans["dates"]] == ["12/03/2019", "12/03/2019", "20/03/2019"]
    assert [(e["family"], e["status"], e["date"]) for e in doc.user_data["onco"]] == [
        ("imaging", "done", "2019-03-12"),
        ("metastasis", "suspected", "2019-03-12"),
        ("biopsy", "done", "2019-03-20"),
    ]


# -- OMOP CDM ----------------------------------------------------------------------------------
#: Types and constraints of the four tables in CDM 5.4.
_TYPES = {"_id": "integer", "_date": "date", "_datetime": "timestamp", "_number": "numeric"}
_TEXT = {
    "snippet": 250,
    "offset": 50,
    "lexical_variant": 250,
    "nlp_system": 250,
    "term_exists": 1,
    "term_temporal": 50,
    "term_modifiers": 2000,
    "measurement_time": 10,
}
_NEEDED = {
    "note_nlp": {"note_nlp_id", "note_id", "lexical_variant", "nlp_date"},
    "episode": {
        "episode_id",
        "person_id",
        "episode_concept_id",
        "episode_start_date",
        "episode_object_concept_id",
        "episode_type_concept_id",
    },
    "episode_event": {"episode_id", "event_id", "episode_event_field_concept_id"},
    "measurement": {
        "measurement_id",
        "person_id",
        "measurement_concept_id",
        "measurement_date",
        "measurement_type_concept_id",
    },
}


def ddl(table):
    columns = []
    for name in omop_cdm.COLUMNS[table]:
        kind = next((sql for ending, sql in _TYPES.items() if name.endswith(ending)), None)
        kind = kind or (
            "integer"
            if name == "episode_number"
            else "numeric"
            if name.startswith("range_")
            else f"varchar({_TEXT.get(name, 50)})"
        )
        columns.append(f'"{name}" {kind}{" NOT NULL" if name in _NEEDED[table] else ""}')
    return f'CREATE TABLE {table} ({", ".join(columns)}, PRIMARY KEY ("{omop_cdm.COLUMNS[table][0]}"))'.replace(
        ', PRIMARY KEY ("episode_id"))' if table == "episode_event" else "\0", ")"
    )


def test_the_tables_load_into_duckdb(data, tmp_path):
    omop_cdm.write(data, tmp_path)
    with duckdb.connect() as connection:
        for table in omop_cdm.COLUMNS:
            connection.execute(ddl(table))
            connection.execute(f"COPY {table} FROM '{tmp_path / table}.csv' (HEADER, NULL '')")
        mentions = connection.execute(
            'SELECT note_nlp_id, "offset", term_exists, term_modifiers FROM note_nlp ORDER BY 1'
        ).fetchall()
        assert len(mentions) == 3
        assert {json.loads(m[3])["status"]: m[2] for m in mentions} == {"done": "Y", "suspected": "Y"}
        kinds = connection.execute(
            "SELECT episode_source_value, episode_parent_id FROM episode ORDER BY episode_id"
        ).fetchall()
        assert kinds == [
            ("disease: colorectal", None),
            ("metastasis: foie", 1),
            ("treatment: L01BC06", 1),
            ("treatment: létrozole", 1),
        ]
        lost = connection.execute(
            "SELECT count(*) FROM episode_event WHERE event_id NOT IN (SELECT note_nlp_id FROM note_nlp)"
        ).fetchone()
        assert lost == (0,)
        assert connection.execute(
            "SELECT measurement_source_value, value_source_value FROM measurement ORDER BY 1"
        ).fetchall() == [
            ("KRAS", "G12D"),
            ("her2", "score 3"),
            ("histology", "adénocarcinome"),
        ]


@pytest.mark.integration
def test_the_tables_load_into_postgresql(data, tmp_path, postgres):
    import psycopg

    omop_cdm.write(data, tmp_path)
    with psycopg.connect(postgres) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA cdm")
        cursor.execute("SET search_path TO cdm")
        for table in omop_cdm.COLUMNS:
            cursor.execute(ddl(table))
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write((tmp_path / f"{table}.csv").read_bytes())
        counts = {table: cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in omop_cdm.COLUMNS}
        connection.rollback()
    assert counts == {"note_nlp": 3, "episode": 4, "episode_event": 1, "measurement": 3}


def test_concept_ids_come_from_the_site_or_are_0(data, tmp_path):
    omop_cdm.write(data, tmp_path / "first")
    asked = rows_of(tmp_path / "first" / "concepts.csv", ",")
    assert {row["concept_id"] for row in asked} == {"0"}
    mapping = tmp_path / "site.csv"
    mapping.write_text(
        "domain,source_value,concept_id\nnote_nlp,imaging:ct,4300757\nepisode,disease,32533\n", encoding="utf-8"
    )
    omop_cdm.write(data, tmp_path / "second", concepts=mapping)
    mentions = rows_of(tmp_path / "second" / "note_nlp.csv", ",")
    assert sorted(row["note_nlp_concept_id"] for row in mentions) == ["0", "0", "4300757"]
    assert [row["episode_concept_id"] for row in rows_of(tmp_path / "second" / "episode.csv", ",")] == [
        "32533",
        "0",
        "0",
        "0",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("domain,source_value\nepisode,disease\n", "has no column concept_id"),
        ("domain,source_value,concept_id\nplanet,x,1\n", "line 2: the domain is none of"),
        ("domain,source_value,concept_id\nepisode,disease,many\n", "line 2: concept_id is not a whole number"),
    ],
)
def test_a_wrong_mapping_is_told_by_its_line(data, tmp_path, text, told):
    mapping = tmp_path / "site.csv"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(told)):
        omop_cdm.write(data, tmp_path / "out", concepts=mapping)


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["7", "12"], {"7": 7, "12": 12}),
        (["007", "12"], {"007": 1, "12": 2}),
        (["a", "1"], {"1": 1, "a": 2}),
        (["9" * 19], {"9" * 19: 1}),
        ([], {}),
    ],
)
def test_ids_become_whole_numbers_one_to_one(names, numbers):
    assert whole_numbers(names) == numbers


# -- FHIR --------------------------------------------------------------------------------------
def test_bundles_are_valid_and_say_where_each_thing_is_told(data, tmp_path, note_text):
    fhir.write(data, tmp_path)
    bundle = json.loads((tmp_path / "P1.json").read_text(encoding="utf-8"))
    resources = [entry["resource"] for entry in bundle["entry"]]
    kinds = [resource["resourceType"] for resource in resources if resource["resourceType"] != "Provenance"]
    assert sorted(kinds) == [
        "Condition",
        "DiagnosticReport",
        "DiagnosticReport",
        "DiagnosticReport",
        "MedicationStatement",
        "MedicationStatement",
        "Patient",
        "Procedure",
    ]
    spans = [
        entity["what"]["identifier"]["value"]
        for resource in resources
        if resource["resourceType"] == "Provenance"
        for entity in resource["entity"]
    ]
    places = [tuple(map(int, span.split("#char=")[1].split(","))) for span in spans]
    assert {note_text[start:end] for start, end in places} == {"Scanner TAP", "métastases", "Biopsie du foie\r\nle"}
    assert note_text[:20] not in (tmp_path / "P1.json").read_text(encoding="utf-8"), "a bundle holds no words of a note"


def test_a_date_in_a_bundle_is_as_precise_as_it_was_told(data, tmp_path):
    fhir.write(data, tmp_path)
    bundle = json.loads((tmp_path / "P1.json").read_text(encoding="utf-8"))
    told = {
        r.get("effectiveDateTime") or json.dumps(r.get("effectivePeriod"))
        for r in (e["resource"] for e in bundle["entry"])
    }
    assert "2019-03-12" in told
    assert '{"end": "2019-09-10", "start": "2019-09-01"}' in told


# -- all of them -------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_its_owners_only_and_the_same_twice(data, tmp_path, kind):
    first = KINDS[kind].write(data, tmp_path / "one")
    second = KINDS[kind].write(data, tmp_path / "two")
    assert first
    assert [path.name for path in first] == [path.name for path in second]
    for one, two in zip(first, second, strict=True):
        assert one.stat().st_mode & 0o077 == 0
        assert one.read_bytes() == two.read_bytes()
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_warehouse_gives_an_empty_export(data, tmp_path, kind):
    tables = {name: getattr(data, name).iloc[:0] for name in data.__slots__ if name != "version"}
    files = KINDS[kind].write(type(data)(**tables, version="0"), tmp_path / "empty")
    assert {path.name for path in files} == {path.name for path in (tmp_path / "empty").iterdir()}
    full = KINDS[kind].write(data, tmp_path / "full")
    for path in files:
        rows = [line for line in path.read_bytes().splitlines() if line.strip() and not line.startswith(b"#")]
        # A head of columns, an empty object, the description of a study: less than where there is something to tell.
        assert path.suffix != ".csv" or len(rows) == 1, path
        same = next((other for other in full if other.name == path.name), None)
        assert same is not None and path.stat().st_size <= same.stat().st_size, path
    assert sum(path.stat().st_size for path in files) < sum(path.stat().st_size for path in full)


@pytest.mark.integration
@pytest.mark.parametrize("kind", KINDS)
def test_a_finished_home_is_exported(finished_home, tmp_path, kind, clean_environment):
    home, _ = finished_home
    files = export(Home(home.root), kind, tmp_path)
    assert sum(path.stat().st_size for path in files) > 100


@pytest.mark.integration
def test_the_command_says_what_it_wrote_and_what_is_wrong(finished_home, tmp_path, clean_environment):
    home, _ = finished_home
    result = CliRunner().invoke(app, ["export", "chemotimelines", "--out", str(tmp_path), "--home", str(home.root)])
    assert result.exit_code == 0, result.output
    assert "1 file ->" in result.output
    with pytest.raises(UserError, match="There is no export called pdf"):
        export(Home(home.root), "pdf", tmp_path)
    with pytest.raises(UserError, match="omop export only"):
        export(Home(home.root), "fhir", tmp_path, concepts=tmp_path / "x.csv")


def test_a_patient_of_a_name_that_fhir_does_not_allow_gets_another(data, tmp_path):
    frames = {name: getattr(data, name) for name in data.__slots__ if name != "version"}
    events = frames["care_event"].replace({"person_id": {"P1": "é/1"}})
    people = frames["dim_patient"].replace({"person_id": {"P1": "é/1"}})
    drugs = pd.DataFrame(columns=frames["fct_oral_therapy_episode"].columns)
    made = dict(
        fhir.bundles(
            type(data)(
                **frames | {"care_event": events, "dim_patient": people, "fct_oral_therapy_episode": drugs}, version="0"
            )
        )
    )
    assert list(made) == ["é/1"]
