"""The CDC's logic of evaluating and forecasting immunizations, as pure functions.

Written after *Clinical Decision Support for Immunization (CDSi): Logic Specification for ACIP
Recommendations*, version 4.6; its section numbers stand in the docstrings. The schedule itself is
data, in ``openhouse.immunizations.schedules``. Nothing here reads a clock or a database.
"""
