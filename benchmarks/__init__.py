"""How fast the extraction is, beside the stock EDS-NLP chain in the same run; and whether it is still right."""
