"""The course of a cancer, from the first suspicious picture to relapse, lines of treatment and death."""

from __future__ import annotations

from datetime import date, timedelta

from onco_pipeline.synthesis import findings
from onco_pipeline.synthesis.drugs import DRUGS
from onco_pipeline.synthesis.lives import Fact
from onco_pipeline.synthesis.making import LOCKDOWN, Maker, workday
from onco_pipeline.synthesis.regimens import Regimen, adjuvant, palliative
from onco_pipeline.synthesis.tumours import weighted
from onco_pipeline.synthesis.vocabulary import IMAGING

_PREVIOUS = (
    ("prostate", "adénocarcinome prostatique Gleason 6 (3+3)"),
    ("peau", "mélanome du dos, Breslow 0,6 mm"),
    ("thyroïde", "carcinome papillaire de la thyroïde pT1a"),
    ("rein", "carcinome rénal à cellules claires pT1b, grade 2"),
    ("vessie", "carcinome urothélial de vessie pTa de bas grade"),
)


class Course(Maker):
    """Lives one life, in the order of time."""

    def run(self, start: date) -> None:
        day = self.work_up(start)
        spread_at_start = self.patient.metastatic
        self.board(day, "présentation initiale")
        day = self.later(day, 9, 0.4)
        self.step("consult", day, "annonce")
        if spread_at_start:
            self.metastatic_care(day, line=1)
            return
        day = self.local_treatment(day)
        self.follow_up(day)

    def previous_cancer(self, start: date) -> None:
        """Add an old cancer that a history may mention, with a result and a year."""
        if not self.chance(0.07):
            return
        choices = [
            pair for pair in _PREVIOUS if pair[0] != self.organ and (pair[0] != "prostate" or self.patient.sex == "m")
        ]
        site, words = self.rng.choice(choices)
        day = date(start.year - self.rng.randint(6, 16), self.rng.randint(1, 12), self.rng.randint(1, 28))
        fact = self.add(Fact(len(self.patient.facts), "pathology", "result", site, day, day, "", words, True))
        fact.purpose = "previous"

    def board(self, day: date, question: str) -> date:
        self.step("board", day, question)
        return day

    def work_up(self, start: date) -> date:
        """First imaging, first sampling, staging; return the day of the tumour board."""
        rng, organ = self.rng, self.organ
        first = self.care.first
        day = workday(start)
        outside = self.chance(0.5)
        spread = self.chance(self.patient.organ.metastatic_at_start)
        site = weighted(rng, self.patient.organ.spread)
        if organ == "poumon" and self.chance(0.45):
            self.imaging(
                "xray_chest",
                day,
                self.chance(0.8),
                self.primary("xray_chest"),
                "diagnosis",
            )
            day = self.later(day, 7)
        spread_now = spread and organ == "côlon" and site in ("foie", "poumon", "péritoine")
        exam = self.imaging(first, day, outside, self.primary(first, spread_now), "diagnosis")
        if spread_now:
            self.metastasis(exam, site)
        if organ == "sein" and self.chance(0.8):
            second = day if self.chance(0.6) else self.later(day, 6)
            self.imaging(
                "us_breast",
                second,
                outside,
                self.primary("us_breast"),
                "diagnosis",
            )
            day = second
        day = self.first_sampling(day, outside)
        last = self.staging(day, spread and not self.patient.metastatic, site)
        if outside:
            known = [fact.known for fact in self.patient.facts if fact.outside]
            self.step("referral", self.later(max(known), 3, 0.4))
        elif self.chance(0.5) and not any(fact.outside and fact.day == day for fact in self.patient.facts):
            self.step("stay", day - timedelta(days=rng.randint(1, 3)), end=day + timedelta(days=1))
        return self.later(max(last, max(fact.known for fact in self.patient.facts)), 5, 0.4)

    def first_sampling(self, day: date, outside: bool) -> date:
        rng = self.rng
        act = rng.choice(self.care.sampling)
        there = self.chance(0.68) if outside else self.chance(0.2)
        ordered, day = day, self.later(day, 11)
        if self.organ == "poumon" and self.chance(0.18):
            self.biopsy(
                act,
                day,
                there,
                rng.choice(("non contributives, muqueuse inflammatoire", "matériel non contributif")),
                "diagnosis",
                ordered,
            )
            act, ordered, there = "lung", day, False
            day = self.later(day, 14)
        elif self.chance(0.06):
            self.cancelled("biopsy", act, day, ordered, refused=False)
            day = self.later(day, 9)
        _, pathology = self.biopsy(act, day, there, "", "diagnosis", ordered)
        pathology.words, pathology.purpose = self.tumour.biopsy[0], "named"
        if self.tumour.molecular and self.organ != "sein":
            extra = self.add(
                Fact(
                    len(self.patient.facts),
                    "pathology",
                    "result",
                    pathology.site,
                    day,
                    self.later(pathology.known, 12, 0.3),
                    act,
                )
            )
            extra.words, extra.outside, extra.purpose = rng.choice(self.tumour.molecular), there, "molecular"
        return day

    def staging(self, day: date, spread: bool, site: str) -> date:
        rng, last = self.rng, day
        acts = [act for act, share in self.care.staging if self.chance(share)]
        shown_by = rng.choice(findings.SHOWN_BY[site]) if spread else ""
        # An exam that could see the metastases is not told as normal beside the one that shows them.
        seen = {fact.site for fact in self.patient.facts if fact.family == "metastasis" and fact.site is not None}
        seen |= {site} if spread else set()
        acts = [act for act in acts if not any(act in findings.SHOWN_BY[place] for place in seen)]
        if shown_by and shown_by not in acts:
            acts.append(shown_by)
        for act in acts:
            when = self.later(day, 12, 0.4)
            if self.chance(0.1 if act == "mri_brain" else 0.06):
                self.cancelled("imaging", act, when, day, refused=self.chance(0.4))
                if act != shown_by:
                    continue
                when = self.later(when, 7, 0.3)
            here = act == shown_by
            words = self.primary(act, here) if act in ("mri_breast", "pet") else self.normal(act)
            fact = self.imaging(
                act, when, self.chance(0.15), "" if here and act not in ("mri_breast", "pet") else words, "staging", day
            )
            if here:
                self.metastasis(fact, site)
            last = max(last, fact.known)
        return last

    def local_treatment(self, day: date) -> date:
        """Surgery or irradiation, then what follows; return the day the follow-up begins."""
        rng, tumour = self.rng, self.tumour
        day = self.later(day, 18, 0.4)
        if not self.chance(self.patient.organ.surgery):
            step = self.step("radiotherapy", day, self.care.radiation, self.later(day, 48, 0.1))
            if self.organ == "prostate" and self.chance(0.5):
                self.take(
                    Regimen(("bicalutamide",), "flare-up"),
                    day,
                    stop=day + timedelta(days=28),
                    reason="fin de traitement",
                )
            return step.end
        words = rng.choice(self.care.surgery)
        stay = self.step("surgery", day, words, day + timedelta(days=self.care.days))
        if self.organ in ("sein", "peau") and self.chance(0.7):
            node = self.add(Fact(len(self.patient.facts), "biopsy", "biopsy", "ganglion", day, day, "sentinel"))
            stay.facts.append(node)
        specimen = self.add(
            Fact(
                len(self.patient.facts),
                "pathology",
                "result",
                self.organ,
                day,
                self.later(day, 10, 0.3),
                words=tumour.specimen[0],
                specimen=True,
            )
        )
        self.code(specimen, (self.care.specimen,), 0.25)
        stay.facts.append(specimen)
        day = self.later(specimen.known, 8, 0.4)
        if self.chance(0.5):
            self.board(day, "post-opératoire")
        day = self.later(day, 20, 0.4)
        regimen = adjuvant(rng, tumour, self.patient.age(day))
        if regimen is not None and self.chance(regimen.share):
            stop = None if regimen.months > 24 else self.later(day, regimen.months * 30, 0.1)
            day = self.take(regimen, day, stop=stop, reason="fin de traitement")
        return day

    def take(self, regimen: Regimen, day: date, stop: date | None = None, reason: str = "") -> date:
        """Start drugs, change a dose or pause on the way, stop on ``stop``; return the day after it begins."""
        step = self.step("start", day, regimen.label)
        for inn in regimen.drugs:
            step.facts.append(
                self.oral(inn, "start", day, DRUGS[inn].doses[0], "", day - timedelta(days=self.rng.randint(5, 20)))
            )
        lead = DRUGS[regimen.drugs[0]]
        moment = self.later(day, 60, 0.4)
        limit = stop or date(2021, 12, 1)
        if moment < limit - timedelta(days=20) and self.chance(0.45):
            toxicity = self.rng.choice(lead.toxicities)
            sheet = self.step("call", moment, toxicity)
            if len(lead.doses) > 1 and self.chance(0.65):
                sheet.facts.append(self.oral(lead.inn, "dose_change", moment, lead.doses[1], toxicity))
            else:
                back = moment + timedelta(days=7 * self.rng.randint(1, 3))
                sheet.facts.append(self.oral(lead.inn, "stop", moment, "", toxicity))
                sheet.facts.append(
                    self.oral(lead.inn, "start", back, lead.doses[-1 if len(lead.doses) < 2 else 1], "reprise")
                )
                self.step("call", back, "reprise").facts.append(sheet.facts[-1])
        if stop is not None:
            end = self.step("consult", stop, reason)
            for inn in regimen.drugs:
                end.facts.append(self.oral(inn, "stop", stop, "", reason))
        return day

    def follow_up(self, day: date) -> None:
        """Surveillance until relapse, death of nothing, or the end of the records."""
        rng = self.rng
        act = self.care.follow_up
        ordered = day
        for _ in range(rng.randint(1, 2)):
            when = self.later(ordered, 170, 0.15)
            if when > date(2021, 11, 15):
                break
            if self.chance(0.35 if LOCKDOWN[0] <= when <= LOCKDOWN[1] else 0.08):
                self.cancelled("imaging", act, when, ordered, refused=self.chance(0.3))
                when = self.later(when, 45, 0.3)
            fact = self.imaging(
                act,
                when,
                self.chance(0.15),
                self.normal(act) if act == "mammography" else self.outcome("free"),
                "follow-up",
                ordered,
            )
            if self.chance(0.15):
                self.imaging(
                    "us_abdomen",
                    self.later(when, 12),
                    True,
                    self.normal("us_abdomen"),
                    "follow-up",
                )
            ordered = self.later(fact.known, 6, 0.4)
            if self.chance(0.2):
                ordered = max(fact.known, workday(fact.day + timedelta(days=1)))
            self.step("consult", ordered, "surveillance")
        relapse_day = self.later(ordered, 200, 0.5)
        if self.chance(self.patient.organ.relapse) and relapse_day < date(2021, 9, 1):
            self.relapse(relapse_day, ordered)
        else:
            self.open_plan(act, self.later(ordered, 150, 0.3), ordered)

    def relapse(self, day: date, ordered: date) -> None:
        rng = self.rng
        site = weighted(rng, self.patient.organ.spread)
        if self.chance(0.25):
            doubt = findings.suspected(rng, site, self.families)
            first = self.imaging(
                rng.choice(findings.SHOWN_BY[site]), day, self.chance(0.2), doubt, "follow-up", ordered
            )
            ordered, day = first.known, self.later(first.known, 30, 0.4)
        exam = self.imaging(rng.choice(findings.SHOWN_BY[site]), day, self.chance(0.2), "", "relapse", ordered)
        metastasis = self.metastasis(exam, site)
        consult = self.later(exam.known, 6, 0.3)
        self.step("consult", consult, "rechute")
        sampled = {
            "foie": "liver",
            "os": "bone",
            "poumon": "met_lung",
            "péritoine": "peritoneum",
            "ganglion": "node",
            "surrénale": "adrenal",
        }.get(site)
        board = self.later(consult, 10, 0.3)
        if sampled and self.chance(0.65):
            when = self.later(consult, 10, 0.3)
            roll = rng.random()
            if roll < 0.25:
                self.cancelled("biopsy", sampled, when, consult, refused=roll < 0.13)
            else:
                feminine = findings.ADJECTIVES[metastasis.site or ""][1]
                result = rng.choice(self.tumour.relapse).format(site=feminine)
                _, pathology = self.biopsy(sampled, when, False, result, "relapse", consult)
                board = self.later(pathology.known, 5, 0.3)
        self.board(board, "récidive métastatique")
        self.stop_running(board, "progression")
        self.metastatic_care(board, line=1)

    def stop_running(self, day: date, reason: str) -> None:
        """Stop what is still being taken when the disease progresses."""
        running: dict[str, Fact] = {}
        for fact in self.patient.facts:
            if fact.family == "oral_therapy":
                running[fact.site or ""] = fact
        stopped = [inn for inn, fact in running.items() if fact.subtype != "stop" and fact.day < day]
        if stopped:
            step = self.step("consult", self.later(day, 4, 0.2), reason)
            step.facts.extend(self.oral(inn, "stop", step.day, "", reason) for inn in stopped)

    def metastatic_care(self, day: date, line: int) -> None:
        rng = self.rng
        regimen = palliative(
            rng,
            self.tumour,
            line,
            day,
            {fact.site or "" for fact in self.patient.facts if fact.family == "oral_therapy"},
        )
        day = self.later(day, 12, 0.3)
        if regimen is None:
            self.step("chemo", day, rng.choice(self.care.chemo), day + timedelta(days=rng.choice((42, 63, 84))))
        elif not self.chance(0.93):
            self.step("consult", day, "refus de traitement")
            regimen = None
        else:
            self.take(regimen, day)
        act = "ct_tap"
        if self.organ == "sein" and rng.random() < 0.4:
            self.imaging("us_heart", self.later(day, 15), False, self.normal("us_heart"), "follow-up")
        when = self.later(day, 85, 0.2)
        if when > date(2021, 11, 15):
            self.open_plan(act, when, day)
            return
        good = self.chance(0.6)
        exam = self.imaging(
            act,
            when,
            self.chance(0.12),
            self.outcome(rng.choice(("stable", "response")) if good else "progression"),
            "evaluation",
            day,
        )
        consult = self.later(exam.known, 6, 0.3)
        if good:
            self.step("consult", consult, "évaluation")
            self.open_plan(act, self.later(consult, 90, 0.1), consult)
            return
        known = {fact.site for fact in self.patient.facts if fact.family == "metastasis"}
        sites = tuple(pair for pair in self.patient.organ.spread if pair[0] not in known and pair[0] != "cerveau")
        if sites and self.chance(0.5):
            self.metastasis(exam, weighted(rng, sites))
        self.step("consult", consult, "progression")
        self.stop_running(consult, "progression")
        if line < 2 and self.chance(0.75):
            self.metastatic_care(self.later(consult, 8, 0.3), line + 1)
        elif self.chance(0.75):
            last = self.later(consult, 60, 0.4)
            self.step("terminal", last, "fin de vie", last + timedelta(days=rng.randint(4, 15)))
            self.patient.death = last + timedelta(days=rng.randint(16, 60))
        else:
            self.open_plan(act, self.later(consult, 60, 0.2), consult)

    def open_plan(self, act: str, day: date, ordered: date) -> None:
        """Plan an exam that lies beyond the last note."""
        exam = IMAGING[act]
        self.add(
            Fact(len(self.patient.facts), "imaging", exam.subtype, exam.site, day, day, act, "", False, "open", ordered)
        )
