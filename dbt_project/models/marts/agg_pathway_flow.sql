-- Summed from the published sequences alone, so that it tells nothing more than they do.
with variants as (

    select
        n_patients,
        case
            when variant = 'other' then list_transform(range({{ var('variant_steps') }}), lambda step: 'other')
            else string_split(variant, ' > ')
        end as families
    from {{ ref('agg_pathway_variant') }}
    where variant <> 'all' and not is_suppressed

),

moves as (

    select
        unnest(range(1, len(families) + 1)) as step,
        families,
        n_patients
    from variants

)

select
    step,
    case when step = 1 then 'start' else families[step - 1] end as from_family,
    families[step] as to_family,
    cast(sum(n_patients) as bigint) as n_patients
from moves
group by all
order by all
