"""Exports of other software, and exports that went wrong: read as they were meant, or told of before anything is lost."""

import csv
import gzip

import pandas as pd
import pytest

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import NOTE, PERSON
from resources.arrivals import bring_in
from resources.warehouse import Warehouse

CANARY = "Zibeline Quartz"
TEXTS = [
    'Dite "contributive",\nlue "K sein", fin "ouverte"',
    "Chemin C:\\documents\\scan",
    'Scanner ; "normal"',
    'se termine par un antislash\\',
]  # fmt: skip


def notes(texts, **more):
    number = range(1, len(texts) + 1)
    return pd.DataFrame(
        {"note_id": [f"N{n}" for n in number], "person_id": [f"P{n}" for n in number], **more} | {"note_text": texts}
    )


def test_quotes_behind_a_backslash_are_read_as_spark_writes_them(tmp_path, door, write):
    spark = {"doublequote": False, "escapechar": "\\", "quoting": csv.QUOTE_MINIMAL}
    for name, options in {"spark": spark, "doubled": {}, "all": {"quoting": csv.QUOTE_ALL}}.items():
        report = door.take(write.csv(tmp_path / name, {"note": notes(TEXTS)}, **options))
        assert report.rows_kept == len(TEXTS), name
        assert [text for (text,) in door.rows("note", "note_text")] == TEXTS, name


def test_what_stands_before_a_quote_can_be_told(tmp_path, door):
    (tmp_path / "note.csv").write_text('note_id,note_text\n1,"dit ^"oui^", puis"\n', encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("tables: {note: {escape: '^'}}", encoding="utf-8")
    door.take(tmp_path)
    assert door.rows("note", "note_text") == [('dit "oui", puis',)]


@pytest.mark.parametrize(
    "name", ["person.txt", "person.xlsx", "PERSON.CSV.ZIP", "person.sas7bdat", "person/000000_0", "person/part.orc"]
)
def test_a_table_of_a_kind_that_is_not_read_is_not_taken_for_missing(tmp_path, write, name):
    write.csv(tmp_path, {"note": write.hospital["note"]})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"1")
    with pytest.raises(SourceError, match=r"would be the table person, but is of no kind that is read \(\.csv"):
        Source.open(tmp_path).parts(PERSON)


def test_what_lies_beside_a_table_is_no_table(tmp_path, write):
    write.csv(tmp_path, {"note": write.hospital["note"]})
    for beside in ("note.md5", "note.csv.gpg", "person.log", "person.sql"):
        (tmp_path / beside).touch()
    (tmp_path / "person").mkdir()
    (tmp_path / "person" / "_SUCCESS").touch()
    source = Source.open(tmp_path)
    assert [part.path.name for part in source.parts(NOTE)] == ["note.csv"]
    assert source.parts(PERSON) == []


def test_packed_tab_separated_files_and_the_short_suffix_of_yaml_are_read(tmp_path, door):
    (tmp_path / "note.tsv.gz").write_bytes(gzip.compress(b"note_id\ttexte\n1\tscanner\n"))
    (tmp_path / "sources.yml").write_text("tables: {note: {columns: {note_text: texte}}}", encoding="utf-8")
    assert door.take(tmp_path).rows_kept == 1


@pytest.mark.parametrize("first", [["N1", "P1", "2019-03-12", CANARY], ["N1", CANARY * 6], [CANARY, "12", "texte"]])
def test_a_file_without_names_of_columns_shows_no_patient(tmp_path, door, first):
    (tmp_path / "note.csv").write_text(";".join(first) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match="a first line that seems to hold values") as error:
        door.take(tmp_path)
    (tmp_path / "sources.yaml").write_text("tables: {note: {columns: {note_text: texte_du_crh}}}", encoding="utf-8")
    with pytest.raises(SourceError, match="a first line that seems to hold values") as mapped:
        door.take(tmp_path)
    assert CANARY not in f"{error.value} {mapped.value}"


def test_an_encoding_of_one_table_is_checked(tmp_path, write):
    write.csv(tmp_path)
    (tmp_path / "sources.yaml").write_text("tables: {note: {encoding: latin-one}}", encoding="utf-8")
    with pytest.raises(SourceError, match=r"tables\.note\.encoding: there is no encoding 'latin-one'"):
        Source.open(tmp_path)


def test_an_export_of_which_no_row_is_good_stops_before_the_good_ones_go(tmp_path, door, write):
    sound = notes(["Scanner"] * 30)
    door.take(write.csv(tmp_path / "first", {"note": sound}))
    before = door.rows("note")
    undated = write.csv(tmp_path / "second", {"note": sound.assign(note_datetime=f"le {CANARY}")})
    with pytest.raises(
        SourceError, match=r"not one of its 30 rows is good \(30 times: note_datetime is no date\)"
    ) as error:
        door.take(undated)
    assert CANARY not in str(error.value)
    assert door.rows("note") == before
    assert door.rows("quarantine") == []
    one_good = sound.assign(note_datetime=["2019-03-12", *["hier"] * 29])
    assert door.take(write.csv(tmp_path / "third", {"note": one_good})).rows_kept == 1


def test_rows_that_the_source_took_back_are_no_export_gone_wrong(tmp_path, door, write):
    gone = notes(["Scanner"] * 30, row_status_source_value=["Supprimé"] * 30)
    assert door.take(write.csv(tmp_path, {"note": gone})).rows_kept == 0


def test_tables_that_know_none_of_the_patients_of_the_notes_are_told_of(tmp_path, write):
    number = [f"{n:06d}" for n in range(1, 13)]
    person = pd.DataFrame({"person_id": number})
    visits = pd.DataFrame(
        {"visit_occurrence_id": number, "person_id": number, "visit_start_datetime": ["2019-03-12"] * 12}
    )
    source = tmp_path / "source"
    write.csv(
        source, {"note": notes(["Scanner"] * 12).assign(person_id=[str(int(n)) for n in number]), "person": person}
    )
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    for _ in range(2):  # at every run, though no file has changed
        told = {report.source_table: report.notices for report in bring_in(Source.open(source), warehouse)}
        assert told["person"] == (
            "table person knows none of the 12 patients of the notes, and has 12 others: "
            "person_id must be written differently in the two",
        )
    write.csv(source, {"note": notes(["Scanner"] * 12).assign(person_id=number), "visit_occurrence": visits})
    told = {report.source_table: report.notices for report in bring_in(Source.open(source), warehouse)}
    assert told["person"] == told["visit_occurrence"] == ()


def test_classes_that_say_of_no_kind_of_note_are_told_of_until_they_are_named(tmp_path, write):
    labels = ["CRIM", "crim ", "AP", "Compte rendu d'imagerie", CANARY] * 6
    source = write.csv(tmp_path / "source", {"note": notes(["Scanner"] * 30, note_class_source_value=labels)})
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")

    def told():
        return next(r.notices for r in bring_in(Source.open(source), warehouse) if r.source_table == "note")

    for _ in range(2):
        (notice,) = told()
        assert notice.startswith("24 of 30 notes are of 4 classes (note_class_source_value) that say of no kind")
        assert CANARY not in notice
    (source / "sources.yaml").write_text("note_classes: {CRIM: CR-IMAG, AP: CR-ANAPATH}\n", encoding="utf-8")
    assert told()[0].startswith("6 of 30 notes are of 1 class ")
    (source / "sources.yaml").write_text(
        f"note_classes: {{CRIM: CR-IMAG, AP: CR-ANAPATH, {CANARY}: INCONNU}}\n", encoding="utf-8"
    )
    assert told() == ()
    with warehouse.connect() as connection:
        counts = dict(
            connection.execute("SELECT note_class_source_value, count(*) FROM omop.note GROUP BY ALL").fetchall()
        )
    assert counts == {"CR-IMAG": 12, "CR-ANAPATH": 6, "Compte rendu d'imagerie": 6, "INCONNU": 6}


def test_a_class_that_there_is_not_is_no_name_for_theirs(tmp_path, write):
    source = write.csv(tmp_path, {"note": notes(["Scanner"])})
    (source / "sources.yaml").write_text("note_classes: {CRIM: CR-IMGA}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"there is no class 'CR-IMGA' of notes; did you mean CR-IMA"):
        Source.open(source)


def test_what_notes_have_lost_is_told(tmp_path, door, write):
    lines = ["Métastase hépatique évoquée, à contrôler."] * 30
    lost = notes([" ".join(lines).encode("ascii", "replace").decode()] * 12)
    told = door.take(write.csv(tmp_path / "lost", {"note": lost})).notices
    assert ["accents" in told[0], "line ends" in told[1]] == [True, True]
    assert "tastase" not in repr(told)
    kept = notes(["\n".join(lines), "Scanner ? Oui.", "Suite : IRM ?\n"] * 4)
    assert door.take(write.csv(tmp_path / "kept", {"note": kept})).notices == ()


def test_a_table_without_rows_has_no_keys_in_json_lines(tmp_path, door):
    (tmp_path / "note.jsonl").write_text('{"note_id": 1, "note_text": "scanner"}\n', encoding="utf-8")
    for content in ("", "\n"):
        (tmp_path / "death.jsonl").write_text(content, encoding="utf-8")
        assert door.take(tmp_path, "death").rows_read == 0
    (tmp_path / "death.jsonl").write_text("[]\n", encoding="utf-8")
    with pytest.raises(SourceError, match="has no column person_id"):
        door.take(tmp_path, "death")


@pytest.mark.parametrize("hint", ["sep=;", '"sep=;"', "\ufeffsep=;"])
def test_the_line_that_tells_excel_the_separator_is_no_header(tmp_path, door, hint):
    (tmp_path / "note.csv").write_text(
        f"{hint}\r\nnote_id;note_text\r\n1;scanner, puis IRM\r\n", encoding="utf-8", newline=""
    )
    assert (door.take(tmp_path).rows_read, door.rows("note", "note_text")) == (1, [("scanner, puis IRM",)])
