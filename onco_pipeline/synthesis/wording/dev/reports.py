"""What platforms, boards and colleagues outside write: the development family."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "outside.plea": (
        "Je vous adresse {p} {i}., {a} ans, pour [avis et prise en charge|prise en charge]. Circonstances : {c}. ",
        "Je [te|vous] confie {p} {i}., {a} ans, vu{e} pour {c}. ",
        "Merci de [recevoir|voir rapidement] {p} {i}., {a} ans ({c}). ",
        "Vous voudrez bien prendre en charge {p} {i}., {a} ans, qui présente : {c}. ",
    ),
    "outside.close": (
        "Je vous remercie de [{q} convoquer rapidement|votre aide]. ",
        "Compte rendus et CD joints. ",
        "Le dossier d'imagerie est joint. ",
        "La famille est informée. ",
    ),
    "outside.greeting": (
        "Cher confrère,",
        "Cher ami,",
        "Chère amie,",
        "Chers collègues,",
        "Monsieur et cher confrère,",
    ),
    "outside.farewell": ("Bien confraternellement.", "Amitiés.", "Confraternellement.", "Cordialement."),
    "outside.place": ("Le ", "le ", "Fait le "),
    "outside.stamp": ("\n\n[tampon : reçu et numérisé le {d}]", "\n\nReçu le {d} - numérisé", ""),
    "reports.head": (
        "{q}\nPrescrit le {z}, réalisé le {d}, validé le {x}\n",
        "{q}\nDate de l'examen : {d}[| - validé le {x}]\n",
        "{q} du {d}\n",
        "{q}      Examen du {d} - CR validé le {x}\n",
        "IMAGERIE MÉDICALE\n{q}\nExamen réalisé le {d}\n",
    ),
    "reports.indication": (
        "Indication : {l}, {y}.\n",
        "Indication. {y.C} d'un {l}.\n",
        "Motif : {y} ({l}).\n",
        "Renseignements cliniques : {l}. {y.C}.\n",
    ),
    "reports.technique": ("Technique : ", "TECHNIQUE : ", "Technique. "),
    "reports.compared": (
        "Comparaison : {q} du {d}[| (externe, CD fourni)].\n",
        "Comparaison faite [avec {q.le}|{q.au}]{q} du {d}.\n",
        "Examen comparé : {q} du {d}.\n",
    ),
    "reports.alone": (
        "Comparaison : pas d'examen antérieur disponible.\n",
        "Pas d'antériorité.\n",
        "",
    ),
    "reports.result": (
        "[RÉSULTATS|Résultats] :\n{b}{r.C}.\n",
        "[Résultats|Résultat] :\n{r.C}.\n{b}",
        "{b}{r.C}.\n",
    ),
    "reports.same": (
        "Lésions mesurées selon RECIST, tableau joint au dossier",
        "Remaniements connus, inchangés dans leur morphologie",
        "Pas d'élément nouveau sur les coupes réalisées",
        "Séquelles thérapeutiques sans particularité",
    ),
    "reports.conclusion": (
        "[CONCLUSION|Conclusion|Au total] :\n{r.C}[|{y}].\n",
        "[Conclusion|En conclusion] : {r}[|{y}].\n",
    ),
    "reports.next_spread": ("", ", à confronter aux données cliniques", ", contrôle à discuter en RCP"),
    "reports.next": (
        "",
        ", à confronter aux données cliniques",
        ", contrôle à discuter en RCP",
        ". Pas d'autre lésion suspecte",
    ),
    "reports.dates": (
        "Prélevé le : {d}   Reçu le : {y}   Édité le {x}\n",
        "Date de prélèvement : {d}    Réception : {y}\nCompte rendu : {x}\n",
        "Prélèvement du {d}, enregistré le {y}, compte rendu validé le {x}.\n",
        "Prélevé le {d} - reçu le {y} - signé le {x}\n",
    ),
    "reports.sample": (
        "Nature : {q}[|, {n} fragments]\n",
        "Nature du prélèvement : {q}.\n",
        "Matériel : {q}, {n} carottes.\n",
        "{q.C} [fixées|reçues] en formol.\n",
    ),
    "reports.specimen": (
        "Pièce de {q} orientée.\n",
        "Nature : pièce opératoire ({q}).\n",
        "Macroscopie : pièce de {q} de {n}0 g.\n",
    ),
    "reports.specimen_node": ("Adressé avec {q}.\n", "{q.C} : examiné en totalité.\n"),
    "reports.relapsed": (
        "Tissu remanié, infiltré par une prolifération carcinomateuse.",
        "Cellules atypiques en amas, noyaux hyperchromatiques, mitoses visibles.",
        "Cellularité tumorale suffisante pour une recherche moléculaire.",
        "Parenchyme résiduel sans particularité.",
    ),
    "reports.final": (
        "[CONCLUSION|Conclusion] : {r}.\n",
        "[Conclusion|CONCLUSION]\n{r.C}.\n",
        "Au total : {r}.\n",
    ),
    "reports.complement": (
        "Complément du {x} ([même prélèvement|biologie moléculaire]) : {r}.\n",
        "COMPTE RENDU COMPLÉMENTAIRE du {x} : {r}.\n",
    ),
    "reports.headings": (
        "ANATOMIE ET CYTOLOGIE PATHOLOGIQUES",
        "LABORATOIRE D'ANATOMIE PATHOLOGIQUE",
        "Anatomie pathologique",
        "ACP - compte rendu d'examen",
    ),
    "reports.imported_imaging": (
        "Cabinet de radiologie {i}\nÀ l'attention du Dr {j}\n",
        "IMAGERIE {i} - copie pour l'hôpital\n",
    ),
    "reports.imported_pathology": ("LABORATOIRE {i}\nMédecin préleveur : Dr {j}\n", "Pathologistes {i} - duplicata\n"),
    "acts.endoscopy_head": (
        "COMPTE RENDU D'ENDOSCOPIE\nDate de l'examen : {d}[| - validé le {x}]\n",
        "Endoscopie du {d} (CR du {x})\n",
    ),
    "acts.endoscopy": (
        "{l.C}, [franchissable|infranchissable]. {q.C} [faites|réalisées] pour histologie. ",
        "Mise en évidence : {l}. {q.C}, [pas de saignement|sans incident]. ",
    ),
    "acts.operation_head": (
        "COMPTE RENDU OPÉRATOIRE\nDate de l'intervention : {d}\nGeste : {s}\n",
        "CRO du {d} - {s}[| - dicté le {x}]\n",
    ),
    "acts.operation": (
        "Anesthésie générale, installation en décubitus. [Pertes sanguines minimes|Durée {n}0 minutes]. ",
        "Exploration sans anomalie autre que la lésion connue. [Hémostase|Drainage aspiratif]. ",
    ),
    "acts.operation_node": ("{q.C} par méthode isotopique. ", "Prélèvement séparé : {q}. "),
    "acts.operation_why": ("Indication : ", "Résumé : "),
    "acts.care_plan_head": ("PROGRAMME PERSONNALISÉ DE SOINS\nRemis le {d}\n", "PPS du {d}\n"),
    "acts.care_plan": ("Examens et traitements prévus : ", "Calendrier : "),
    "stays.board_story": ("Dossier :", "Histoire :", "Éléments :"),
    "stays.board_stage": ("Classement", "Stade", "Classification"),
    "stays.board": (
        "RÉUNION DE CONCERTATION PLURIDISCIPLINAIRE - {s}\nDate de la RCP : {d}     Fiche n° {n}\n",
        "RCP {s} du {d}\n",
        "RCP {s} - séance du {d} - fiche n°{n}\n",
    ),
    "stays.advice.présentation initiale": (
        "[Avis|Proposition] : {t}. ",
        "Décision : {t}, [accord de tous|à présenter au patient]. ",
    ),
    "stays.advice.post-opératoire": (
        "Proposition : [surveillance|traitement adjuvant selon l'état général]. ",
        "Décision : [traitement adjuvant|pas de chimiothérapie]. ",
    ),
    "stays.advice.récidive métastatique": (
        "Proposition : traitement systémique. ",
        "Décision : [nouvelle ligne|traitement général], [si progression : essai clinique|inclusion à discuter]. ",
    ),
}
