-- Nothing below the threshold stands in an aggregate: counts of patients, or of events, which are no fewer.
{% set threshold = var('small_cell_threshold') %}
select 'agg_cohort_inclusion' as mart from {{ ref('agg_cohort_inclusion') }}
where least(n_patients, n_care_events) between 1 and {{ threshold }} - 1
union all
select 'agg_cohort_profile' from {{ ref('agg_cohort_profile') }}
where n_patients between 1 and {{ threshold }} - 1
union all
select 'agg_monthly_activity' from {{ ref('agg_monthly_activity') }}
where n_events between 1 and {{ threshold }} - 1
union all
select 'agg_pathway_variant' from {{ ref('agg_pathway_variant') }}
where n_patients between 1 and {{ threshold }} - 1
union all
select 'agg_pathway_flow' from {{ ref('agg_pathway_flow') }}
where n_patients between 1 and {{ threshold }} - 1
union all
select 'agg_delay' from {{ ref('agg_delay') }}
where n_patients between 1 and {{ threshold }} - 1
    or n_patients * over_threshold_share between 0.5 and {{ threshold }} - 0.5
    or n_patients * text_only_share between 0.5 and {{ threshold }} - 0.5
    or n_patients * (1 - over_threshold_share) between 0.5 and {{ threshold }} - 0.5
    or n_patients * (1 - text_only_share) between 0.5 and {{ threshold }} - 0.5
