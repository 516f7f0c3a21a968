"""How a care event is told: the test family, kept for measuring."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "tell.imaging": (
        "{r.C} ({q} {d.of}{d}{w}). ",
        "Nous disposons des images {q.du}{q} {d.of}{d}{w}, [lu|interprété]{q.e} comme suit : {r}. ",
        "[Côté imagerie|Sur le plan radiologique], {q.le}{q} {d.of}{d}{w} conclut : {r}. ",
        "{q.Le}{q} ({d}{w}) [conclut|concluait] : {r}. ",
        "Au vu {q.du}{q} {d.of}{d}{w} : {r}. ",
        "{q.C} [passé|pratiqué]{q.e} {d.on}{d}{w} et relu{q.e} par nos soins : {r}. ",
    ),
    "tell.imaging_finds": (
        "Sur {q.le}{q} {d.of}{d}{w}, on [note|relève|individualise] {a}{r}. ",
        "{q.Le}{q} {d.of}{d}{w} [a fait découvrir|a permis de découvrir|a conduit à suspecter] {a}{r}. ",
        "[On retrouve|Il existe] {a}{r} sur {q.le}{q} {d.of}{d}{w}. ",
        "{q.C} {d.of}{d}{w} avec {a}{r}. ",
        "{d.On}{d}{w}, {q.un}{q} [signale|décèle] {a}{r}. ",
    ),
    "tell.imaging_spreads": (
        "Sur {q.le}{q} {d.of}{d}{w}, on découvre {a}{m}{p}. ",
        "{d.On}{d}{w}, {q.le}{q} fait découvrir {a}{m}{p}. ",
        "{m.C}{p} sur {q.le}{q} {d.of}{d}{w}. ",
        "[Évolution|Aggravation] avec {m} sur {q.le}{q} {d.of}{d}{w}{p}. ",
        "{q.C} {d.of}{d}{w}, [malheureusement|cette fois] : {m}{p}. ",
    ),
    "tell.imaging_line": (
        "{q}, {d}{w}. {r.C}",
        "{d} = {q}{w} ; {r}",
        "{q}{w} {d.on}{d} / {r}",
        "{r} ({q}, {d}{w})",
        "{d}. {q}{w}. {r.C}.",
    ),
    "tell.imaging_series": (
        "{q.C} du {d} puis du {d2} : {r}, puis {r2}. ",
        "Deux contrôles par {q} ({d} et {d2}) : {r} ; {r2}. ",
    ),
    "tell.imaging_pair": (
        "{q.C} {d.of}{d}{w} ({r}) puis {q2} {d2.of}{d2} ({r2}). ",
        "Bilan en deux temps : {q} {d.on}{d}{w}, {r} ; puis {q2} {d2.on}{d2}, {r2}. ",
        "{q.Le}{q} {d.of}{d}{w} retrouve : {r}. En complément, {q2} {d2.of}{d2} : {r2}. ",
    ),
    "tell.imaging_same_day": (
        "Bilan {d.of}{d}{w} par {q} ({r}) et {q2} ({r2}). ",
        "{q.Le}{q} et {q2.le}{q2}, faits ensemble {d.on}{d}{w} : {r} ; {r2}. ",
        "{q.C} puis {q2} dans la foulée {d.on}{d}{w} : {r}. ",
    ),
    "tell.sampled": (
        "L'histologie {q.du}{q} {d.of}{d}{w} [retrouve|répond|rend] : {r}. ",
        "{r.C} sur {q} {d.of}{d}{w}. ",
        "Preuve histologique obtenue {d.on}{d}{w} par {q} : {r}. ",
        "{q.Le}{q} {d.of}{d}{w} {q.a} [répondu|conclu] : {r}. ",
        "On dispose {q.dun}{q} {d.of}{d}{w}, [résultat lu|lames relues] le {x} : {r}. ",
        "{d.On}{d}{w}, {q}. Réponse [définitive|du pathologiste] : {r}. ",
    ),
    "tell.sampled_line": (
        "{q}, {d}{w}. {r.C}",
        "{d} = {q}{w} ; {r}",
        "{q}{w} {d.on}{d} / {r}",
        "{r} ({q}, {d}{w})",
    ),
    "tell.sampled_waiting": (
        "{q.C} fait{q.e} {d.on}{d}{w} : on attend [le pathologiste|la réponse]. ",
        "{d.On}{d}{w}, {q}, lames en cours de lecture. ",
        "Reste à recevoir l'histologie {q.du}{q} {d.of}{d}{w}. ",
    ),
    "tell.molecular": (
        "{r.C} sur le matériel prélevé le {d}. ",
        "Profil moléculaire de la tumeur (matériel du {d}) : {r}. ",
        "Biomarqueurs théranostiques sur les lames du {d} : {r}. ",
    ),
    "tell.surgery": (
        "Geste chirurgical {d.on}{d} : {s}. Histologie de la pièce : {r}. ",
        "Passage au bloc {d.on}{d} pour {s} ; conclusion du pathologiste : {r}. ",
        "{s.C} pratiquée {d.on}{d}. Lecture de la pièce : {r}. ",
        "[Prise en charge chirurgicale|Chirurgie] {d.on}{d} ({s}), avec en histologie définitive : {r}. ",
    ),
    "tell.surgery_node": (
        "Geste chirurgical {d.on}{d} : {s}, {g} ; histologie : {r}. ",
        "Passage au bloc {d.on}{d} ({s}, {g}). Lecture des pièces : {r}. ",
    ),
    "tell.start": (
        "Nous avons [instauré|mis en place] {q.le}{q} {d.on}{d}, {x}. ",
        "{q.Le}{q} est pris{q.e} depuis {d.since}{d}, {x}. ",
        "Première prise {q.du}{q} {d.on}{d} ({x}). ",
        "Ligne actuelle : {q}, {x}, [démarré|lancé]{q.e} {d.on}{d}. ",
        "{d.On}{d}, instauration {q.du}{q} ({x}). ",
        "Prend {q.du}{q} ({x}) depuis {d.since}{d}. ",
    ),
    "tell.start_two": (
        "Nous avons instauré {q} avec {q2} {d.on}{d}. ",
        "Double traitement, {q} ({x}) plus {q2}, [lancé|commencé] {d.on}{d}. ",
        "{d.On}{d}, instauration {q.du}{q} et {q2.du}{q2}. ",
    ),
    "tell.again": (
        "Le traitement par {q} est réintroduit {d.on}{d} ({x}). ",
        "{d.On}{d}, on reprend {q.le}{q} à {x}. ",
        "Nouvelle introduction {q.du}{q} {d.on}{d}, {x}. ",
    ),
    "tell.lower": (
        "{q.Le}{q} passe à {x} {d.on}{d} ({y}). ",
        "Compte tenu de la tolérance ({y}), {q} redescendu{q.e} à {x} {d.on}{d}. ",
        "Palier de dose {q.du}{q} descendu à {x} {d.on}{d} : {y}. ",
        "{d.On}{d}, {q} ramené{q.e} à {x} ({y}). ",
    ),
    "tell.stop": (
        "{q.Le}{q} a été suspendu{q.e} {d.on}{d}, motif : {y}. ",
        "Fin {q.du}{q} {d.on}{d} ({y}). ",
        "On a dû [cesser|interrompre] {q.le}{q} {d.on}{d} ({y}). ",
        "{y.C} : {q} stoppé{q.e} {d.on}{d}. ",
        "Dernière prise {q.du}{q} {d.on}{d} ({y}). ",
    ),
    "tell.period": (
        "Traitement par {q} ({x}), [premier jour|début] le {d}, [dernier jour|fin] le {d2}. ",
        "{q.C} : {d} - {d2}, {x}. ",
        "Entre le {d} et le {d2} : {q} ({x}). ",
    ),
    "tell.spread_since": (
        "Dissémination {m} connue depuis {d.since}{d}. ",
        "Passage à une situation {m} {d.on}{d}. ",
        "Atteinte {m} identifiée {d.on}{d}. ",
    ),
    "plans.plan": (
        "{q.Le}{q} : rendez-vous {d.on}{d}. ",
        "[On se donne rendez-vous|Nous nous reverrons] {d.on}{d} avec {q.un}{q}. ",
        "[À faire|À réaliser] : {q} {d.on}{d}. ",
        "[Date retenue|Créneau obtenu] pour {q.le}{q} : {d}. ",
        "Contrôle par {q} à organiser {d.on}{d}. ",
    ),
    "plans.plan_drug": (
        "{q.Le}{q} sera introduit{q.e} {d.on}{d}. ",
        "On débutera {q.le}{q} {d.on}{d}. ",
        "Première prise {q.du}{q} attendue {d.on}{d}. ",
    ),
    "plans.cancelled": (
        "{q.C} qui devait se faire {d.on}{d} : n'a pas eu lieu ({y}). ",
        "Le créneau {d.of}{d} pour {q.le}{q} est tombé à l'eau ({y}). ",
        "{q.Le}{q} attendu{q.e} {d.on}{d} {q.a} été supprimé{q.e} du programme ({y}). ",
        "Annulation ({y}) {q.du}{q} {d.of}{d}. ",
    ),
    "plans.refused": (
        "{p.C} décline {q.le}{q} fixé{q.e} {d.on}{d}. ",
        "{q.C} {d.of}{d} : refus exprimé par {p}. ",
        "Malgré nos explications, {p} ne veut pas de l'examen ({q} {d.of}{d}). ",
    ),
    "plans.later": (
        "{q.C} d'abord fixé{q.e} {d.on}{d}, impossible ({y}), obtenu{q.e} {d2.on}{d2} : {r}. ",
        "{q.C} manqué{q.e} {d.on}{d} ({y}), rattrapé{q.e} {d2.on}{d2} : {r}. ",
    ),
    "history.radiation": (
        "Irradiation ({s}) entre le {d} et le {d2}. ",
        "{s.C} : première séance {d.on}{d}, dernière {d2.on}{d2}. ",
    ),
    "history.infusion": (
        "{s.C}, première perfusion {d.on}{d}. ",
        "Perfusions de {s} à partir du {d}. ",
    ),
    "history.since": (
        "Événements intercalaires : ",
        "Faits nouveaux : ",
        "Suite des événements : ",
        "Depuis lors, ",
    ),
    "history.no_plan": (
        "Pas d'examen à prévoir pour l'instant. ",
        "[Contact gardé|Dossier suivi] par l'infirmière de coordination. ",
        "On reste dans l'attente des comptes rendus. ",
    ),
}
