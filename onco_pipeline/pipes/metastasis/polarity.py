"""Whether a statement of spread is denied or left in doubt by the words around it."""

from __future__ import annotations

import re

from onco_pipeline.pipes.screen import Screened

__all__ = ["LOOK", "ORIGIN_DOUBTED", "SURE_LOOK", "beside_what_is_denied", "polarity_of"]

_TURN_OR_COLON = Screened(
    # "Sans particularité jusqu'au scanner de novembre, qui retrouve ..."
    r"[;:]|\bmais\b|\bpuis\b|\b(?:en revanche|par contre|alors que|tandis qu[e'])|\bdepuis (?:l'apparition|la decouverte|le diagnostic|l'annonce)\b|\bjusqu'[ae][a-z]*\b[^.;:]{0,60}?\b(?:qui|ou|montrant|revelant|retrouvant|objectivant|mettant)\b"
)
_NEGATED = Screened(
    r"\b(?:pas(?! (?:bon|bonne|rassur|favorable|satisf)[a-z]*\b)|sans(?! (?:maladie|progression|recidive|rechute) (?:de|d'|pendant|depuis)| (?:lien|rapport|relation) | (?:injection|inj\b|produit de contraste|contraste|gado|preparation|anesthesie|retard|delai|attendre|surprise|doute|conteste|equivoque|ambiguite))|ni|aucune?s?|absence|non(?! (?:specif|reseca|a petites|mut|transl|semin|fume|pigment|conn|hodg|contro"
    r"|opera|ampl))|exclu\w*|elimin\w*|ecart\w*|negati\w+ (?:pour|quant a|concernant|en ce qui concerne|vis-a-vis d)|indemnes?(?! jusqu)|exempte?s?|n'[a-z]+ (?:\w+ )?pas|jamais|ne \w+ pas"
    r"|(?<!liquide )(?<!air )libre)\b(?: (?!mais|puis|donc)[\w'()-]+){0,9}\s?(?:d'|l')?$|\b(?:pas(?! (?:bon|bonne|rassur|favorable|satisf)[a-z]*\b)|sans(?! (?:lien|rapport|relation) | (?:injection|inj\b|produit de contraste|contraste|gado|preparation|anesthesie|retard|delai|attendre|surprise|doute|conteste|equivoque|ambiguite))|ni|aucune?"
    r"|absence)\b[^,;.:]{0,70}$"
)
#: A form's answer: "Métastases : non", "statut métastatique : M0".
_ANSWERED_NO = re.compile(
    r"[^:=,.;\n]{0,25} ?[:=] ?(?:\[? ?x? ?\]? ?)?(?:non\b(?! (?:reseca|opera|connu|precis|eval))|0\b|aucune?|absen|neant|m0\b|pas d|nie)"
)
#: What cannot be ruled out is not denied: before the statement, and after it.
_NOT_RULED_OUT = Screened(
    r"\b(?:pas|sans|impossible|difficile|ne (?:peu|pui|pou)\w+)\b(?: de)?(?: (?:qu'on |que l'on |que nous )?(?:pouvoir|puiss\w+|permettre|formellement|completement))?"
    r" ?(?:d'|d[e'] )?(?:exclure|eliminer|ecarter)\b"
    # ... nor what an exam is asked for, or obliged to, rule out
    r"|\b(?:pour|afin d[e']|impos\w+|necessit\w+|faut|faudra\w*|fallait|conv(?:ient|enait|iendra\w*)|demand\w+) ?(?:de |d')?(?:exclure|eliminer|ecarter)\b(?:(?!,| qui )[^;.:]){0,45}\Z"
)
_NOT_RULED_OUT_AFTER = Screened(
    r"[^,;.]{0,40}\b(?:ne (?:peu|pui|pou)\w+ (?:pas )?etre|n'es\w+ pas|n'(?:a|ont|avai(?:en)?t) pas (?:encore )?(?:pu )?(?:ete|etre)|non)"
    r" (?:formellement |completement )?(?:exclu|elimin|ecart)\w*"
    # "a été évoquée au scanner", and nothing more of it
    r"|[^,;.]{0,25}\b(?:a|ont) ete (?:initialement |d'abord )?evoque(?:e|s|es)?\b(?![^.;]*(?:confirm|prouv|averee))"
)
_DOUBT = Screened(
    r"\b(?:ce que (?:veut dire|signifi\w+|sont)|(?:le|du) (?:mot|terme)|d.allure|suspe?ct\w*|suspi\w+|soupcon\w*|possib\w+|probable\w*|douteu\w+|eventu(?:el|al)\w*|craint\w*|craign\w*|redout\w*|peur (?:de|d')|par prudence|risque|recherche"
    r"|a la recherche|(?<!lors du )(?<!lors d'un )(?<!apres le )(?<!apres un )bilan(?! (?:des|de (?:ses|ces)) $)|diagnostics? differentiels?|(?:pour|afin d[e']) ?(?:\w+ )?(?:eliminer|ecarter|exclure|evaluer|rechercher|etudier|determiner|verifier)|hypothese|\b(?:demand|savoir|sait|ignor|question|interrog)\w*(?: [a-z']+){0,2} (?:si|s'il|s'ils|s'elle)\b[^.;:,]{0,30}$|si (?:progress|recid)|en cas d|(?:en reserve|option|place|garde\w*|reserve\w*|disponible) (?:pour|lors d|en prevision d)"
    r"|\bsi (?:l[ae] |les |cette |l'|une? |des )?$|\bsi\s?$|(?<!deux )(?<!trois )(?<!quatre )(?<!cinq )(?<!six )(?<!\d )\bou (?:une? |de )?$|\bentre (?:une? )?[^,;.]{3,45} et (?:une? )?$|\?|vs(?!\.? ?\d)|ou bien|primitif ou|potentiel\w*|prevention|fait craindre"
    r"|\bpeu(?:t|vent) (?:aussi |egalement )?(?:etre|correspondre)|(?:pouvant|pourrai(?:en)?t) (?:aussi |egalement )?(?:etre|correspondre))"
)
#: What denies a statement behind it, and what doubts it.
_RULED_OUT = Screened(
    r"[^,;.]{0,40}(?:(?:a ete|ont ete|est|sont) (?:donc |ainsi |formellement )?exclu|\bexclues?\b(?! (?:d|par (?:le|la) proto))|ecarte|eliminee?s?|non (?:retrouv|confirm|exclu))"
    r"|(?:(?!\b(?:origine|primiti\w*|dont|qui|avec|et|mais)\b)[^,;.]){0,80}\b(?:est|a ete|sont|ont ete) (?:donc |ainsi |formellement |finalement )?(?:ecarte|infirme)"
)
_DOUBTED_BEHIND = Screened(
    r"\s?\?|[^,;.]{0,50}(?:, )?(?:\bqui|ces (?:deux )?lesions) (?:pourrai(?:en)?t|peu(?:t|vent)) (?:etre (?:liee?s? a |due?s? a |en rapport avec )?(?!trait|irrad|opere|resequ|responsab|a l'origine)|correspondre)|[^.;]{0,40}\b(?:sugger|evoqu|soulev|pos)\w* la possibilite\b|[^.;]{0,90}\b(?:dev(?:ra|ai)(?:it|ient|t|ent)?|doi(?:ven)?t) etre (?:envisag|exclu|elimin|ecart)|(?:[^,;.]{0,16} de \d[\d ,x.]{0,6}(?:et \d{1,3} ?)?[mc]m)?(?:(?! et )[^,;.]){0,12}(?:suspect|possible|probable|douteu|non exclu)|[^,;.]{0,45}, (?:plutot |tres |fortement )?(?:suspecte?s?\b(?! d[e'u])|indetermine|douteu|equivoque|non specifique)|[^.;]{0,50}\b(?:ne tranche|sans pouvoir trancher|ne permet pas de (?:les |la |le )?(?:caracteris|tranch|conclu))"
)
#: "Si l'IRM du 12 retrouve des métastases": what an exam that is still to come may find.
_IF_FOUND = Screened(
    r"(?<!meme )(?<!comme )\b(?:si|s'il|s'ils|au cas ou|dans le cas ou|(?:a|sous) condition qu[e'])\b(?:(?! (?:a|ont|avait|avaient|n'a|n'ont) )[^.;:]){0,60}?"
    r" (?:(?:re)?trouv|montr|revel|objectiv|decouvr|detect|visualis|identifi|confirm|met|mettait|mettrait|apport|affirm|existe|exist|y a|y avait|present|apparai|survien|survenai|se confirm|prouv)[a-z]*(?: en evidence)?"
    r" (?:[a-z']+ )?(?:(?:des|de|d'|une?|la|les|l'|plusieurs|multiples|nouvelles?|autres|presence) ?){0,4}\Z"
)
#: "Évoquée sur l'échographie, infirmée par l'IRM": taken back further on.
_IS_ELSE = Screened(
    r"[^.;]{0,60}?\b(?:correspond\w*|s'aver\w+|se sont aver\w+|(?:etai(?:en)?t|sont|est)) (?:en fait|en realite|finalement|donc en fait) (?:etre |a )?(?!metasta|secondaire)"
)
_TAKEN_BACK = Screened(
    r"(?:[^.;]{0,80}?(?:,| et| mais| puis| -+>|=>)|[^.;,]{0,80}? (?:a|ont)) (?:puis |mais |et |finalement |ensuite |secondairement |depuis |ete |qui (?:a|ont) ){0,3}"
    r"(?:infirme|refute|dementi|remis en cause|remise en cause|non retrouve|non confirme)e?s?\b(?! par la patiente)"
)
#: What an exam found is no longer what it was done for ("le bilan d'extension a montré ...").
_FOUND = re.compile(
    r"->|=>|\bil (?:existe|y a)\b|\b(?:montr|revel|objectiv|retrouv|decouvr|detect|visualis|identifi|confirm|constat|est celui d|conclu|mis\w* en evidence|met(?:tant|tait)? en evidence)\w*"
)
#: ... nor is what was found in the clause that follows a suspicion: "suspicion de compression, ... où une métastase a été trouvée".
_FOUND_AFTER = re.compile(
    r"[^,;.]{0,60}\b(?:a|ont) (?:ete |alors ete |egalement ete |finalement ete )(?:trouve|retrouve|detecte|observe|mise? en evidence|constate|objective|decouvert|identifie|visualise|diagnostique|confirme)"
)
#: "Bilan de métastases osseuses découvertes le 30/05": they were there.
_DISCOVERED = re.compile(
    r"[^,;.]{0,30}\b(?:decouvert|diagnostique|mise?s? en evidence|retrouve|objective|connu)e?s? (?:le \d|en [a-z]+|au |sur |lors |par |depuis )"
)
#: A doubt about where a spread comes from is none about the spread.
ORIGIN_DOUBTED = re.compile(
    r"\(?(?:(?:probable|possible|vraisemblable|presume)\w*|suspecte?s?) (?:(?:\w+ )?d'origine|primitif) [a-z-]+\)?|(?:d'|\()?origine [a-z-]+(?: [a-z-]+)? (?:probable|possible|vraisemblable|suspectee?|presumee?|la plus probable)s?\)?"
)


_SURE = (
    r"(?<!peu )(?<!pas )(?<!non )(?<!moins )(?:certaine?s?|indiscutables?|indubitables?|evidente?s?|manifestes?"
    r"|formelle?s?|sans equivoque)(?![a-z])"
)
#: "D'allure métastatique certaine", "d'allure indiscutablement secondaire": a look that leaves no doubt.
SURE_LOOK = re.compile(
    rf"\bd'(?:allure|aspect) (?:(?:\w+ ){{1,2}}?{_SURE}|(?:certaine|indiscutable|indubitable|evidem|manifeste|formelle)ment\b)"
)
#: A look, which leaves a doubt where it is not sure.
LOOK = re.compile(r"\bd'(?:allure|aspect)\b")
_SURE_BEHIND = re.compile(rf"(?:[^,;.]{{0,20}}? )??{_SURE}")


#: A comma, and what counts the spread: "pas d'épanchement, multiples métastases".
_AFTER_COMMA = re.compile(
    r", ?(?P<counted>(?:avec )?(?:une|des|l[ae]s?|deux|trois|quatre|\d+|plusieurs|(?:de )?(?:tres )?(?:multiples?|nombreu(?:x|ses))|quelques) )?\Z"
)
_MANY = re.compile(r"(?:metastases|lesions|localisations|nodules|implants|foyers|depots)\b")
_COUNTED_BEHIND = re.compile(
    r"[^,;.:]{0,40}?\b(?:multiples?|uniques?|diffuse?s?|nombreu(?:x|ses)|bilaterales?|du segment|de \d+ ?[mc]m|\d+ ?mm)\b"
)
#: What goes on with a list of what is not there.
_DENIED_ON = re.compile(r"[^.;:]{0,60}?(?:\b(?:ni|ou)\b|, (?:de |d'))")


def beside_what_is_denied(before: str, words: str, after: str) -> bool:
    """Return whether a spread is told beside what an exam denies, and no part of that list.

    Examples
    --------
    >>> beside_what_is_denied("pas d'epanchement, ", "metastases osseuses", " multiples.")
    True
    >>> beside_what_is_denied("pas d'epanchement, ", "metastase", " ou adenopathie.")
    False
    """
    comma = _AFTER_COMMA.search(before)
    if comma is None or _DENIED_ON.match(after):
        return False
    return comma["counted"] is not None or _MANY.match(words) is not None or _COUNTED_BEHIND.match(after) is not None


def polarity_of(before: str, after: str) -> str | None:
    """Return ``denied``, ``doubtful`` or None for a statement between folded words of its sentence.

    Examples
    --------
    >>> polarity_of("pas de ", "hepatique"), polarity_of("le scanner montre des ", "hepatiques")
    ('denied', None)
    >>> polarity_of("nodules d'allure ", "."), polarity_of("nodules d'allure ", " certaine.")
    ('doubtful', None)
    """
    clause = _TURN_OR_COLON.rest(before)
    if _NOT_RULED_OUT.search(clause) or _NOT_RULED_OUT_AFTER.match(after):
        return "doubtful"
    if _NEGATED.search(clause) or _RULED_OUT.match(after):
        return "denied"
    if _ANSWERED_NO.match(after) or _TAKEN_BACK.match(after) or _IS_ELSE.match(after):
        return "denied"
    if _IF_FOUND.search(clause):
        return "doubtful"
    clause = clause[-60:]
    if "origine" in clause + after or "primitif" in after:
        clause, after = ORIGIN_DOUBTED.sub(" ", clause), ORIGIN_DOUBTED.sub(" ", after)
    doubts = list(_DOUBT.finditer(clause))
    if doubts and doubts[-1][0].endswith("allure") and _SURE_BEHIND.match(after.lstrip()):
        doubts.pop()
    if (doubts and not _found_since(clause, doubts[-1], after)) or _DOUBTED_BEHIND.match(after):
        return "doubtful"
    return None


def _found_since(clause: str, doubt: re.Match[str], after: str) -> bool:
    """Return whether a statement tells what was found, behind a doubt in the words before it."""
    if _FOUND.search(clause, doubt.end()) is not None:
        return True
    if doubt.group() == "bilan" and _DISCOVERED.match(after) is not None:
        return True
    # "où une métastase a été trouvée": folded, it reads "ou".
    parted = "," in clause[doubt.end() :] or doubt.group().startswith("ou ")
    return parted and _FOUND_AFTER.match(after) is not None
