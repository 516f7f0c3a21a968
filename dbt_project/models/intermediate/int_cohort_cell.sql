-- Patients and notes at each point of the flow chart of inclusion, the included patients by what they are, and
-- their care events. All in one table: what is hidden of one must not follow from the other.
-- Of the events no total is given: the performed ones stand in agg_monthly_activity too, and a hidden
-- number must not follow from the two tables together.
with patients as (

    select
        coalesce(cohort.exclusion_reason, 'included') as reason,
        cohort.n_notes,
        coalesce(patients.sex, 'unknown') as sex,
        -- The day of birth is not told outside the warehouse: an age may be a year too high in the month of birth.
        date_diff('month', strptime(patients.birth_year_month, '%Y-%m'), cohort.index_date) // 12 as age,
        coalesce(patients.cancer_group, 'unknown') as cancer_group,
        coalesce(patients.main_hospital, 'unknown') as hospital
    from {{ ref('fct_cohort_inclusion') }} as cohort
    inner join {{ ref('dim_patient') }} as patients on cohort.person_id = patients.person_id

),

included as (

    select
        *,
        case
            when age is null or age < 0 then 'unknown'
            when age < 40 then 'under_40'
            when age < 80 then concat(age // 10 * 10, '-', age // 10 * 10 + 9)
            else '80_and_over'
        end as age_group
    from patients
    where reason = 'included'

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
    {% for one in characteristics() -%}
    'all' as {{ one }},
    {% endfor -%}
    count(*) as n_patients,
    count(*) as n_cell,
    cast(sum(n_notes) as bigint) as n_notes,
    cast(null as bigint) as n_care_events
from patients
group by cube (reason)
having count(*) > 0
union all
select
    'patients' as subject,
    'included' as reason,
    {% for one in characteristics() -%}
    {{ margin(one) }} as {{ one }},
    {% endfor -%}
    count(*) as n_patients,
    count(*) as n_cell,
    null as n_notes,
    null as n_care_events
from included
group by grouping sets ({% for one in characteristics() %}({{ one }}){{ ', ' if not loop.last }}{% endfor %})
union all
select
    'events' as subject,
    reason,
    {% for one in characteristics() -%}
    'all' as {{ one }},
    {% endfor -%}
    count(distinct person_id) as n_patients,
    count(*) as n_cell,
    null as n_notes,
    count(*) as n_care_events
from events
group by reason
