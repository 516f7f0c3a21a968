"""Whether a statement tells what a karyotype or a FISH showed."""

import re

from onco_pipeline.pipes.pathology.runs import Detail

__all__ = ["of_chromosomes"]

#: Characters behind a statement in which what was found still is its own.
_NEAR = 40
_CHROMOSOME = re.compile(
    r"\b(?:deletion|translocation|trisomie|monosomie|inversion|gain|perte)s? (?:du |de |d'|\(|t\()*(?:chromosome )?\d{1,2}|\bt\(\d|\b\d{1,2}[pq]|\b(?:del|inv|dup|add|i)\(\d|\b4[5-9],? ?x[xy]?\b|\bcomplexe\b"
)
#: A FISH names its probes by their places; what it found is told by an aberration.
_LOCUS = re.compile(
    r"\b(?:del|inv|dup|add|i|t) ?\(\d|\b(?:deletion|trisomie|monosomie)s? (?:du |de |d'|\(|chromosome )*\d|\bdel ?\d{1,2}[pq]"
)
_OF_CHROMOSOMES = ("caryotyp", "fish")


def of_chromosomes(run: list[Detail], folded: str) -> bool:
    """Whether a karyotype is told with what it showed: "caryotype : délétion 17p"."""
    named = next(
        (detail for detail in run if detail.word.startswith(_OF_CHROMOSOMES) or "cytogen" in detail.word), None
    )
    if named is not None and named.word == "fish":
        return _LOCUS.search(folded, named.end, run[-1].end + _NEAR) is not None
    return named is not None and _CHROMOSOME.search(folded, named.end, run[-1].end + _NEAR) is not None
