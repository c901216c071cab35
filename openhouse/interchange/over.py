"""Scores far over the points of their work, found while a whole file goes the quick road."""

from typing import Any

import polars as pl

from openhouse.grades.rules.entries import FAR_OVER

#: Of those, how many a report lists; it counts all.
MOST = 1_000
_POINTS = "SELECT id, (points * 1000)::bigint FROM grades_assignment WHERE points > 0"
#: Points are compared as whole thousandths: ``FAR_OVER`` as a fraction of whole numbers.
_MORE, _THAN = FAR_OVER.as_integer_ratio()


class Over:
    """What was found: ``many``, and of the first of them student, work and points."""

    def __init__(self, cursor: Any) -> None:
        cursor.execute(_POINTS)
        schema = {"assignment_id": pl.Int64, "possible": pl.Int64}
        self.points = pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")
        self.many = 0
        self.first: list[tuple[int, int, str]] = []

    def look(self, frame: pl.DataFrame) -> None:
        """Look through scores with the ids of the house; points are text, none where there are
        none. Beside the database's work, by one look at each."""
        scores = frame.lazy().select("student_id", "assignment_id", "points").drop_nulls("points")
        got = (pl.col("points").cast(pl.Float64) * 1000).round().cast(pl.Int64)
        far = (
            scores.join(self.points.lazy(), on="assignment_id")
            .filter(got * _THAN > pl.col("possible") * _MORE)
            .select("student_id", "assignment_id", "points")
            .collect()
        )
        self.many += far.height
        self.first += far.head(MOST - len(self.first)).rows()
