with cells as (

    select * from {{ ref('int_activity_safe') }}

),

text_only as (

    select * from cells where source = 'text_only'

)

select
    cells.calendar_level,
    cells.calendar,
    try_cast(left(cells.calendar, 4) as bigint) as calendar_year,
    cells.family,
    cells.hospital,
    cells.source,
    {{ shown('cells.n_events', 'cells.is_hidden') }} as n_events,
    cells.is_hidden as is_suppressed,
    case
        when cells.source <> 'all' or cells.is_hidden or text_only.is_hidden then null
        else coalesce(text_only.n_events, 0) / cells.n_events
    end as text_only_share
from cells
left join text_only
    on cells.calendar_level = text_only.calendar_level
    and cells.calendar = text_only.calendar
    and cells.family = text_only.family
    and cells.hospital = text_only.hospital
order by all
