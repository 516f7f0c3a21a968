{#- Schemas are called staging and marts, without dbt's usual prefix: a warehouse holds one hospital. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
