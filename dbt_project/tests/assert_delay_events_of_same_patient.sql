select delays.person_id, delays.transition
from {{ ref('fct_pathway_delay') }} as delays
left join {{ ref('fct_care_event') }} as start_events
    on delays.start_care_event_id = start_events.care_event_id and delays.person_id = start_events.person_id
left join {{ ref('fct_care_event') }} as end_events
    on delays.end_care_event_id = end_events.care_event_id and delays.person_id = end_events.person_id
where start_events.care_event_id is null or end_events.care_event_id is null
