"""The code tables say what their sources say, and every look-up holds for every row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.codes import adicap, ccam, documents, drugs, icd10
from onco_pipeline.events import SUBTYPES, Family


class TestDrugs:
    def test_all_agents_are_there(self):
        assert len(drugs.oral_agents()) == 135

    @pytest.mark.parametrize("agent", drugs.oral_agents(), ids=lambda a: a.inn_fr)
    def test_every_name_and_code_leads_back(self, agent):
        assert drugs.agent_of_atc(agent.atc_current).atc_current == agent.atc_current
        if agent.atc_pre2021:
            assert drugs.agent_of_atc(agent.atc_pre2021) is agent
        for brand in agent.brands:
            assert drugs.agent_of_name(brand.upper()) is agent
        assert agent.inn_fr == agent.inn_fr.lower()

    @pytest.mark.parametrize(
        ("code", "inn"),
        [
            ("L01XE33", "palbociclib"),
            ("L01EF01", "palbociclib"),
            ("L01XX54", "niraparib"),
            ("L04AX04", "lénalidomide"),
            ("L02BG04", "létrozole"),
            ("L01BC59", "trifluridine-tipiracil"),
            ("l01bc06 ", "capécitabine"),
        ],
    )
    def test_known_codes(self, code, inn):
        assert drugs.agent_of_atc(code).inn_fr == inn

    @pytest.mark.parametrize("code", ["L02AE02", "L02BA03", "L02BX02", "L01FD01", "L01XC03", "A02BC01", "", "L01"])
    def test_injected_or_other_drugs_are_no_oral_agents(self, code):
        assert drugs.agent_of_atc(code) is None

    @pytest.mark.parametrize("brand", ["Siklos", "Ofev", "Certican", "Ryeqo", "Vidaza"])
    def test_brands_for_other_uses_are_left_out(self, brand):
        assert drugs.agent_of_name(brand) is None

    def test_old_codes_never_shadow_current_ones(self):
        current = {a.atc_current for a in drugs.oral_agents()}
        assert not current & {a.atc_pre2021 for a in drugs.oral_agents()}

    @pytest.mark.parametrize(
        ("route", "oral"),
        [
            ("PO", True),
            ("Per Os", True),
            ("VOIE ORALE", True),
            ("orale", True),
            ("IV", False),
            ("intraveineuse", False),
            ("SC", False),
            (None, None),
            (" ", None),
        ],
    )
    def test_routes(self, route, oral):
        assert drugs.is_oral_route(route) is oral


class TestCcam:
    @pytest.mark.parametrize("row", ccam.all_acts(), ids=lambda a: f"{a.code}-{a.family}")
    def test_vocabulary(self, row):
        assert row.subtype in SUBTYPES[Family(row.family)]
        assert row in ccam.acts(row.code)
        assert len(row.code) == 7
        assert row.site is None or row.site == row.site.lower()
        assert row.label

    @pytest.mark.parametrize(
        ("code", "family", "subtype", "site"),
        [
            ("ZZQH033", "imaging", "ct", "tap"),
            ("ZBQH001", "imaging", "ct", "thorax"),
            ("ZCQH001", "imaging", "ct", "abdomen"),
            ("ACQJ002", "imaging", "mri", "cerveau"),
            ("LHQJ002", "imaging", "mri", "rachis"),
            ("PAQL003", "imaging", "bone_scan", None),
            ("ZZQL016", "imaging", "pet", None),
            ("QEQK004", "imaging", "mammography", "sein"),
            ("ZBQK002", "imaging", "xray", "thorax"),
            ("JGHJ001", "biopsy", "biopsy", "prostate"),
            ("HLHJ006", "biopsy", "biopsy", "foie"),
            ("ZZHB001", "biopsy", "cytology", None),
            ("LHHH002", "biopsy", "biopsy", "os"),
            ("FDHB002", "biopsy", "bone_marrow", "moelle osseuse"),
            ("QEQX004", "pathology", "result", "sein"),
            ("FCQX005", "pathology", "result", "ganglion"),
            ("ZZQX162", "pathology", "result", None),
        ],
    )
    def test_known_acts(self, code, family, subtype, site):
        found = ccam.act(code)
        assert (found.family, found.subtype, found.site) == (family, subtype, site)

    def test_an_act_of_chapter_zz_names_no_organ_to_biopsy(self):
        rows = [a for a in ccam.all_acts() if a.code.startswith("ZZH") and a.family == "biopsy"]
        assert len(rows) >= 25
        assert all(a.site is None for a in rows)

    @pytest.mark.parametrize("code", ["HHQE002", "GEQE007", "JAFA002", "", "ZZQH"])
    def test_acts_that_are_no_event(self, code):
        assert ccam.act(code) is None

    def test_suffixes_are_left_aside(self):
        assert ccam.act("ZZQH033-01") is ccam.act("ZZQH033")

    def test_gestures_coded_beside_an_endoscopy(self):
        assert ccam.act("GEHE001").complementary
        assert ccam.act("HZHE002").complementary
        assert not ccam.act("HLHJ006").complementary


class TestIcd10:
    @pytest.mark.parametrize(
        ("code", "site"),
        [
            ("C780", "poumon"),
            ("C78.7", "foie"),
            ("C793", "cerveau"),
            ("C795", "os"),
            ("C797", "surrénale"),
            ("C799", None),
            ("C79", None),
            ("C7959", "os"),
        ],
    )
    def test_sites(self, code, site):
        found = icd10.metastasis(code)
        assert found.distant
        assert found.site == site

    @pytest.mark.parametrize("code", [c.code for c in icd10.metastasis_codes() if c.code.startswith("C77")])
    def test_nodes_are_never_distant(self, code):
        assert not icd10.metastasis(code).distant

    def test_primaries(self):
        assert len(icd10.primary_codes()) == 107
        assert icd10.primary("C341").site == "poumon"
        assert icd10.primary("C787") is None
        assert icd10.primary("I10") is None
        assert icd10.metastasis("C341") is None


class TestAdicap:
    @pytest.mark.parametrize(
        ("code", "biopsy", "site", "behaviour"),
        [
            ("HHGSA7B2", "biopsy", "sein", "malignant"),
            ("OHGSA7B2", None, "sein", "malignant"),
            ("PHHPA7A0", "biopsy", "prostate", "malignant"),
            ("GHETA7A0", "cytology", "thyroïde", "malignant"),
            ("HHFFAMA0", "biopsy", "foie", "metastasis"),
            ("bhota5a0", "biopsy", "peau", None),
            ("HH GS A7B2", "biopsy", "sein", "malignant"),
        ],
    )
    def test_codes(self, code, biopsy, site, behaviour):
        found = adicap.decode(code)
        assert (found.biopsy_subtype, found.site) == (biopsy, site)
        assert behaviour is None or found.behaviour == behaviour

    @pytest.mark.parametrize("text", ["", "HHGS", "12345678", "ZHGSA7B2", "HHGSA7B22"])
    def test_other_text_is_none(self, text):
        assert adicap.decode(text) is None

    @given(st.text(max_size=12))
    def test_any_text_is_read_without_raising(self, text):
        found = adicap.decode(text)
        assert found is None or len(found.code) == 8


class TestDocuments:
    def test_types(self):
        assert len({d.code for d in documents.document_types()}) == len(documents.document_types()) >= 64
        assert documents.document_type("cr-rcp ").kind == "tumour_board"
        assert documents.document_type("SOMETHING-NEW") is documents.UNKNOWN

    @pytest.mark.parametrize(
        ("kind", "labels"),
        [
            ("imaging", ["Compte rendu d'imagerie", "CR_IMAGERIE", "Scanner", "IRM", "CR échographie", "Radiologie"]),
            ("pathology", ["ANAPATH", "Compte-rendu d'anatomie pathologique", "CR anatomo-pathologique", "CR ACP",
                           "Anatomie et cytologie pathologiques", "Cytologie"]),
            ("tumour_board", ["Fiche RCP", "RCP_THORAX", "Réunion de concertation pluridisciplinaire"]),
            ("operative", ["Compte rendu opératoire", "CRO"]),
            ("diagnostic_act", ["Endoscopie digestive", "CR FIBROSCOPIE BRONCHIQUE", "Coloscopie"]),
            ("stay", ["Compte rendu d'hospitalisation", "CR HOSPI", "HDJ oncologie", "Synthèse de séjour"]),
            ("consultation", ["Consultation", "CS onco", "Téléconsultation", "Consultation de radiothérapie"]),
            ("letter", ["Lettre de sortie", "COURRIER", "Courrier de radiologie", "Lettre d'anapath"]),
            ("prescription", ["Ordonnance de sortie", "ORDONNANCE IMAGERIE"]),
            ("other", ["Demande d'imagerie", "Bon d'anapath", "Consentement coloscopie", "Radiothérapie", "Divers", "CRIM",
                       "Information patient scanner", "Rendez-vous IRM", "Confirmation", "Psychologie", ""]),
        ],
    )  # fmt: skip
    def test_the_words_of_another_hospital_tell_the_kind(self, kind, labels):
        assert {label: documents.document_type(label).kind for label in labels} == dict.fromkeys(labels, kind)

    def test_an_exam_that_is_ordered_is_no_drug(self):
        assert documents.source_rank("Ordonnance d'imagerie", "oral_therapy") == 2
        assert documents.source_rank("Ordonnance", "oral_therapy") == 0

    def test_the_report_of_the_act_comes_first(self):
        order = ["CR-IMAG", "CR-RCP", "CRH-HC", "INCONNU"]
        ranks = [documents.source_rank(code, "imaging") for code in order]
        assert ranks == sorted(set(ranks))
        assert documents.source_rank("CR-IMAG", "biopsy") > documents.source_rank("CR-ANAPATH", "biopsy")
