"""Ed-Fi interchange XML (data standard 5.x; 3.x and 4.x names too), read into rows of the house.

``recognizes`` says whether a delivery is one, ``read`` streams its rows; ``keys`` says what a
``source_id`` looks like, ``words`` what code words mean, ``left_out`` what is not taken.
"""

from openhouse.interchange.edfi.columns import COLUMNS
from openhouse.interchange.edfi.reader import read, recognizes

__all__ = ["COLUMNS", "read", "recognizes"]
