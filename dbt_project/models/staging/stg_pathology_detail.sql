-- The normalised details only: their values come from lists and patterns, never from free words.
with source as (

    select * from {{ source('onco', 'validated_care_event') }}
    where family = 'pathology'

),

renamed as (

    select
        care_event_id,
        person_id,
        attributes ->> 'kind' as kind,
        attributes ->> 'histology' as histology,
        attributes ->> 'adicap' as adicap,
        attributes ->> 'verdict' as verdict,
        attributes ->> 'laterality' as laterality,
        attributes ->> 'ptnm' as ptnm,
        attributes ->> 'nodes' as nodes,
        attributes ->> 'margins' as margins,
        try_cast(attributes ->> 'grade' as bigint) as grade,
        attributes ->> 'gleason' as gleason,
        try_cast(attributes ->> 'isup' as bigint) as isup,
        try_cast(attributes ->> 'breslow_mm' as double) as breslow_mm,
        attributes ->> 'er' as er,
        attributes ->> 'pr' as pr,
        attributes ->> 'hr' as hr,
        attributes ->> 'her2' as her2,
        attributes ->> 'her2_fish' as her2_fish,
        try_cast(attributes ->> 'ki67' as bigint) as ki67,
        attributes ->> 'pd_l1' as pd_l1,
        attributes ->> 'msi' as msi,
        attributes -> 'genes' as genes
    from source

)

select * from renamed
