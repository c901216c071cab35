"""Who may write a row of messages, contact data and notifications: by hand, from the cast alone.

``rows`` says who reads one. A table that nobody is named for is the house's: a test goes through
all tables of these features and of what is hers alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.at_school import high, reads_post, reads_thread, sees_reader, taught_by
from tests.access.rows import Look, is_home_of_hers
from tests.cast import HOLDS, OFFICE

Says = Callable[[Look, Any], bool]


def nobody(look: Look, row: Any) -> bool:
    return False


@dataclass(frozen=True)
class Who:
    """If somebody changes a row, adds one that is its copy, deletes it; and what she changes."""

    changes: Says = nobody
    adds: Says = nobody
    deletes: Says = nobody
    sets: str = "district_id = district_id"


def is_staff(look: Look) -> bool:
    return look.hat == "staff" and look.name in HOLDS


def is_office(look: Look) -> bool:
    return look.hat == "office" and look.name in OFFICE


def is_district(look: Look, row: Any) -> bool:
    return look.everything


def keeps_it(look: Look, row: Any) -> bool:
    """Her own template or search, under a hat with which she writes messages."""
    return (is_staff(look) or is_office(look)) and row.person_id == look.person


def drafts(look: Look, row: Any) -> bool:
    """A draft, of the class that she teaches, or of her school or district."""
    message = getattr(row, "message", row)
    if message.state != "draft":
        return False
    if message.section_id:
        return is_staff(look) and message.section_id in taught_by(look)
    clerks = look.name == "clerk" and is_office(look) and message.school_id == high(look)
    return look.everything or clerks


def announces(look: Look, row: Any) -> bool:
    if look.everything:
        return True
    if is_office(look):
        return bool(row.school_id == high(look))
    return is_staff(look) and not row.emergency and row.section_id in taught_by(look)


def is_hers(look: Look, row: Any) -> bool:
    return bool(row.written_by_id == look.person)


def rules_absences(look: Look, row: Any) -> bool:
    return is_office(look) and (look.everything or row.school_id == high(look))


def is_schools(look: Look, row: Any) -> bool:
    """A thread that she reads at the school."""
    sees = look.everything or reads_thread(look, row)
    return (is_staff(look) or is_office(look)) and sees


def begins(look: Look, row: Any) -> bool:
    """At home in her own name; nobody hands one to the office by herself."""
    if row.handed_at:
        return False
    hers = look.hat == "family" and row.person_id == look.person
    return is_schools(look, row) or (hers and reads_thread(look, row))


def posts(look: Look, row: Any) -> bool:
    """In her own name at home, where the cast has all posts from."""
    hers = look.hat == "family" and row.person_id == look.person
    return hers and reads_post(look, row)


def adds_file(look: Look, row: Any) -> bool:
    return bool(row.post.person_id == look.person) and reads_post(look, row.post)


def has_read(look: Look, row: Any) -> bool:
    hers = look.hat == "family" and row.person_id == look.person
    return hers and sees_reader(look, row)


def says_away(look: Look, row: Any) -> bool:
    """Herself, and the office of the school at which she teaches."""
    clerks = is_staff(look) and look.name == "clerk"
    return look.everything or clerks or (is_staff(look) and row.person_id == look.person)


def decides(look: Look, row: Any) -> bool:
    if not is_office(look) or row.state != "waiting" or row.person_id == look.person:
        return False
    return look.everything or look.helps(row.person_id)


def keeps_records(look: Look, row: Any) -> bool:
    """At a counter: of whom her office helps, and of herself as of anybody; never as a teacher."""
    hers = row.person_id == look.person or look.helps(row.person_id)
    return look.everything or (is_office(look) and hers)


def keeps_home(look: Look, row: Any) -> bool:
    return look.everything or (is_office(look) and is_home_of_hers(look, row))


ON_FILE = Who(keeps_records, keeps_records, keeps_records)


def hands_in(look: Look, row: Any) -> bool:
    """A student her own, which she has not taken back."""
    hand_in = getattr(row, "hand_in", row)
    hers = look.hat == "family" and look.person == hand_in.student_id
    return bool(hers and hand_in.taken_back_at is None)


BY_THE_DISTRICT = Who(is_district, is_district, is_district)
WRITERS: dict[str, Who] = {
    "contact_contactrules": BY_THE_DISTRICT,
    "notifications_noticerules": BY_THE_DISTRICT,
    "school_messages_threadrules": BY_THE_DISTRICT,
    "immunizations_healthrules": BY_THE_DISTRICT,
    "questions_questionrules": BY_THE_DISTRICT,
    "registration_letterwords": BY_THE_DISTRICT,
    "sign_in_accountrules": BY_THE_DISTRICT,
    "contact_contactrequest": Who(decides, sets="state = 'taken', decided_by_id = {person}"),
    "people_contactpoint": ON_FILE,
    "people_correction": ON_FILE,
    "people_householdmember": ON_FILE,
    # a home is nobody's before somebody lives there: the house begins one
    "people_household": Who(keeps_home, is_district, keeps_home),
    "grades_handin": Who(hands_in, hands_in, sets="taken_back_at = now()"),
    "grades_handinfile": Who(adds=hands_in),
    "school_messages_announcement": Who(
        lambda look, row: announces(look, row) and row.withdrawn_at is None,
        lambda look, row: announces(look, row) and is_hers(look, row),
    ),
    "school_messages_attendancerule": Who(
        rules_absences,
        lambda look, row: rules_absences(look, row) and is_hers(look, row),
        sets="written_by_id = {person}",
    ),
    "school_messages_eventrule": Who(
        rules_absences,
        lambda look, row: rules_absences(look, row) and is_hers(look, row),
        sets="written_by_id = {person}",
    ),
    "school_messages_away": Who(says_away, says_away, says_away),
    "school_messages_message": Who(
        drafts, lambda look, row: drafts(look, row) and is_hers(look, row)
    ),
    "school_messages_messagefile": Who(drafts, drafts, drafts),
    "school_messages_messagesearch": Who(keeps_it, keeps_it, keeps_it),
    "school_messages_messagetemplate": Who(keeps_it, keeps_it, keeps_it),
    "school_messages_messagewords": Who(drafts, drafts, drafts),
    "school_messages_post": Who(adds=posts),
    "school_messages_postfile": Who(adds=adds_file),
    "school_messages_thread": Who(is_schools, begins, sets="closed_at = now()"),
    "school_messages_threadreader": Who(has_read, has_read),
}
#: Features of which every table is looked at.
FEATURES = ("contact", "notifications", "school_messages")
