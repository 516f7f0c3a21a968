select person_id, transition
from {{ ref('fct_pathway_delay') }}
group by person_id, transition
having count(*) > 1
