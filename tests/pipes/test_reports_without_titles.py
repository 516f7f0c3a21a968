"""Reports that have no title over their findings: their own statements have the day of the act all the same."""

from datetime import datetime

from note_record import told


def test_an_image_told_region_by_region_below_its_comparison():
    note = (
        "TEP/TDM au FDG réalisée le 15/07/2020\nMotif : mélanome.\nExamens antérieurs : TEP du 10/02/2020.\n"
        "Protocole : 210 MBq.\n\nThorax : apparition de trois nodules pulmonaires, en faveur de métastases.\n"
        "Os : pas de foyer.\nConclusion : progression."
    )
    assert told(note, "CR-IMAG", datetime(2020, 7, 16)) == [
        "pet done 2020-02-10",
        "pet done 2020-07-15",
        "poumon onset done 2020-07-15",
    ]


def test_a_pathologist_s_report_with_a_conclusion_alone():
    note = (
        "Compte rendu anatomopathologique 17P11\nPrélèvements du 25/09/2017, réception le 25/09\n"
        "Biopsies de l'épiploon (A) et du péritoine (B).\nA et B : carcinome séreux de haut grade, WT1+.\n"
        "Conclusion : carcinose péritonéale d'un carcinome séreux."
    )
    assert "péritoine onset done 2017-09-25" in told(note, "CR-ANAPATH", datetime(2017, 10, 2))


def test_the_grade_of_a_toxicity_is_none_of_a_tumour():
    note = "ADK de prostate. Apalutamide le 27/05/21, rash G3."
    assert told(note, "CR-RCP") == ["apalutamide start done 2021-05-27"]


def test_an_exam_told_in_the_head_of_an_emergency_note_is_not_its_day():
    note = (
        "URGENCES - passage du 21/06/2019\nADK bronchique sous gefitinib depuis le 12/03/2018.\n"
        "Dernier TDM TAP le 03/05/19 : stable d'après le courrier.\nScanner cérébral ce jour : pas de lésion."
    )
    assert told(note, "CR-URG", datetime(2019, 6, 21)) == [
        "ct done 2019-05-03",
        "ct done 2019-06-21",
        "géfitinib start done 2018-03-12",
    ]
