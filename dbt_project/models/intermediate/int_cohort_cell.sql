-- Patients and notes at each point of the flow chart of inclusion, and the care events of the included.
-- Of the events no total is given: the performed ones stand in agg_monthly_activity too, and a hidden
-- number must not follow from the two tables together.
with patients as (

    select
        coalesce(exclusion_reason, 'included') as reason,
        n_notes
    from {{ ref('fct_cohort_inclusion') }}

),

events as (

    select
        care_events.person_id,
        case
            when care_events.is_performed then 'performed'
            when care_events.reconciliation in ('not_performed', 'impossible') then care_events.reconciliation
            else 'planned'
        end as reason
    from {{ ref('fct_care_event') }} as care_events
    inner join {{ ref('fct_cohort_inclusion') }} as cohort
        on care_events.person_id = cohort.person_id and cohort.is_included

)

select
    'patients' as subject,
    {{ margin('reason') }} as reason,
    count(*) as n_patients,
    count(*) as n_cell,
    cast(sum(n_notes) as bigint) as n_notes,
    cast(null as bigint) as n_care_events
from patients
group by cube (reason)
having count(*) > 0
union all
select
    'events' as subject,
    reason,
    count(distinct person_id) as n_patients,
    count(*) as n_cell,
    null as n_notes,
    count(*) as n_care_events
from events
group by reason
