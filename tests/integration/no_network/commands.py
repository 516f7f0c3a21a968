"""Every command, one after the other, in the one guarded process that runs this file."""

import json
import sys
from pathlib import Path

from typer.testing import CliRunner

from onco_pipeline.cli import app


def main(folder: Path, person: str) -> None:
    home = ["--home", str(folder / "home")]
    notes, gold = folder / "notes.jsonl", folder / "gold.jsonl"
    texts = ["Scanner thoracique le 12/03/2019.", "Biopsie du foie le 03/04/2019 : métastase."]
    notes.write_text("".join(json.dumps({"note_id": str(n), "note_text": text}) + "\n" for n, text in enumerate(texts)))
    gold.write_text("".join(json.dumps({"note_id": str(n), "events": []}) + "\n" for n in range(2)))
    out = folder / "out"
    out.mkdir()
    commands = [
        ["extract", str(notes), "--out", str(out / "local.jsonl")],
        ["extract", str(notes), "--out", str(out / "many.jsonl"), "--workers", "2"],
        ["evaluate", str(notes), str(gold), "--draws", "40"],
        ["events", *home, "--out", str(out / "events.jsonl")],
        *(["timeline", person, *home, "--out", str(out / f"timeline.{end}")] for end in ("html", "svg", "png")),
        ["report", *home, "--out", str(out / "report.html")],
        ["export", "omop", *home, "--out", str(out / "omop")],
        ["synth", "--patients", "40", "--seed", "5", "--out", str(out / "world")],
        ["calibrate", str(out / "world"), "--out", str(out / "calibration.json")],
        ["forget", person, "--yes", *home],
    ]
    for command in commands:
        done = CliRunner().invoke(app, command)
        print(command[0], done.exit_code)
        if done.exit_code:
            print(done.output, repr(done.exception), file=sys.stderr)
            sys.exit(1)
    assert (out / "local.jsonl").read_bytes() == (out / "many.jsonl").read_bytes()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
