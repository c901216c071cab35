"""Grades as the records call them."""

#: The youngest first; the words for them are in ``people.words``.
GRADES = ("PK", "KG", *(f"{n:02}" for n in range(1, 13)))
#: After this one a student has finished school.
LAST_GRADE = GRADES[-1]


def next_grade(grade_level: str) -> str:
    """The grade after *grade_level*; "" after the last, and after one that we do not know."""
    if grade_level not in GRADES or grade_level == LAST_GRADE:
        return ""
    return GRADES[GRADES.index(grade_level) + 1]
