with source as (

    select * from {{ source('omop', 'death') }}

),

renamed as (

    select
        person_id,
        cast(death_datetime as date) as death_date
    from source

)

select * from renamed
