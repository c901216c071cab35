"""The fields of the records that an answer may fill, and what kinds of question fit each.

What is about a person means that of the part: the guardian, the contact, the child.
"""

from openhouse.registration.rules.form import Kind, Per

PEOPLE = (Per.GUARDIAN, Per.CONTACT, Per.STUDENT)
ADULTS = (Per.GUARDIAN, Per.CONTACT)
TEXTS = (Kind.TEXT,)
#: Of "person.…", what is a text of the person's own row.
OF_PERSON = (
    *("given_name", "middle_name", "family_name", "preferred_name", "suffix", "sex", "language"),
)

#: By name: the sections and the kinds of question that it fits.
FIELDS: dict[str, tuple[tuple[Per, ...], tuple[Kind, ...]]] = {
    "household.address": ((Per.HOUSEHOLD,), (Kind.ADDRESS,)),
    "household.phone": ((Per.HOUSEHOLD,), (Kind.PHONE,)),
    "person.given_name": (PEOPLE, TEXTS),
    "person.middle_name": (PEOPLE, TEXTS),
    "person.family_name": (PEOPLE, TEXTS),
    "person.preferred_name": (PEOPLE, TEXTS),
    "person.suffix": (PEOPLE, TEXTS),
    "person.born_on": (PEOPLE, (Kind.DATE,)),
    "person.sex": (PEOPLE, (Kind.CHOICE,)),
    "person.language": (PEOPLE, (Kind.LANGUAGE,)),
    "person.email": (ADULTS, (Kind.EMAIL,)),
    "person.cell_phone": (PEOPLE, (Kind.PHONE,)),
    "person.work_phone": (ADULTS, (Kind.PHONE,)),
    #: Of an adult to every child of the application, where it is the same for all.
    "tie.relation": (ADULTS, (Kind.CHOICE, Kind.TEXT)),
    "tie.lives_with": (ADULTS, (Kind.YES_NO,)),
    "tie.receives_mail": ((Per.GUARDIAN,), (Kind.YES_NO,)),
    #: Of somebody whom the records do not know yet: who is known stays what she is.
    "tie.legal_guardian": ((Per.GUARDIAN,), (Kind.YES_NO,)),
    #: If she lives in the home of the application.
    "household.member": ((Per.GUARDIAN, Per.STUDENT), (Kind.YES_NO,)),
    #: Of each adult to this child: what she is, and if the child lives with her.
    "ties": ((Per.STUDENT,), (Kind.RELATION,)),
    "enrollment.school": ((Per.STUDENT,), (Kind.SCHOOL,)),
    "enrollment.grade_level": ((Per.STUDENT,), (Kind.GRADE,)),
}
