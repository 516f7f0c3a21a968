with source as (

    select * from {{ source('omop', 'person') }}

),

renamed as (

    select
        person_id,
        case
            when lower(trim(gender_source_value)) in ('m', 'h', 'male', 'masculin', 'homme') then 'm'
            when lower(trim(gender_source_value)) in ('f', 'female', 'féminin', 'feminin', 'femme') then 'f'
        end as sex,
        cast(birth_datetime as date) as birth_date,
        cast(death_datetime as date) as death_date
    from source

)

select * from renamed
