with source as (

    select * from {{ source('omop', 'visit_occurrence') }}

),

renamed as (

    select
        visit_occurrence_id,
        person_id,
        cast(visit_start_datetime as date) as visit_start_date,
        cast(visit_end_datetime as date) as visit_end_date,
        visit_source_value,
        care_site_short_name
    from source

)

select * from renamed
