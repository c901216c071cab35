"""The kinds of messages and of notices, each with its words (MSG-04).

A kind is what stands in a delivery's ``kind``. Mails about an account ("account.link") are none of
these: nobody can turn them off.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a message or a notice is about."""

    EMERGENCY = "message.emergency"
    ATTENDANCE = "message.attendance"
    BEHAVIOR = "message.behavior"
    PRIORITY = "message.priority"
    GENERAL = "message.general"
    TEACHER = "message.teacher"
    NOTICE_ATTENDANCE = "notice.attendance"
    NOTICE_GRADES = "notice.grades"
    NOTICE_ASSIGNMENTS = "notice.assignments"
    NOTICE_DOCUMENTS = "notice.documents"
    NOTICE_MESSAGES = "notice.messages"
    NOTICE_REGISTRATION = "notice.registration"
    WEEKLY = "weekly"


#: All notices together: of an address they are on or off as one. Which notices come at all, and of
#: which child, is said where notices are chosen.
NOTICES = "notice"

#: What the school writes, the most urgent first.
OF_MESSAGES = (
    Kind.EMERGENCY, Kind.ATTENDANCE, Kind.PRIORITY, Kind.BEHAVIOR, Kind.GENERAL, Kind.TEACHER,
)  # fmt: skip
#: What the house tells by itself.
OF_NOTICES = (
    Kind.NOTICE_ATTENDANCE, Kind.NOTICE_GRADES, Kind.NOTICE_ASSIGNMENTS, Kind.NOTICE_DOCUMENTS,
    Kind.NOTICE_MESSAGES, Kind.NOTICE_REGISTRATION,
)  # fmt: skip
#: What is chosen for each phone and e-mail address, in the order of the page.
CHOSEN = (*map(str, OF_MESSAGES), NOTICES, str(Kind.WEEKLY))
#: What a text message brings unless its owner says otherwise: few, for each costs somebody money.
TEXT_AT_FIRST = (str(Kind.EMERGENCY), str(Kind.ATTENDANCE), str(Kind.PRIORITY))
#: What a machine may call with: nobody is rung up for less.
CALLED = (str(Kind.EMERGENCY), str(Kind.ATTENDANCE))

WORDS: dict[str, Promise] = {
    Kind.EMERGENCY: _("Emergencies"),
    Kind.ATTENDANCE: _("Attendance calls"),
    Kind.PRIORITY: _("Important messages"),
    Kind.BEHAVIOR: _("Behavior"),
    Kind.GENERAL: _("News from the school"),
    Kind.TEACHER: _("Messages from teachers"),
    Kind.NOTICE_ATTENDANCE: _("Attendance notices"),
    Kind.NOTICE_GRADES: _("Grades"),
    Kind.NOTICE_ASSIGNMENTS: _("Assignments"),
    Kind.NOTICE_DOCUMENTS: _("Documents"),
    Kind.NOTICE_MESSAGES: _("New messages"),
    Kind.NOTICE_REGISTRATION: _("Registration"),
    NOTICES: _("Notices about grades, attendance and work"),
    Kind.WEEKLY: _("The weekly summary"),
}


def words_of(kind: str) -> str:
    """The name of *kind* for its reader; a kind of a later release stays as it is."""
    return str(WORDS.get(kind, kind))


#: A conversation between a family and the school: chosen with what teachers write.
OF_A_THREAD = "message.thread"
#: What a rule of the school has found, to its staff: likewise.
OF_A_RULE = "message.rule"


#: What kinds of notices begin with, and of mails that say the same: about report cards, and about
#: documents that wait for an answer.
OF_A_NOTICE = ("notice.", "card.", "document.")


def chosen_as(kind: str) -> str:
    """What of ``CHOSEN`` says whether *kind* comes: notices are chosen as one."""
    if kind in (OF_A_THREAD, OF_A_RULE):
        return str(Kind.TEACHER)
    return NOTICES if kind.startswith(OF_A_NOTICE) else kind
