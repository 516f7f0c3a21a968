-- The text and the title of a note stay behind: nothing after this model can reach them.
with source as (

    select * from {{ source('omop', 'note') }}

),

renamed as (

    select
        note_id,
        person_id,
        visit_occurrence_id,
        cast(note_datetime as date) as note_date,
        note_class_source_value
    from source

)

select * from renamed
