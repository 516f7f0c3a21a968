with cells as (

    select * from {{ ref('int_delay_safe') }}

),

whole as (

    select * from cells where over_threshold = 'all' and source = 'all'

),

late as (

    select * from cells where over_threshold = 'yes'

),

text_only as (

    select * from cells where source = 'text_only'

)

select
    whole.transition,
    whole.period,
    whole.hospital,
    whole.cancer_group,
    {{ shown('whole.n_patients', 'whole.is_hidden') }} as n_patients,
    whole.is_hidden as is_suppressed,
    {{ shown('whole.q1_days', 'whole.is_hidden') }} as q1_days,
    {{ shown('whole.median_days', 'whole.is_hidden') }} as median_days,
    {{ shown('whole.q3_days', 'whole.is_hidden') }} as q3_days,
    cast(whole.threshold_days as bigint) as threshold_days,
    case
        when not whole.is_hidden and not coalesce(late.is_hidden, false)
            then coalesce(late.n_patients, 0) / whole.n_patients
    end as over_threshold_share,
    case
        when not whole.is_hidden and not coalesce(text_only.is_hidden, false)
            then coalesce(text_only.n_patients, 0) / whole.n_patients
    end as text_only_share
from whole
{% for other in ('late', 'text_only') -%}
left join {{ other }}
    on whole.transition = {{ other }}.transition
    and whole.period = {{ other }}.period
    and whole.hospital = {{ other }}.hospital
    and whole.cancer_group = {{ other }}.cancer_group
{% endfor -%}
order by all
