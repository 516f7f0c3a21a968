select
    subject,
    reason,
    case
        when subject = 'events' then null
        when not is_hidden then n_patients
    end as n_patients,
    {{ shown('n_notes', 'is_hidden') }} as n_notes,
    {{ shown('n_care_events', 'is_hidden') }} as n_care_events,
    is_hidden as is_suppressed
from {{ ref('int_cohort_safe') }}
where {% for one in characteristics() %}{{ one }} = 'all'{{ ' and ' if not loop.last }}{% endfor %}
order by all
