"""A study of cBioPortal that is wrong in one place: every rule of the check broken once."""

import re

META = "meta_timeline_imaging.txt"
PATIENTS, SAMPLES, IMAGING = "data_clinical_patient.txt", "data_clinical_sample.txt", "data_timeline_imaging.txt"


def change(study, name, before, after):
    path = study / name
    text = path.read_text(encoding="utf-8")
    made = re.sub(before, after, text, count=1, flags=re.MULTILINE)
    assert made != text, f"{before!r} is not in {name}"
    path.write_text(made, encoding="utf-8", newline="")


#: File, what is replaced in it, by what, and what the check tells.
CASES = [
    # the study and its meta files
    ("meta_study.txt", r"^name: .*\n", "", "meta_study.txt: name is missing"),
    ("meta_study.txt", r"^type_of_cancer: .*\n", "", "meta_study.txt: type_of_cancer is missing"),
    ("meta_study.txt", r"^description: ", "description ", "not a field and its value"),
    ("meta_study.txt", r"^name: .*", "name: " + "n" * 256, "name has 256 characters, and the portal takes 255"),
    ("meta_study.txt", r"^name: ", "short_name: x\nname: ", "short_name is a field that this check does not know"),
    ("meta_study.txt", r"^name: ", "name : ", "blanks around the name of a field"),
    (
        "meta_study.txt",
        r"^add_global_case_list: true",
        "add_global_case_list: false",
        "add_global_case_list is not true",
    ),
    (META, r"^datatype: ", "stable_id: x\ndatatype: ", "stable_id is no field of such a file"),
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
    (IMAGING, r"\tCT\t", "\t'CT'\t", "quotation marks"),
    (IMAGING, r"\tREGION\t", "\t'REGION'\t", "quotation marks around the name of a column"),
    (IMAGING, r"\n", "\r\n", "lines are ended in different ways"),
    (IMAGING, r"\tREGION\t", "\tPRECISION\t", "a column is there twice"),
    (SAMPLES, r"(?s)\A.*\Z", "#a\n", "data_clinical_sample.txt: no header"),
    (IMAGING, r"(?s)\A.*\Z", "PATIENT_ID,START_DATE\nP1,1\n", "not separated by tabs"),
    # clinical data
    (PATIENTS, r"^#1\t.*\n", "", "lines that begin with #: 3, and four are needed"),
    (PATIENTS, r"^#1\t1", "#1", "the line of priorities has 7 columns, and the header 8"),
    (PATIENTS, r"^#Patient id\tSex", "#Patient id\t", "a cell in the line of display names is empty"),
    (PATIENTS, r"^#STRING\tSTRING", "#STRING\tTEXT", "a datatype is none of STRING, NUMBER, BOOLEAN"),
    (PATIENTS, r"^#1\t1", "#1\t-2", "a priority is no whole number of -1 or more"),
    (PATIENTS, r"^PATIENT_ID", "PATIENT", "the column PATIENT_ID is missing"),
    (SAMPLES, r"SAMPLE_ID$", "SAMPLE", "the column SAMPLE_ID is missing"),
    (PATIENTS, r"CANCER_GROUP", "SAMPLE_ID", "SAMPLE_ID does not belong into the patients' file"),
    (PATIENTS, r"CANCER_GROUP", "Cancer_Group", "the attribute Cancer_Group is not in upper case"),
    (PATIENTS, r"CANCER_GROUP", "MUTATION_COUNT", "MUTATION_COUNT is calculated by the portal"),
    (PATIENTS, r"^(#STRING.*?)NUMBER", r"\1STRING", "OS_MONTHS must be of the datatype NUMBER"),
    (PATIENTS, r"CANCER_GROUP", "1", "the attribute 1 is not in upper case"),
    (PATIENTS, r"CANCER_GROUP", "SAMPLE_TYPE", "SAMPLE_TYPE belongs into the samples' file"),
    (PATIENTS, r"CANCER_GROUP", "DFS_MONTHS", "DFS_MONTHS must be of the datatype NUMBER"),
    (PATIENTS, r"\tOS_STATUS", "\tSTATUS", "without OS_STATUS and OS_MONTHS there is no survival curve"),
    (SAMPLES, r"SAMPLE_ID$", "SEX", "SEX belongs into the patients' file"),
    (PATIENTS, r"^P1\t", "NA\t", "PATIENT_ID is empty"),
    (PATIENTS, r"^P1\t", "[null]\t", "PATIENT_ID is empty"),
    (PATIENTS, r"^P1\t", "P/1\t", "PATIENT_ID has other characters"),
    (SAMPLES, r"P1-S", "P1 S", "SAMPLE_ID has other characters"),
    (SAMPLES, r"P1-S", "S" * 64, "SAMPLE_ID is longer than 63 characters"),
    (SAMPLES, r"^(P1\t.*)\n", r"\1\n\1\n", "this SAMPLE_ID is there twice"),
    (PATIENTS, r"^(P1\t.*)\n", r"\1\n\1\n", "this PATIENT_ID is there twice"),
    (PATIENTS, r"10\.\d\t", "ten\t", "OS_MONTHS is no number"),
    (PATIENTS, r"10\.\d\t", "n/a\t", "OS_MONTHS is no number"),
    (PATIENTS, r"^#STRING\tSTRING", "#STRING\tBOOLEAN", "SEX is neither TRUE nor FALSE"),
    (PATIENTS, r"0:LIVING", "ALIVE", "OS_STATUS is none of 0:LIVING, 1:DECEASED"),
    (PATIENTS, r"0:LIVING\t\S+", "1:DECEASED\t", "a deceased patient needs OS_MONTHS"),
    (PATIENTS, r"colorectal", "3-Mar", "CANCER_GROUP looks like a date that a spreadsheet made"),
    (SAMPLES, r"^P1\t.*\n", "P9\tP9-S\n", "1 patient without a sample"),
    (SAMPLES, r"^P1\t.*\n", "P9\tP9-S\n", "1 patient with a sample, but not in the patients' file"),
    # timelines
    (IMAGING, r"START_DATE\tSTOP_DATE", "STOP_DATE\tSTART_DATE", "the first columns are not"),
    (IMAGING, r"^P1", "P9", "its patient is not in the clinical files"),
    (IMAGING, r"^P1\t\d+", "P1\t1.5", "START_DATE is not a whole number of days"),
    (IMAGING, r"^P1\t\d+", "P1\t", "START_DATE is not a whole number of days"),
    (IMAGING, r"^(P1\t\d+)\t\t", r"\1\tNA\t", "STOP_DATE is neither empty nor a whole number of days"),
    (IMAGING, r"^(P1\t\d+)\t\t", r"\1\t-5000\t", "STOP_DATE lies before START_DATE"),
    (IMAGING, r"\tIMAGING\t", "\t\t", "EVENT_TYPE is empty"),
]

#: What the official validator does not report.
LET_THROUGH = frozenset(
    [
        "the field datatype is there twice",
        "its patient is not in the clinical files",
        "STOP_DATE is neither empty nor a whole number of days",
        "STOP_DATE lies before START_DATE",
        "EVENT_TYPE is empty",
    ]
)
