"""The pages that read the ledger: part of the matrix."""

#: Pages about one score: whoever gets 200 for the student gets it for the work of these courses of
#: hers that is not hidden, and 404 for every other.
ABOUT_A_SCORE = ("score-changes",)
SCORES = {
    ("ben", "algebra"): ("plain", "missing", "test"),
    ("cai", "algebra"): ("plain", "missing", "test"),
    ("mia", "biology"): ("biology",),
    ("cai", "biology"): ("biology",),
}
