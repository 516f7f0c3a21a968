"""Code tables of the project (ATC, CCAM, ICD-10, ADICAP, document types) and their look-up.

Each module reads one CSV of ``data/`` once and gives typed rows. The tables hold codes and normalised
columns in the project's own vocabulary; official label texts stay with their publishers.
"""
