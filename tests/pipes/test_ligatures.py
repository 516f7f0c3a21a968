"""A word with the ligature of "cœur" is read as the word with its two letters: half of the typists have the key."""

import pytest

from onco_pipeline.extraction.reading import read_events


@pytest.mark.parametrize(
    "note",
    [
        "Sa sœur a eu un cancer du sein métastatique au foie en 2010.",
        "Antécédents : sœur, biopsie du sein en 2010 : carcinome.",
        "Une sœur décédée de métastases cérébrales en 2012.",
        "Cancer de l'ovaire. Cœlioscopie le 12/03/2021 : biopsies péritonéales, carcinose.",
        "Transit œsophagien le 12/03/2021 : normal.",
        "Biopsies œsophagiennes le 12/03/2021 : carcinome épidermoïde.",
        "Cancer de l'œsophage. Œsophagectomie le 12/03/2021 : pT3N1.",
        "K œsophage. Métastases hépatiques le 12/03/2021.",
        "Cancer du sein. Ganglion cœliaque métastatique le 12/03/2021.",
        "IRM cérébrale le 12/03/2021 : lésion frontale avec œdème. Cancer du sein.",
        "Télécœur le 12/03/2021 : normal.",
        "Échographie du cœur le 12/03/2021.",
    ],
)
def test_a_ligature_is_its_two_letters(note: str) -> None:
    def told(text: str) -> list[tuple[str, ...]]:
        return [
            (
                event.family.value,
                event.subtype,
                str(event.site),
                event.status.value,
                event.experiencer.value,
                str(event.interval),
            )
            for event in read_events(text)
        ]

    assert told(note) == told(note.replace("œ", "oe").replace("Œ", "Oe"))
    assert told(note)
