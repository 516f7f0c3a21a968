-- The bounds are in order, and the outcome is what the row shows of it.
select person_id
from {{ ref('fct_metastasis_free_interval') }}
where not (0 <= interval_days_min and interval_days_min <= interval_days and interval_days <= interval_days_max)
    or (outcome = 'metastasis') <> (onset_care_event_id is not null)
    or (is_synchronous and outcome <> 'metastasis')
