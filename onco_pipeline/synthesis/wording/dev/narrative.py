"""A life told at length, with few dates: the development family."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "narrative.section.history": ("Anamnèse", "Antécédents et anamnèse"),
    "narrative.section.examination": ("Examen physique", "Examen clinique"),
    "narrative.section.tests": ("Examens complémentaires", "Tests complémentaires"),
    "narrative.section.diagnosis": ("Diagnostic", "Diagnostic retenu"),
    "narrative.section.treatment": ("Traitement", "Prise en charge thérapeutique"),
    "narrative.section.course": ("Évolution", "Évolution ultérieure"),
    "narrative.title": ("Présentation d'un cas de {o}", "Observation clinique : {o}", "Cas clinique - {o}"),
    "narrative.letter": (
        "Chère consœur, cher confrère,\n\nJe vous [adresse|résume] l'histoire de {t} {i}., {a} ans. ",
        "Cher collègue,\n\nVous trouverez ci-dessous le résumé de l'histoire de {t} {i}., {a} ans. ",
    ),
    "narrative.who": (
        "{p.C} de {a} ans, [sans antécédent notable|suivi{z} pour une hypertension|sans traitement]. ",
        "Il s'agit d'{up} de {a} ans [sans antécédents d'intérêt|aux antécédents de diabète de type 2]. ",
    ),
    "narrative.presents": (
        "{d.On}{d}, {p} [consulte|a consulté] pour {y}. ",
        "{d.On}{d}, {p} [s'est présenté{z}|a été adressé{z}|a été vu{z} en consultation] pour {y}. ",
        "{p.C} a été admis{z} {d.on}{d} pour {y}. ",
    ),
    "narrative.urgent": (
        "{d.On}{d}, {p} [a consulté|consulte] aux urgences pour {y}. ",
        "{p.C} est admis{z} aux urgences {d.on}{d} devant {y}. ",
    ),
    "narrative.later": (
        "Au cours de la surveillance, {p} a [présenté|développé] {y}. ",
        "Par la suite est apparue une nouvelle plainte ({y}). ",
        "Pendant le suivi, {p} a signalé {y}. ",
    ),
    "narrative.exam": (
        "{q.Un}{q} [a été|est] réalisé{q.e}{w} : {r}. ",
        "L'étude a été complétée par {q.un}{q}{w} : {r}. ",
        "{q.Le}{q}{w} [demandé|effectué]{q.e} [à cette occasion|dans ce cadre] : {r}. ",
        "Il a été décidé de réaliser {q.un}{q}{w} ({r}). ",
    ),
    "narrative.exam_finds": (
        "{q.Un}{q}{w} [a été|est] réalisé{q.e}, qui [a montré|a mis en évidence|a révélé] {a}{r}. ",
        "L'étude a été complétée par {q.un}{q}{w}, montrant {a}{r}. ",
        "{q.Un}{q}{w} [a révélé|a montré|mettait en évidence] {a}{r}. ",
        "Compte tenu de ces éléments, il a été décidé de demander {q.un}{q}{w}, qui [a révélé|a objectivé] {a}{r}. ",
        "{q.Le}{q}{w} [a confirmé|confirme] {a}{r}. ",
    ),
    "narrative.exam_dated": (
        "{q.Un}{q}{w} réalisé{q.e} {d.on}{d} [a montré|a révélé] : {r}. ",
        "{d.On}{d}, {q.un}{q}{w} [a été réalisé{q.e}|a été effectué{q.e}], avec : {r}. ",
        "{q.Le}{q}{w} {d.of}{d} [a décrit|décrit] : {r}. ",
    ),
    "narrative.exam_list": ("- {q.C}{w} : {r}.\n", '"{q.C}{w} : {r}.\n'),
    "narrative.exam_list_dated": ("- {q.C}{w} ({d}) : {r}.\n", '"{q.C}{w} {d.of}{d} : {r}.\n'),
    "narrative.control": (
        "{q.Un}{q} de contrôle{w} [s'est révélé{q.e} sans particularité|n'a pas montré de nouvelle lésion] : {r}. ",
        "[Ultérieurement|Depuis lors], {q.le}{q} de contrôle{w} : {r}. ",
        "Lors de la réévaluation par {q}{w}, {r}. ",
        "{q.Le}{q}{w} après [trois cycles|la fin du traitement|quelques mois de suivi] : {r}. ",
    ),
    "narrative.sampled": (
        "{q.Un}{q}{w} {q.a} été [réalisé|pratiqué]{q.e}, avec pour résultat : {r}. ",
        "Il a été décidé de réaliser {q.un}{q}{w}, dont l'étude anatomopathologique [a conclu|conclut] : {r}. ",
        "Le diagnostic a été confirmé par {q.un}{q}{w} ({r}). ",
        "[Les résultats|Le compte rendu] {q.du}{q}{w} : {r}. ",
    ),
    "narrative.sampled_dated": (
        "{q.Un}{q}{w} {q.a} été [réalisé|effectué]{q.e} {d.on}{d}, avec : {r}. ",
        "{d.On}{d}, {q.un}{q}{w} {q.a} été pratiqué{q.e} : {r}. ",
    ),
    "narrative.sampled_list": ("- {q.C}{w} : {r}.\n", '"{q.C}{w} : {r}.\n'),
    "narrative.proposed": (
        "{q.Un}{q} {q.a} été proposé{q.e} {pa}. Ce geste a été réalisé {d.on}{d}, avec : {r}. ",
        "Il a été décidé de procéder à {q.un}{q}. Cette procédure a eu lieu {d.on}{d} et a conclu : {r}. ",
    ),
    "narrative.cause": (
        "Devant {c}, {d.on}{d}, [un traitement par|un nouveau schéma par] {s} a été [débuté|instauré]. ",
        "Compte tenu de {c}, il a été décidé {d.on}{d} de débuter {s}. ",
    ),
    "narrative.cause_of": ("cette progression", "ces résultats", "cette évolution défavorable"),
    "narrative.start": (
        "{d.On}{d}, [un traitement par|un premier schéma par] {q} ({x}) a été [débuté|instauré]. ",
        "Il a été décidé de débuter {q} {x}, ce qui a été fait {d.on}{d}. ",
        "Un traitement par {q} ({x}) a été commencé {d.on}{d}. ",
    ),
    "narrative.until": (
        "Après {n} {q.du}{q} (débuté {d.on}{d}), {k} est [constatée|observée] {e.au}{e} : {r}. ",
        "{p.C} a reçu {q} à partir {d.of}{d} pendant {n}, jusqu'à {k} vue par {e.le}{e} de contrôle : {r}. ",
        "Début {q.du}{q} {d.on}{d}, poursuivi pendant {n}. {e.Un}{e} a été réalisé{e.e} à ce moment, avec {k} : {r}. ",
        "Un traitement par {q} a été débuté {d.on}{d}, maintenu pendant {n}, avec {k} lors {e.du}{e} de "
        "réévaluation : {r}. ",
        "{d.On}{d}, {p} a commencé {q}, qu'{il} a poursuivi pendant {n} ; {e.le}{e} de réévaluation "
        "[a alors montré|montre] {k} : {r}. ",
    ),
    "narrative.until_worse": ("une progression", "une évolution de la maladie"),
    "narrative.until_same": ("une stabilité", "une bonne réponse"),
    "narrative.lowered": (
        "Au bout de quelques semaines, devant {y}, il a été décidé de réduire la dose {q.du}{q} à {x}. ",
        "La tolérance ayant été médiocre ({y}), la posologie {q.du}{q} a été diminuée à {x}. ",
    ),
    "narrative.paused": (
        "{q.C} a été suspendu pendant [une semaine|deux semaines|un mois] ({y}). ",
        "Le traitement par {q} a dû être interrompu pendant [dix jours|trois semaines|un mois] ({y}). ",
    ),
    "narrative.stopped": (
        "Le traitement par {q} a [ensuite|finalement] été suspendu ({y}). ",
        "Il a été décidé d'arrêter {q} ({y}). ",
    ),
    "narrative.stopped_dated": ("{q.C} a été arrêté {d.on}{d} ({y}). ", "{d.On}{d}, arrêt {q.du}{q} ({y}). "),
    "narrative.infusion": (
        "{p.C} a [ensuite|alors] reçu {s}. ",
        "Un traitement par {s} a été mis en route. ",
    ),
    "narrative.infusion_dated": ("{d.On}{d}, début de {s}. ", "Le traitement par {s} a été débuté {d.on}{d}. "),
    "narrative.operated": (
        "{d.On}{d}, {p} a subi une {s}. ",
        "Une {s} a été réalisée {d.on}{d}. ",
        "{p.C} a été opéré{z} {d.on}{d} ({s}). ",
    ),
    "narrative.specimen": (
        "L'étude anatomopathologique de la pièce a montré : {r}. ",
        "L'anatomie pathologique définitive : {r}. ",
    ),
    "narrative.specimen_list": ("{r.C}.\n", "- {r.C}.\n"),
    "narrative.complaint": (
        *("une altération de l'état général", "des douleurs", "une perte de poids de quelques kilos"),
        *("une asthénie d'évolution progressive", "une dyspnée d'effort", "la découverte d'une lésion suspecte"),
    ),
    "narrative.body": (
        "Bon état général, OMS [0|1]. Pas d'adénopathie palpable. Auscultation cardio-pulmonaire normale.",
        "PS [0|1]. Abdomen souple, sans masse. Le reste de l'examen est sans particularité.",
    ),
    "narrative.end": (
        "Depuis, {p} poursuit ses contrôles.\n",
        "{p.C} est actuellement suivi{z} en consultation.\n",
        "La suite de la prise en charge est en cours de discussion.\n",
    ),
}
