with persons as (

    select * from {{ ref('stg_person') }}

),

deaths as (

    select * from {{ ref('stg_death') }}

),

visits as (

    select * from {{ ref('stg_visit_occurrence') }}

),

notes as (

    select * from {{ ref('stg_note') }}

),

care_events as (

    select * from {{ ref('stg_care_event') }}

),

-- A source may have notes and no person table: a patient is whoever anything is known of.
patients as (

    select person_id from persons
    union
    select person_id from notes
    union
    select person_id from care_events

),

cancer_codes as (

    select
        conditions.person_id,
        groups.cancer_group,
        groups.is_organ_specific,
        count(distinct coalesce(conditions.visit_occurrence_id, conditions.condition_occurrence_id)) as n_stays,
        min(conditions.condition_start_date) as first_cancer_code_date
    from {{ ref('stg_condition_occurrence') }} as conditions
    inner join {{ ref('icd10_cancer_group') }} as groups
        on conditions.icd10_category = groups.icd10_category
    group by all

),

-- A named organ before "in situ", "uncertain" or "unknown primary", then the group coded in most stays.
main_cancer as (

    select
        person_id,
        cancer_group,
        first_cancer_code_date,
        count(*) over (partition by person_id) as n_cancer_groups
    from cancer_codes
    qualify row_number() over (
        partition by person_id
        order by is_organ_specific desc, n_stays desc, first_cancer_code_date, cancer_group
    ) = 1

),

visits_by_hospital as (

    select
        person_id,
        care_site_short_name,
        count(*) as n_visits,
        min(visit_start_date) as first_visit_date
    from visits
    where care_site_short_name is not null
    group by all

),

main_hospital as (

    select
        person_id,
        care_site_short_name as main_hospital,
        count(*) over (partition by person_id) as n_hospitals
    from visits_by_hospital
    qualify row_number() over (
        partition by person_id
        order by n_visits desc, first_visit_date, care_site_short_name
    ) = 1

),

visit_counts as (

    select person_id, count(*) as n_visits from visits group by all

),

note_counts as (

    select
        person_id,
        count(*) as n_notes,
        min(note_date) as first_note_date,
        max(note_date) as last_note_date
    from notes
    group by all

),

event_counts as (

    select
        person_id,
        count(*) as n_care_events,
        count(*) filter (where n_structured = 0) as n_care_events_text_only
    from care_events
    group by all

)

select
    patients.person_id,
    persons.sex,
    strftime(persons.birth_date, '%Y-%m') as birth_year_month,
    coalesce(deaths.death_date, persons.death_date) as death_date,
    note_counts.first_note_date,
    note_counts.last_note_date,
    main_cancer.cancer_group,
    main_cancer.first_cancer_code_date,
    main_hospital.main_hospital,
    coalesce(main_cancer.n_cancer_groups, 0) as n_cancer_groups,
    coalesce(main_hospital.n_hospitals, 0) as n_hospitals,
    coalesce(visit_counts.n_visits, 0) as n_visits,
    coalesce(note_counts.n_notes, 0) as n_notes,
    coalesce(event_counts.n_care_events, 0) as n_care_events,
    coalesce(event_counts.n_care_events_text_only, 0) as n_care_events_text_only
from patients
left join persons on patients.person_id = persons.person_id
left join deaths on patients.person_id = deaths.person_id
left join main_cancer on patients.person_id = main_cancer.person_id
left join main_hospital on patients.person_id = main_hospital.person_id
left join visit_counts on patients.person_id = visit_counts.person_id
left join note_counts on patients.person_id = note_counts.person_id
left join event_counts on patients.person_id = event_counts.person_id
order by patients.person_id
