"""What platforms, boards and colleagues outside write: the test family, kept for measuring."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "outside.plea": (
        "Votre avis est sollicité pour {p} {i}., {a} ans ({c}). ",
        "Voici le dossier de {p} {i}., {a} ans, dont l'histoire débute par : {c}. ",
        "Comme convenu par téléphone, je t'envoie {p} {i}., {a} ans : {c}. ",
    ),
    "outside.close": (
        "Les examens suivent par messagerie sécurisée. ",
        "Je reste à votre disposition pour [tout renseignement|la suite]. ",
        "Merci de me tenir au courant. ",
        "Nous [{q} laissons|{q} confions] à vos bons soins. ",
    ),
    "outside.greeting": ("Madame, Monsieur,", "Cher collègue,", "Bonjour,", "Ma chère consœur,"),
    "outside.farewell": ("Sentiments confraternels.", "Bonne réception.", "Avec mes remerciements.", "Bien à toi."),
    "outside.place": ("Fait à [Créteil|Melun|Meaux], le ", "En date du ", "Ce "),
    "outside.stamp": (
        "\n\n[document reçu le {d}]",
        "\n\nArchivage numérique : {d}",
        "\n\n*** copie numérisée, {d} ***",
    ),
    "reports.head": (
        "COMPTE RENDU D'EXAMEN RADIOLOGIQUE\nExamen : {q}\nFait le {d}, dicté et signé le {x}\n",
        "{q}\nDemande : {z} / Réalisation : {d} / Validation : {x}\n",
        "Service de radiologie\nDate : {d}\nObjet : {q}\n",
        "{q} (acquisition {d} ; compte rendu {x})\n",
    ),
    "reports.indication": (
        "Contexte : {l} ; {y}.\n",
        "Question posée : {y}. Antécédent principal : {l}.\n",
        "{y.C} chez un patient suivi pour : {l}.\n",
    ),
    "reports.technique": ("Protocole : ", "Conditions de réalisation : ", "Acquisition : "),
    "reports.compared": (
        "Lecture comparative avec {q.le}{q} du {d}[| (CD apporté)].\n",
        "Antériorité disponible : {q}, {d}.\n",
    ),
    "reports.alone": ("Premier examen dans notre service.\n", "Aucune antériorité pour comparer.\n", ""),
    "reports.result": (
        "[Analyse|Description] :\n{b}{r.C}.\n",
        "Constatations : {r}.\n{b}",
        "LECTURE\n{r.C}.\n{b}",
    ),
    "reports.same": (
        "Aspect superposable sur les séries comparées",
        "Mesures reportées dans le tableau de suivi",
        "Cicatrices du traitement, sans changement notable",
    ),
    "reports.conclusion": (
        "[Synthèse|EN RÉSUMÉ] :\n{r.C}[|{y}].\n",
        "[Impression|Avis du radiologue] : {r}[|{y}].\n",
    ),
    "reports.next_spread": ("", ", à rediscuter avec le clinicien", ", images disponibles sur le réseau"),
    "reports.next": (
        "",
        ", à rediscuter avec le clinicien",
        ", images disponibles sur le réseau",
        ". Reste de l'examen banal",
    ),
    "reports.dates": (
        "Prélèvement : {d}\nArrivée au laboratoire : {y}\nSignature : {x}\n",
        "{d} (geste) / {y} (enregistrement) / {x} (validation)\n",
        "Échantillon du {d}. Enregistré le {y}. Rendu le {x}.\n",
    ),
    "reports.sample": (
        "Échantillon adressé : {q}[|, {n} pots].\n",
        "Type : {q} ({n} fragments inclus).\n",
        "Organe et mode d'obtention : {q}.\n",
    ),
    "reports.specimen": (
        "Exérèse reçue : {q}.\n",
        "Examen macroscopique d'une pièce de {q}, pesée à {n}5 g.\n",
    ),
    "reports.specimen_node": ("Second pot : {q}.\n", "Joint : {q}, coupes étagées.\n"),
    "reports.relapsed": (
        "Architecture détruite par des amas de cellules tumorales.",
        "Noyaux de grande taille, nucléolés, activité mitotique élevée.",
        "Pourcentage de cellules tumorales jugé suffisant.",
    ),
    "reports.final": (
        "[DIAGNOSTIC|Diagnostic] : {r}.\n",
        "Réponse du pathologiste\n{r.C}.\n",
        "Nous concluons à : {r}.\n",
    ),
    "reports.complement": (
        "ADDENDUM daté du {x} : {r}.\n",
        "Résultat additionnel rendu le {x} sur [ce bloc|le même bloc] : {r}.\n",
    ),
    "reports.headings": (
        "PATHOLOGIE - RÉPONSE",
        "Unité de cytologie et d'histologie",
        "Résultat d'anatomie pathologique",
    ),
    "reports.imported_imaging": (
        "CENTRE D'IMAGERIE {i}\nMédecin demandeur : Dr {j}\n",
        "SELARL {i} - radiologues associés\n",
    ),
    "reports.imported_pathology": ("Laboratoire {i} de pathologie\nPrescripteur : Dr {j}\n", "Cabinet ACP {i}\n"),
    "acts.endoscopy_head": (
        "EXPLORATION ENDOSCOPIQUE\nPratiquée le {d}[| - compte rendu du {x}]\n",
        "Fiche d'endoscopie, {d}\n",
    ),
    "acts.endoscopy": (
        "Progression facile, {l}. Au retour, {q}. ",
        "{l.C} ; prélèvements adressés en pathologie ({q}). ",
    ),
    "acts.operation_head": (
        "Bloc opératoire, feuille du {d}\nIntervention : {s}\n",
        "OPÉRATION : {s}, {d} (dictée le {x})\n",
    ),
    "acts.operation": (
        "Voie d'abord habituelle, geste complet. [Saignement minime|Sans transfusion]. ",
        "Temps opératoire de {n}0 minutes, [hémostase correcte|fermeture plan par plan]. ",
    ),
    "acts.operation_node": ("Repérage isotopique puis {q}. ", "{q.C} adressé à part. "),
    "acts.operation_why": ("Rappel clinique : ", "Dossier : "),
    "acts.care_plan_head": ("Plan de soins remis le {d}\n", "PROGRAMME DE SOINS - version du {d}\n"),
    "acts.care_plan": ("Ce qui est prévu pour vous : ", "Étapes à venir : "),
    "stays.board": (
        "Fiche de concertation {s}\nSéance : {d}    Dossier {n}\n",
        "COMITÉ D'ONCOLOGIE {s}, {d}\n",
    ),
    "stays.board_story": ("Résumé du cas :", "Présentation :", "Données :"),
    "stays.board_stage": ("Extension", "TNM", "Stade retenu"),
    "stays.advice.présentation initiale": (
        "Consensus : {t}. ",
        "Le comité retient : {t}. ",
    ),
    "stays.advice.post-opératoire": (
        "Consensus : [suivi simple|complément médical à discuter]. ",
        "Le comité retient : [suivi simple|traitement complémentaire]. ",
    ),
    "stays.advice.récidive métastatique": (
        "Consensus : traitement médical. ",
        "Le comité retient : [changement de ligne|traitement médical], [dossier à représenter|essai à vérifier]. ",
    ),
}
