"""What the place of a date costs it as the date of an event: the cheapest one wins."""

#: A character between the two costs one.
OTHER_CLAUSE, OTHER_STATEMENT, ENTRY = 25, 40, 40
PREVIOUS_SENTENCE, EACH_FURTHER_SENTENCE = 120, 60
EVENT_BETWEEN, DATE_BETWEEN, CLAIMED, WRONG_BOUND = 30, 35, 110, 400
#: A date right after its event ("IRM du 12/03", "IRM (avril 2015)") is worth more than one before it.
GLUED_AFTER, GLUED_BEFORE = -40, -15
#: Why a date of an earlier sentence was taken.
ENTRY_HEADER, SENTENCES_BEFORE = "entry header", "sentence(s) before"
