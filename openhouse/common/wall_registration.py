"""Pieces of the walls of registration: who reads and writes what a family sends.

A family that is new here has no account: ``openhouse_enter_application`` lets its link in under the
hat ``applicant``, which sees the one application that ``openhouse.application`` names and no
student. Health is the nurse's desk: an office reads none of it, that of the district neither
(docs/access.md, Registration at the school).
"""

from openhouse.common.wall_words import (
    EVERYONE,
    IN_AN_OFFICE,
    KEPT,
    NURSED_SCHOOLS,
    OURS,
    SELF_ID,
    STUDENT_IDS,
    WEARING,
)

FAMILY, APPLICANT = f"{WEARING} = 'family'", f"{WEARING} = 'applicant'"
#: The application whose link was opened.
THIS = "(SELECT NULLIF(current_setting('openhouse.application', true), '')::bigint)"
#: The applications of her home, the children whom she sees of applications, by their wall, and the
#: applications that these are of (``registration/sql/read_by.sql``).
MINE = "(SELECT openhouse_own_applications())::bigint[]"
CHILDREN = "(SELECT openhouse_applied_children())::bigint[]"
THEIRS = "(SELECT openhouse_applications_applied())::bigint[]"
#: The same with those whose children their families have all taken back.
_EVER_SENT = "(SELECT openhouse_applications_sent())::bigint[]"
#: The schools whose buses she plans today.
_DRIVEN = "(SELECT openhouse_schools_as('transport'))::bigint[]"


def _of_desk(desk: str) -> str:
    there = f"(SELECT openhouse_applied_at_desk('{desk}'))::bigint[]"
    return f"(desk = '{desk}' AND candidate_id = ANY ({there}))"


_MY_DESK = f"({_of_desk('nurse')} OR {_of_desk('transport')})"
#: Of a household or an adult, who has no candidate; or of a child whom she may see.
_OF_A_CHILD = f"(candidate_id IS NULL OR candidate_id = ANY ({CHILDREN}))"


#: The house, which writes and reads all of it; the district's own staff are not the house.
_THE_HOUSE = f"{WEARING} = 'system'"
#: And they read what a desk reads that is not the nurse's, as an office does at its school.
_NOT_HEALTH = f"({_THE_HOUSE} OR ({EVERYONE} AND desk <> 'nurse'))"


def _seen_by(
    family: str, applicant: str, office: str, staff: str, everyone: str = EVERYONE
) -> str:  # fmt: skip
    return (
        f"{OURS} AND ({everyone} OR CASE WHEN {FAMILY} THEN {family}"
        f" WHEN {APPLICANT} THEN {applicant} WHEN {IN_AN_OFFICE} THEN {office}"
        f" WHEN {WEARING} = 'staff' THEN {staff} END)"
    )


#: Children who were new here, and whom an office has found in the records since.
_FOUND = "(SELECT openhouse_children_found())::bigint[]"
#: A child of an application: of a known student only for who may see the student today. At the
#: school once it is sent, and to that school alone. Taken back, an office reads that it was.
CANDIDATE = _seen_by(
    f"application_id = ANY ({MINE}) AND (student_id IS NULL OR student_id = ANY ({STUDENT_IDS})"
    f" OR id = ANY ({_FOUND}))",
    f"application_id = {THIS}",
    f"sent_at IS NOT NULL AND school_id = ANY ({KEPT})",
    "sent_at IS NOT NULL AND state <> 'withdrawn'"
    f" AND (school_id = ANY ({NURSED_SCHOOLS}) OR school_id = ANY ({_DRIVEN}))",
)
APPLICATION = _seen_by(f"id = ANY ({MINE})", f"id = {THIS}", f"id = ANY ({_EVER_SENT})",
                       f"id = ANY ({THEIRS})")  # fmt: skip
#: Her own that she shares today.
_BARRED = "(SELECT openhouse_applications_barred())::bigint[]"
MEMBER = (
    f"{OURS} AND ({WEARING} = 'system'"
    f" OR (person_id = {SELF_ID} AND application_id <> ALL ({_BARRED})))"
)
#: The house alone: no reader, whoever it is, needs a row.
HOUSE = f"{OURS} AND {WEARING} = 'system'"
PART = _seen_by(
    f"application_id = ANY ({MINE}) AND {_OF_A_CHILD}",
    f"application_id = {THIS}",
    f"application_id = ANY ({THEIRS}) AND {_OF_A_CHILD}",
    f"candidate_id = ANY ({CHILDREN})",
)


def _said(more: str = "") -> str:
    return _seen_by(
        f"application_id = ANY ({MINE}) AND {_OF_A_CHILD}{more}",
        f"application_id = {THIS}",
        f"application_id = ANY ({THEIRS}) AND {_OF_A_CHILD} AND desk <> 'nurse'",
        _MY_DESK,
        _NOT_HEALTH,
    )


def _not_after_her(at: str) -> str:
    """Who has moved out since it was sent reads no later word of another's."""
    # her own first: who answers alone is not asked where she lives, once for each answer
    return (
        f" AND (person_id = {SELF_ID}"
        f" OR application_id <> ALL ((SELECT openhouse_applications_left())::bigint[])"
        f" OR {at} <= openhouse_application_sent_at(application_id))"
    )


ANSWER, ANSWER_FILE = _said(_not_after_her("answered_at")), _said(_not_after_her("added_at"))
#: What an office says to one, and asks.
DECISION = _said()
#: What was signed holds every answer, of health and of children at other schools too: no office's,
#: the district's neither, and at home hers alone who sees each child in it today.
SIGNATURE = _seen_by(
    f"application_id = ANY ({MINE}) AND candidates <@ {CHILDREN}",
    f"application_id = {THIS}",
    "false",
    "false",
    _THE_HOUSE,
)
#: What a home finds filled in holds what it said of health before, too: no office's.
KNOWN = _seen_by(
    f"application_id = ANY ({MINE}) AND {_OF_A_CHILD}",
    f"application_id = {THIS}",
    "false",
    "false",
    _THE_HOUSE,
)
#: What is still needed of a child: the family's to read, and the desk's.
OF_CANDIDATE = _seen_by(
    f"candidate_id = ANY ({CHILDREN})",
    f"candidate_id = ANY ({CHILDREN})",
    f"candidate_id = ANY ({CHILDREN}) AND desk <> 'nurse'",
    _MY_DESK,
    _NOT_HEALTH,
)
#: What a desk notes for the school when it has looked at a child: no family's.
REVIEW = _seen_by(
    "false", "false", f"candidate_id = ANY ({CHILDREN}) AND desk <> 'nurse'", _MY_DESK, _NOT_HEALTH
)
#: What each guardian is asked by herself: hers, whatever home's application it is, and never the
#: home's; of a known child only as long as she may see it.
CONSENT = _seen_by(
    f"person_id = {SELF_ID} AND (student_id IS NULL OR student_id = ANY ({STUDENT_IDS}))",
    "false",
    f"candidate_id = ANY ({CHILDREN}) AND desk <> 'nurse'",
    _MY_DESK,
    _NOT_HEALTH,
)
#: What was written into the records: no family's.
POSTED = f"{OURS} AND ({EVERYONE} OR ({IN_AN_OFFICE} AND candidate_id = ANY ({CHILDREN})))"
