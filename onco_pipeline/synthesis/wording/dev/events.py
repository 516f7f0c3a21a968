"""How a care event is told: the development family."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "tell.imaging": (
        "{q.Le}{q} {d.of}{d}{w} : {r}. ",
        "{q.C} {d.of}{d}{w} : {r}. ",
        "{q.C} [fait|réalisé|effectué]{q.e} {d.on}{d}{w} : {r}. ",
        "{d.On}{d}, {q}{w} : {r}. ",
        "{q.Le}{q} {d.of}{d}{w} [est revenu|s'est révélé]{q.e} [ainsi|comme suit] : {r}. ",
        "[A bénéficié|On dispose] {q.dun}{q} {d.on}{d}{w} ({r}). ",
        "Résultat {q.du}{q} [fait|pratiqué]{q.e} {d.on}{d}{w} : {r}. ",
    ),
    "tell.imaging_finds": (
        "{q.Le}{q} {d.of}{d}{w} [montrait|retrouvait|mettait en évidence|objectivait|décrivait] {a}{r}. ",
        "{q.Le}{q} [réalisé|fait|pratiqué]{q.e} {d.on}{d}{w} [montre|retrouve|met en évidence] {a}{r}. ",
        "{d.On}{d}, {q.le}{q}{w} [révélait|montrait|identifiait] {a}{r}. ",
        "[Découverte|Mise en évidence] sur {q.le}{q} {d.of}{d}{w} d'un aspect suspect : {r}. ",
        "{q.Un}{q} [réalisé|fait|pratiqué]{q.e} {d.on}{d}{w} [a montré|a retrouvé|a mis en évidence] {a}{r}. ",
    ),
    "tell.imaging_spreads": (
        "{q.Le}{q} {d.of}{d}{w} [montrait|retrouvait|mettait en évidence|révélait] {a}{m}{p}. ",
        "{q.C} {d.of}{d}{w} : {m}{p}. ",
        "{q.Le}{q} [réalisé|fait]{q.e} {d.on}{d}{w} [montre|retrouve|objective] {a}{m}{p}. ",
        "{d.On}{d}, {q}{w} : [apparition|mise en évidence] de lésions, {m}{p}. ",
        "{q.C} {d.on}{d}{w} : {m}{p}, [d'apparition récente|absent de l'examen précédent|de découverte récente]. ",
    ),
    "tell.imaging_line": (
        "{d} : {q}{w} : {r}",
        "{d} {q}{w} : {r}",
        "{q} {d.of}{d}{w} : {r}",
        "{q} {d}{w} -> {r}",
        "{d} - {q}{w}, {r}",
        "{q} ({d}){w} : {r}",
    ),
    "tell.imaging_series": (
        "{q.C} [des|les] {d} et {d2} : {r} ; {r2}. ",
        "[Contrôles par|Surveillance par] {q} les {d} et {d2} : {r}, {r2}. ",
        "{q.C} du {d} et du {d2} : {r} puis {r2}. ",
    ),
    "tell.imaging_pair": (
        "{q.C} {d.of}{d}{w} : {r}, complété{q.e} par {q2.un}{q2} {d2.on}{d2} ({r2}). ",
        "{q.Le}{q} {d.of}{d}{w} ({r}) [a été complété|est complété]{q.e} {d2.on}{d2} par {q2.un}{q2} : {r2}. ",
        "{q.C} {d.on}{d}{w} : {r} ; {q2} {d2.on}{d2} : {r2}. ",
    ),
    "tell.imaging_same_day": (
        "{q.C} et {q2} {d.of}{d}{w} : {r}. ",
        "{d.On}{d}, {q} et {q2}{w} : {r} ; {r2}. ",
        "{q.C} complété{q.e} dans le même temps par {q2.un}{q2}, {d.on}{d}{w} : {r}. ",
    ),
    "tell.sampled": (
        "{q.C} {d.of}{d}{w} : {r}. ",
        "{q.C} [réalisé|fait|effectué|pratiqué]{q.e} {d.on}{d}{w} : {r}. ",
        "{d.On}{d}{w}, {q} : {r}. ",
        "{q.Un}{q} {q.a} été [réalisé|effectué|pratiqué]{q.e} {d.on}{d}{w} ([résultat|anapath|histologie] : {r}). ",
        "{q.C} {d.on}{d}{w}, [l'anatomopathologie|l'analyse|le compte rendu] conclut : {r}. ",
        "{q.C} {d.on}{d}{w}, [compte rendu|résultat|réponse] du {x} : {r}. ",
        "Diagnostic [porté|posé] sur {q} {d.of}{d}{w} : {r}. ",
    ),
    "tell.sampled_line": (
        "{d} : {q}{w} : {r}",
        "{d} {q}{w} -> {r}",
        "{q} {d.of}{d}{w} : {r}",
        "{q} ({d}){w} : {r}",
        "{d} - {q}{w}, {r}",
    ),
    "tell.sampled_waiting": (
        "{q.C} {d.on}{d}{w}, [résultat en attente|anapath en cours|réponse non parvenue]. ",
        "{q.Un}{q} {q.a} été [réalisé|fait]{q.e} {d.on}{d}{w} ; [le résultat suivra|anatomopathologie en cours]. ",
    ),
    "tell.molecular": (
        "[Biologie moléculaire|NGS|Recherche moléculaire] sur [le prélèvement|la biopsie] du {d} : {r}. ",
        "[En biologie moléculaire|Au NGS] (prélèvement du {d}) : {r}. ",
    ),
    "tell.surgery": (
        "{s.C} {d.on}{d} : {r}. ",
        "{s.C} {d.of}{d}, [anatomopathologie|anapath|pièce] : {r}. ",
        "[Opéré{z}|Opération] {d.on}{d} ({s}) : {r}. ",
        "{d.On}{d}, {s}. [Anatomopathologie|Analyse de la pièce] : {r}. ",
    ),
    "tell.surgery_node": (
        "{s.C} et {g} {d.on}{d} : {r}. ",
        "{s.C} avec {g} {d.on}{d}, [anapath|anatomopathologie] : {r}. ",
        "{d.On}{d}, {s} + {g} : {r}. ",
    ),
    "tell.start": (
        "{q.C} [débuté|introduit|instauré|commencé]{q.e} {d.on}{d} ({x}). ",
        "[Mise sous|Mise en route d'un traitement par] {q} {x} {d.on}{d}. ",
        "Traitement par {q} {x} [débuté|commencé] {d.on}{d}. ",
        "[Début|Introduction] {q.du}{q} {d.on}{d}, à la dose de {x}. ",
        "Sous {q} depuis {d.since}{d} ({x}). ",
        "{q.C} {x} depuis {d.since}{d}. ",
        "{d.On}{d}, [début|mise en route] {q.du}{q} à {x}. ",
    ),
    "tell.start_two": (
        "{q.C} + {q2} [débutés|introduits] {d.on}{d}. ",
        "Association {q} et {q2} depuis {d.since}{d}. ",
        "[Mise sous|Traitement par] {q} ({x}) et {q2} {d.on}{d}. ",
    ),
    "tell.again": (
        "{q.C} [repris|réintroduit]{q.e} {d.on}{d} à {x}. ",
        "Reprise {q.du}{q} {d.on}{d} ({x}). ",
    ),
    "tell.lower": (
        "{q.C} [réduit|diminué|abaissé]{q.e} à {x} {d.on}{d} ({y}). ",
        "[Réduction|Diminution|Baisse] {q.du}{q} à {x} {d.on}{d} pour {y}. ",
        "Devant {a}{y}, [diminution|réduction] {q.du}{q} à {x} {d.on}{d}. ",
        "{q.C} à {x} à partir {d.of}{d} ({y}). ",
    ),
    "tell.stop": (
        "[Arrêt|Interruption] {q.du}{q} {d.on}{d} ({y}). ",
        "{q.C} [arrêté|stoppé|interrompu]{q.e} {d.on}{d} ({y}). ",
        "{q.C} poursuivi{q.e} {d.until}{d}, [date de l'arrêt|puis arrêt] ({y}). ",
        "{d.On}{d}, [arrêt|suspension] {q.du}{q} ({y}). ",
    ),
    "tell.period": (
        "{q.C} du {d} au {d2} ({x}). ",
        "A reçu {q.du}{q} du {d} au {d2}. ",
        "{q.C} {x}, du {d} au {d2}. ",
    ),
    "tell.spread_since": (
        "[Maladie|Situation] {m} depuis {d.since}{d}. ",
        "[Évolution|Rechute] {m} {d.on}{d}. ",
        "[Progression|Récidive] avec atteinte {m} [mise en évidence|découverte|diagnostiquée] {d.on}{d}. ",
    ),
    "plans.plan": (
        "{q.C} [prévu|programmé|planifié]{q.e} {d.on}{d}. ",
        "[Prévoir|Je programme|Nous demandons] {q.un}{q} {d.on}{d}. ",
        "[Prochain rendez-vous avec|Revient avec|Sera revu avec] {q.un}{q} {d.on}{d}. ",
        "[Rendez-vous pris pour|RDV donné pour] {q.le}{q} {d.on}{d}. ",
        "{q.Un}{q} sera [réalisé|fait]{q.e} {d.on}{d}. ",
    ),
    "plans.plan_drug": (
        "[Début prévu|Début programmé] {q.du}{q} {d.on}{d}. ",
        "{q.C} à débuter {d.on}{d}. ",
        "Je lui prescris {q.du}{q}, première prise prévue {d.on}{d}. ",
    ),
    "plans.cancelled": (
        "{q.C} prévu{q.e} {d.on}{d}, [annulé|déprogrammé|décommandé]{q.e} ({y}). ",
        "{q.C} initialement programmé{q.e} {d.on}{d} : annulation ({y}). ",
        "Le rendez-vous {q.du}{q} {d.of}{d} a été [annulé|reporté sine die] ({y}). ",
        "{q.C} {d.of}{d} non réalisé{q.e} ({y}). ",
    ),
    "plans.refused": (
        "{q.C} [prévu|programmé|proposé]{q.e} {d.on}{d}, [refusé|décliné]{q.e} par {p}. ",
        "{p.C} [a refusé|n'a pas souhaité] {q.le}{q} prévu{q.e} {d.on}{d}. ",
        "Refus {q.du}{q} programmé{q.e} {d.on}{d}. ",
    ),
    "plans.later": (
        "{q.C} prévu{q.e} {d.on}{d}, [annulé|déprogrammé]{q.e} ({y}), enfin [fait|réalisé]{q.e} {d2.on}{d2} : {r}. ",
        "{q.C} initialement {d.on}{d}, [reporté|décalé]{q.e} ({y}) et [fait|effectué]{q.e} {d2.on}{d2} : {r}. ",
    ),
    "history.radiation": (
        "{s.C} {d.of}{d} au {d2}. ",
        "{s.C}, [terminée|achevée] {d2.on}{d2}. ",
        "{s.C} {d.on}{d}. ",
    ),
    "history.infusion": (
        "[Chimiothérapie|Traitement IV] par {s} [débutée|commencée] {d.on}{d}. ",
        "{s.C} IV, C1 {d.on}{d}. ",
        "C1 {s} {d.on}{d}. ",
    ),
    "history.since": (
        "Depuis : ",
        "Actualisation : ",
        "Depuis, ",
        "Évolution depuis : ",
    ),
    "history.no_plan": (
        "[Surveillance clinique|Surveillance]. ",
        "À revoir avec les résultats. ",
        "Suite selon la RCP. ",
        "Poursuite de la prise en charge. ",
    ),
}
