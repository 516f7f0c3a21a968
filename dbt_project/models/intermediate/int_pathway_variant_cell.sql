-- Patients by the first steps of their pathways. Steps that repeat the family of the one before count once;
-- a pathway that is over before the last step goes on to 'end'.
with steps as (

    select
        pathway.person_id,
        pathway.family,
        pathway.is_text_only,
        row_number() over (partition by pathway.person_id order by pathway.step_number) as step
    from {{ ref('fct_care_pathway') }} as pathway
    inner join {{ ref('fct_cohort_inclusion') }} as cohort
        on pathway.person_id = cohort.person_id and cohort.is_included
    where pathway.previous_family is null or pathway.previous_family <> pathway.family

),

variants as (

    select
        person_id,
        string_agg(family, ' > ' order by step)
        || case when count(*) < {{ var('variant_steps') }} then ' > end' else '' end as variant,
        bool_or(is_text_only) as is_text_only
    from steps
    where step <= {{ var('variant_steps') }}
    group by all

)

select
    variant,
    count(*) as n_patients,
    count(*) filter (where is_text_only) as n_patients_text_only
from variants
group by all
