with care_events as (

    select * from {{ ref('stg_care_event') }}

),

patients as (

    select * from {{ ref('dim_patient') }}

)

select
    care_events.care_event_id,
    care_events.person_id,
    care_events.family,
    care_events.subtype,
    care_events.site,
    care_events.status,
    care_events.reconciliation,
    -- Excluding what did not happen, rather than listing what did, lets evidence grades be refined.
    care_events.status = 'done'
    and care_events.reconciliation not in ('not_performed', 'planned', 'impossible') as is_performed,
    care_events.date_start,
    care_events.date_end,
    care_events.date_midpoint,
    care_events.uncertainty_days,
    care_events.precision,
    care_events.confidence,
    care_events.n_notes,
    care_events.n_structured,
    care_events.n_structured = 0 as is_text_only,
    coalesce(care_events.date_start > patients.death_date, false) as is_after_death,
    {{ lockdown_period('care_events.date_start', 'care_events.date_end') }} as period
from care_events
left join patients on care_events.person_id = patients.person_id
order by care_events.person_id, care_events.date_midpoint, care_events.care_event_id
