"""The one pattern that finds every way a French note writes a date.

``SCANNER`` is a single alternation run once over the folded text. Each alternative is a named
group (the *form*); its inner groups carry the form's own prefix, so that a reader in ``grammar``
finds its parts without matching again. Whether a hit really is a date is decided there, by what
stands around it.
"""

from __future__ import annotations

from onco_pipeline.pipes.dates.lexicon import (
    DAY_IN_WORDS,
    FEASTS,
    MEASURE,
    MONTH,
    MONTH_NAME,
    MONTH_SHORT,
    NUMBER,
    ORDINAL,
    SEASONS,
    UNIT,
    WEEKDAY,
)
from onco_pipeline.pipes.sweep import WordPattern

# Years 1900-2099, with the letters that scanned text puts for 0 and 1.
_YEAR = r"(?:(?:19|20)[0-9]{2}|(?:[1li]9|2[0o])[0-9o][0-9oli])(?![0-9a-z])"
# "Janvier 2103": two figures of 2013 changed places.
_TRANSPOSED = rf"210[0-9](?![0-9a-z]|[.,/:][0-9]|\s{{0,2}}{MEASURE})"
# Two figures that may be a year: nothing behind them may make them a time, a decimal or a measure.
_SHORT_YEAR = rf"'?[0-9]{{2}}(?![0-9a-z]|[.,/:][0-9]|\s?-\s?[0-9]|\s{{0,2}}{MEASURE})"
_W = r"(?:\s{1,4})"
# "Ce jour là, il ...", and not "ce jour la capécitabine": what follows an article is a noun.
_THAT_DAY = (
    rf"{_W}la(?![a-z])(?!{_W}(?!(?:ils?|elles?|on|je|j'|nous|l[ae]s?|l'|leur|ses?|s'|sa|son|ne|n'|y|a|ont|est|etait|avait|au|aux|une?|que|qu'|qui|et|ou|par|pour|avec|sans|en|"
    r"dans|chez|sous|sur|de|du|des|d'|car|mais|puis|egalement|aussi|donc|patiente?|monsieur|madame|mme|mr?|dr)(?![a-z]))[a-z])"
)
_APOSTROPHE = r"(?:'\s?|\s)"  # "l an dernier": scanned text loses its apostrophes
_PART = r"(?:debut|fin|mi|milieu|courant)"
_QUINZAINE = r"(?:premiere|1ere|seconde|deuxieme|2e|2eme|derniere)"

# A relative year or "last/next" behind a month or a season.
_MODIFIER = (
    rf"(?:{_W}(?P<{{0}}_mod>derniers?|derniere|passee?|prochaine?|suivante?|precedente?"
    rf"|de{_W}la{_W}meme{_W}annee|de{_W}cette{_W}(?:meme{_W})?annee(?:[ -]la)?|de{_W}l'annee{_W}(?:suivante|precedente|derniere"
    rf"|d'apres|d'avant|passee)|cette{_W}annee(?:[ -]la)?|l'annee{_W}(?:suivante|precedente|derniere|d'apres|d'avant))(?![a-z]))?"
)
_COUNT = (
    rf"(?P<{{0}}_n>{NUMBER})(?:\s?(?:a|-|ou){_W}?(?P<{{0}}_n2>{NUMBER}))?(?:{_W}de)?\s?"
    rf"(?P<{{0}}_u>{UNIT})(?:{_W}et{_W}(?:(?P<{{0}}_half>demie?)|(?P<{{0}}_extra>{NUMBER}){_W}mois)(?![a-z]))?"
)
_ABOUT = (
    rf"(?:(?:(?:environ|pres{_W}de|moins{_W}de|plus{_W}de|a{_W}peu{_W}pres|presque|a{_W}peine|seulement|quelque|deja"
    rf"|au{_W}moins|maintenant|une?){_W}|(?:moins|plus){_W}d'\s?|~\s?)*)"
)
# What an anchored expression can be told from: "de la sortie", "apres la chirurgie", "du scanner".
_COMPLEMENT = (
    rf"(?:{_W}(?P<{{0}}_prep>d'|(?:de|du|des|apres|avant|post(?:{_W}|-)?|suivant|precedant)\b\s{{0,4}})"
    r"(?P<{0}_of>(?:la |le |l'|les |son |sa |cette |cet |ce )?(?:[a-z][a-z'\- ]{{1,40}}|(?:c1(?:j1)?|j1c1)(?![0-9a-z]))))?"
)


def _count(prefix: str) -> str:
    return _COUNT.replace("{0}", prefix)


def _count_or_fortnight(prefix: str) -> str:
    """Return a count of units, of which "une quinzaine" and "une huitaine" need no unit."""
    return f"(?:{_count(prefix)}|(?P<{prefix}_days>quinzaine|huitaine)(?!{_W}de(?![a-z])))"


def _modifier(prefix: str) -> str:
    return _MODIFIER.replace("{0}", prefix)


def _complement(prefix: str) -> str:
    return _COMPLEMENT.replace("{0}", prefix).replace("{{", "{").replace("}}", "}")


_DAY_FOLLOWER = (
    r"(?=\s*(?:$|[.,;:)(\n\"=-]|(?:derniers?|courant|est|etait|a|ont|avait|eut|fut|montr\w*|retrouv\w*|objectiv\w*|ne|y|qui|et|ou|aux?|en|dans|puis|par|chez|etant|sugger\w+|revien\w+|revenue?|infirm\w+|precis\w+"
    r"|confirm\w*|revel\w*|decriv\w*|sans|avec|sous|pour|ras|correcte?s?|satisfaisant\w*|rassurant\w*|normal\w*|stables?|inchang\w+|negati\w+|positi\w+|conclu\w*|objective|maintenue?s?|annule\w*|decal\w+|reporte\w*|avance\w*|deprogramm\w+|fait\w*|realis\w+|trouv\w+|visualis\w+|individualis\w+|objectivant|decouvr\w+|sera|seront|met\w*|permet\w*|identifi\w*|visualis\w*|suspecte?|demeur\w+|rest\w+|note\w*|aussi|egalement|idem|pareil\w*|identiques?|superposables?|evoqu\w+|signal\w+|demontr\w+|mentionn\w+|rapport\w+|atteste\w*)\b|n'))"
)

_FORMS: dict[str, str] = {
    # -- figures ---------------------------------------------------------------------------
    "blank": r"(?P<blank_s>[_?]{1,2}|xx)\s?/\s?(?P=blank_s)\s?/\s?(?P<blank_y>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9a-z/])",
    "iso": r"(?P<iso_y>(?:19|20)[0-9]{2})(?P<iso_s>[-/.])(?P<iso_m>[0-9]{1,2})(?P=iso_s)(?P<iso_d>[0-9]{1,2})(?![0-9])",
    "dmy": (
        r"(?P<dmy_d>(?:[0-3] (?=[0-9oli]\s?[/.-]\s?[0-9oli]{2}\s?[/.-]))?[0-3oli]?[0-9oli])\s?(?P<dmy_s>[/.\-])\s?"
        r"(?P<dmy_m>[01oli]?[0-9oli])\s?(?P=dmy_s)\s?(?P<dmy_y>[12li][09o][0-9oli][0-9oli]|2[1-9]0[0-9]|02[0-9]{2}|[0-9oli]{2})"
        r"(?![0-9a-z]|[./][0-9])"
    ),
    "spaced": (
        r"(?P<spaced_d>[0-3]?[0-9]) (?P<spaced_m>[01]?[0-9]|o[1-9]|1o) (?P<spaced_y>(?:19|20)[0-9]{2}|[0-9]{2})"
        r"(?![0-9a-z,/%]| [0-9]|\.[0-9])"
    ),
    "pair": r"(?P<pair_d>[0-3][0-9]) (?P<pair_m>0[1-9]|1[0-2])(?:(?=\s*(?:$|[.;)\n]))|(?<=\bdu [0-9]{2} [0-9]{2})(?=\s?[:,]|\s[a-z])|(?<=\ble [0-9]{2} [0-9]{2})(?=\s?[:,]|\s[a-z]))",
    "eight": r"(?P<eight_v>[0-3][0-9][01][0-9](?:19|20)[0-9]{2})(?![0-9a-z])",
    "dmonth": (
        rf"(?P<dmonth_d>1\s?er|premier|(?:(?<=\ble )|(?<=\bdu ))[0-3] [0-9](?= {MONTH})|(?:[0-3]?[0-9oli]|[li][0-9])(?:\s?er)?)(?:\s{{1,3}}|[ ]?[-/.][ ]?|)(?P<dmonth_m>{MONTH})"
        rf"(?:\s{{0,3}}[,/\-]?\s{{0,3}}(?:de{_W})?(?P<dmonth_y>{_YEAR}|{_TRANSPOSED})|(?:\s{{1,3}}|-)(?P<dmonth_y2>{_SHORT_YEAR})"
        rf"|{_modifier('dmonth')})"
    ),
    # "le sept février", as it was dictated
    "wordday": (
        rf"(?P<wordday_d>{DAY_IN_WORDS}){_W}(?P<wordday_m>{MONTH_NAME})"
        rf"(?:{_W}(?:de{_W}l'an{_W})?(?P<wordday_y>{_YEAR})|{_modifier('wordday')})"
    ),
    "mmyyyy": rf"(?P<mmyyyy_m>[01]?[0-9o])\s?(?P<mmyyyy_s>[/.\-])\s?(?P<mmyyyy_y>{_YEAR})",
    "fraction": (
        r"(?P<fraction_a>[0-9oli]{1,2})\s?(?P<fraction_s>[/.\-])\s?(?P<fraction_b>[0-9oli]{1,2})"
        # "03/18-01/19": a month to another; "04/05-15/06/2021": a day to another
        r"(?![0-9a-z]|\s?[/][0-9]|[.,][0-9]|-(?!(?:0?[1-9]|1[0-2])/[0-2][0-9](?![0-9/]|[.][0-9])|[0-3]?[0-9]/[01]?[0-9]/(?:20)?[0-2][0-9](?![0-9/]))[0-9]{1,2}[./-])"
    ),
    # "2018-11 : dorsalgies", at the head of an entry: the month as machines write it; "2009-12" elsewhere is two years.
    # "2021/06" is one wherever it stands.
    "isomonth": r"(?P<isomonth_y>(?:19|20)[0-9]{2})(?:-(?P<isomonth_m>0[1-9]|1[0-2])(?= ?[:|])|/(?P<isomonth_n>0[1-9]|1[0-2])(?![0-9/]))",
    "years": rf"(?P<years_a>(?:19|20)[0-9]{{2}})\s?[-/]\s?(?P<years_b>{_YEAR})",
    "year": rf"(?P<year_y>{_YEAR})",
    # -- a count of units ------------------------------------------------------------------
    "ago": rf"(?:(?:il{_W}?)?y'?{_W}?a|voila|voici){_W}{_ABOUT}{_count_or_fortnight('ago')}",
    "since": rf"(?:depuis|dep\.?|dp){_W}(?:les{_W})?{_ABOUT}{_count_or_fortnight('since')}",
    "within": rf"(?P<within_w>dans|ds|sous|d'ici|endeans|en moins de){_W}(?:les{_W}|la{_W})?{_ABOUT}{_count_or_fortnight('within')}"
    rf"(?:{_W}(?P<within_past>derniere?s|precedente?s|passee?s)|{_W}(?P<within_text>suivante?s?)|{_W}{_complement('within')})?",
    "lasting": rf"(?:(?:ce|le)s|(?:au{_W}cours|lors){_W}des){_W}{_count('lasting')}{_W}(?:derniere?s|passee?s)(?![a-z])",
    "lasting2": rf"(?:(?:ces|les|des|durant{_W}les){_W})?(?P<lasting2_n>{NUMBER}){_W}(?:derniere?s?){_W}(?P<lasting2_u>{UNIT})",
    "lasting3": rf"(?P<lasting3_n>{NUMBER}){_W}(?P<lasting3_u>{UNIT}){_W}(?:passee?s|ecoulee?s)(?![a-z])",
    "later": rf"{_count('later')}{_W}(?P<later_w>plus{_W}tard|plus{_W}tot|auparavant|apres|avant|post|apres{_W}cela"
    rf"|avant{_W}cela|suivants?|(?:sans{_W}(?:progression|recidive|rechute|maladie|evolution)|de{_W}(?:remission|stabilite|repit)|d'intervalle{_W}libre)(?=,?{_W}puis(?![a-z])))(?![a-z])(?:{_W}?(?P<later_of>(?:la{_W}|le{_W}|l'|les{_W}|son{_W}|sa{_W}|cette{_W}"
    rf"|cet{_W}|ce{_W})[a-z][a-z'\- ]{{1,40}}|[a-z][a-z\-]{{3,30}}))?",
    "after": rf"(?:(?:apres|au{_W}(?:bout|terme){_W}de|a{_W}l'issue{_W}de|avec){_W}|au{_W}(?:bout|terme){_W}d'|a{_W}l'issue{_W}d')(?:{NUMBER}{_W}(?:cycles?|cures?){_W}(?:et|soit){_W})?(?:(?:un|une)?{_W}?(?:intervalle|delai|suivi|recul|duree|pause"
    rf"|periode)s?{_W}(?:(?:[a-z'\-]+|\([a-z]{{2,5}}\)){_W}){{0,6}}?(?:de|d')\s{{0,3}})?{_ABOUT}{_count('after')}{_complement('after')}",
    "at": rf"a{_W}{_ABOUT}{_count('at')}{_complement('at')}",
    # "Rv 3 mois avec TDM", "cs 6 semaines": the term of a visit, in haste.
    "term": rf"(?:(?<=\brv\s)|(?<=\brdv\s)|(?<=\bcs\s)|(?<=revoir\s)|(?<=prochain\srdv\s)){_count('term')}",
    "lasted": rf"(?:pendant|durant|intervalle{_W}(?:[a-z'\-]+{_W}){{0,4}}?de|en){_W}{_ABOUT}{_count('lasted')}",
    "isoweek": (
        rf"(?:semaine|sem\.?){_W}(?:n°{_W}?)?(?P<isoweek_n>[0-9]{{1,2}})(?![0-9a-z/]|[.,][0-9]|{_W}(?:jours?|mois|fois|cycles?)(?![a-z])|{_W}?[:(]?{_W}?(?:[0-9]{{2,4}}{_W}?mg(?![a-z])|[sj]1 ?=))"
        rf"(?:{_W}(?:de{_W})?(?P<isoweek_y>{_YEAR}))?"
        rf"|s(?P<isoweek_n2>[0-9]{{2}})[ /-]{{1,3}}(?P<isoweek_y2>{_YEAR})"
        # "TEP prévue S48": appointments are told by the week of the year
        r"|(?:(?<=prevu )|(?<=prevue )|(?<=prevus )|(?<=prevues )|(?<=rdv )|(?<=programme )|(?<=programmee )|(?<=prevu en )|(?<=prevue en )|(?<=rdv en ))s(?P<isoweek_n3>[0-9]{2})(?![0-9a-z/]|[.,][0-9])"
    ),
    # -- quarters and semesters stand before "à S12", which they may look like ----------------
    "quarter": (
        rf"(?P<quarter_o>{ORDINAL}|dernier|[1-4]){_W}(?P<quarter_u>trimestre|semestre)(?:{_W}(?:de{_W}(?:l'annee{_W})?)?(?P<quarter_y>{_YEAR}))?"
        rf"|(?:(?:au|du){_W})?(?P<quarter_l>[ts])(?P<quarter_n>[1-4])[\s/\-]{{1,3}}(?P<quarter_y2>{_YEAR})"
    ),
    # -- cycles and stays ------------------------------------------------------------------
    "dayn": rf"(?:j\s?(?P<dayn_s>[+\-])?\s?(?P<dayn_n>[0-9]{{1,3}})|jour{_W}?\+?\s?(?P<dayn_n2>[0-9]{{1,3}})"
    rf"|(?:(?<=\ba\s)|(?<=\bde\s))h\s?\+?(?P<dayn_h>24|48|72|96)"
    rf"|(?:(?:au|le|du)\s)?(?P<dayn_o>{ORDINAL}){_W}jour)(?![0-9a-z])(?:{_W}(?P<dayn_post>(?:du\s)?post[\s\-]?[a-z]+))?"
    rf"{_complement('dayn')}",
    # "à S12", "M3 post-op", "S+3"
    "weekn": r"(?:(?:a|au|de|d'ici){0}|(?=[sm][0-9]{{1,2}}\s?(?:du\s)?post|[sm]\+[0-9]))(?P<weekn_l>[sm])\s?\+?(?P<weekn_n>[0-9]{{1,2}})(?![0-9a-z])".replace(
        "{0}", _W
    )
    .replace("{{", "{")
    .replace("}}", "}"),
    # -- a day by itself -------------------------------------------------------------------
    "dayonly": (
        # "mai : mammographie (12)", which the reader asks a month at the head of the line for
        rf"(?:(?<=[a-z.] \()(?P<dayonly_b>[0-3]?[0-9])(?=\))|(?P<dayonly_le>le|les){_W}(?P<dayonly_d>1\s?er|[0-3]?[0-9](?![0-9]))(?!\s?[/.\-]\s?[0-9]|\s?,[0-9]|,\s[0-9]{{1,2}}(?:er)?\s?(?:et\b|,|/|{MONTH})|\s[0-9]\s?[/.]|\s[0-9]-[0-9]{{2}}-|\s[0-9]\s{MONTH}|[a-z]"
        rf"|\s[01]?[0-9](?:\s(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9])|\s*(?:$|[.;)\n]))"
        rf"|[ ]?-\s?[a-z]|\s{{0,2}}{MEASURE}|\s*(?:eme|er|e)\b|\s{{0,3}}{MONTH}|\s?[/%°])"
        rf"|(?:du|(?<=[0-9]\s)au|(?<=(?:decale|eporte|pousse|ecalee|portee|oussee| calee| fixee| casee|placee|vancee|avance|onvenu|nvenue)\s)au|(?<=(?: cale| fixe)\s)au){_W}(?P<dayonly_d2>1\s?er|[0-3]?[0-9](?![0-9]))(?!\s?[/.\-]\s?(?:[0-9]|{MONTH})|\s[0-9]\s{MONTH}|\s?,[0-9]|,\s[0-9]{{1,2}}(?:er)?\s?(?:et\b|,|/|{MONTH})|[a-z]|\s?[/%°]){_DAY_FOLLOWER})"
    ),
    "weekday": (
        rf"(?P<weekday_w>{WEEKDAY})(?:{_W}(?:(?P<weekday_mod>derniers?|prochain|passe|suivant|precedent"
        rf"|de{_W}la{_W}semaine{_W}(?:derniere|prochaine|passee)|(?:de{_W})?cette{_W}semaine)(?![a-z])"
        rf"|en{_W}(?P<weekday_en>8|huit|15|quinze)(?![0-9a-z])"
        rf"|(?P<weekday_d>1er|[0-3]?[0-9])(?![0-9a-z]|\s?[/.\-]\s?[0-9]|\s{{0,3}}{MONTH}|:\s?[0-9]|\s:\s?[0-9]{{2}}(?![0-9a-z])|\s{{0,2}}{MEASURE}))"
        # "mercredi, le 24"
        rf"|,?{_W}le{_W}(?P<weekday_d2>1er|[0-3]?[0-9])(?![0-9a-z]|\s?[/.\-]\s?[0-9]|\s{{0,3}}{MONTH}|:\s?[0-9]|\s{{0,2}}{MEASURE}))?"
    ),
    # "le week-end dernier", "ce week-end": its two days; "le week-end" alone is a habit
    "weekend": (
        rf"(?:(?:pendant|durant|dans|de){_W})?(?:ce{_W}week[ -]?end(?:{_W}(?P<weekend_mod>derniers?|passe|prochain))?"
        rf"|(?:le{_W}|du{_W}|au{_W}|de{_W})?week[ -]?end{_W}(?P<weekend_mod2>derniers?|passe|prochain))(?![a-z])"
    ),
    # -- words that need the note's day, or a day told before ------------------------------
    "today": (
        rf"(?:du{_W}jour(?!{_W}?(?:[0-9+]|de\b|du\b|ou\b|au\b|meme|suivant|preced|d'|post))|ce{_W}jour(?!\s?-\s?la|{_THAT_DAY})|aujourd'?{_W}?hui|ce{_W}matin|ce{_W}midi|ce{_W}soir|cet{_W}apres-midi|cette{_W}nuit"
        r"|(?:(?<=des\s)|(?<=partir\sde\s)|(?<=compter\sde\s))(?:ce\scycle|cette\scure)"
        rf")(?:{_W}meme)?(?![a-z])"
    ),
    "yesterday": r"(?:avant[ -]hier|hier|apres[ -]demain|demain)(?:\s(?:soir|matin))?(?![a-z])",
    "sameday": (
        rf"(?:(?:le|du|ce|au){_W}meme{_W}jour|ce{_W}jour(?:\s?-\s?la|{_THAT_DAY})|meme{_W}jour|dans{_W}la{_W}foulee(?!{_W}(?:le|du){_W}[0-9])|(?:le|du|au){_W}(?:jour|soir|matin){_W}meme"
        rf"|(?:a|de|depuis|vers){_W}(?:ce{_W}moment|(?:cette|la{_W}meme){_W}(?:date|(?P<sameday_vague>epoque|periode)))(?:(?:{_W}|-)la)?"
        rf"|(?P<sameday_while>dans{_W}le{_W}meme{_W}temps|au{_W}meme{_W}moment)(?!{_W}(?:qu'|(?:que|ou)(?![a-z])))"
        rf"|(?:(?:a|des){_W}(?:l'|son{_W})|depuis{_W}l'|(?<=radio\s)d'|(?<=thoracique\s)d'|(?<=scanner\s)d'|(?<=tdm\s)d'|(?<=irm\s)d'|(?<=echographie\s)d')(?P<sameday_stay>admission|entree(?!{_W}(?:de{_W}(?:la{_W}|l')?|du{_W}|d')(?!service|hopital|hospit|urgence|patient|essai|etude|unite|centre|clinique)))|(?P<sameday_dayof>(?:le|du){_W}(?:jour|soir|matin)|au{_W}terme|a{_W}l'issue(?={_W}de{_W}la{_W}(?:consultation|visite)))(?={_W}(?:de{_W}(?:la{_W}|l'|sa{_W}|son{_W})|du{_W})))(?![a-z])"
        rf"{_complement('sameday')}"
    ),
    "nextday": (
        rf"(?P<nextday_w>(?:le{_W}|du{_W}|au{_W}|des{_W}le{_W}|les{_W})?(?:sur)?lendemain|(?:de{_W})?(?:la{_W}|a{_W}la{_W})"
        rf"veille|l'avant-veille|(?:le{_W})?jour{_W}(?:d'avant|precedent|suivant|d'apres))(?![a-z]){_complement('nextday')}"
    ),
    "period": (
        rf"(?:(?P<period_part>{_PART})(?:{_W}|-)(?:de{_W}|d'|(?!l[ae]{_W})))?"
        rf"(?:(?:de{_W})?(?P<period_det>le|la|ce|cet|cette|du|au|l{_APOSTROPHE}|d{_APOSTROPHE}|de{_W}l{_APOSTROPHE}"
        # "TDM semaine prochaine", in haste
        rf"|en{_W}debut{_W}(?:de{_W}|d'))\s{{0,3}}|(?=sem(?:aine|\.)?{_W}(?:prochaine|derniere)(?![a-z])))"
        rf"(?P<period_same>meme{_W})?(?P<period_u>semaine|sem\.?(?={_W}(?:prochaine|derniere|passee))|mois|annee|an|trimestre|semestre)(?:-ci)?(?![a-z]|{_W}d(?:e\s|'){MONTH}|(?<=annee){_W}{_YEAR})"
        rf"(?:{_W}(?P<period_mod>dernier|derniere|passee?|ecoulee?|prochaine?|suivante?|precedente?|d'avant|d'apres|en{_W}cours)(?![a-z]))?"
    ),
    "partof": (
        rf"(?:(?P<partof_part>{_PART})(?:{_W}|-)(?:de{_W}|d'|du{_W}|de{_W}l')?)(?P<partof_u>semaine|mois|annee)(?![a-z]|{_W}d(?:e\s|'){MONTH})"
        rf"(?:{_W}(?P<partof_y>{_YEAR})|{_modifier('partof')})"
    ),
    # -- months, years, seasons ------------------------------------------------------------
    "month": (
        rf"(?:(?P<month_part>{_PART})(?:\s?-\s?|{_W})(?:du{_W}mois{_W})?(?:de{_W}|d')?"
        rf"|(?P<month_q>{_QUINZAINE}){_W}(?P<month_qu>quinzaine|moitie|semaine){_W}(?:de{_W}|d')"
        rf"|(?P<month_lastday>dernier|premier){_W}jour{_W}(?:de{_W}|d')"
        rf"|(?:(?:dans|durant|au{_W}cours{_W}de){_W})?(?:les|aux|des|ces){_W}(?:tout{_W})?(?P<month_days>premiers|derniers){_W}jours{_W}(?:de{_W}|d'|du{_W}mois{_W}(?:de{_W}|d'))"
        # "jusqu'au mois d'août": the word is part of its name
        rf"|mois{_W}(?:de{_W}|d'))?"
        rf"(?P<month_m>{MONTH})(?:\s?/\s?(?P<month_m2>{MONTH})|(?<![a-z]{{6}})-(?P<month_m3>{MONTH_SHORT}|(?<=\.-){MONTH_NAME}))?"
        rf"(?:{_W}(?P<month_d>[0-3]?[0-9](?=,?{_W}(?:19|20)[0-9]{{2}}(?![0-9]))),?)?"
        rf"(?:\s{{0,3}}[,/\-]?\s{{0,3}}(?:de{_W}(?:l'annee{_W}|l'an{_W})?)?(?P<month_y>{_YEAR}|{_TRANSPOSED})"
        rf"|(?:\s{{1,3}}|[/\-])(?P<month_y2>{_SHORT_YEAR})|{_modifier('month')})"
    ),
    "partyear": rf"(?P<partyear_part>{_PART})(?:{_W}|-|{_W}-{_W})(?:(?:(?:de{_W})?l'(?:annee|an)|d'annee){_W})?(?P<partyear_y>{_YEAR})",
    "season": (
        rf"(?:(?P<season_part>{_PART}){_W}(?:de{_W}|d')?)?(?:(?P<season_det>l'|cet{_W}|le{_W}|au{_W}|a{_W}l'|en{_W}|d'|de{_W}l'|du{_W}|ce{_W}"
        rf"|depuis{_W}l')\s?)?(?P<season_s>{'|'.join(SEASONS)})(?![a-z])"
        rf"(?:{_W}(?:de{_W}(?:l'annee{_W})?)?(?P<season_y>{_YEAR})(?:\s?[-/]\s?(?:20)?[0-9]{{2}}(?![0-9]))?|{_modifier('season')})"
    ),
    "feast": rf"(?P<feast_f>{'|'.join(FEASTS)})(?![a-z])(?:{_W}(?P<feast_y>{_YEAR}))?",
}

#: Compiled once; ``match.lastgroup`` names the form that hit.
SCANNER = WordPattern(
    r"(?<![a-z0-9/,])(?<![0-9]\.)(?:" + "|".join(f"(?P<{name}>{body})" for name, body in _FORMS.items()) + ")"
)
