"""The site of an event: what most of its evidence names, whichever note was taken up first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BIOPSY, RESULT, CT, US = ("biopsy", "biopsy"), ("pathology", "result"), ("imaging", "ct"), ("imaging", "ultrasound")
DAY = "2020-03-04"


def told(case, event, *sites, kind="LT"):
    """Write one note a site, each in words of its own: copies count once."""
    for site in sites:
        key = f"n{len(case.notes)}"
        case.note(key, f"2020-04-{len(case.notes) + 1:02d}", kind)
        case.says(key, *event, site, DAY, quote=f"{event[1]} {site} {key}")
    return case


def site_of(case, family):
    (found,) = [event for event in case.events() if event["family"] == family]
    return found["site"]


@pytest.mark.parametrize(
    ("event", "report", "letters", "code", "where"),
    [
        # The first to be taken up (the better source) against many, then with the code at its side.
        (BIOPSY, "ganglion", ("peau", "peau", "peau", "peau", "peau", "peau", "peau"), None, "peau"),
        (BIOPSY, "peau", ("ganglion",), None, "peau"),
        (US, "ganglion", ("sein", "sein", "sein", "sein"), None, "sein"),
        (US, "sein", ("ganglion", "ganglion"), None, "sein"),
        # One word that says more than another: taken from one note against one or two, not against many.
        (BIOPSY, None, ("poumon", "bronche"), None, "bronche"),
        (BIOPSY, None, ("bronche", "poumon", "poumon", "poumon"), None, "poumon"),
        (BIOPSY, None, ("peau", "ganglion"), None, "ganglion"),
        (US, None, ("pelvis", "pelvis", "utérus"), None, "pelvis"),
        # A part of an exam is often told for the whole; what it was is told or coded.
        (CT, None, ("thorax", "thorax"), None, "thorax"),
        (CT, None, ("thorax", "tap"), None, "tap"),
        (CT, None, ("tap", "tap", "tap", "thorax"), "ZZQH033", "tap"),
        (CT, None, ("thorax",), "ZZQH033", "tap"),
        # The only act there was to code, coarser or finer than the exam, and one from the line beside in the list.
        (("imaging", "mri"), None, ("foie",), "ZCQJ004", "foie"),
        (("imaging", "mri"), None, ("cerveau",), "QEQJ001", "cerveau"),
        # Only a code names it.
        (BIOPSY, None, (None, None), "QEHJ001", "sein"),
        (BIOPSY, None, ("ganglion",), "QEHJ001", "ganglion"),
    ],
)
def test_sites_of_events(case, event, report, letters, code, where):
    if report:
        told(case, event, report, kind="CR-IMAG" if event[0] == "imaging" else "CR-OP")
    told(case, event, *letters)
    if code:
        case.act(code, DAY)
    sites = [e["site"] for e in case.events() if e["family"] == event[0] and e["n_notes"]]
    assert sites == [where]


def test_a_copied_letter_counts_once(case):
    told(case, BIOPSY, "bronche")
    for number in range(5):
        case.note(f"copy{number}", f"2020-05-0{number + 1}", "LT")
        case.says(f"copy{number}", *BIOPSY, "poumon", DAY, quote="biopsie pulmonaire")
    assert site_of(case, "biopsy") == "bronche"


def test_a_result_is_of_the_organ_that_was_sampled(case):
    told(case, BIOPSY, "bronche", "bronche")
    told(case, RESULT, "poumon", "poumon", "poumon", "bronche")
    assert site_of(case, "pathology") == "bronche"


def test_a_result_that_the_sampled_organ_cannot_mean_is_of_its_own(case):
    told(case, BIOPSY, "ganglion")
    told(case, RESULT, "peau")
    assert site_of(case, "pathology") == "peau"


def test_a_plan_tells_the_region_of_an_exam_that_no_other_note_names(case):
    case.note("a", "2020-03-01").says("a", "imaging", "mri", "foie", DAY, status="planned")
    case.note("b", "2020-03-20").says("b", "imaging", "mri", None, DAY)
    assert site_of(case, "imaging") == "foie"


def test_the_halves_of_one_exam_stay_joined(case):
    case.note("a", "2020-03-20").says("a", *CT, "thorax", DAY).says("a", *CT, "abdomen", DAY)
    assert site_of(case, "imaging") == "tap"


def test_a_gene_study_stands_beside_the_histology_of_its_sample(case):
    """Two results (GUIDELINES, hospital gold); the same gene told again, by whatever technique, is no third."""
    told(case, BIOPSY, "peau")
    case.note("r", "2020-03-20", "CR-ANAPATH").says("r", *RESULT, "peau", DAY, quote="mélanome, Breslow 2,1 mm")
    case.says("r", *RESULT, "peau", DAY, quote="BRAF V600E muté", attributes={"kind": "molecular"})
    case.note("s", "2020-04-20").says("s", *RESULT, "peau", DAY, quote="mutation de BRAF en biologie moléculaire")
    assert len([e for e in case.events() if e["family"] == "pathology"]) == 2


# Sites that one event can be told by, in pairs.
MEANT = {
    "biopsy": [("poumon", "bronche"), ("os", "rachis"), ("peau", "ganglion"), ("os", "moelle osseuse")],
    "pathology": [("poumon", "bronche"), ("côlon", "rectum")],
    "imaging": [("tap", "thorax"), ("sein", "ganglion"), ("pelvis", "utérus"), ("face", "cou")],
}
SUBTYPE = {"biopsy": "biopsy", "pathology": "result", "imaging": "ultrasound"}
telling = st.sampled_from(sorted(MEANT)).flatmap(
    lambda family: st.tuples(
        st.just(family),
        st.sampled_from(MEANT[family]).flatmap(
            lambda pair: st.lists(st.sampled_from((*pair, None)), min_size=1, max_size=7)
        ),
    )
)
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@some
@given(telling=telling)
def test_the_site_is_one_that_was_named_and_many_outweigh_one(new_case, telling):
    family, sites = telling
    event = (family, SUBTYPE[family])
    found = site_of(told(new_case(), event, *sites), family)
    named = [site for site in sites if site]
    assert found in (set(named) or {None})
    for site in set(named):
        if named.count(site) > 2 * (len(named) - named.count(site)):
            assert found == site
    # One more note that says the same changes nothing.
    assert site_of(told(new_case(), event, *sites, found), family) == found
