"""Files that other tools accept: OMOP CDM, cBioPortal, brat, spaCy, FHIR, ChemoTimelines. One module an export."""
