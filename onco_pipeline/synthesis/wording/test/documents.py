"""How clinicians lay out a document and what surrounds the events: the test family, kept for measuring."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "clinic.titles": (
        "Suivi {z}, visite du {d}",
        "Visite {d} / {s}",
        "Compte rendu de consultation {z} en date du {d}",
        "[Dr {i}.|Médecin {i}.] - {s} - vu le {d}",
    ),
    "clinic.titles_distant": (
        "Entretien à distance du {d} (consignes sanitaires)",
        "Visio {s}, {d}",
    ),
    "clinic.opening": (
        "{l.C}, {a} ans ({p} {i}.). ",
        "Visite de {p} {i}., âgé{e} de {a} ans, pris{e} en charge pour {l}. ",
        "Dossier : {l}. Âge : {a} ans. ",
    ),
    "clinic.news.annonce": (
        "Le diagnostic est expliqué [avec un dessin|longuement]. ",
        "Dispositif d'annonce [réalisé|débuté] avec l'infirmière. ",
    ),
    "clinic.news.surveillance": (
        "[Moral bon|Vie normale|Activité conservée]. ",
        "Bilan régulier, [rien à signaler|quelques courbatures]. ",
    ),
    "clinic.news.rechute": ("La maladie [est revenue|a repris], ce que nous expliquons. ",),
    "clinic.news.évaluation": ("Bilan de tolérance et d'efficacité. ", "Traitement bien supporté dans l'ensemble. "),
    "clinic.news.progression": ("Résistance au traitement en cours. ", "Fatigue et douleurs qui augmentent. "),
    "clinic.reminder": ("Parcours : ", "Dates importantes : ", "Résumé : ", "Le dossier en bref : ", ""),
    "clinic.today": ("État actuel : ", "Interrogatoire et examen : ", "À ce jour, ", ""),
    "clinic.plan": ("Décisions : ", "Prochaines étapes : ", "Programme : ", "=> "),
    "clinic.again": (
        "Nouvelle visite une fois le bilan fait. ",
        "Contact par téléphone si besoin. ",
        "Renouvellement du traitement symptomatique. ",
        "",
    ),
    "clinic.greeting": ("Docteur,", "Madame et chère consœur,", "Mon cher ami,", "Cher Docteur,"),
    "clinic.farewell": ("Salutations distinguées.", "Avec toute ma confraternité.", "Très cordialement."),
    "clinic.place": ("Créteil, le", "Ce", "À Paris, le"),
    "clinic.letter": (
        "Ces quelques lignes au sujet de {p} {i}., {a} ans, que nous suivons pour un {l}. ",
        "{p} {i}. ({a} ans, {l}) est passé{e} nous voir. ",
        "Nouvelles de votre patient{e} {p} {i}., {a} ans, {l}, vu{e} en visite {z}. ",
    ),
    "clinic.entry_start": (
        "{q} mis{q.e} en route, {x}. ",
        "première boîte {q.du}{q} entamée, {x}. ",
        "on commence {q.le}{q} ({x}), [consignes données|numéro d'appel remis]. ",
    ),
    "clinic.entry_lower": (
        "{q} : on descend à {x} ({y}). ",
        "{y} ; nouvelle posologie {q.du}{q} : {x}. ",
    ),
    "clinic.entry_stop": ("on arrête {q.le}{q} ({y}). ", "{q} mis{q.e} en pause ({y}). "),
    "clinic.entry_again": ("on reprend {q.le}{q}, {x}. ", "redémarrage {q.du}{q} à {x}. "),
    "clinic.entry_exam": ("{q}{w} -> {r}. ", "{r} ({q}{w}). "),
    "clinic.entry_idle": (
        "bien, pas de plainte.",
        "appétit correct, poids stable.",
        "boîtes comptées, rien d'oublié.",
        "diarrhée G1 résolutive.",
    ),
    "clinic.sheet": ("JOURNAL DE SUIVI", "Carnet de liaison oncologie", "Transmissions - anticancéreux oraux"),
    "clinic.rx": (
        "{q.C}, {x}. Date de début : {d}. [Un mois|28 jours]",
        "{q.C} - {x} - première prise {d.on}{d}",
    ),
    "clinic.section.own": ("Terrain : ", "Passé médical : "),
    "clinic.section.relatives": ("Terrain familial : ", "Hérédité : "),
    "clinic.section.life": ("Situation : ", "Entourage : "),
    "clinic.section.pills": ("Médicaments en cours : ", "Prend chez lui : "),
    "stays.title": (
        "Séjour {d} -> {x} ({s})\n",
        "Unité {z}\nDates du séjour : {d} - {x}\n",
        "Fin d'hospitalisation {s} : entré le {d}, sorti le {x}\n",
    ),
    "stays.title_day": ("Venue ambulatoire {s}, {d}\n", "Passage en hôpital de jour {z} le {d}\n"),
    "stays.course.stay": (
        "Rien de particulier pendant le séjour. ",
        "Passage sans problème, [constantes bonnes|alité peu]. ",
    ),
    "stays.course.surgery": (
        "Rétablissement rapide, [mobilisation précoce|drains ôtés], douleur maîtrisée. ",
        "Hématome modéré, surveillance seule. ",
    ),
    "stays.course.terminal": (
        "Accompagnement palliatif, proches présents. ",
        "Confort privilégié, traitements levés. ",
    ),
    "stays.course.chemo": (
        "Cure passée sans réaction. ",
        "Administration complète, [bilan à refaire avant la suite|sortie le soir]. ",
    ),
    "stays.on_day": ("{r.C} ({q} {d.of}{d}). ", "{q.Le}{q} {d.of}{d} donne : {r}. "),
    "stays.on_day_waiting": (
        "{q.Le}{q} {q.a} été fait{q.e} {d.on}{d}, [tolérance bonne|sans saignement]. ",
        "{d.On}{d} : {q}, [lames non lues|réponse à venir]. ",
    ),
    "stays.discharge": (
        "SORTIE DU {x} (admission {d})\n",
        "Courrier de fin de séjour, {s}, {d} au {x}\n",
    ),
    "talk.background": (
        "hypertension traitée",
        "diabète sous metformine",
        "arthrose",
        "migraines",
        "opération du genou {y}",
        "thyroïdectomie {y}",
        "tabac arrêté en {y}",
        "{n} paquets-années",
        "ulcère gastrique ancien",
        "pose de stent {y}",
        "césarienne {y}",
        "varices opérées {y}",
        "dépression traitée",
        "insuffisance rénale modérée",
    ),
    "talk.relatives": (
        "cancer du sein chez [sa mère|une tante] ({n} ans)[|, métastatique en {y}]",
        "[un oncle|le père] traité pour un cancer prostatique ({y})",
        "frère opéré du côlon en {y}[|, biopsie puis colectomie]",
        "cousine sous tamoxifène depuis {y}",
        "aucun cas dans la fratrie",
        "rien de notable chez les apparentés",
    ),
    "talk.examination": (
        "Indice OMS {o}, {w} kg. [Auscultation claire|Ventre souple]. Tension {t}. ",
        "Poids {w} kg, tension {t}, [pas de fièvre|température 37,{n}]. Activité : OMS {o}. ",
        "OMS à {o}, [ganglions non palpés|foie non palpé]. Pression artérielle {t}. ",
        "Performance status {o}. Douleur cotée {n}/10. {w} kilos. ",
    ),
    "talk.biology": (
        "Prise de sang : hémoglobine {h} g/dL, créatinine {c}. ",
        "Bilan sanguin correct (Hb {h}, polynucléaires {o},{n}). ",
        "Marqueur : {k}. ",
    ),
    "talk.negated": (
        "Pas lieu de faire [une biopsie du foie|un TEP|une IRM du cerveau]. ",
        "On ne refait pas [de biopsie|de scintigraphie] pour le moment. ",
        "Si la maladie évoluait : {x}. ",
        "Aucune dissémination à distance identifiée. ",
        "[Biopsie liquide|TEP] seulement en cas de doute. ",
    ),
    "talk.previous": (", antécédent de {r} ({d})", " ; {d} : {r}"),
    "talk.alone": (
        "{k}, [entouré{e}|seul{e}], [conduit|se déplace] sans aide. ",
        "[avec conjoint|chez sa fille], {k}. ",
    ),
}

LAYOUTS: dict[str, tuple[dict[str, str], ...]] = {
    "table": (
        {"head": "Examen\tDate\tConclusion", "row": "{q}{w}\t{d}\t{r}"},
        {"head": "N° ; Date ; Geste ; Réponse", "row": "{n} ; {d} ; {q}{w} ; {r}"},
    ),
    "entry": (
        {"day": "{d}\n  "},
        {"day": "== {d} == [IDE|Dr|pharmacien] : "},
        {"day": "* {d} / [visite|téléphone] / "},
    ),
    "stay": (
        {
            "reason": "1. Motif d'admission = ",
            "own": "2. Terrain = ",
            "relatives": "   Famille = ",
            "life": "   Vie quotidienne = ",
            "pills": "   Médicaments = ",
            "story": "3. Parcours antérieur\n",
            "examination": "4. À l'arrivée = ",
            "course": "5. Pendant le séjour\n",
            "out": "6. Ordonnance = ",
            "end": "7. Synthèse = ",
        },
        {
            "reason": "> Pourquoi : ",
            "own": "> Passé : ",
            "relatives": "> Proches : ",
            "life": "> Contexte de vie : ",
            "pills": "> Traitement personnel : ",
            "story": "> Chronologie : ",
            "examination": "> Constatations : ",
            "course": "> Séjour : ",
            "out": "> Sort avec : ",
            "end": "> Pour la suite : ",
        },
    ),
}
