-- A month is the finest date of an aggregate.
-- depends_on: {{ ref('agg_cohort_inclusion') }}, {{ ref('agg_monthly_activity') }}, {{ ref('agg_delay') }}
-- depends_on: {{ ref('agg_pathway_variant') }}, {{ ref('agg_pathway_flow') }}, {{ ref('agg_cohort_profile') }}
select table_name, column_name
from information_schema.columns
where table_schema = 'marts'
    and table_name like 'agg_%'
    and (data_type in ('DATE') or data_type like 'TIMESTAMP%')
