"""Who reads what families send to register: part of ``rows``, by hand from the cast alone."""

from typing import Any

from tests.access.at_school import high

TABLES = {
    "registration_answer",
    "registration_answerfile",
    "registration_application",
    "registration_candidate",
    "registration_consent",
    "registration_fielddecision",
    "registration_openitem",
    "registration_part",
    "registration_partknown",
    "registration_posting",
    "registration_review",
    "registration_signature",
    "registration_takenout",
}
#: The school's own: what was written, what a desk noted, what becomes of who was taken out.
NO_FAMILYS = {"registration_posting", "registration_review", "registration_takenout"}
#: Nobody's, whoever asks: what the link of a new family is made of.
OF_NOBODY = {
    "registration_applicationkey",
    "registration_reminder",
    # the house alone looks for doubles, and keeps what was moved when two became one
    "registration_matchkey",
    "registration_merge",
    "registration_samechild",
    "registration_twopeople",
}
BY_THE_DISTRICT = {
    "registration_addressrange",
    "registration_formversion",
    "registration_letterwords",
    "registration_registrationwindow",
    "registration_seats",
}
#: Written by the house alone; a family's answers by itself as well.
OF_THE_HOUSE = (TABLES | OF_NOBODY | {"registration_applicationmember"}) - {
    "registration_fielddecision",
    "registration_openitem",
    "registration_review",
}
#: In the cast all rows of these are the nurse's: the district finds none to write.
OF_THE_NURSE = {"registration_answerfile", "registration_openitem"}


def is_no_districts(row: Any) -> bool:
    """Health, and what holds it: the nurse's of the child's school, not the district's."""
    table = row._meta.db_table
    kept = table in ("registration_signature", "registration_partknown")
    return kept or (table in TABLES and getattr(row, "desk", "office") == "nurse")


def reads(look: Any, row: Any) -> bool:
    """At home whose application it is, of children whom she sees; at school of the child's, once
    it is sent: the nurse what is her desk's, the office all else."""
    table = row._meta.db_table.removeprefix("registration_")
    application = row if table == "application" else row.application
    if table == "consent" and look.hat == "family":
        return (
            bool(look.person) and row.person_id == look.person and row.student_id in look.students
        )
    candidate = row if table == "candidate" else getattr(row, "candidate", None)
    if look.hat == "family":
        hers = bool(look.person) and application.person_id == look.person
        seen = candidate is None or candidate.student_id in (None, *look.students)
        return hers and seen and row._meta.db_table not in NO_FAMILYS
    return _reads_at_school(look, row, table, application, candidate)


def _reads_at_school(look: Any, row: Any, table: str, application: Any, candidate: Any) -> bool:
    nurse = (look.name, look.hat) == ("nurse", "staff")
    if not nurse and (look.name, look.hat) != ("clerk", "office"):
        return False
    there = [
        one
        for one in look.cast.rows.values()
        if one._meta.db_table == "registration_candidate"
        and one.application_id == application.pk
        and one.school_id == high(look)
        and one.sent_at
    ]
    if table == "application":
        return bool(there)
    if table in ("signature", "partknown"):
        return False
    if candidate is None:
        return bool(there) and not nurse
    if candidate not in there:
        return False
    if table in ("candidate", "part"):
        return True
    desk = getattr(row, "desk", "office")
    return desk == "nurse" if nurse else desk != "nurse"
