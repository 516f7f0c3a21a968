-- Time starts at diagnosis: the first coded cancer or the first performed biopsy or pathology result,
-- whichever came first. It ends at the first metastasis, at death, or with the last thing known.
-- Notes tell of earlier cancers too: a specimen long before the first code is the patient's only when
-- it comes from the organ of the coded cancer.
with patients as (

    select * from {{ ref('dim_patient') }}

),

performed as (

    select * from {{ ref('fct_care_event') }}
    where is_performed

),

own_sites as (

    select distinct
        patients.person_id,
        groups.site
    from patients
    inner join {{ ref('icd10_cancer_group') }} as groups
        on patients.cancer_group = groups.cancer_group and groups.site is not null

),

origins as (

    select person_id, origin_care_event_id, origin_kind, origin_date, origin_date_start, origin_date_end,
        is_origin_text_only
    from (
        select
            performed.person_id,
            performed.care_event_id as origin_care_event_id,
            performed.family as origin_kind,
            performed.date_midpoint as origin_date,
            performed.date_start as origin_date_start,
            performed.date_end as origin_date_end,
            performed.is_text_only as is_origin_text_only
        from performed
        inner join patients on performed.person_id = patients.person_id
        left join own_sites
            on performed.person_id = own_sites.person_id
            and own_sites.site = case performed.site when 'bronche' then 'poumon' else performed.site end
        where performed.family in ('biopsy', 'pathology')
            and (
                patients.first_cancer_code_date is null
                or own_sites.site is not null
                or performed.date_midpoint >= patients.first_cancer_code_date - {{ var('diagnosis_window_days') }}
            )
        union all
        select
            person_id, null, 'code', first_cancer_code_date, first_cancer_code_date, first_cancer_code_date, false
        from patients
        where first_cancer_code_date is not null
    )
    qualify row_number() over (
        partition by person_id
        order by origin_date, origin_date_end - origin_date_start, origin_kind, origin_care_event_id
    ) = 1

),

onsets as (

    select * from performed
    where family = 'metastasis' and subtype = 'onset'
    qualify row_number() over (partition by person_id order by date_midpoint, care_event_id) = 1

),

-- The first contact: what happened before it is known from what was told later.
contacts as (

    select
        person_id,
        min(first_day) as first_contact_date,
        max(last_day) as last_contact_date
    from (
        select person_id, first_note_date as first_day, last_note_date as last_day from patients
        union all
        select person_id, visit_start_date, coalesce(visit_end_date, visit_start_date)
        from {{ ref('stg_visit_occurrence') }}
        union all
        select person_id, null, date_end from performed where precision = 'day'
    )
    group by all

),

-- The last exam before the onset that showed none: between the two lies the true onset.
exams as (

    select
        onsets.person_id,
        max(exams.date_midpoint) as last_exam_before_onset_date
    from onsets
    inner join performed as exams
        on onsets.person_id = exams.person_id
        and exams.family = 'imaging'
        and exams.date_end < onsets.date_start
    group by all

),

joined as (

    select
        origins.*,
        onsets.care_event_id as onset_care_event_id,
        onsets.date_start as onset_date_start,
        onsets.date_end as onset_date_end,
        onsets.date_midpoint as onset_date_midpoint,
        coalesce(onsets.is_text_only, false) as is_onset_text_only,
        exams.last_exam_before_onset_date,
        contacts.first_contact_date,
        patients.death_date,
        greatest(contacts.last_contact_date, origins.origin_date) as last_known_date,
        patients.cancer_group,
        patients.main_hospital,
        case
            when onsets.care_event_id is not null then 'metastasis'
            when patients.death_date is not null then 'death'
            else 'censored'
        end as outcome
    from origins
    inner join patients on origins.person_id = patients.person_id
    left join onsets on origins.person_id = onsets.person_id
    left join contacts on origins.person_id = contacts.person_id
    left join exams on origins.person_id = exams.person_id

),

timed as (

    select
        *,
        case outcome
            when 'metastasis' then onset_date_midpoint
            when 'death' then death_date
            else least(last_known_date, coalesce(death_date, last_known_date))
        end as end_date
    from joined

)

select
    person_id,
    origin_kind,
    origin_care_event_id,
    origin_date,
    outcome,
    onset_care_event_id,
    onset_date_midpoint,
    last_exam_before_onset_date,
    -- A metastasis found before the diagnosis was made was there at diagnosis.
    greatest(end_date - origin_date, 0) as interval_days,
    greatest(coalesce(onset_date_start, end_date) - origin_date_end, 0) as interval_days_min,
    greatest(coalesce(onset_date_end, end_date) - origin_date_start, 0) as interval_days_max,
    greatest(coalesce(first_contact_date - origin_date, 0), 0) as entry_days,
    outcome = 'metastasis' and end_date - origin_date <= {{ var('synchronous_days') }} as is_synchronous,
    is_origin_text_only or is_onset_text_only as is_text_only,
    {{ lockdown_period('origin_date_start', 'origin_date_end') }} as period,
    main_hospital,
    cancer_group
from timed
order by person_id
