-- Every number that agg_delay may show or that a share in it gives away, before small ones are hidden:
-- patients by period with hospital or with cancer, with all margins, and in each of these cells the patients
-- over the transition's threshold and those of whom text alone gave a date. Hospital and cancer are not
-- crossed: most such cells are small, and what must be hidden beside them would take the margins too.
with delays as (

    select
        delays.transition,
        delays.period,
        coalesce(delays.main_hospital, 'unknown') as hospital,
        coalesce(delays.cancer_group, 'unknown') as cancer_group,
        case when delays.delay_days > transitions.threshold_days then 'yes' else 'no' end as over_threshold,
        case when delays.is_text_only then 'text_only' else 'structured' end as source,
        delays.delay_days,
        transitions.threshold_days
    from {{ ref('fct_pathway_delay') }} as delays
    inner join {{ ref('pathway_transition') }} as transitions on delays.transition = transitions.transition
    inner join {{ ref('fct_cohort_inclusion') }} as cohort
        on delays.person_id = cohort.person_id and cohort.is_included

),

cells as (

    select
        transition,
        {{ margin('period') }} as period,
        {{ margin('hospital') }} as hospital,
        {{ margin('cancer_group') }} as cancer_group,
        {{ margin('over_threshold') }} as over_threshold,
        {{ margin('source') }} as source,
        any_value(threshold_days) as threshold_days,
        count(*) as n_patients,
        -- Asked for together: the delays of a cell are put in order once.
        quantile_cont(delay_days, [0.25, 0.5, 0.75]) as quartiles
    from delays
    group by
        transition,
        cube (period),
        grouping sets ((), (hospital), (cancer_group)),
        grouping sets ((), (over_threshold), (source))

)

select
    transition,
    period,
    hospital,
    cancer_group,
    over_threshold,
    source,
    threshold_days,
    n_patients,
    quartiles[1] as q1_days,
    quartiles[2] as median_days,
    quartiles[3] as q3_days
from cells
