"""Say which numbers of int_activity_cell must stay hidden: those of few patients, and what would give them away."""


def _season(calendar):
    year, month = calendar.split("-")
    name = next(
        name for last, name in ((2, "Jan-Feb"), (5, "Mar-May"), (9, "Jun-Sep"), (12, "Oct-Dec")) if int(month) <= last
    )
    return f"{year} {name}"


def _above(calendar):
    """Return what a value of the calendar is summed into: a month into its season, that into its year."""
    if calendar == "all":
        return None
    if calendar[:4].isdigit() and calendar[4:5] == "-":
        return _season(calendar)
    words = calendar.split(" ")
    if len(words) == 3:  # "2020 Mar-May unknown"
        return " ".join(words[:2])
    return words[0] if len(words) == 2 else "all"


def model(dbt, session):
    from onco_pipeline.disclosure import hide

    dbt.config(materialized="table")
    return hide(
        dbt.ref("int_activity_cell").to_arrow_table(),
        ["calendar", "family", "hospital", "source"],
        "n_events",
        patients="n_patients",
        threshold=int(dbt.config.meta_get("small_cell_threshold")),
        parents={"calendar": _above},
    )
