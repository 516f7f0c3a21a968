"""Each rule of a cBioPortal study is broken once, and told."""

import pytest
from cbioportal_cases import CASES, IMAGING, PATIENTS, SAMPLES, change

from onco_pipeline.exports import cbioportal
from onco_pipeline.exports.cbioportal_check import check


@pytest.fixture
def study(data, tmp_path):
    """Return a study that is right."""
    cbioportal.write(data, tmp_path)
    assert check(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(("name", "before", "after", "fault"), CASES)
def test_a_broken_rule_is_told(study, name, before, after, fault):
    change(study, name, before, after)
    assert any(fault in told for told in check(study)), check(study)


def test_a_study_without_its_meta_file_is_none(study):
    (study / "meta_study.txt").unlink()
    assert check(study) == ["meta_study.txt is missing"]


def test_an_identifier_of_capital_letters_is_told(study):
    for path in study.glob("meta_*.txt"):
        change(study, path.name, r"identifier: \w+", "identifier: Mine")
    assert any("cancer_study_identifier has other characters than" in told for told in check(study))


def test_a_file_that_the_portal_would_read_as_another_meta_file_is_told(study):
    for name in ("old_meta.txt", "META_1.txt", "metastases.txt", ".meta_x.txt", "meta_x.txt~"):
        (study / name).write_text("x: y\n", encoding="utf-8")
    told = [line for line in check(study) if "the portal reads a meta file in it" in line]
    assert [line.split(":")[0] for line in told] == ["META_1.txt", "old_meta.txt"]


def test_a_last_line_that_does_not_end_is_told(study):
    (study / IMAGING).write_bytes((study / IMAGING).read_bytes().rstrip(b"\n"))
    assert f"{IMAGING}: its last line is not ended" in check(study)


def test_a_file_in_another_encoding_is_told(study):
    (study / IMAGING).write_bytes((study / IMAGING).read_bytes() + b"\xe9")
    assert f"{IMAGING}: not UTF-8" in check(study)


def test_an_attribute_of_both_files_is_told(study):
    (study / SAMPLES).write_text(
        "#a\tb\tc\n#a\tb\tc\n#STRING\tSTRING\tSTRING\n#1\t1\t1\nPATIENT_ID\tSAMPLE_ID\tCANCER_GROUP\nP1\tS\tx\n",
        encoding="utf-8",
    )
    assert any("CANCER_GROUP is an attribute of patients and of samples" in told for told in check(study))


@pytest.mark.parametrize(
    ("columns", "values", "fault"),
    [
        ("STYLE_SHAPE", "circle", None),
        ("STYLE_SHAPE", "heart", "STYLE_SHAPE is none of"),
        ("STYLE_COLOR", "#1f77b4", None),
        ("STYLE_SHAPE", "", "STYLE_SHAPE is none of"),
        ("STYLE_COLOR", "red", "STYLE_COLOR is not like"),
        ("STYLE_COLOR", "", "STYLE_COLOR is not like"),
    ],
)
def test_styles_are_those_of_the_portal(study, columns, values, fault):
    rows = f"PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\t{columns}\nP1\t-3\t\tIMAGING\t{values}\n"
    (study / IMAGING).write_text(rows, encoding="utf-8")
    assert [told for told in check(study) if fault is None or fault not in told] == []
    assert bool(check(study)) is (fault is not None)


def test_a_status_of_its_own_tells_whether_it_happened(study):
    lines = (study / PATIENTS).read_text(encoding="utf-8").splitlines()
    more = ["a\tb", "a\tb", "STRING\tNUMBER", "1\t1", "PFS_STATUS\tPFS_MONTHS", "0:CENSORED\t3"]
    made = "".join(f"{line}\t{cells}\n" for line, cells in zip(lines, more, strict=True))
    (study / PATIENTS).write_text(made, encoding="utf-8")
    assert check(study) == []
    (study / PATIENTS).write_text(made.replace("0:CENSORED", "CENSORED"), encoding="utf-8")
    assert any("PFS_STATUS begins neither with 0: nor with 1:" in told for told in check(study))


def test_what_a_message_says_names_no_patient(study):
    change(study, PATIENTS, r"^P1\t", "P/1\t")
    assert not any("P/1" in told for told in check(study))


def test_names_and_values_that_the_portal_does_not_allow_are_written_otherwise(data, tmp_path):
    frames = {name: getattr(data, name) for name in data.__slots__ if name != "version"}
    frames = {
        name: frame.replace({"person_id": {"P1": "é/1"}}) if "person_id" in frame else frame
        for name, frame in frames.items()
    }
    events = frames["care_event"].copy()
    events.loc[events["family"].eq("imaging"), "site"] = 'foie "gauche"\tet\nrate'
    cbioportal.write(type(data)(**frames | {"care_event": events}, version="0"), tmp_path)
    assert check(tmp_path) == []
    text = (tmp_path / IMAGING).read_text(encoding="utf-8")
    assert "__1\t" in text and "foie ”gauche” et rate" in text and '"' not in text


@pytest.mark.parametrize("name", ["NA", "[null]", "3-mar", "DEC", "'q'", "#P", "", "x" * 90])
def test_whatever_a_patient_is_called_the_portal_takes_the_identifier(data, tmp_path, name):
    frames = {table: getattr(data, table) for table in data.__slots__ if table != "version"}
    frames = {
        table: frame.replace({"person_id": {"P1": name}}) if "person_id" in frame else frame
        for table, frame in frames.items()
    }
    cbioportal.write(type(data)(**frames, version="0"), tmp_path)
    assert check(tmp_path) == []


def test_a_study_takes_the_place_of_the_one_before(data, tmp_path):
    cbioportal.write(data, tmp_path)
    fewer = data.care_event[data.care_event["family"].ne("metastasis")]
    frames = {name: getattr(data, name) for name in data.__slots__ if name != "version"}
    cbioportal.write(type(data)(**frames | {"care_event": fewer}, version="0"), tmp_path)
    assert not (tmp_path / "data_timeline_status.txt").exists()
    assert check(tmp_path) == []
