"""Each rule of a cBioPortal study is broken once, and told."""

import re

import pytest

from onco_pipeline.exports import cbioportal
from onco_pipeline.exports.cbioportal_check import check

PATIENTS, SAMPLES, IMAGING = "data_clinical_patient.txt", "data_clinical_sample.txt", "data_timeline_imaging.txt"
META = "meta_timeline_imaging.txt"


@pytest.fixture
def study(data, tmp_path):
    """Return a study that is right."""
    cbioportal.write(data, tmp_path)
    assert check(tmp_path) == []
    return tmp_path


def change(study, name, before, after):
    path = study / name
    text = path.read_text(encoding="utf-8")
    made = re.sub(before, after, text, count=1, flags=re.MULTILINE)
    assert made != text, f"{before!r} is not in {name}"
    path.write_text(made, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        # the study and its meta files
        ("meta_study.txt", r"^name: .*\n", "", "meta_study.txt: name is missing"),
        ("meta_study.txt", r"^type_of_cancer: .*\n", "", "meta_study.txt: type_of_cancer is missing"),
        ("meta_study.txt", r"^description: ", "description ", "not a field and its value"),
        (META, r"^datatype: .*\n", "", "datatype is missing"),
        (META, r"^datatype: TIMELINE", "datatype: EVENTS", "datatype is none of"),
        (META, r"CLINICAL", "MUTATION", "genetic_alteration_type is not CLINICAL"),
        (META, r"identifier: \w+", "identifier: another", "not that of meta_study.txt"),
        (META, r"data_timeline_imaging", "data_timeline_x", "its data file is not there"),
        (META, r"data_timeline_imaging", "data_timeline_x", "data_timeline_imaging.txt: no meta file names it"),
        (META, r"^(datatype: TIMELINE)", r"\1\n\1", "the field datatype is there twice"),
        (
            "meta_clinical_sample.txt",
            "SAMPLE_ATTRIBUTES",
            "PATIENT_ATTRIBUTES",
            "there are 0 files of SAMPLE_ATTRIBUTES",
        ),
        (
            "meta_clinical_sample.txt",
            "SAMPLE_ATTRIBUTES",
            "PATIENT_ATTRIBUTES",
            "there are 2 files of PATIENT_ATTRIBUTES",
        ),
        # any data file
        (IMAGING, r"^P1.*\n", "\t\t\t\t\t\t\t\t\n", "blank"),
        (IMAGING, r"^P1", "#P1", "a row may not begin with #"),
        (IMAGING, r"^(PATIENT_ID.*\n)", r"\1\1", "the header again"),
        (IMAGING, r"\tCT\t", "\t", "8 columns, and the header has 9"),
        (IMAGING, r"\tCT\t", '\t"CT"\t', "quotation marks"),
        (IMAGING, r"\tREGION\t", "\tPRECISION\t", "a column is there twice"),
        (SAMPLES, r"(?s)\A.*\Z", "#a\n", "data_clinical_sample.txt: no header"),
        (IMAGING, r"(?s)\A.*\Z", "PATIENT_ID,START_DATE\nP1,1\n", "not separated by tabs"),
        # clinical data
        (PATIENTS, r"^#1\t.*\n", "", "3 lines begin with #, and four are needed"),
        (PATIENTS, r"^#1\t1", "#1", "the line of priorities has 4 columns, and the header 5"),
        (PATIENTS, r"^#Patient id\tSex", "#Patient id\t", "a cell in the line of display names is empty"),
        (PATIENTS, r"^#STRING\tSTRING", "#STRING\tTEXT", "a datatype is none of STRING, NUMBER, BOOLEAN"),
        (PATIENTS, r"^#1\t1", "#1\t-2", "a priority is no whole number of -1 or more"),
        (PATIENTS, r"^PATIENT_ID", "PATIENT", "the column PATIENT_ID is missing"),
        (SAMPLES, r"SAMPLE_ID$", "SAMPLE", "the column SAMPLE_ID is missing"),
        (PATIENTS, r"CANCER_GROUP", "SAMPLE_ID", "SAMPLE_ID does not belong into the patients' file"),
        (PATIENTS, r"CANCER_GROUP", "Cancer_Group", "the attribute Cancer_Group is not in upper case"),
        (PATIENTS, r"CANCER_GROUP", "MUTATION_COUNT", "MUTATION_COUNT is calculated by the portal"),
        (PATIENTS, r"^(#STRING.*)NUMBER", r"\1STRING", "OS_MONTHS must be of the datatype NUMBER"),
        (SAMPLES, r"SAMPLE_ID$", "SEX", "SEX belongs into the patients' file"),
        (PATIENTS, r"^P1\t", "NA\t", "PATIENT_ID is empty"),
        (PATIENTS, r"^P1\t", "P/1\t", "PATIENT_ID has other characters"),
        (SAMPLES, r"P1-S", "P1 S", "SAMPLE_ID has other characters"),
        (SAMPLES, r"P1-S", "S" * 64, "SAMPLE_ID is longer than 63 characters"),
        (SAMPLES, r"^(P1\t.*)\n", r"\1\n\1\n", "this SAMPLE_ID is there twice"),
        (PATIENTS, r"^(P1\t.*)\n", r"\1\n\1\n", "this PATIENT_ID is there twice"),
        (PATIENTS, r"10\.\d$", "ten", "OS_MONTHS is no number"),
        (PATIENTS, r"^#STRING\tSTRING", "#STRING\tBOOLEAN", "SEX is neither TRUE nor FALSE"),
        (PATIENTS, r"0:LIVING", "ALIVE", "OS_STATUS is none of 0:LIVING, 1:DECEASED"),
        (PATIENTS, r"0:LIVING\t\S+", "1:DECEASED\t", "a deceased patient needs OS_MONTHS"),
        (PATIENTS, r"colorectal", "3-Mar", "CANCER_GROUP looks like a date that a spreadsheet made"),
        (SAMPLES, r"^P1\t.*\n", "P9\tP9-S\n", "1 patients have no sample"),
        (SAMPLES, r"^P1\t.*\n", "P9\tP9-S\n", "1 patients with a sample are not in the patients' file"),
        # timelines
        (IMAGING, r"START_DATE\tSTOP_DATE", "STOP_DATE\tSTART_DATE", "the first columns are not"),
        (IMAGING, r"^P1", "P9", "its patient is not in the clinical files"),
        (IMAGING, r"^P1\t\d+", "P1\t1.5", "START_DATE is not a whole number of days"),
        (IMAGING, r"^P1\t\d+", "P1\t", "START_DATE is not a whole number of days"),
        (IMAGING, r"^(P1\t\d+)\t\t", r"\1\tNA\t", "STOP_DATE is neither empty nor a whole number of days"),
        (IMAGING, r"^(P1\t\d+)\t\t", r"\1\t-5000\t", "STOP_DATE lies before START_DATE"),
        (IMAGING, r"\tIMAGING\t", "\t\t", "EVENT_TYPE is empty"),
    ],
)
def test_a_broken_rule_is_told(study, name, before, after, fault):
    change(study, name, before, after)
    assert any(fault in told for told in check(study)), check(study)


def test_a_study_without_its_meta_file_is_none(study):
    (study / "meta_study.txt").unlink()
    assert check(study) == ["meta_study.txt is missing"]


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
        ("STYLE_COLOR", "red", "STYLE_COLOR is not like"),
    ],
)
def test_styles_are_those_of_the_portal(study, columns, values, fault):
    rows = f"PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\t{columns}\nP1\t-3\t\tIMAGING\t{values}\n"
    (study / IMAGING).write_text(rows, encoding="utf-8")
    assert [told for told in check(study) if fault is None or fault not in told] == []
    assert bool(check(study)) is (fault is not None)


def test_a_status_of_its_own_tells_whether_it_happened(study):
    text = (study / PATIENTS).read_text(encoding="utf-8")
    made = text.replace("OS_STATUS", "PFS_STATUS").replace("OS_MONTHS", "PFS_MONTHS")
    (study / PATIENTS).write_text(made, encoding="utf-8")
    assert check(study) == []
    (study / PATIENTS).write_text(made.replace("0:LIVING", "LIVING"), encoding="utf-8")
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
    assert "__1\t" in text and "foie 'gauche' et rate" in text and '"' not in text


def test_a_study_takes_the_place_of_the_one_before(data, tmp_path):
    cbioportal.write(data, tmp_path)
    fewer = data.care_event[data.care_event["family"].ne("metastasis")]
    frames = {name: getattr(data, name) for name in data.__slots__ if name != "version"}
    cbioportal.write(type(data)(**frames | {"care_event": fewer}, version="0"), tmp_path)
    assert not (tmp_path / "data_timeline_status.txt").exists()
    assert check(tmp_path) == []
