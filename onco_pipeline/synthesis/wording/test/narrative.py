"""A life told at length, with few dates: the test family."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "narrative.section.history": ("Histoire", "Rappel de l'histoire"),
    "narrative.section.examination": ("Clinique", "Données cliniques"),
    "narrative.section.tests": ("Bilan", "Explorations"),
    "narrative.section.diagnosis": ("Conclusion diagnostique", "Diagnostic final"),
    "narrative.section.treatment": ("Traitements reçus", "Conduite thérapeutique"),
    "narrative.section.course": ("Suites", "Devenir"),
    "narrative.title": ("À propos d'une observation : {o}", "Récit de la maladie ({o})"),
    "narrative.letter": (
        "Mon cher ami,\n\nVoici [le parcours|l'histoire complète] de {t} {i}., {a} ans. ",
        "Bonjour,\n\nPour mémoire, les étapes de la maladie de {t} {i}. ({a} ans). ",
    ),
    "narrative.who": (
        "{p.C}, {a} ans, [ancien fumeur|retraité{z}], [vit à domicile|vit seul{z}]. ",
        "Nous rapportons le cas d'{up} âgé{z} de {a} ans. ",
    ),
    "narrative.presents": (
        "C'est {d.on}{d} que {p} décrit {y} et consulte. ",
        "{p.C} [vient|nous est confié{z}] {d.on}{d} avec {y}. ",
        "Tout commence {d.on}{d} avec {y}. ",
    ),
    "narrative.urgent": (
        "Passage par les urgences {d.on}{d} pour {y}. ",
        "{d.On}{d}, {y} [conduit|amène] {p} aux urgences. ",
    ),
    "narrative.later": (
        "Plus tard survient {y}. ",
        "Le suivi est marqué par {y}. ",
    ),
    "narrative.exam": (
        "On fait [alors|donc] {q.un}{q}{w} : {r}. ",
        "S'y ajoute {q.un}{q}{w} : {r}. ",
        "{q.Le}{q}{w} [conclut|est ainsi rendu{q.e}] : {r}. ",
    ),
    "narrative.exam_finds": (
        "On fait [alors|donc] {q.un}{q}{w} où l'on voit {a}{r}. ",
        "{q.Le}{q}{w} [trouve|fait découvrir] {a}{r}. ",
        "S'y ajoute {q.un}{q}{w} avec {a}{r}. ",
    ),
    "narrative.exam_dated": (
        "{q.Un}{q}{w} [date|est] {d.of}{d} : {r}. ",
        "À la date {d.of}{d}, {q}{w} : {r}. ",
    ),
    "narrative.exam_list": ("* {q}{w}, {r}.\n", "o {q.C}{w} -> {r}.\n"),
    "narrative.exam_list_dated": ("* {q}{w}, {d} : {r}.\n", "o {q.C}{w}, {d} -> {r}.\n"),
    "narrative.control": (
        "{q.Le}{q} de surveillance{w} [reste|est] rassurant{q.e} : {r}. ",
        "Les choses restent stables ensuite, {q.le}{q}{w} en témoigne : {r}. ",
        "Au bilan suivant ({q}{w}), {r}. ",
    ),
    "narrative.sampled": (
        "On [prélève|fait donc] : {q}{w}, qui donne {r}. ",
        "Preuve histologique par {q}{w} : {r}. ",
        "La réponse est venue {q.du}{q}{w} : {r}. ",
    ),
    "narrative.sampled_dated": (
        "Pour {q.le}{q}{w}, [à la date|fait{q.e} à la date] {d.of}{d}, on lit : {r}. ",
        "À la date {d.of}{d}, {q}{w}, réponse : {r}. ",
    ),
    "narrative.sampled_list": ("* {q}{w}, {r}.\n", "o {q.C}{w} -> {r}.\n"),
    "narrative.proposed": (
        "On propose {q.un}{q}, accepté{q.e}. L'acte a finalement lieu {d.on}{d} et donne {r}. ",
        "L'indication {q.dun}{q} est posée. Rendez-vous a été honoré {d.on}{d} ; réponse : {r}. ",
    ),
    "narrative.cause": (
        "C'est pourquoi, {d.on}{d}, on commence {s}, {c} l'imposant. ",
        "Du fait de {c}, passage à {s} {d.on}{d}. ",
    ),
    "narrative.cause_of": ("ce nouveau bilan", "cette aggravation", "ces constatations"),
    "narrative.start": (
        "La prise {q.du}{q} ({x}) commence {d.on}{d}. ",
        "{q.C} ({x}) est proposé et accepté, première prise {d.on}{d}. ",
    ),
    "narrative.until": (
        "La prise {q.du}{q}, commencée {d.on}{d}, dure {n} ; {e.le}{e} fait alors état {k} : {r}. ",
        "{q.C} commencé {d.on}{d} et pris pendant {n}, jusqu'{e.au}{e} qui témoigne {k} : {r}. ",
    ),
    "narrative.until_worse": ("d'une aggravation", "d'une évolution de la maladie"),
    "narrative.until_same": ("d'une stabilité", "d'un bon contrôle"),
    "narrative.lowered": (
        "Rapidement {y} oblige à descendre {q} à {x}. ",
        "On réduit ensuite {q} à {x} pour {y}. ",
    ),
    "narrative.paused": (
        "Pause {q.du}{q} de [quelques semaines|quinze jours] environ : {y}. ",
        "On laisse {q} de côté durant [un mois|trois semaines], motif : {y}. ",
    ),
    "narrative.stopped": ("{q.C} est ensuite abandonné : {y}. ", "On cesse {q} ({y}). "),
    "narrative.stopped_dated": (
        "Fin de la prise {q.du}{q} {d.on}{d} : {y}. ",
        "{q.C} est abandonné {d.on}{d}, motif : {y}. ",
    ),
    "narrative.infusion": ("On passe à {s}. ", "Place ensuite à {s}. "),
    "narrative.infusion_dated": ("{s.C} commence {d.on}{d}. ", "Premier cycle de {s} {d.on}{d}. "),
    "narrative.operated": (
        "L'opération ({s}) a lieu {d.on}{d}. ",
        "Le geste chirurgical, une {s}, date {d.of}{d}. ",
    ),
    "narrative.specimen": ("Sur la pièce : {r}. ", "Le pathologiste écrit : {r}. "),
    "narrative.specimen_list": ("* {r}.\n", "o {r.C}.\n"),
    "narrative.complaint": (
        *("une fatigue inhabituelle", "un amaigrissement", "des douleurs diffuses"),
        *("un essoufflement", "une gêne persistante", "une baisse de l'appétit"),
    ),
    "narrative.body": (
        "État général conservé, indice OMS [0|1]. Aires ganglionnaires libres.",
        "Rien à l'examen, poids stable.",
    ),
    "narrative.end": (
        "Nous revoyons {p} régulièrement.\n",
        "Le suivi continue dans le service.\n",
    ),
}
