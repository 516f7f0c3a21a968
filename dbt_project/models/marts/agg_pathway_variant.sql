with cells as (

    select * from {{ ref('int_pathway_variant_safe') }}

),

whole as (

    select * from cells where source = 'all'

),

text_only as (

    select * from cells where source = 'text_only'

)

select
    whole.variant,
    {{ shown('whole.n_patients', 'whole.is_hidden') }} as n_patients,
    whole.is_hidden as is_suppressed,
    case
        when not whole.is_hidden and not coalesce(text_only.is_hidden, false)
            then coalesce(text_only.n_patients, 0) / whole.n_patients
    end as text_only_share
from whole
left join text_only on whole.variant = text_only.variant
order by all
