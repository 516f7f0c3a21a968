"""Say which numbers of int_delay_cell must stay hidden; a patient is in one cell of each transition."""


def model(dbt, session):
    from onco_pipeline.disclosure import hide

    dbt.config(materialized="table")
    # Numbers of one transition are never summed with those of another.
    return hide(
        dbt.ref("int_delay_cell").to_arrow_table(),
        ["transition", "period", "hospital", "cancer_group", "over_threshold", "source"],
        "n_patients",
        threshold=int(dbt.config.meta_get("small_cell_threshold")),
        parents={"transition": lambda _: None},
    )
