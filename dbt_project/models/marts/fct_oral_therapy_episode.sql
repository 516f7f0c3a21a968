-- An episode runs from a start of a drug to the stop that follows it. A stop or a change of dose with no
-- start before it tells that the drug was being taken: its episode has no known beginning.
with performed as (

    select * from {{ ref('fct_care_event') }}
    where is_performed and family = 'oral_therapy' and site is not null

),

details as (

    select * from {{ ref('stg_oral_therapy_detail') }}

),

patients as (

    select * from {{ ref('dim_patient') }}

),

ordered as (

    select
        performed.*,
        details.atc,
        details.told_line,
        lag(performed.subtype) over steps as previous_subtype
    from performed
    left join details on performed.care_event_id = details.care_event_id
    window steps as (
        partition by performed.person_id, performed.site
        order by
            performed.date_midpoint,
            case performed.subtype when 'stop' then 1 when 'start' then 2 else 3 end,
            performed.care_event_id
    )

),

numbered as (

    select
        *,
        count(*) filter (
            where previous_subtype is null or previous_subtype = 'stop' or subtype = 'start'
        ) over (
            partition by person_id, site
            order by
                date_midpoint,
                case subtype when 'stop' then 1 when 'start' then 2 else 3 end,
                care_event_id
            rows between unbounded preceding and current row
        ) as episode
    from ordered

),

episodes as (

    select
        person_id,
        site as drug,
        episode,
        min(atc) as atc,
        min(told_line) as told_line,
        min(care_event_id) filter (where subtype = 'start') as start_care_event_id,
        max(care_event_id) filter (where subtype = 'stop') as stop_care_event_id,
        min(date_start) filter (where subtype = 'start') as start_date_min,
        min(date_midpoint) filter (where subtype = 'start') as start_date_midpoint,
        min(date_end) filter (where subtype = 'start') as start_date_max,
        max(date_start) filter (where subtype = 'stop') as stop_date_min,
        max(date_midpoint) filter (where subtype = 'stop') as stop_date_midpoint,
        max(date_end) filter (where subtype = 'stop') as stop_date_max,
        min(date_midpoint) as first_known_date,
        max(date_midpoint) as last_known_date,
        count(*) filter (where subtype = 'dose_change') as n_dose_changes,
        count(*) as n_care_events,
        count(*) filter (where is_text_only) as n_care_events_text_only
    from numbered
    group by all

)

select
    episodes.person_id,
    episodes.drug,
    row_number() over (
        partition by episodes.person_id, episodes.drug
        order by episodes.first_known_date, episodes.episode
    ) as episode_number,
    row_number() over (
        partition by episodes.person_id
        order by episodes.first_known_date, episodes.drug, episodes.episode
    ) as episode_of_patient,
    episodes.atc,
    episodes.told_line,
    episodes.start_care_event_id,
    episodes.stop_care_event_id,
    episodes.start_date_midpoint,
    episodes.stop_date_midpoint,
    episodes.first_known_date,
    episodes.start_care_event_id is null as is_start_unknown,
    episodes.stop_care_event_id is null as is_stop_unknown,
    -- Empty, not 0, where one end is unknown: greatest() would pass over the empty value.
    {%- for column, days in [
        ('duration_days', 'episodes.stop_date_midpoint - episodes.start_date_midpoint'),
        ('duration_days_min', 'episodes.stop_date_min - episodes.start_date_max'),
        ('duration_days_max', 'episodes.stop_date_max - episodes.start_date_min'),
    ] %}
    case when {{ days }} is not null then greatest({{ days }}, 0) end as {{ column }},
    {%- endfor %}
    -- While no stop is known, the drug was taken at least until the last thing told of it.
    greatest(episodes.last_known_date - episodes.first_known_date, 0) as known_days,
    episodes.n_dose_changes,
    episodes.n_care_events,
    episodes.n_care_events_text_only,
    episodes.n_care_events = episodes.n_care_events_text_only as is_text_only,
    {{ lockdown_period('episodes.first_known_date', 'episodes.first_known_date') }} as period,
    patients.main_hospital,
    patients.cancer_group
from episodes
left join patients on episodes.person_id = patients.person_id
order by episodes.person_id, episode_of_patient
