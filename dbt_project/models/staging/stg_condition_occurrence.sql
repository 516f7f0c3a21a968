with source as (

    select * from {{ source('omop', 'condition_occurrence') }}

),

coded as (

    select
        *,
        upper(replace(trim(condition_source_value), '.', '')) as icd10_code
    from source

),

renamed as (

    select
        condition_occurrence_id,
        person_id,
        visit_occurrence_id,
        cast(condition_start_datetime as date) as condition_start_date,
        icd10_code,
        left(icd10_code, 3) as icd10_category,
        condition_status_source_value
    from coded

)

select * from renamed
