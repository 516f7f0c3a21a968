"""``docs/performance.md`` from the figures: tables are made, words around them are written here."""

from __future__ import annotations

from typing import Any

HEAD = """# Performance

Written by `make bench` (`python -m benchmarks`) from `benchmarks/results.json`; do not edit. One measure alone:
`python -m benchmarks speed`. The first, `lossless`, ends the run with an error when a note reads differently.

## How it is fast

A note goes through three stages, and ends at the first that shows it holds nothing
(`onco_pipeline/extraction/reading.py`).

1. **Scan.** Stems and short words say which families a note can be about; a word that begins, ends and is as long as a
   drug's name is looked up among them. No stem, no event. The stems of all families, and those that two dozen patterns
   begin with inside a word, are looked for in one pass (`pipes/stems.py`), by a compiled build together with the
   literals of the next stage.
2. **Parse.** *A sweep* (`pipes/sweep.py`) goes over the words once and follows the first twelve characters of each
   through a table that says which of the large patterns (dates, exams, samplings, spread, drug phases, pathology,
   organs) could begin there, and with which of their alternatives (`pipes/alternatives.py`). The table is read from the
   patterns themselves, through the parse tree that Python's `re` makes of them, so a pattern that is changed needs
   nothing else. Each pattern is then tried at the few places left to it, reduced to the one or two alternatives that
   can match, and to their own groups: `re` copies what it knows of all groups whenever it tries another way, which made
   the last of the dates' hundred and ninety groups five times as dear as the first. The small patterns around an event
   are tried only where a literal stands that they cannot do without (`pipes/screen.py`), or by their stems, or as they
   are, whichever took least over the calls that notes make of each; titles and the paper's own lines only at the heads
   of lines that begin as they do. A compiled build looks for the literals of all small patterns in one pass over the
   words around an event, which tells each from where a match may begin; what was told of the last six such passages
   is remembered, for each reader of an event cuts the same words out anew. Of the note itself the scan has gone over
   all: what does not stand in it stands in no part, and the rest is looked up in what was found. Another long text is
   gone over whole when a sixteenth of it has been asked about. All of it is read from the patterns too. Before PCRE2 is
   asked whether a pattern stands at a place, the character there is asked whether it can begin it; and where it
   searches, it is told first what most places of a text lack: a word's beginning, or one of the characters that some
   alternative begins with. Each alternative asked that on its own before (-4 % of the instructions of a note, with four
   patterns that split a number or a word in every way).
3. **Date.** Dates are resolved and linked only when an event was found. An event is set against the twenty dates on
   either side of it: further on, a date costs more than any event pays, so a note of a thousand dates costs little
   more than its length (`pipes/event_date/nearby.py`, held by `tests/extraction/test_growth.py`).

A note whose sentences the width of a page has broken is read with a blank for each such line end
(`pipes/document/page_lines.py`); most are put there before its dates are looked for, so that it is gone through once.

No stage makes a tokenised document: no rule of ours looks at a token, and spaCy's `Doc` costs more to make and to turn
back into text than the rest. The EDS-NLP components are shells over the same functions, for pipelines of one's own.

**Compiled.** What is left of the time is some five thousand calls of small functions a note. `make setup` has mypyc
compile these modules to C where it finds a C compiler (`make compile` does it again, in seven minutes), with what they
leave to Python spelt out (`onco_pipeline/declaring.py`): constants are declared, the members of enumerations and the
patterns of `re.search` are constants too, methods of patterns are looked up once, classes of data have a constructor.
The loops that look at each character of a text are Cython's (`pipes/passes/`): mypyc boxes each figure that they read.
Events and dates are handed on as lists: a compiled loop over a list costs a tenth of one over any sequence. Patterns
are matched by PCRE2 (`pcre/engine.pyx`), which makes machine code of each, where the library is there (`libpcre2-8`:
grep and git bring it along); it is told the parse tree that `re` made of the pattern (`pcre/translation.py`), finds
what `re` finds (`tests/pcre`: any pattern in any text, and those of the rules in notes), and leaves to `re` what it
gives up on. What each pattern is to PCRE2 is said when a build is made and kept beside it (`pcre/kept.py`), the parts
of patterns that are tried alone too: those that any text can ask for are known beforehand. By turns, the same build
with and without PCRE2: 0.85 of the time on case reports, 0.88 on the mix, 0.94 on
fictitious notes. In a loop over the same calls it is three to four times as fast as `re`: among all else that a note
asks for, its code is seldom in the processor's nearest memory. Where gcc is the compiler, a first build reads
fictitious notes (of another seed than those measured below) and counts which branches they take, and the second is laid
out by that and optimised over all files at once: three to nine hundredths less than without. Where LLVM's BOLT is on
the path, 19 or newer (Debian: `apt install bolt-19`), the linked code is then moved so that what follows in time stands
side by side (`onco_pipeline/laying_out.py`): by turns, 0.96 of the time on fictitious notes, 0.98 on case reports, no
less on the mix. Compiled, a fictitious note takes 0.26 of the time that its sources take, a case report 0.39; of the
reconciliation's time, which is compiled along, a third is spared. The sources stay what is read, changed and tested,
and give the same: a build is put in use only after it has read 600 fictitious notes, and reconciled what they tell with
the coded rows, as they do. It is found by the hash of the sources that it was made of, so an edit, a pull or an upgrade
leaves it unused, never half right (`onco_pipeline/compiled.py`, `tests/test_compiled.py`); `ONCO_PURE=1` leaves it
unused in any case. Figures that say `extraction compiled` were taken with it, all others without.

**Waiting for memory.** A note asks for some megabytes of tables, patterns and code, and the processor's own memory
holds one; a tenth of a compiled note's time went into three tables in which each character's look waits for the last
one's. Literals are therefore looked for by a small table first, which tells whether four characters can begin one and
is asked for many places at once, and then by a tree whose branches lie one behind the other (`pipes/literals.py`);
Python follows the automaton of Aho and Corasick, which was here before. Where patterns can begin is remembered four
characters at a time and followed from thirty places side by side, what each asks for next being fetched meanwhile
(`pipes/passes/`).

By a model of this machine's caches (valgrind's), a fictitious note takes 7,600 lines of code, of 64 bytes each, from
beyond the second cache, more than half of them code of patterns: PCRE2 makes 15 megabytes of it. So patterns are
told it in another order than they are written in (`pcre/factoring.py`): what alternatives begin with alike is asked
once, a character before what must stand before it, and words and blanks are looked up in one table for all. That takes
a seventh of those lines away, and a sixth of the instructions that PCRE2 runs.

**Which Python.** Half of what a compiled build does is in functions of Python itself, so it matters how that was made.
Debian's `python3.11` was optimised by a profile and at link time; one that `pyenv install` makes with its defaults was
not. The same build, by turns in both: Debian's takes 0.91 of the time on fictitious notes (0.89 of the instructions),
while the stock chain takes as long in both. `make setup` takes the system's Python 3.11 where the path's was made so
(`PYTHON=/path/to/python3.11` takes another).

**Large pages.** A process that has read a thousand notes asks Linux to move what it holds to pages of two megabytes
(`extraction/large_pages.py`): on the machine below, a virtual one, notes are read in 0.96 of the time or less. The
speed measured below is that of a process that has done so; the stock chain has its memory in large pages there, too.

Other ways were left. Reading *windows* around triggers instead of the whole note cannot be shown to lose nothing: a
date is resolved from dates told anywhere before it, the metastases that count are the first of the note, and the title
of a section stands far above its end. Automata of literals from elsewhere (pyahocorasick, hyperscan) find words, not
the places where a pattern that looks behind itself or refers back can begin, and tell Python of each by a call; ours
tell a whole passage at once, and take a tenth of a note's time. To take one step for four notes, then the next, so that
its code stays near, gave nothing to be seen. Cython made the modules, as they are, no faster: it leaves the calls
between them to Python, where mypyc makes them calls of C. Python's garbage collector, held back while a note is read,
gave nothing: it runs twice in 600 notes. Shorter lists of the literals that a pattern needs gave nothing to be seen. To
remember what was read of a passage by its words would flatter the fictitious notes alone: in them every second result
is told in words met before, in case reports one in a hundred. What is left is flat, and waits for memory: read five
times over, a note takes three quarters of the time. A fifth goes into matching, a fifth into the compiled functions
themselves, an eighth into the loops over characters, the rest into Python's strings, lists and tables.
"""

TEXTS = {
    "lossless": """## Nothing is lost

Rows of the fast reading against rows of the whole EDS-NLP pipeline, every field: no difference.
""",
    "speed": """## Beside the stock EDS-NLP chain

The stock chain ({stock}) against the whole extraction, turn about on the same notes, one core, processor time; units
of 2,000 characters a second, medians. Before, the process has read a thousand other notes (of the mix half), as one
that works for a while has, and whichever is measured has just read fifty of those again. For after eight seconds in
which it did not read, this project takes two to four times as long for the first fifty notes, whether the stock chain
was reading meanwhile or nobody was (measured with a process that slept): where a virtual machine holds memory that is
not asked for, it is not told. That made up a tenth to a third of the time that 350 notes take. The mix holds real
reports, one in five about a cancer; the others are case reports too, full of scans and biopsies, where a hospital's
daily notes are not. The project asks for ten times the stock chain on the first two and twenty times on the mix; where
the table says less, the target is not reached. The fictitious notes are the densest: hardly a line without an event or
a date. "With a linker": the same, dated by a trained linker beside the rules (`--linker MODEL`), in rounds of its own;
eight is asked for.

The ratio depends on the machine: on another one, whose caches are smaller, one build (rules 12) gave 17.2, 9.1 and
25.3 where it gave 12.9, 6.8 and 17.9 here: the stock chain is two and a half to three times as fast here as there, and
this project twice. It depends on the Python, too: the table is of Debian's, with BOLT; rules 22 gave 18.4, 9.2 and
26.7 so, and 16.2, 8.4 and 24.3 in a Python that was not optimised by a profile. And on the hour: in one, the stock
chain read 40 units of fictitious notes a second and rules 28 were 9.1 times as fast; in another 59, and the same build
was 6.3 times as fast (14.4 and 19.2 on the others), for what waits for memory does not gain by a faster processor. And
on the process: from one to the next the same build takes up to a twentieth more or less, for where things lie in
memory is chance: rules 31 gave 20.8, **10.2** and 27.0 in the run of the table, in which the process read for the
linker's rounds, too, and 19.6, 9.8 and 26.4, 18.4, 8.8 and 24.0, and 19.5, 9.4 and 24.5 in three without a linker: ten
times on fictitious notes is reached in one run of four. Until rules 30 the pause was in the figures, and where a
linker was measured, too, every second reading of the rules came behind the linker's of the same notes, which hid it:
measured so, rules 31 gave 20.7 to 21.3, 9.7 to 10.4 and 25.3 to 27.3 in three runs with a linker, rules 30 17.3 to
20.4, 8.8 to 10.2 and 23.9 to 28.7 in five; without one, rules 31 gave 17.7 and 17.9, 7.7 and 8.4, and 22.5 and 22.4. A
note that is read for the first time takes a sixth more than one that is read again: its words, and the parts of
patterns that they ask for, are new.

So two builds are compared by turns, on the same notes, with the same rows. Rules 29 took **0.79** of the time of rules
28 on fictitious notes (100 rounds of 200 notes; half of them between 0.78 and 0.81) and **0.86** on case reports (60;
0.85 to 0.88). Of the two builds of the same rules since then, each by turns against the one before, the first took
**0.91** on fictitious notes (60 rounds; 0.88 to 0.93) and **0.93** on case reports (30; 0.92 to 0.96), the second
**0.88** (40; 0.86 to 0.90) and **0.91** (24; 0.90 to 0.95), and rules 30, both built without a profile, **0.93** (60;
0.90 to 0.95) and **0.91** (30; 0.86 to 0.95). Rules 31 take 7 in a hundred instructions less again. Of those of a
hundred fictitious notes, 53 in a hundred are gone since rules 28. No one of some two hundred changes gave much. What
gave most: a note is laid open before the first scan, so that one text is gone through for all (7 in a hundred); of a
text that was gone over whole, a pattern is told of its own literals; the dearest question of a date is asked last; a
table of patterns is asked at once; an event tells of what kind it is; PCRE2 is told patterns in another order (above);
clauses are cut only where two words are asked about; a small pattern asks C only near its literals; an event asks of
the sentences before only where none of its own dates is cheaper; the stems and the literals are looked for in one
pass.

What was tried and left: to ask of a text which three letters stand in it before PCRE2 is run (0.97 to 1.05 of the time:
a run that fails at once costs little); alternatives that match in one way at most as atomic groups (a tenth less code,
as many instructions, as many lines of code from far away); a set in front of each list of six alternatives (the same,
and the largest pattern became too long for PCRE2); code in large pages, moved over itself as Node.js does; optimising
for size (1.10) and calls without a linkage table (1.05); the processor's own instructions, which do not go together
with the counts; of BOLT, peepholes, frames, small functions inlined and code split in three; the first eight lines of a
pattern's code fetched before it is run (1.02); places as numbers of the machine in all compiled modules (1 in a hundred
fewer instructions, 1.01 of the time).
""",
    "stages": """## Where the time goes

Percent of the reading of a note by the sources: compiled stages call each other, and cannot be told apart. A pattern's
share holds the sweep when it is the first to ask for it.
""",
    "growth": """## Growth

Processor seconds of the local engine; linear is 1.
""",
    "memory": """## Memory

Peak of this process and two workers together (proportional set size), short notes streamed through the multiprocessing
engine. What is kept from note to note has a bound: beginnings met before, 200,000 at most for each pattern,
and 26,000 nodes of a table.
""",
    "job": """## The whole job

From ingestion to the marts and the report, processor seconds of Dagster, dbt and all, and the time by the clock; the
extraction in one process. To start Python and import all this, some four seconds, comes before; a run that finds no
note to read spares itself one of them, in which the patterns are made. The second run finds nothing new, and leaves
every step whose input is the same (`resources/unchanged.py`), the reading of the source's files among them
(`resources/arrivals.py`): what it costs is set-up and the comparing of hashes. dbt runs in the job's own process
(`resources/dbt_runner.py`) and asks what the columns of a table promise in one test; Dagster's records stay open while
it works (`resources/run_records.py`), and so does the warehouse from step to step (`resources/database_file.py`).
Before the third, every note of one patient in a hundred is added: the notes and patients that are new are treated
alone; the marts that read something that changed are made again by the SQL that dbt compiled, without dbt around it
(`resources/dbt_again.py`), those that tell of each patient alone for the patients whose rows have changed; the counts
of the activity are corrected by those patients, every other aggregate is made whole. Rows of the source that stand in
the warehouse as they are there are not cleaned and hashed again (`onco_pipeline/omop/known.py`). Every changed table
is validated whole, by counts that DuckDB makes in one statement (`onco_pipeline/quality/counting.py`), and the Data
Docs of the other tables stay. Of a first run on 10,000 notes, the twelve seconds or so beside the extraction were,
step by step: dbt and its models 4.1 (what must be hidden of the activity 0.8), the reconciliation 2.3, Great
Expectations' pages 1.6 (1.1 to import it), the report and four timelines 1.7 (0.4 to start what draws), Dagster itself
0.9 beside what it records in each step, the source 0.8, all else 0.8. Of the three seconds that one new note in a
hundred took beside set-up by rules 23: the models 1.5 (what must be hidden 0.7, two pictures 0.25), the report 0.6,
the reconciliation, the source, the new notes and the Data Docs 0.2 each, the rest 0.4. What must be hidden depends on
all cells: to solve for fewer cells at a time, those near the one that is given away, took longer, and so did the
linear programme without HiGHS's own simplification. One thread of DuckDB took as long as two. Much of that is the same
for 10,000 notes as for 100,000 (`--set notes=100000`): there a first run took 146.5 s for 114.1 s of extraction (1.28
times; rules 24), nothing new 3.1 s, and one new note in a hundred 9.2 s, 4.3 % of the first run, set-up apart (by
rules 23 some 5 %). Of these, reading 990 notes takes 1.1 s, seven pictures 1.0, the table of notes 0.8, what must be
hidden and dbt's tests of rows 0.3 each. On **a million** (`--set notes=1000000`; rules 26, the
test suite beside it for most of the first run, nothing beside the others) a first run took 1,436 s for 1,207 s of
extraction (1.19 times), nothing new 14 s, and one note in a hundred (9,823) 50 s, of which 14 to read them: 2.5 % of
the first run, set-up apart, and less than 3 if the first run alone took a sixth less. It was 86 s with rules 24, before
known rows were compared batch by batch, keys counted exactly and patients' rows tested where they changed. The project
asks for a job of at most 1.25 times its extraction, and for 3 % of the first run for one new note in a
hundred, set-up apart; where the table says more, the target is not reached. The table was taken in a slow hour, in
which the sources before these took 2.2 to 3.0 s for nothing new; in a better one rules 30 took 19.6, 1.7 and 4.6 s
(2.31 times the extraction, and 15 %).
""",
    "workers": """## Two processes

Wall-clock time of 20,000 notes, from the time on when each process has read four thousand: it remembers the words that
it meets, so that the first thousand cost twice as much as those behind them and the second a tenth more than the tenth,
and two processes learn from half of the notes each. Ended, a worker leaves its memory to the system as it is: to free
it took a second, which was counted here before (1.76). Worth something only on a machine that does nothing else (load
{load} when it was taken). The last column is what the machine gives: two processes against one that read the
same notes each, hand nothing over and wait for nobody. The project asks for 1.8.
""",
}


def page(results: dict[str, Any]) -> str:
    """Return the page for the figures at hand; a measure that was not taken is said to be missing."""
    parts = [HEAD]
    for name, text in TEXTS.items():
        taken = results.get(name)
        if taken is None:
            parts.append(f"{text.splitlines()[0]}\n\nNot measured yet: `python -m benchmarks {name}`.\n")
            continue
        figures, machine = taken["figures"], taken["machine"]
        filled = text.replace("{load}", str(machine["load"])).replace("{stock}", _stock())
        told = ", ".join(f"{key} {value}" for key, value in machine.items())
        parts.append(f"{filled}\n{_table(name, figures)}\n\n`python -m benchmarks {name}` on: {told}.\n")
    return "\n".join(parts)


def _stock() -> str:
    from benchmarks.measures import STOCK

    return ", ".join(STOCK)


def _table(name: str, figures: dict[str, Any]) -> str:
    return globals()[f"_{name}_table"](figures)


def _rows(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _lossless_table(figures: dict[str, Any]) -> str:
    rows = [[name, f"{one['notes']:,}", f"{one['rows']:,}", 0] for name, one in figures.items()]
    return _rows(["notes of", "notes", "rows", "different"], rows)


def _speed_table(figures: dict[str, Any]) -> str:
    rows = [
        [
            name,
            one["stock"],
            one["ours"],
            f"**{one['ratio']}**",
            f"{one['least']} to {one['most']}",
            one.get("with_linker", "not measured"),
            f"{one['rounds']} of {one['notes']} notes",
        ]
        for name, one in figures.items()
    ]
    header = ["notes", "stock chain", "this project", "times as fast", "rounds from", "with a linker", "rounds"]
    return _rows(header, rows)


def _stages_table(figures: dict[str, Any]) -> str:
    titles = list(figures)
    names = list(dict.fromkeys(stage for shares in figures.values() for stage in shares))
    rows = [[stage, *(figures[title].get(stage, 0.0) for title in titles)] for stage in names]
    return _rows(["stage", *titles], rows)


def _growth_table(figures: dict[str, Any]) -> str:
    rows, before = [], None
    for size, one in figures.items():
        linear = "" if before is None else f"{one['seconds'] / before[1] / (int(size) / before[0]):.2f}"
        rows.append([f"{int(size):,}", one["seconds"], f"{one['rows']:,}", linear])
        before = int(size), one["seconds"]
    return _rows(["notes", "seconds", "rows", "growth over the line before"], rows)


def _memory_table(figures: dict[str, Any]) -> str:
    rows = [[f"{int(size):,}", one["megabytes"], one["seconds"]] for size, one in figures.items()]
    return _rows(["notes", "MB at the peak", "seconds by the clock"], rows)


def _job_table(figures: dict[str, Any]) -> str:
    first, idle = figures["first"]["seconds"], figures["nothing new"]["seconds"]
    rows = [
        [
            name, f"{one['notes']:,}", one.get("clock", "not measured"), one["seconds"], one["extraction"],
            f"{one['seconds'] / one['extraction']:.2f}" if one["extraction"] else "",
            f"{100 * one['seconds'] / first:.1f}", f"{100 * (one['seconds'] - idle) / first:.1f}",
        ]
        for name, one in figures.items()
    ]  # fmt: skip
    head = ["run", "notes treated", "by the clock, s", "job, s", "its extraction, s", "job / extraction"]
    return _rows([*head, "% of the first run", "%, set-up apart"], rows)


def _workers_table(figures: dict[str, Any]) -> str:
    row = [figures["one"], figures["two"], f"**{figures['ratio']}**", figures["rounds"], figures.get("apart", "")]
    head = ["one process, notes/s", "two processes, notes/s", "times as fast", "rounds", "two that share nothing"]
    return _rows(head, [row])
