"""Put the variants of few patients together as 'other', and say which numbers must stay hidden."""


def model(dbt, session):
    import pyarrow as pa

    from onco_pipeline.disclosure import ALL, hide, lump

    dbt.config(materialized="table")
    threshold = int(dbt.config.meta_get("small_cell_threshold"))
    rows = dbt.ref("int_pathway_variant_cell").to_arrow_table().sort_by("variant").to_pylist()
    rare = lump([row["n_patients"] for row in rows], threshold=threshold)
    cells = {}
    for row, is_rare in zip(rows, rare, strict=True):
        text = row["n_patients_text_only"]
        numbers = {ALL: row["n_patients"], "text_only": text, "structured": row["n_patients"] - text}
        for source, number in numbers.items():
            for variant in ("other" if is_rare else row["variant"], ALL):
                if number:
                    cells[variant, source] = cells.get((variant, source), 0) + number
    table = pa.table(
        {
            "variant": pa.array([variant for variant, _ in cells], pa.string()),
            "source": pa.array([source for _, source in cells], pa.string()),
            "n_patients": pa.array(list(cells.values()), pa.int64()),
        }
    )
    return hide(table, ["variant", "source"], "n_patients", threshold=threshold)
