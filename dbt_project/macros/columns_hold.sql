{#- What the columns of one relation promise, asked together: dbt spends more on a test than DuckDB on its answer.
    unique, filled: lists of columns; values: for a column, those that it may have; refers: for a column, the relation
    and the field that it must stand in. A row for each broken promise: the column with the value that breaks it. -#}
{% test columns_hold(model, unique=[], filled=[], values={}, refers={}) -%}
    {%- set asked = [] -%}
    {%- for column in unique -%}
        {%- do asked.append(
            "select 'unique' as promise, '" ~ column ~ "' as in_column, cast(" ~ column ~ " as varchar) as broken_by"
            ~ " from " ~ model ~ " where " ~ column ~ " is not null group by all having count(*) > 1"
        ) -%}
    {%- endfor -%}
    {%- for column in filled -%}
        {%- do asked.append(
            "select 'filled' as promise, '" ~ column ~ "' as in_column, null as broken_by"
            ~ " from " ~ model ~ " where " ~ column ~ " is null"
        ) -%}
    {%- endfor -%}
    {%- for column, known in values.items() -%}
        {%- do asked.append(
            "select distinct 'values' as promise, '" ~ column ~ "' as in_column, cast(" ~ column ~ " as varchar) as"
            ~ " broken_by from " ~ model ~ " where " ~ column ~ " not in " ~ text_list(known)
        ) -%}
    {%- endfor -%}
    {%- for column, there in refers.items() -%}
        {%- do asked.append(
            "select 'refers' as promise, '" ~ column ~ "' as in_column, cast(" ~ column ~ " as varchar) as broken_by"
            ~ " from " ~ model ~ " as rows_here where " ~ column ~ " is not null and not exists (from " ~ there.to
            ~ " as there where there." ~ there.field ~ " = rows_here." ~ column ~ ")"
        ) -%}
    {%- endfor -%}
    {{ asked | join("\nunion all\n") }}
{%- endtest %}
