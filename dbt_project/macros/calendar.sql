{#- The four parts of a year that the studies of 2020 compare: before, first wave, summer, autumn. -#}
{% macro season(day) -%}
    case
        when month({{ day }}) <= 2 then 'Jan-Feb'
        when month({{ day }}) <= 5 then 'Mar-May'
        when month({{ day }}) <= 9 then 'Jun-Sep'
        else 'Oct-Dec'
    end
{%- endmacro %}
