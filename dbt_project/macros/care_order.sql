{#- The order in which events of one day follow each other in care: seen, sampled, read, treated. -#}
{% macro care_order(family) -%}
    case {{ family }}
        when 'imaging' then 1
        when 'biopsy' then 2
        when 'pathology' then 3
        when 'metastasis' then 4
        when 'oral_therapy' then 5
        else 6
    end
{%- endmacro %}
