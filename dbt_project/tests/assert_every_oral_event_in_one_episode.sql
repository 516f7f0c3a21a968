-- Each performed event of an oral drug belongs to one episode of its patient.
with episodes as (

    select person_id, drug, sum(n_care_events) as n_events
    from {{ ref('fct_oral_therapy_episode') }}
    group by all

),

events as (

    select person_id, site as drug, count(*) as n_events
    from {{ ref('fct_care_event') }}
    where is_performed and family = 'oral_therapy' and site is not null
    group by all

)

select coalesce(events.person_id, episodes.person_id) as person_id
from events
full outer join episodes on events.person_id = episodes.person_id and events.drug = episodes.drug
where events.n_events is distinct from episodes.n_events
