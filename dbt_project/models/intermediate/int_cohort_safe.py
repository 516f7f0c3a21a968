"""Say which numbers of int_cohort_cell must stay hidden."""


def model(dbt, session):
    from onco_pipeline.disclosure import hide

    dbt.config(materialized="table")
    return hide(
        dbt.ref("int_cohort_cell").to_arrow_table(),
        ["subject", "reason", "sex", "age_group", "cancer_group", "hospital"],
        "n_cell",
        patients="n_patients",
        threshold=int(dbt.config.meta_get("small_cell_threshold")),
        parents={"subject": lambda _: None},
    )
