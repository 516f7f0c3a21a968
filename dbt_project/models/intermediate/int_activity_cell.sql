-- Every number that agg_monthly_activity may show, before small ones are hidden. The calendar is a tree:
-- all, years, seasons (those of the published studies of 2020), months. An event dated no better than its
-- season or year stands there under 'unknown', so that the parts add up.
with events as (

    select
        care_events.person_id,
        care_events.family,
        coalesce(patients.main_hospital, 'unknown') as hospital,
        case when care_events.is_text_only then 'text_only' else 'structured' end as source,
        year(care_events.date_start) as start_year,
        year(care_events.date_end) as end_year,
        strftime(care_events.date_start, '%Y-%m') as start_month,
        strftime(care_events.date_end, '%Y-%m') as end_month,
        {{ season('care_events.date_start') }} as start_season,
        {{ season('care_events.date_end') }} as end_season
    from {{ ref('fct_care_event') }} as care_events
    inner join {{ ref('fct_cohort_inclusion') }} as cohort
        on care_events.person_id = cohort.person_id and cohort.is_included
    left join {{ ref('dim_patient') }} as patients on care_events.person_id = patients.person_id
    where care_events.is_performed

),

dated as (

    select
        *,
        case when start_year = end_year then cast(start_year as varchar) else 'unknown' end as in_year,
        case
            when start_year <> end_year then null
            when start_season = end_season then start_year || ' ' || start_season
            else start_year || ' unknown'
        end as in_season,
        case
            when start_year <> end_year or start_season <> end_season then null
            when start_month = end_month then start_month
            else start_year || ' ' || start_season || ' unknown'
        end as in_month
    from events

),

levels as (

    {% for level, column in [
        ('all', "'all'"), ('year', 'in_year'), ('season', 'in_season'), ('month', 'in_month'),
    ] -%}
    select
        '{{ level }}' as calendar_level,
        {{ column }} as calendar,
        person_id,
        family,
        hospital,
        source
    from dated
    where {{ column }} is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

-- A row a patient in each cell: to tell the patients of each cell apart takes twice as long. A patient is of one
-- hospital, so that those of all hospitals are the sum of each.
told as (

    select
        calendar_level,
        calendar,
        {{ margin('family') }} as family,
        hospital,
        {{ margin('source') }} as source,
        count(*) as n
    from levels
    group by calendar_level, calendar, hospital, person_id, cube (family, source)

)

select
    calendar_level,
    calendar,
    family,
    {{ margin('hospital') }} as hospital,
    source,
    cast(sum(n) as bigint) as n_events,
    count(*) as n_patients
from told
group by calendar_level, calendar, family, source, cube (hospital)
