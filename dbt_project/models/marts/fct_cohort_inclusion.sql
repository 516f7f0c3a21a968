-- The study's cohort, from the variables cohort_* (study.yaml of the home). A patient who fails several
-- criteria is counted at the first of them, in the order in which they stand below.
with patients as (

    select * from {{ ref('dim_patient') }}

),

cancer_codes as (

    select
        conditions.person_id,
        min(conditions.condition_start_date) as first_code_date
    from {{ ref('stg_condition_occurrence') }} as conditions
    inner join {{ ref('icd10_cancer_group') }} as groups
        on conditions.icd10_category = groups.icd10_category
    {% if var('cohort_cancer_groups') %}
    where groups.cancer_group in {{ text_list(var('cohort_cancer_groups')) }}
    {% endif %}
    group by all

),

first_events as (

    select
        person_id,
        min(date_midpoint) as first_event_date
    from {{ ref('fct_care_event') }}
    where is_performed
    group by all

),

hospitals as (

    select distinct person_id
    from {{ ref('stg_visit_occurrence') }}
    {% if var('cohort_hospitals') %}
    where care_site_short_name in {{ text_list(var('cohort_hospitals')) }}
    {% endif %}

),

indexed as (

    select
        patients.person_id,
        patients.n_notes,
        patients.n_care_events,
        {% if var('cohort_cancer_groups') %}
        cancer_codes.first_code_date as index_date,
        {% else %}
        least(cancer_codes.first_code_date, first_events.first_event_date) as index_date,
        {% endif %}
        {{ 'cancer_codes.person_id is not null' if var('cohort_cancer_groups') else 'true' }} as is_cancer_met,
        {{ 'hospitals.person_id is not null' if var('cohort_hospitals') else 'true' }} as is_hospital_met,
        patients.n_notes >= {{ var('cohort_min_notes') }} as is_notes_met
    from patients
    left join cancer_codes on patients.person_id = cancer_codes.person_id
    left join first_events on patients.person_id = first_events.person_id
    left join hospitals on patients.person_id = hospitals.person_id

),

judged as (

    select
        *,
        true
        {%- if var('cohort_start') %} and coalesce(index_date >= date '{{ var("cohort_start") }}', false){% endif %}
        {%- if var('cohort_end') %} and coalesce(index_date <= date '{{ var("cohort_end") }}', false){% endif %}
        as is_period_met
    from indexed

)

select
    person_id,
    index_date,
    is_notes_met,
    is_cancer_met,
    is_period_met,
    is_hospital_met,
    is_notes_met and is_cancer_met and is_period_met and is_hospital_met as is_included,
    case
        when not is_notes_met then 'too_few_notes'
        when not is_cancer_met then 'other_cancer'
        when not is_period_met then 'outside_period'
        when not is_hospital_met then 'other_hospital'
    end as exclusion_reason,
    n_notes,
    n_care_events
from judged
order by person_id
