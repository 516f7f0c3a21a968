-- An event after death is impossible; reconciliation must have said so.
select care_event_id
from {{ ref('fct_care_event') }}
where is_performed and is_after_death
