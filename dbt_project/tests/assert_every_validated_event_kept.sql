-- Nothing is lost and nothing is doubled between the validated events and the fact table.
select coalesce(validated.care_event_id, facts.care_event_id) as care_event_id
from {{ source('onco', 'validated_care_event') }} as validated
full outer join {{ ref('fct_care_event') }} as facts
    on validated.care_event_id = facts.care_event_id
group by all
having count(validated.care_event_id) <> 1 or count(facts.care_event_id) <> 1
