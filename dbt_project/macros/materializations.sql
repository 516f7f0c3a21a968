{#- Tables and views made where they stand. dbt's own way, for any database, makes each beside the old one, asks for its
    columns, renames both, and drops the old: nine statements with a context of macros each, which took longer than
    DuckDB took for the rows. Here it is one, within a transaction: what was there stands until the new is whole. -#}
{% materialization table, adapter="duckdb", supported_languages=["sql", "python"] -%}
    {%- set target = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if model.language == "python" -%}
        {#- A Python model writes through a connection of its own, outside of this transaction. -#}
        {%- set beside = make_intermediate_relation(target) -%}
        {{ drop_relation_if_exists(load_cached_relation(beside)) }}
        {%- call statement("main", language="python") -%}
            {{ py_write_table(temporary=False, relation=beside, compiled_code=compiled_code) }}
        {%- endcall -%}
        {%- call statement("in_place") -%}
            {{ without_the_old(target) }}
            alter table {{ beside }} rename to {{ adapter.quote_as_configured(target.identifier, "identifier") }};
            {{ described(target) }}
        {%- endcall -%}
    {%- else -%}
        {%- call statement("main") -%}
            {{ without_the_old(target) }}
            {{ create_table_as(False, target, compiled_code, "sql") }};
            {{ described(target) }}
        {%- endcall -%}
    {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{%- endmaterialization %}


{% materialization view, adapter="duckdb" -%}
    {%- set target = this.incorporate(type="view") -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement("main") -%}
        {{ without_the_old(target) }}
        {{ get_create_view_as_sql(target, sql) }};
        {{ described(target) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{%- endmaterialization %}


{#- The statement that drops what stands under a name, table or view. -#}
{% macro without_the_old(target) -%}
    {%- set old = load_cached_relation(target) -%}
    {%- if old is not none %}
        {%- do adapter.cache_dropped(old) %}
        drop {{ old.type }} if exists {{ old }};
    {%- endif -%}
{%- endmacro %}


{#- The statements that write the descriptions of a relation and of its columns into the database. -#}
{% macro described(target) -%}
    {%- if config.persist_relation_docs() and model.description %}
        comment on {{ target.type }} {{ target }} is {{ duckdb_escape_comment(model.description) }};
    {%- endif %}
    {%- for name, column in model.columns.items() if config.persist_column_docs() and column.description %}
        comment on column {{ target }}.{{ name }} is {{ duckdb_escape_comment(column.description) }};
    {%- endfor %}
{%- endmacro %}
