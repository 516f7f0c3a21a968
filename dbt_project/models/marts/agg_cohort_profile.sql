with cells as (

    select * from {{ ref('int_cohort_safe') }} where subject = 'patients' and reason = 'included'

),

whole as (

    select n_patients, is_hidden
    from cells
    where {% for one in characteristics() %}{{ one }} = 'all'{{ ' and ' if not loop.last }}{% endfor %}

),

parts as (

    {% for one in characteristics() -%}
    select '{{ one }}' as characteristic, {{ one }} as value, n_patients, is_hidden
    from cells
    where {{ one }} <> 'all'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    parts.characteristic,
    parts.value,
    {{ shown('parts.n_patients', 'parts.is_hidden') }} as n_patients,
    {{ shown('parts.n_patients / whole.n_patients', 'parts.is_hidden or whole.is_hidden') }} as patient_share,
    parts.is_hidden as is_suppressed
from parts
cross join whole
order by all
