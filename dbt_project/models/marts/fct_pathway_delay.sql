-- Which events a delay joins is decided by the seed pathway_transition:
-- the first end event that a start event can precede within max_days, and of the start events in
-- that window the earliest or the latest. Dates too vague for a delay take no part. Of events that stand at one
-- day, the one told to the day counts: a vague one is often the same act, told again.
with performed as (

    select * from {{ ref('fct_care_event') }}
    where is_performed and uncertainty_days <= {{ var('delay_max_interval_days') }}

),

transitions as (

    select * from {{ ref('pathway_transition') }}

),

patients as (

    select * from {{ ref('dim_patient') }}

),

pairs as (

    select
        transitions.transition,
        start_events.person_id,
        start_events.care_event_id as start_care_event_id,
        end_events.care_event_id as end_care_event_id,
        start_events.date_midpoint as start_date_midpoint,
        end_events.date_midpoint as end_date_midpoint,
        transitions.start_choice = 'latest' as is_latest_start,
        start_events.uncertainty_days as start_uncertainty_days,
        end_events.uncertainty_days as end_uncertainty_days,
        -- That the start comes first is what the transition means, so no delay is negative.
        greatest(end_events.date_midpoint - start_events.date_midpoint, 0) as delay_days,
        greatest(end_events.date_start - start_events.date_end, 0) as delay_days_min,
        end_events.date_end - start_events.date_start as delay_days_max,
        start_events.date_end <= end_events.date_start as is_order_certain,
        start_events.is_text_only as is_start_text_only,
        end_events.is_text_only as is_end_text_only,
        start_events.period
    from transitions
    inner join performed as start_events
        on transitions.start_family = start_events.family
        and (transitions.start_subtype is null or transitions.start_subtype = start_events.subtype)
    inner join performed as end_events
        on transitions.end_family = end_events.family
        and (transitions.end_subtype is null or transitions.end_subtype = end_events.subtype)
        and start_events.person_id = end_events.person_id
        and start_events.date_start <= end_events.date_end
        and end_events.date_midpoint - start_events.date_midpoint <= transitions.max_days

),

chosen as (

    select * from pairs
    qualify row_number() over (
        partition by person_id, transition
        order by
            end_date_midpoint,
            end_uncertainty_days,
            end_care_event_id,
            case when is_latest_start then delay_days end,
            case when not is_latest_start then start_date_midpoint end,
            start_uncertainty_days,
            start_care_event_id
    ) = 1

)

select
    chosen.person_id,
    chosen.transition,
    chosen.start_care_event_id,
    chosen.end_care_event_id,
    chosen.start_date_midpoint,
    chosen.end_date_midpoint,
    chosen.delay_days,
    chosen.delay_days_min,
    chosen.delay_days_max,
    chosen.is_order_certain,
    chosen.is_start_text_only,
    chosen.is_end_text_only,
    chosen.is_start_text_only or chosen.is_end_text_only as is_text_only,
    chosen.period,
    patients.main_hospital,
    patients.cancer_group
from chosen
left join patients on chosen.person_id = patients.person_id
order by chosen.person_id, chosen.transition
