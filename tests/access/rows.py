"""Which rows the wall may show to whom: written by hand, from the cast alone.

Nothing here asks the models for their wall or the database for its rule. Each table is in one of
the groups below; a table that is in none fails ``test_every_table_says_who_sees_it``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from tests.access import registering
from tests.access.at_school import (
    high,
    is_announced_to,
    is_published_for,
    is_unsent_to_a_class,
    reads_hand_in,
    reads_post,
    reads_thread,
    sees_reader,
    taught_by,
)
from tests.cast import GUARDIANS, HOLDS, NURSES, OFFICE, SEES, Cast

#: Seen by everyone who reaches the server.
BY_ALL = {"districts_district"}
#: Seen by whoever is at the district's address.
BY_THE_DISTRICT = {
    "attendance_absencereason",
    "attendance_attendancecode",
    "attendance_attendancerules",
    "attendance_roll",
    "attendance_usualabsence",
    "contact_contactrules",
    "courses_course",
    "courses_meeting",
    "courses_section",
    "courses_sectionteacher",
    "documents_coursecredit",
    "documents_creditarea",
    "documents_creditneed",
    "documents_transcriptrules",
    "documents_cannedcomment",
    "documents_cardtemplate",
    "districts_bellschedule",
    *("districts_day", "districts_gradehours"),
    "districts_period",
    "districts_school",
    "districts_schoollogo",
    "districts_schoolyear",
    "districts_term",
    "grades_assignment",
    "grades_category",
    "grades_gradebook",
    "grades_gradebookdefault",
    "grades_gradebookvisit",
    "grades_gradingscale",
    "grades_gradingtask",
    "grades_postingwindow",
    "grades_taskpart",
    "grades_workfile",
    "people_staffpost",
    "papers_signingkey",
    "notifications_noticerules",
    "immunizations_healthrules",
    "questions_questionrules",
    "school_messages_away",
    "school_messages_threadrules",
    "sign_in_accountrules",
    "sign_in_identityprovider",
} | registering.BY_THE_DISTRICT
#: Seen by whoever may see the student.
BY_THE_STUDENT = {
    "attendance_attendancemark",
    "attendance_seat",
    "courses_placement",
    "documents_academicrecord",
    "documents_transcriptline",
    "grades_postedmark",
    *("grades_score", "grades_rubricscore"),
    "people_enrollment",
    "people_student",
}
#: Of these, by no teacher as such.
OF_TRANSCRIPTS = {"documents_academicrecord", "documents_transcriptline"}
#: Each by a rule of its own, below.
BY_THEIR_OWN_RULE = {
    "people_account",
    "people_guardianship",
    "people_household",
    "people_person",
    "ledger_change",
    "sign_in_accountrequest",
    "sign_in_linkedidentity",
    "sign_in_accountrun",
    "attendance_absencenote",
    "attendance_absencefile",
    "questions_question",
    *("school_messages_thread", "school_messages_post", "school_messages_threadreader"),
    "school_messages_postfile",
    *("grades_handin", "grades_handinfile"),
    "papers_paper",
    "papers_paperwithdrawal",
    "documents_publishedfile",
    "documents_publishededition",
    "documents_publishedreceipt",
    "immunizations_cardupload",
    "documents_cardrelease",
    "documents_setasidecard",
    "papers_printrun",
    "papers_printpiece",
    "school_messages_announcement",
    "school_messages_message",
    "school_messages_messagewords",
    "school_messages_messagefile",
    "school_messages_recipient",
    "school_messages_attendancerule",
    *("school_messages_eventrule", "school_messages_rulecrossing"),
} | registering.TABLES
#: What an office has on its desk, of its schools or of none.
DESKS = {
    "sign_in_accountrequest",
    "sign_in_accountrun",
    "documents_cardrelease",
    "school_messages_attendancerule",
    "school_messages_eventrule",
}
#: On these a family writes: it files, and takes back what waits (``attendance/test_notes.py``).
FAMILIES_WRITE = {
    "attendance_absencenote",
    "attendance_absencefile",
    "grades_handin",
    "questions_question",
    *("school_messages_thread", "school_messages_post", "school_messages_threadreader"),
    "school_messages_postfile",
    "documents_publishedreceipt",
    "immunizations_cardupload",
    "registration_answer",
    "registration_answerfile",
}
#: Health: the family's, and the nurse's of the student's school.
OF_HEALTH = {
    "immunizations_dose",
    "immunizations_exemption",
    "immunizations_appointment",
    "immunizations_keptstanding",
    *("immunizations_condition", "immunizations_medication", "immunizations_visit"),
    "immunizations_remark",
}
#: And of that, what nurses note for nurses alone.
OF_NURSES = {"immunizations_remark"}
#: A teacher's own: for staff as such, and no family or office.
OF_TEACHERS = {"grades_scorenote", "grades_worknote"}
#: What belongs to a person: hers, and her school's office's.
BY_THE_PERSON = {
    "contact_contactrequest",
    "notifications_delivery",
    "people_contactpoint",
    "people_correction",
    "people_householdmember",
    "sign_in_activationcode",
    "sign_in_agreement",
    "sign_in_identitycheck",
}
#: Seen by the district's own staff alone.
BY_THE_DISTRICT_OFFICE = {
    "access_look",
    "interchange_importrun",
    "notifications_heardupto",
    "sign_in_providersetup",
}
#: Added to and read; changed or deleted by nobody.
APPEND_ONLY = {"ledger_change"}
#: Rewritten by the house alone, whoever asks: what was issued, published or signed is frozen.
OF_THE_HOUSE = {
    # a student hands in her own, and takes it back
    *("grades_handin", "grades_handinfile"),
    "papers_paper",
    "papers_paperwithdrawal",
    "documents_publishededition",
    "documents_publishedreceipt",
    "papers_printrun",
    "papers_printpiece",
    "school_messages_recipient",
    "school_messages_rulecrossing",
    # how far somebody has read she alone says, beside the house
    *("school_messages_post", "school_messages_threadreader", "school_messages_postfile"),
    *("ledger_seenchanges", "notifications_contactchoice", "notifications_delivery"),
    *("notifications_heardupto", "notifications_notice", "notifications_noticechoice"),
    *("notifications_noticetimes", "notifications_phoneproof", "notifications_pushsubscription"),
    *("papers_paperopened", "schedule_calendarfeed", "school_messages_threadreply"),
    *("sign_in_device", "sign_in_notmelink"),
} | registering.OF_THE_HOUSE
#: Rewritten at a school's office, and under no teacher's hat.
OF_OFFICES = {
    *("contact_contactrequest", "school_messages_attendancerule", "school_messages_eventrule"),
}
#: Read while she signs in; else hers alone, whatever another's post is.
PROOFS = {"mfa_authenticator"}
#: Hers alone, whatever another's post is.
ALONE = {
    "ledger_seenchanges",
    "school_messages_messagesearch",
    "school_messages_messagetemplate",
    "school_messages_threadreply",
    "notifications_contactchoice",
    "notifications_notice",
    "notifications_noticechoice",
    "notifications_noticetimes",
    "notifications_phoneproof",
    "notifications_pushsubscription",
    "papers_paperopened",
    "registration_applicationmember",
    "schedule_calendarfeed",
    "sign_in_device",
    "sign_in_notmelink",
}
#: Of libraries; nobody of the cast has a row.
OF_ACCOUNTS = {
    "account_emailaddress",
    "account_emailconfirmation",
    "socialaccount_socialaccount",
}
TABLES = (
    BY_ALL
    | BY_THE_DISTRICT
    | BY_THE_STUDENT
    | BY_THEIR_OWN_RULE
    | BY_THE_PERSON
    | BY_THE_DISTRICT_OFFICE
    | OF_TEACHERS
    | OF_HEALTH
    | PROOFS
    | ALONE
    | OF_ACCOUNTS
    | registering.OF_NOBODY
)


@dataclass(frozen=True)
class Look:
    """Somebody who looks: a user name of the cast, or "" for nobody; and under which hat."""

    cast: Cast
    name: str
    hat: str

    @property
    def person(self) -> int | None:
        return self.cast.persons[self.name].id if self.name else None

    @property
    def students(self) -> Collection[int]:
        """The ids of the students of her own district whom she may see."""
        table = {"family": SEES, "staff": HOLDS, "office": OFFICE}.get(self.hat, {})
        return {self.cast.persons[key].id for key in table.get(self.name, ())}

    @property
    def everything(self) -> bool:
        """If she may see all that is the district's."""
        return self.name == "admin" and self.hat in ("staff", "office")

    def helps(self, person: int) -> bool:
        """If she is in an office that helps *person*: its student, or a guardian of one."""
        if self.hat != "office":
            return False
        keys = OFFICE.get(self.name, ())
        theirs = {*keys, *(guardian for key in keys for guardian in GUARDIANS[key])}
        return person in {self.cast.persons[key].id for key in theirs}


def expected(look: Look, table: str) -> set[Any]:
    """The primary keys of *table* that *look* may read."""
    rows = [row for row in look.cast.rows.values() if row._meta.db_table == table]
    see = is_hers_alone if table in PROOFS | ALONE else may_see
    see = is_for_teachers if table in OF_TEACHERS else see
    if table in registering.OF_NOBODY:
        return set()
    see = is_of_health if table in OF_HEALTH | {"immunizations_cardupload"} else see
    return {
        row.pk for row in rows if (is_of_health if is_about_health(row) else see)(look, table, row)
    }


def is_about_health(row: Any) -> bool:
    """A line of the ledger that tells of health is read by who reads the dose."""
    return str(getattr(row, "kind", "")).startswith(("immunization.", "health."))


def is_of_health(look: Look, table: str, row: Any) -> bool:
    """A family's own, and a nurse's of the student's school; of a card only hers who sent it."""
    hers = table != "immunizations_cardupload" or look.person == row.person_id
    hers = hers and table not in OF_NURSES
    return look.everything or (keeps_health(look, row) and hers) or is_nurse_of(look, row)


def is_hers_alone(look: Look, table: str, row: Any) -> bool:
    """If *row* is of who looks, whatever her post; before anybody is known, a proof is read."""
    if table in ALONE:
        return bool(row.person_id == look.person)
    return not look.name or bool(row.user_id == look.cast.persons[look.name].account)


def is_for_teachers(look: Look, table: str, row: Any) -> bool:
    """Under the hat of staff, who have a post; about a student, of who sees her there."""
    hers = table == "grades_worknote" or look.everything or row.student_id in look.students
    return look.hat == "staff" and look.name in (*HOLDS, "admin", "clerk") and hers


def may_see(look: Look, table: str, row: Any) -> bool:
    """If *look* may read *row*, which is one of her district's."""
    if table in BY_ALL | BY_THE_DISTRICT or look.everything:
        kept = is_unsent_to_a_class(row) or registering.is_no_districts(row)
        return not (look.everything and kept)
    if table in BY_THE_DISTRICT_OFFICE or (table in OF_TRANSCRIPTS and is_kept_from(look, row)):
        return False
    if table in BY_THE_STUDENT:
        return (row.person_id if table == "people_student" else row.student_id) in look.students
    if table == "people_person":
        return row.id == look.person or row.id in look.students or look.helps(row.id)
    if table == "people_guardianship":
        hers = look.person == row.person_id
        return hers or (look.hat in ("staff", "office") and row.student_id in look.students)
    if table == "people_account":
        return not look.name or row.person_id == look.person or look.helps(row.person_id)
    if table in BY_THE_PERSON | {"sign_in_linkedidentity"}:
        helps = table in BY_THE_PERSON and look.helps(row.person_id)
        return bool(row.person_id == look.person) or helps
    if table in RULES:
        return RULES[table](look, row)
    if table == "ledger_change":
        hers = bool(look.name) and look.person == row.person_id
        told = look.hat != "staff" or not row.kind.startswith(("paper.", "transcript."))
        told = told and (look.hat == "office" or not row.kind.startswith("cards."))
        return told and (hers or look.helps(row.person_id) or row.student_id in look.students)
    if table in DESKS:
        clerks = (look.name, look.hat) == ("clerk", "office")
        return clerks and row.school_id in (None, look.cast.rows["high"].pk)
    if table == "people_household":
        return is_home_of_hers(look, row)
    raise LookupError(f"{table}: say in tests/access/rows.py who sees it")


def is_kept_from(look: Look, row: Any) -> bool:
    """A transcript from teachers, and a line that was struck from families."""
    return look.hat == "staff" or (look.hat == "family" and bool(getattr(row, "struck_at", None)))


def keeps_health(look: Look, row: Any) -> bool:
    """A family's own child, or a student of the nurse's school."""
    return (look.hat == "family" and row.student_id in look.students) or is_nurse_of(look, row)


def is_nurse_of(look: Look, row: Any) -> bool:
    keys = NURSES.get(look.name, ()) if look.hat == "staff" else ()
    return row.student_id in {look.cast.persons[key].id for key in keys}


def is_home_of_hers(look: Look, row: Any) -> bool:
    """If *look* or somebody whom her office helps lives there."""
    return any(
        home._meta.db_table == "people_householdmember"
        and home.household_id == row.id
        and (home.person_id == look.person or look.helps(home.person_id))
        for home in look.cast.rows.values()
    )


def reads_note(look: Look, table: str, row: Any) -> bool:
    """A family's note: hers who filed it, and the child's office; the file likewise."""
    if table == "attendance_absencenote":
        reads = look.hat == "office" or look.person == row.person_id
        return reads and row.student_id in look.students
    notes = [one for one in look.cast.rows.values() if getattr(one, "file_id", 0) == row.pk]
    hers = look.person == row.person_id
    office = look.hat == "office"
    return hers or any(
        office and reads_note(look, "attendance_absencenote", note) for note in notes
    )


def reads_question(look: Look, row: Any) -> bool:
    """Hers who asked, the student's, the section's teachers' and the school's office's."""
    if row.student_id not in look.students:
        return False
    if look.hat == "family":
        return look.person in (row.person_id, row.student_id)
    office = look.name == "clerk" and row.school_id == high(look)
    return office or row.section_id in taught_by(look)


def reads_published(look: Look, row: Any, *, receipt: bool = False) -> bool:
    """A document: of her children, her classes, or the school whose office she keeps.

    What somebody did with one: hers, and theirs at the school.
    """
    if receipt and row.student_id not in look.students:
        return False
    if look.hat == "staff":
        return bool(row.section_id) and row.section_id in taught_by(look)
    if look.hat == "office":
        return look.name == "clerk" and bool(row.school_id == high(look))
    if look.hat != "family":
        return False
    if receipt:
        return bool(row.person_id == look.person)
    return is_published_for(look.cast, look.students, row)


def reads_edition(look: Look, row: Any) -> bool:
    """The file of a document: of families, of one that is not withdrawn."""
    if look.hat == "family":
        return is_published_for(look.cast, look.students, row)
    return reads_published(look, row.published)


def reads_message(look: Look, row: Any) -> bool:
    """Hers who gets it, about a child whom she sees; its class's teachers', its school's office's.

    What others got is nobody's at home.
    """
    message = row if row._meta.db_table == "school_messages_message" else row.message
    if look.hat == "staff":
        return bool(message.section_id) and message.section_id in taught_by(look)
    if look.hat == "office":
        clerks = look.name == "clerk" and message.school_id == high(look)
        return clerks and not is_unsent_to_a_class(row)
    got = [one for one in look.cast.rows.values() if hasattr(one, "called")]
    hers = [
        one for one in got if look.person == one.person_id and {*one.students} & {*look.students}
    ]
    if look.hat != "family":
        return False
    return row in hers or (row not in got and message.pk in {one.message_id for one in hers})


def reads_announcement(look: Look, row: Any) -> bool:
    """Of her children, her classes, or the school whose office she keeps, and the district's."""
    if look.hat == "staff":
        return bool(row.section_id) and row.section_id in taught_by(look)
    if look.hat == "office":
        return look.name == "clerk" and row.school_id in (None, high(look))
    return look.hat == "family" and is_announced_to(look.cast, look.students, row)


def reads_paper(look: Look, row: Any) -> bool:
    """A family's own once it is released, but for printing only; the office's, but for health: a
    nurse's; no teacher's."""
    if row.student_id not in look.students:
        return False
    if look.hat == "family":
        return row.released_at is not None and row.withdrawn_at is None and row.to_families
    if look.hat == "staff":
        return is_nurse_of(look, row) and row.kind in ("immunizations", "health letter")
    return look.hat == "office" and row.kind not in ("immunizations", "health letter")


def reads_print(look: Look, row: Any) -> bool:
    """What was made for the printer: the office's of its school, of health the nurse's."""
    if row.kind in ("immunizations", "health letter"):
        return (look.name, look.hat) == ("nurse", "staff") and row.school_id == high(look)
    return (look.name, look.hat) == ("clerk", "office") and row.school_id == high(look)


#: Who reads a row of these tables, where it takes a function to say.
RULES: dict[str, Callable[[Look, Any], bool]] = {
    **dict.fromkeys(registering.TABLES, registering.reads),
    "attendance_absencenote": lambda look, row: reads_note(look, "attendance_absencenote", row),
    "attendance_absencefile": lambda look, row: reads_note(look, "attendance_absencefile", row),
    "papers_paper": reads_paper,
    # in the place of one that was taken back
    "papers_paperwithdrawal": lambda look, row: (
        look.hat in (("family", "office") if row.to_families else ("office",))
        and row.student_id in look.students
    ),
    "papers_printrun": reads_print,
    "papers_printpiece": lambda look, row: reads_print(look, row.run),
    # a card that could not be made is its office's to put right
    "documents_setasidecard": lambda look, row: (
        look.hat == "office" and row.student_id in look.students
    ),
    "school_messages_rulecrossing": lambda look, row: (
        look.hat == "office" and row.student_id in look.students
    ),
    "questions_question": reads_question,
    "grades_handin": reads_hand_in,
    "grades_handinfile": lambda look, row: reads_hand_in(look, row.hand_in),
    "school_messages_thread": reads_thread,
    "school_messages_post": reads_post,
    "school_messages_postfile": lambda look, row: reads_post(look, row.post),
    "school_messages_threadreader": sees_reader,
    "school_messages_announcement": reads_announcement,
    "school_messages_message": reads_message,
    "school_messages_messagewords": reads_message,
    "school_messages_messagefile": reads_message,
    "school_messages_recipient": reads_message,
    "documents_publishedfile": reads_published,
    "documents_publishededition": reads_edition,
    "documents_publishedreceipt": lambda look, row: reads_published(look, row, receipt=True),
}
