"""A life told at length, as case reports and discursive letters tell it: many acts, few of them with their own date.

What has no date of its own has the one that a careful reader gives it: of the presentation that it follows, when the
next dated step falls in the same month or the next one; of the step that it leads to; of its operation; of the months
that a drug was taken. What none of these dates is told without a record: a control somewhere in the follow-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from onco_pipeline.intervals import DateInterval, Unit, months_between
from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.dates import DatePhrase
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.page import Page, Said, Slot
from onco_pipeline.synthesis.sentences import Bank
from onco_pipeline.synthesis.tell import article, named, result
from onco_pipeline.synthesis.templates.careful_reader import Reader, Waiting
from onco_pipeline.synthesis.templates.history import past_facts
from onco_pipeline.synthesis.wording import SENTENCES, bank

__all__ = ["letter", "observation"]

#: Days without an event after which another episode of the illness begins.
_APART = timedelta(days=50)
#: Days between a complaint and its first exam: logarithms of median and spread.
_WAIT = (3.0, 0.9)
#: How often an act is told without a date of its own.
_BARE = 0.55

_BANKS = {name.removeprefix("narrative."): bank(name) for name in SENTENCES["dev"] if name.startswith("narrative.")}
_LISTED = {"imaging": "exam_list", "biopsy": "sampled_list"}


def observation(page: Page, patient: Patient) -> None:
    """Write a case report with its sections."""
    _Story(page, patient).in_sections()


def letter(page: Page, patient: Patient) -> None:
    """Write a discursive letter: the whole story in paragraphs."""
    _Story(page, patient).in_paragraphs()


class _Story:
    """One telling of a life.

    Parameters
    ----------
    page, patient
        Where it is written, and whose it is.
    """

    def __init__(self, page: Page, patient: Patient) -> None:
        self.page, self.patient = page, patient
        feminine = patient.sex == "f"
        self.words = {
            "p": "la patiente" if feminine else "le patient",
            "t": "Mme" if feminine else "M.",
            "pa": "à la patiente" if feminine else "au patient",
            "up": "une patiente" if feminine else "un patient",
            "il": "elle" if feminine else "il",
            "z": "e" if feminine else "",
            "a": str(patient.age(page.reference)),
        }
        self.reader = Reader(page)
        self.done: set[int] = set()

    # -- the whole --------------------------------------------------------------------------
    def in_paragraphs(self) -> None:
        """Tell episode after episode."""
        page = self.page
        page.say(_BANKS["letter"], i=self.patient.initial, **self.words)
        for number, episode in enumerate(self._episodes()):
            if number:
                page.line()
            self._episode(episode, first=number == 0)
        page.line()
        page.say(_BANKS["end"], **self.words)
        self.reader.settle()

    def in_sections(self) -> None:
        """Tell what came before, the episode of the moment section by section, and what followed."""
        page, episodes = self.page, self._episodes()
        at = max(range(len(episodes)), key=lambda place: sum(isinstance(item, Fact) for item in episodes[place]))
        page.say(_BANKS["title"], o=self.patient.disease(page.reference))
        page.line()
        self._title("history")
        page.say(_BANKS["who"], **self.words)
        for number, episode in enumerate(episodes[:at]):
            self._episode(episode, first=number == 0)
            page.line()
        now = episodes[at]
        tests = [item for item in now if isinstance(item, Fact) and item.family != "oral_therapy"]
        rest = [item for item in now if item not in tests]
        if tests:
            self._opens(tests[0], first=at == 0)
        page.line()
        self._title("examination")
        page.say(_BANKS["body"])
        page.line()
        self._title("tests")
        for item in tests:
            self._listed(item)
        operation = next((item for item in rest if isinstance(item, Step) and item.kind == "surgery"), None)
        specimen = _specimen(operation, page.reference) if operation is not None else None
        quoted: Said | None = None
        if specimen is not None and page.chance(0.6):
            self._title("diagnosis")
            quoted = page.say(_BANKS["specimen_list"], r=result(page, self.patient, specimen))["r"]
        elif operation is None and page.chance(0.5):
            sampled = [item.shows for item in tests if item.family == "biopsy" and item.shows is not None]
            for fact in [one for one in sampled if one.known <= page.reference][:1]:
                self._title("diagnosis")
                page.say(_BANKS["specimen_list"], r=result(page, self.patient, fact))
        if rest:
            self._title("treatment")
        for act in rest:
            if act is operation and isinstance(act, Step):
                self._operated(act, specimen, quoted)
            else:
                self._item(act)
        page.line()
        if episodes[at + 1 :]:
            self._title("course")
            for episode in episodes[at + 1 :]:
                self._episode(episode, first=False)
                page.line()
        page.say(_BANKS["end"], **self.words)
        self.reader.settle()

    def _title(self, name: str) -> None:
        self.page.line()
        self.page.say(_BANKS[f"section.{name}"])
        self.page.line()

    def _episodes(self) -> list[list[Fact | Step]]:
        """Return what there is to tell, apart where nothing happened for long."""
        page = self.page
        facts = [
            fact
            for fact in past_facts(page, self.patient)
            if fact.act not in ("us_heart", "sentinel")
            and fact.family in ("imaging", "biopsy", "oral_therapy")
            and fact.key not in self.done
            and (fact.words or fact.shows is not None or fact.family == "oral_therapy")
        ]
        steps = [s for s in self.patient.steps if s.kind in ("surgery", "chemo") and s.day < page.reference]
        told: list[Fact | Step] = [*facts, *steps]
        items = sorted(told, key=lambda item: (item.day, isinstance(item, Step), getattr(item, "key", 0)))
        episodes: list[list[Fact | Step]] = []
        for item in items:
            if episodes and item.day - episodes[-1][-1].day <= _APART:
                episodes[-1].append(item)
            else:
                episodes.append([item])
        return episodes or [[]]

    # -- an episode --------------------------------------------------------------------------
    def _episode(self, items: Sequence[Fact | Step], first: bool) -> None:
        if not items:
            return
        head = items[0]
        if isinstance(head, Fact) and head.family != "oral_therapy" and head.key not in self.done:
            self._opens(head, first)
        for item in items:
            self._item(item)

    def _opens(self, head: Fact, first: bool) -> None:
        """Tell how the patient came, with the month, the day in an emergency, or no date: some time before the act."""
        page, roll = self.page, self.page.rng.random()
        complaint = page.words(_BANKS["complaint"])
        if head.purpose == "follow-up" and roll < 0.7:
            return
        if roll < 0.6:
            self.reader.keep(
                page.say(_BANKS["presents"], y=complaint, d=self._month(self._came(head.day)), **self.words)
            )
        elif roll < 0.72:
            self.reader.keep(page.say(_BANKS["urgent"], y=complaint, d=self._day(head.day), **self.words))
        elif not first and roll < 0.9:
            page.say(_BANKS["later"], y=complaint, **self.words)

    def _came(self, day: date) -> date:
        """Return when the patient came who had an act on a day: weeks before, after what is told already."""
        waited = day - timedelta(days=int(self.page.rng.lognormvariate(*_WAIT)))
        return max([waited, *(said.interval.end for said in self.reader.dated[-1:] if said.interval.end <= day)])

    def _item(self, item: Fact | Step) -> None:
        if isinstance(item, Step):
            if item.kind == "surgery":
                self._operated(item, _specimen(item, self.page.reference), None)
            else:
                self._infusion(item)
        elif item.key in self.done:
            return
        elif item.family == "imaging":
            self._exam(item)
        elif item.family == "biopsy":
            self._sampled(item)
        else:
            self._drug(item)

    def _exam(self, fact: Fact) -> None:
        page = self.page
        self.done.add(fact.key)
        a, r, marked = self._findings(fact)
        slots: dict[str, Slot] = {"q": named(page, fact), "w": self._where(fact), "r": r, "a": a or ""}
        if not page.chance(_BARE):
            self._dated(_BANKS["exam_dated"], marked, d=self._any(fact.day), **slots)
        elif fact.purpose in ("follow-up", "evaluation") and page.chance(0.6):
            self._bare(_BANKS["control"], marked, leads=False, **slots)
        else:
            self._bare(_BANKS["exam_finds"] if a is not None else _BANKS["exam"], marked, leads=True, **slots)

    def _sampled(self, fact: Fact) -> None:
        page, pathology = self.page, fact.shows
        self.done.add(fact.key)
        if pathology is None or pathology.known > page.reference:
            return
        marked = [(fact, "q"), (pathology, "r")]
        slots: dict[str, Slot] = {
            "q": named(page, fact),
            "w": self._where(fact),
            "r": result(page, self.patient, pathology),
        }
        roll = page.rng.random()
        if roll < _BARE:
            self._bare(_BANKS["sampled"], marked, leads=True, **slots)
        elif roll < _BARE + 0.15:
            self._dated(_BANKS["proposed"], marked, d=self._any(fact.day), **slots, **self.words)
        else:
            self._dated(_BANKS["sampled_dated"], marked, d=self._any(fact.day), **slots)

    def _listed(self, fact: Fact) -> None:
        """Tell a test of the episode as one of a list."""
        page = self.page
        if fact.key in self.done:
            return
        self.done.add(fact.key)
        if fact.family == "imaging":
            _, r, marked = self._findings(fact)
        elif fact.shows is None or fact.shows.known > page.reference:
            return
        else:
            r, marked = result(page, self.patient, fact.shows), [(fact, "q"), (fact.shows, "r")]
        slots: dict[str, Slot] = {"q": named(page, fact), "w": self._where(fact), "r": r}
        if page.chance(0.7):
            self._bare(_BANKS[_LISTED[fact.family]], marked, leads=True, **slots)
        else:
            self._dated(_BANKS["exam_list_dated"], marked, d=self._any(fact.day), **slots)

    def _drug(self, fact: Fact) -> None:
        page, q = self.page, named(self.page, fact)
        self.done.add(fact.key)
        if fact.subtype == "start":
            exam = self._evaluated(fact)
            if exam is not None and page.chance(0.7):
                self._until(fact, exam)
            elif self.reader.led_to(fact.day) and page.chance(0.7):
                c = page.words(_BANKS["cause_of"])
                fresh = self.reader.fresh()
                self._dated(_BANKS["cause"], [(fact, "s")], s=q, c=c, d=self._month(fact.day))
                self.reader.led(fresh)
            else:
                self._dated(_BANKS["start"], [(fact, "q")], q=q, x=fact.dose, d=self._any(fact.day))
        elif fact.words != "fin prévue" and fact.subtype == "stop" and page.chance(0.3):
            self._bare(_BANKS["paused"], [(fact, "q")], q=q, y=fact.words or "une intolérance")
        elif fact.subtype == "dose_change":
            self._bare(_BANKS["lowered"], [(fact, "q")], q=q, x=fact.dose, y=fact.words or "une intolérance")
        elif page.chance(0.5):
            self._bare(_BANKS["stopped"], [(fact, "q")], q=q, y=fact.words or "fin prévue")
        else:
            self._dated(
                _BANKS["stopped_dated"], [(fact, "q")], q=q, y=fact.words or "fin prévue", d=self._any(fact.day)
            )

    def _evaluated(self, start: Fact) -> Fact | None:
        """Return the exam that a drug was evaluated by some whole months after its start."""
        for fact in past_facts(self.page, self.patient):
            months = months_between(start.day, fact.day)
            if fact.family != "imaging" or fact.purpose != "evaluation" or not 2 <= months <= 11:
                continue
            if fact.key not in self.done and DateInterval.day(start.day).step(months, Unit.MONTH).contains(
                DateInterval.day(fact.day)
            ):
                return fact
        return None

    def _until(self, start: Fact, exam: Fact) -> None:
        """Tell a drug with the months it was taken, and the exam at their end."""
        page = self.page
        self.done.add(exam.key)
        months = months_between(start.day, exam.day)
        _, r, marked = self._findings(exam)
        k = page.words(_BANKS["until_worse"] if exam.shows is not None or "progress" in r else _BANKS["until_same"])
        told: dict[str, Slot] = {"q": named(page, start), "e": named(page, exam), "r": r, "k": k, "n": f"{months} mois"}
        said = page.say(_BANKS["until"], (start, "q", "d"), d=self._day(start.day), **told, **self.words)
        self.reader.keep(said)
        when = Said(said["n"].start, said["n"].end, DateInterval.day(start.day).step(months, Unit.MONTH))
        for fact, slot in marked:
            where = said["e" if slot == "q" else slot]
            self.reader.note(fact, where.start, where.end, when)

    def _infusion(self, step: Step) -> None:
        page = self.page
        if self.reader.led_to(step.day) and page.chance(0.8):
            self.reader.keep(
                page.say(_BANKS["cause"], s=step.words, c=page.words(_BANKS["cause_of"]), d=self._month(step.day))
            )
        elif page.chance(0.4):
            page.say(_BANKS["infusion"], s=step.words, **self.words)
        else:
            self.reader.keep(page.say(_BANKS["infusion_dated"], s=step.words, d=self._any(step.day)))

    def _operated(self, step: Step, specimen: Fact | None, quoted: Said | None) -> None:
        """Tell an operation; its specimen's result is told after it, or was in an earlier section."""
        said = self.page.say(_BANKS["operated"], s=step.words, d=self._any(step.day), **self.words)
        self.reader.keep(said)
        if specimen is None:
            return
        if quoted is None:
            quoted = self.page.say(_BANKS["specimen"], r=result(self.page, self.patient, specimen))["r"]
        self.reader.note(specimen, quoted.start, quoted.end, said["d"])

    # -- pieces --------------------------------------------------------------------------------
    def _findings(self, fact: Fact) -> tuple[str | None, str, list[tuple[Fact, str]]]:
        """Return article and words of what an exam shows, and what they tell besides the exam."""
        spread = fact.shows
        if spread is None:
            return article(fact.words), fact.words, [(fact, "q")]
        return article(spread.words), spread.words, [(fact, "q"), (spread, "r")]

    def _where(self, fact: Fact) -> str:
        return self.page.rng.choice((" en ville", " (externe)", "")) if fact.outside else ""

    def _bare(self, words: Bank, marked: Sequence[tuple[Fact, str]], leads: bool = False, **slots: Slot) -> None:
        said = self.page.say(words, **slots)
        follows = leads or marked[0][0].family == "oral_therapy"
        self.reader.wait(Waiting(fact, said[slot].start, said[slot].end, leads, follows) for fact, slot in marked)

    def _dated(self, words: Bank, marked: Sequence[tuple[Fact, str]], **slots: Slot) -> None:
        self.reader.keep(self.page.say(words, *((fact, slot, "d") for fact, slot in marked), **slots))

    def _month(self, day: date) -> DatePhrase:
        return dates.month(day.year, day.month, int(self.page.rng.random() < 0.15))

    def _day(self, day: date) -> DatePhrase:
        return dates.absolute(day, self.page.voice.full[0])

    def _any(self, day: date) -> DatePhrase:
        return self._month(day) if self.page.chance(0.5) else self._day(day)


def _specimen(step: Step, reference: date) -> Fact | None:
    return next((fact for fact in step.facts if fact.family == "pathology" and fact.known <= reference), None)
