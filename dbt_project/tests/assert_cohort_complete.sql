-- Every patient is either included or excluded for a reason.
select coalesce(patients.person_id, cohort.person_id) as person_id
from {{ ref('dim_patient') }} as patients
full outer join {{ ref('fct_cohort_inclusion') }} as cohort on patients.person_id = cohort.person_id
where patients.person_id is null
    or cohort.person_id is null
    or cohort.is_included = (cohort.exclusion_reason is not null)
