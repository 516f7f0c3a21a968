"""Drug timelines in the form of the shared task, scored by a scorer of our own that follows its documented rules.

Where ``CHEMOTIMELINES_SCORER`` tells how to run the task's own ``eval_timeline.py``, the two are held against each other.
"""

import json
import os
import random
import re
import shlex
import subprocess
import sys
from itertools import pairwise

import pytest
from chemo_scorer import RELATIONS, faults, score
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.errors import UserError
from onco_pipeline.exporting import export
from onco_pipeline.exports import chemotimelines

GOLD = {
    "p1": [
        ["taxol", "begins-on", "2013-02-22"],
        ["taxol", "ends-on", "2013-05-31"],
        ["carboplatin", "contains-1", "2013-02-22"],
    ],
    "p2": [],
}


def told(*entries, p2=()):
    return {"p1": [list(entry) for entry in entries], "p2": [list(entry) for entry in p2]}


# -- the export --------------------------------------------------------------------------------
def test_drug_timelines_keep_the_precision_of_their_dates(data, tmp_path):
    (path,) = chemotimelines.write(data, tmp_path)
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "p1": [["létrozole", "ends-on", "2019"], ["capécitabine", "begins-on", "2019-05"]],
        "p2": [],
    }


def test_what_is_written_is_a_submission_and_scores_as_itself(data, tmp_path):
    (path,) = chemotimelines.write(data, tmp_path)
    read = json.loads(path.read_text(encoding="utf-8"))
    assert faults(read, data.dim_patient["person_id"].tolist()) == []
    for relaxed_to in (None, "day", "month", "year"):
        assert set(score(read, read, relaxed_to).values()) == {1.0}


def test_patients_that_the_form_cannot_tell_apart_are_refused(data):
    frames = {name: getattr(data, name) for name in data.__slots__ if name != "version"}
    people = frames["dim_patient"].replace({"person_id": {"P2": "p1"}})
    with pytest.raises(UserError, match="capital letters only"):
        chemotimelines.timelines(type(data)(**frames | {"dim_patient": people}, version="0"))


# -- the form ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("submission", "fault"),
    [
        ({"p1": []}, "not the patients of the study"),
        ({"P1": [], "p2": []}, "not the patients of the study"),
        ({"p1": [["Taxol", "begins-on", "2013"]], "p2": []}, "not in lower case"),
        ({"p1": [["taxol", "BEGINS-ON", "2013"]], "p2": []}, "is no relation"),
        ({"p1": [["taxol", "begins-on", "22/02/2013"]], "p2": []}, "is no date"),
        ({"p1": [["taxol", "begins-on", "2013-13"]], "p2": []}, "is no date"),
    ],
)
def test_a_wrong_form_is_told(submission, fault):
    assert any(fault in one for one in faults(submission, ["P1", "P2"]))


# -- the scorer, by the examples of the task's page ------------------------------------------------
@pytest.mark.parametrize(
    ("entry", "strict", "day", "month", "year"),
    [
        (["carboplatin", "contains-1", "2013-02-22"], 1, 1, 1, 1),
        # a relation may stand for contains-1 ...
        (["carboplatin", "begins-on", "2013-02-22"], 0, 1, 1, 1),
        (["carboplatin", "contains-1", "2013-03-22"], 0, 0, 0, 1),
        (["carboplatin", "contains-1", "2013-02-01"], 0, 0, 1, 1),
        # ... never a beginning for an end
        (["taxol", "ends-on", "2013-02-22"], 0, 0, 0, 1),
        # within the period that the gold gives the drug
        (["taxol", "contains-1", "2013-03-15"], 0, 1, 1, 1),
        (["taxol", "contains-1", "2013-06-15"], 0, 0, 0, 1),
        (["cisplatin", "contains-1", "2013-02-22"], 0, 0, 0, 0),
    ],
)
def test_one_entry_counts_as_the_task_says(entry, strict, day, month, year):
    for relaxed_to, right in ((None, strict), ("day", day), ("month", month), ("year", year)):
        assert (score(GOLD, told(entry), relaxed_to)["micro"] > 0) is bool(right), relaxed_to


def test_a_wrong_relation_is_one_error_and_not_two():
    gold = {"p1": [["taxol", "begins-on", "2013-02-22"], ["taxol", "contains-1", "2013-03-01"]]}
    wrong = {"p1": [["taxol", "ends-on", "2013-02-22"], ["taxol", "contains-1", "2013-03-01"]]}
    assert score(gold, wrong)["micro"] == pytest.approx(2 / 3)  # one right, one missed, none spurious
    other = {"p1": [["taxol", "begins-on", "2014-02-22"], ["taxol", "contains-1", "2013-03-01"]]}
    assert score(gold, other)["micro"] == pytest.approx(1 / 2)


def test_patients_without_timelines_count_in_one_of_the_two_means():
    silent, loud = told(*GOLD["p1"]), told(*GOLD["p1"], p2=[["taxol", "begins-on", "2013"]])
    assert score(GOLD, silent, "month") == {"micro": 1.0, "macro_all": 1.0, "macro_some": 1.0, "official": 1.0}
    assert score(GOLD, loud, "month")["macro_all"] == 0.5
    assert score(GOLD, loud, "month")["macro_some"] == 1.0
    assert score(GOLD, loud, "month")["official"] == 0.75
    assert score(GOLD, told(), "month")["official"] == pytest.approx((0.5 + 0.0) / 2)


_ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["taxol", "létrozole"]),
        st.sampled_from(RELATIONS),
        st.dates().map(lambda day: f"{day.year % 4 + 2010}-{day.month:02}-{min(day.day, 28):02}"),
    ).map(list),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(_ENTRIES, _ENTRIES)
def test_a_score_is_a_share_and_the_same_is_right(gold, predicted):
    for relaxed_to in (None, "day", "month", "year"):
        assert all(0 <= value <= 1 for value in score({"p": gold}, {"p": predicted}, relaxed_to).values())
        assert score({"p": gold}, {"p": gold}, relaxed_to)["official"] == (1.0 if gold else 0.5)


def test_to_relax_never_costs_a_right_entry():
    entries = [["taxol", "contains-1", f"2013-{month:02}-{day:02}"] for month in range(1, 8) for day in (1, 15)]
    for entry in entries:
        scores = [score(GOLD, told(entry), to)["micro"] for to in (None, "day", "month", "year")]
        assert all(one <= other or other > 0 for one, other in pairwise(scores))


# -- the task's own scorer -------------------------------------------------------------------------
_SCORER = os.environ.get("CHEMOTIMELINES_SCORER", "")
_NAMES = {
    "micro": "Micro f1",
    "macro_all": "[Type A] Macro f1",
    "macro_some": "[Type B] Macro f1",
    "official": "Official Score:  ",
}


def _official(folder, gold, predicted, relaxed_to):
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (folder / "predicted.json").write_text(json.dumps(predicted), encoding="utf-8")
    (folder / "ids.txt").write_text("".join(f"{name}\n" for name in gold), encoding="utf-8")
    command = shlex.split(_SCORER)
    if command[0].endswith(".py"):
        command.insert(0, sys.executable)
    command += ["--gold_path", "gold.json", "--pred_path", "predicted.json", "--all_id_path", "ids.txt"]
    command += ["--relaxed_to", relaxed_to] if relaxed_to else ["--strict"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=True)
    lines = run.stdout.splitlines()
    figures = {key: [line for line in lines if line.startswith(name)] for key, name in _NAMES.items()}
    return {key: float(re.findall(r"[\d.]+$", found[0])[0]) for key, found in figures.items() if found}


def _damaged(timelines, chance):
    """Return timelines with entries left out, of another relation or another day, and with one more."""
    made = {patient: [] for patient in timelines}
    for patient, entries in timelines.items():
        for drug, relation, told_date in entries:
            kind = chance.choice(["as it is", "as it is", "gone", "relation", "date"])
            entry = [
                drug,
                chance.choice(RELATIONS) if kind == "relation" else relation,
                f"{told_date[:8]}{chance.randint(1, 28):02}" if kind == "date" else told_date,
            ]
            if kind != "gone" and entry not in made[patient]:
                made[patient].append(entry)
        made[patient] += [["taxol", "begins-on", "2015-02-03"]] if chance.random() < 0.1 else []
    return made


@pytest.mark.skipif(not _SCORER, reason="CHEMOTIMELINES_SCORER does not tell how to run the task's eval_timeline.py")
@pytest.mark.parametrize("relaxed_to", [None, "day"])
def test_the_tasks_own_scorer_reads_the_export_and_gives_the_same_figures(finished_home, tmp_path, relaxed_to):
    """Strict and to the day only: it completes a month or a year by the day on which it runs."""
    home, _ = finished_home
    (path,) = export(home, "chemotimelines", tmp_path)
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert set(_official(tmp_path, gold, gold, relaxed_to).values()) == {1.0}
    chance = random.Random(7)
    for _ in range(5):
        predicted = _damaged(gold, chance)
        mine = score(gold, predicted, relaxed_to)
        assert _official(tmp_path, gold, predicted, relaxed_to) == pytest.approx(
            {k: mine[k] for k in _NAMES if k != "official"}
        )
