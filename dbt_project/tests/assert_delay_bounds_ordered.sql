select person_id, transition
from {{ ref('fct_pathway_delay') }}
where not (0 <= delay_days_min and delay_days_min <= delay_days and delay_days <= delay_days_max)
    or start_care_event_id = end_care_event_id
