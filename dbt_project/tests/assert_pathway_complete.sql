-- Every performed event is a step of its patient's pathway.
select events.care_event_id
from {{ ref('fct_care_event') }} as events
left join {{ ref('fct_care_pathway') }} as steps
    on events.care_event_id = steps.care_event_id
where events.is_performed and steps.care_event_id is null
