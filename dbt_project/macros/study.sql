{#- A list of texts for SQL, whatever they hold. -#}
{% macro text_list(values) -%}
    ({% for value in values %}'{{ value | string | replace("'", "''") }}'{{ ", " if not loop.last }}{% endfor %})
{%- endmacro %}


{#- A dimension of a table with margins: 'all' in the margin, 'unknown' where the value is missing. -#}
{% macro margin(column) -%}
    case when grouping({{ column }}) = 1 then 'all' else {{ column }} end
{%- endmacro %}


{#- What a published table shows of a number: nothing where it is hidden. -#}
{% macro shown(expression, hidden) -%}
    case when {{ hidden }} then null else {{ expression }} end
{%- endmacro %}


{#- What agg_cohort_profile tells of the patients, one partition of the cohort each. -#}
{% macro characteristics() -%}
    {{ return(['sex', 'age_group', 'cancer_group', 'hospital']) }}
{%- endmacro %}
