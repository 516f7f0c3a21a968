-- A gene column holds the variant (V600E), mutated or wild_type; empty when the gene was not told of.
{%- set genes = [
    'alk', 'braf', 'brca', 'egfr', 'esr1', 'fgfr', 'flt3', 'idh', 'kras', 'met', 'mgmt', 'nras', 'ntrk',
    'pik3ca', 'ras', 'ret', 'ros1', 'tp53',
] %}
with performed as (

    select * from {{ ref('fct_care_event') }}
    where is_performed and family = 'pathology'

),

details as (

    select * from {{ ref('stg_pathology_detail') }}

),

-- BRCA1, BRCA2 and BRCA1/2 are one column, as IDH1 and IDH2, FGFR1 to 4, NTRK1 to 3 are: a report of a panel
-- tells one of them; the altered one counts when several are told.
genes as (

    select
        care_event_id,
        regexp_replace(lower(gene), '^(brca|idh|fgfr|ntrk)[-0-9/]*$', '\1') as gene,
        genes ->> gene as variant
    from (
        select care_event_id, genes, unnest(json_keys(genes)) as gene
        from details
        where genes is not null
    )

),

told as (

    select
        care_event_id,
        {%- for gene in genes %}
        coalesce(
            min(variant) filter (where gene = '{{ gene }}' and variant <> 'wild_type'),
            min(variant) filter (where gene = '{{ gene }}')
        ) as {{ gene }},
        {%- endfor %}
        count(*) filter (where gene not in {{ text_list(genes) }}) as n_other_genes
    from genes
    group by all

)

select
    performed.care_event_id,
    performed.person_id,
    performed.site,
    performed.date_start,
    performed.date_end,
    performed.date_midpoint,
    performed.precision,
    performed.reconciliation,
    performed.confidence,
    performed.is_text_only,
    performed.period,
    details.kind,
    details.histology,
    details.adicap,
    details.verdict,
    details.laterality,
    details.ptnm,
    regexp_extract(details.ptnm, '^[yra]*p?(T(?:is|[0-4X])[a-d]?(?:mi)?)', 1, 'i') as pt,
    nullif(regexp_extract(details.ptnm, '(N[0-3X][abc]?(?:mi|sn)?)', 1, 'i'), '') as pn,
    nullif(regexp_extract(details.ptnm, '(M[01X][abc]?)$', 1), '') as pm,
    coalesce(regexp_matches(details.ptnm, '^[ra]*y'), false) as is_after_treatment,
    try_cast(split_part(details.nodes, '/', 1) as bigint) as n_nodes_positive,
    try_cast(split_part(details.nodes, '/', 2) as bigint) as n_nodes_examined,
    details.margins,
    details.grade,
    details.gleason,
    details.isup,
    details.breslow_mm,
    details.er,
    try_cast(regexp_extract(details.er, '^(\d{1,3}) %$', 1) as bigint) as er_percent,
    details.pr,
    try_cast(regexp_extract(details.pr, '^(\d{1,3}) %$', 1) as bigint) as pr_percent,
    details.hr,
    details.her2,
    details.her2_fish,
    details.ki67 as ki67_percent,
    details.pd_l1,
    details.msi,
    {%- for gene in genes %}
    told.{{ gene }},
    {%- endfor %}
    coalesce(told.n_other_genes, 0) as n_other_genes
from performed
left join details on performed.care_event_id = details.care_event_id
left join told on performed.care_event_id = told.care_event_id
order by performed.person_id, performed.date_midpoint, performed.care_event_id
