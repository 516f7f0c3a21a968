-- The normalised details only: dose and wording are words of a note and stay behind.
with source as (

    select * from {{ source('onco', 'validated_care_event') }}
    where family = 'oral_therapy'

),

renamed as (

    select
        care_event_id,
        person_id,
        attributes ->> 'atc' as atc,
        try_cast(attributes ->> 'line' as bigint) as told_line
    from source

)

select * from renamed
