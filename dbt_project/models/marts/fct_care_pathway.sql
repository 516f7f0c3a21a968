-- A vague date is placed at its middle day; events of one day follow the order of care.
with performed as (

    select * from {{ ref('fct_care_event') }}
    where is_performed

),

steps as (

    select
        *,
        row_number() over pathway as step_number,
        count(*) over (partition by person_id) as n_steps,
        lag(care_event_id) over pathway as previous_care_event_id,
        lag(family) over pathway as previous_family,
        lag(date_start) over pathway as previous_date_start,
        lag(date_midpoint) over pathway as previous_date_midpoint,
        lag(date_end) over pathway as previous_date_end,
        first_value(date_midpoint) over pathway as first_date_midpoint
    from performed
    window pathway as (
        partition by person_id
        order by date_midpoint, {{ care_order('family') }}, care_event_id
    )

)

select
    person_id,
    step_number,
    n_steps,
    care_event_id,
    family,
    subtype,
    site,
    reconciliation,
    date_start,
    date_end,
    date_midpoint,
    precision,
    is_text_only,
    previous_care_event_id,
    previous_family,
    date_midpoint - previous_date_midpoint as gap_days,
    greatest(date_start - previous_date_end, 0) as gap_days_min,
    date_end - previous_date_start as gap_days_max,
    date_start >= previous_date_end as is_order_certain,
    date_midpoint - first_date_midpoint as days_since_first,
    period
from steps
order by person_id, step_number
