select person_id
from {{ ref('fct_care_pathway') }}
group by person_id
having min(step_number) <> 1
    or max(step_number) <> count(*)
    or count(distinct step_number) <> count(*)
    or max(n_steps) <> count(*)
