select person_id, drug
from {{ ref('fct_oral_therapy_episode') }}
where not coalesce(
        0 <= duration_days_min and duration_days_min <= duration_days and duration_days <= duration_days_max, true
    )
    or is_start_unknown <> (start_care_event_id is null)
    or is_stop_unknown <> (stop_care_event_id is null)
