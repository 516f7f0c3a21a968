select care_event_id
from {{ ref('fct_care_event') }}
where not (date_start <= date_midpoint and date_midpoint <= date_end)
    or (precision = 'day' and uncertainty_days <> 0)
