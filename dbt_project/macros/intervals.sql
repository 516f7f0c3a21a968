{#- The middle day of an inclusive interval, rounded down, as DateInterval.midpoint has it. -#}
{% macro midpoint(date_start, date_end) -%}
    {{ date_start }} + cast(({{ date_end }} - {{ date_start }}) // 2 as integer)
{%- endmacro %}


{#- Before, during or after the first lockdown; an interval that crosses a border is uncertain. -#}
{% macro lockdown_period(date_start, date_end) -%}
    case
        when {{ date_end }} < date '{{ var("first_lockdown_start") }}' then 'before_lockdown'
        when {{ date_start }} > date '{{ var("first_lockdown_end") }}' then 'after_lockdown'
        when {{ date_start }} >= date '{{ var("first_lockdown_start") }}'
            and {{ date_end }} <= date '{{ var("first_lockdown_end") }}' then 'first_lockdown'
        else 'uncertain'
    end
{%- endmacro %}
