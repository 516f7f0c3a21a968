-- Quotes and free attributes stay behind: they are words of a note.
with source as (

    select * from {{ source('onco', 'validated_care_event') }}

),

renamed as (

    select
        care_event_id,
        person_id,
        family,
        subtype,
        site,
        status,
        reconciliation,
        date_start,
        date_end,
        {{ midpoint('date_start', 'date_end') }} as date_midpoint,
        date_end - date_start as uncertainty_days,
        precision,
        confidence,
        n_notes,
        n_structured
    from source

)

select * from renamed
