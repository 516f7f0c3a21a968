"""From a finished home to a linker in use: labels, training, the check that guards promotion, restoring."""

import dagster as dg
import pytest
from typer.testing import CliRunner

from onco_pipeline.cli import app
from onco_pipeline.definitions import JOB_NAME, LEARNING_JOB, build_defs
from onco_pipeline.distant.store import ModelStore
from onco_pipeline.errors import UserError
from onco_pipeline.extraction.pipeline import pipeline_version
from onco_pipeline.learning import train_linker, use_linker
from onco_pipeline.pipes.event_date.models import load_model
from resources.home import Home
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration

#: A seed whose draw puts some of the few patients on each side.
SEED = 2


@pytest.fixture
def quick(tmp_path):
    """Return the settings of a network that is trained in a second."""
    path = tmp_path / "quick.yaml"
    path.write_text("training: {epochs: 4, batch: 32}\nnetwork: {width: 8, hidden: 16, members: 1}\n")
    return path


def test_a_linker_is_trained_kept_and_used_only_when_it_is_better(home, quick):
    made = train_linker(home, settings=quick, seed=SEED)
    warehouse = Warehouse(home.warehouse)
    labels = warehouse.read("distant_labels")
    assert set(labels["split"]) == {"train", "tune", "held_out"}
    assert (labels.groupby("person_id")["split"].nunique() == 1).all()
    assert set(labels["label"]) == {"positive", "negative", "unlabelled"}
    store = ModelStore(home.models)
    better = made.contest["new"] > made.contest["rules"]
    assert made.promoted is better
    assert (store.current() is not None) is better
    assert home.linker == store.current(), "a promoted linker is used without being asked for; without one, the rules"

    # The same data, configuration and seed: the same model, which cannot beat itself.
    again = train_linker(home, settings=quick, seed=SEED)
    first, second = (load_model(store.path(name)) for name in (made.version, again.version))
    assert first.card["data_fingerprint"] == second.card["data_fingerprint"]
    assert (first.scorer.members[0].words.weight == second.scorer.members[0].words.weight).all()
    if better:
        assert again.contest["current"] == made.contest["new"]
        assert not again.promoted
        assert store.current().name == made.version

    # Any version can be taken into use, and then dates the notes of the next run.
    told = CliRunner().invoke(app, ["linker", "use", again.version, "--home", str(home.root)])
    assert told.exit_code == 0, told.output
    assert home.linker == store.path(again.version)
    mentions = [dg.AssetKey("note_event"), dg.AssetKey("note_extraction")]
    job = build_defs(home).resolve_job_def(JOB_NAME)
    outcome = job.get_subset(asset_selection=set(mentions)).execute_in_process(instance=dg.DagsterInstance.ephemeral())
    assert outcome.success
    versions = set(warehouse.read("note_extraction")["pipeline_version"])
    assert versions == {pipeline_version(store.path(again.version))}
    use_linker(home, "rules")
    assert home.linker is None
    listed = CliRunner().invoke(app, ["linker", "list", "--home", str(home.root)])
    assert made.version in listed.output and "promoted" in listed.output


def test_a_worse_linker_is_stopped_by_the_blocking_check(home, tmp_path):
    (tmp_path / "bad.yaml").write_text(
        "loss: {bag: false, pu: 0, negative: 0, rules: 0, robust: none}\n"
        "training: {epochs: 1, batch: 4096, rate: 0.000001}\nnetwork: {width: 1, hidden: 1, members: 1}\ndecision: {threshold: 0.0, overrule: true}\n"
    )
    made = train_linker(home, settings=tmp_path / "bad.yaml", seed=SEED)
    assert made.contest["new"] < made.contest["rules"]
    assert not made.promoted
    assert ModelStore(home.models).current() is None
    with pytest.raises(UserError, match="No linker was promoted yet"):
        use_linker(home, "learned")


def test_without_a_run_there_is_nothing_to_learn_from(tmp_path, clean_environment):
    with pytest.raises(UserError, match="onco run"):
        train_linker(Home(tmp_path / "none").prepare())


def test_learning_is_a_job_of_its_own_and_its_metadata_tells_what_the_labels_are_worth(home):
    defs = build_defs(home)
    nightly = {key.to_user_string() for key in defs.resolve_job_def(JOB_NAME).asset_layer.executable_asset_keys}
    learning = {key.to_user_string() for key in defs.resolve_job_def(LEARNING_JOB).asset_layer.executable_asset_keys}
    assert learning == {"distant_labels", "linker_model", "promoted_linker"}
    assert not learning & nightly
    job = defs.resolve_job_def(LEARNING_JOB).get_subset(asset_selection={dg.AssetKey("distant_labels")})
    outcome = job.execute_in_process(
        instance=dg.DagsterInstance.ephemeral(), run_config={"ops": {"distant_labels": {"config": {"most_notes": 60}}}}
    )
    (made,) = outcome.asset_materializations_for_node("distant_labels")
    table = made.metadata["labelling_functions"].value
    assert all(
        word in table for word in ("structured", "rules", "coverage", "overlap", "conflict", "precision", "recall")
    )
    assert made.metadata["dagster/row_count"].value > 100
