-- A step never lies before the one it follows, and its gap is bounded.
select care_event_id
from {{ ref('fct_care_pathway') }}
where days_since_first < 0
    or (step_number = 1) <> (previous_care_event_id is null)
    or (step_number > 1 and gap_days is null)
    or not coalesce(0 <= gap_days_min and gap_days_min <= gap_days and gap_days <= gap_days_max, true)
