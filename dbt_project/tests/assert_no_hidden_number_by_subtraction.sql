-- A published sum has no single hidden part, along each dimension of the two tables with margins and in the profile.
with activity as (

    select * from {{ ref('agg_monthly_activity') }}

),

delays as (

    select * from {{ ref('agg_delay') }}

)

{% for table, dimension, others in [
    ('activity', 'source', ['calendar', 'family', 'hospital']),
    ('activity', 'family', ['calendar', 'source', 'hospital']),
    ('activity', 'hospital', ['calendar', 'source', 'family']),
    ('delays', 'period', ['transition', 'hospital', 'cancer_group']),
    ('delays', 'hospital', ['transition', 'period', 'cancer_group']),
    ('delays', 'cancer_group', ['transition', 'period', 'hospital']),
] -%}
select '{{ table }} by {{ dimension }}' as given_away
from {{ table }}
group by {{ others | join(', ') }}
having bool_or({{ dimension }} = 'all' and not is_suppressed)
    and count(*) filter (where {{ dimension }} <> 'all' and is_suppressed) = 1
union all
{% endfor %}
select 'profile by ' || profile.characteristic as given_away
from {{ ref('agg_cohort_profile') }} as profile
cross join {{ ref('agg_cohort_inclusion') }} as flow
where flow.subject = 'patients' and flow.reason = 'included' and not flow.is_suppressed
group by profile.characteristic
having count(*) filter (where profile.is_suppressed) = 1
