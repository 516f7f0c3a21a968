"""The settings of a study: read with the defaults of the dbt project, and refused in words."""

import json

import pytest
import yaml

from onco_pipeline.errors import UserError
from onco_pipeline.study import Study
from resources.dbt_runner import project_dir


def test_without_a_file_the_defaults_of_the_project_hold(tmp_path):
    study = Study.read(tmp_path / "study.yaml")
    project = yaml.safe_load((project_dir() / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    assert {name: project[name] for name in study.dbt_vars()} == study.dbt_vars()
    assert study.dbt_arguments() == []


def test_what_differs_is_handed_to_dbt(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text("cohort: {cancer_groups: [lung], start: 2018-01-01}\nsmall_cell_threshold: 5\n", encoding="utf-8")
    option, value = Study.read(path).dbt_arguments()
    assert option == "--vars"
    assert json.loads(value) == {
        "cohort_cancer_groups": ["lung"],
        "cohort_start": "2018-01-01",
        "small_cell_threshold": 5,
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cohort: {cancer_groups: [lungs]}", "lungs is no cancer group; there are "),
        ("cohort: {start: 2021-01-01, end: 2020-01-01}", "start 2021-01-01 lies after end 2020-01-01"),
        ("cohorts: {}", "cohorts: Extra inputs are not permitted"),
        ("small_cell_threshold: 0", "small_cell_threshold: Input should be greater than or equal to 1"),
        ("cohort: [", "line 1: this is no readable YAML file"),
        ("[1, 2]", "write settings such as"),
    ],
)
def test_a_slip_of_the_pen_is_told(tmp_path, text, told):
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as error:
        Study.read(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_the_cohort_is_told_in_words():
    study = Study.model_validate({"cohort": {"cancer_groups": ["head_neck"], "end": "2020-12-31"}})
    assert study.cohort and "head neck" in study.describe() and "until 2020-12-31" in study.describe()
