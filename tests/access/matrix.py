"""Every page against every person, written by hand.

Rows are the accounts of the cast and ``nobody``, columns the pages (or whom a page is about). Read
``mother … ana 200`` as: to the mother, the page about ana answers 200. What can stand there:

==========  =====================================================================
200         the page
in          a redirect to signing in, with the way back
today       a redirect to Today
staff       a redirect to the staff's start
403         for others
404         not there, or not hers: the page does not tell which
405         not with GET
==========  =====================================================================

In the address of the other district each account is ``nobody``. A new page needs a name in one of
the lists below, or the roll call fails.
"""

from tests.access import registrations
from tests.access.apps import MANIFESTS, OF_A_PRIVATE_DEVICE, OF_THE_APPS

#: Pages about one student, ``/family/<student>/…``; the last two columns are a student of the
#: other district and one who does not exist.
ABOUT_A_CHILD = (
    "today-child",
    "more-child",
    "changes-child",
    "calendar-child",
    *("day-changes", "looks-child"),
    "grades",
    "assignments",
    "attendance",
    "schedule",
    "schedule-week",
    "schedule-month",
    "absence-notes",
    "absence-new",
    "questions",
    "messages-child",
    "question-new",
    *("threads", "thread-new"),
    "transcript",
    "documents",
    *("immunizations", "immunization-card", "health-at-school"),
)
CHILDREN = """
                ana  ben  mia  leo  cai  dee  eli  fay  gus  max  away none
nobody          in   in   in   in   in   in   in   in   in   in   in   in
mother          200  200  404  404  404  404  404  404  404  404  404  404
father          200  404  404  404  404  404  404  404  404  404  404  404
barred          404  404  404  404  404  404  404  404  404  404  404  404
barred_before   404  404  404  200  404  404  404  404  404  404  404  404
no_portal       404  404  404  404  404  404  404  404  404  404  404  404
ended           404  404  404  404  404  404  404  404  404  404  404  404
emergency       404  404  404  404  404  404  404  404  404  404  404  404
ben             404  200  404  404  404  404  404  404  404  404  404  404
mia             404  404  200  404  404  404  404  404  404  404  404  404
adult_mother    404  404  404  404  404  404  404  404  404  404  404  404
grandmother     404  404  404  404  200  200  200  200  404  404  404  404
teacher         403  403  403  403  403  403  403  403  403  403  403  403
teacher_mother  404  404  404  200  404  404  404  404  404  404  404  404
second_teacher  403  403  403  403  403  403  403  403  403  403  403  403
clerk           403  403  403  403  403  403  403  403  403  403  403  403
admin           403  403  403  403  403  403  403  403  403  403  403  403
nurse           403  403  403  403  403  403  403  403  403  403  403  403
empty_parent    404  404  404  404  404  404  404  404  200  404  404  404
long_parent     404  404  404  404  404  404  404  404  404  200  404  404
"""

#: Pages about one course of a student: whoever gets 200 for the student gets it for these courses
#: of hers, and 404 for every other one.
ABOUT_A_COURSE = ("course", "why", "try-scores")
COURSES = {
    "ana": ("homeroom", "math", "reading"),
    "ben": ("algebra", "history", "drawing"),
    "mia": ("history", "biology"),
    "leo": ("science",),
    "cai": ("algebra", "biology", "welding"),
    "dee": ("homeroom", "west_homeroom"),
    "eli": ("homeroom", "math", "reading"),
    "fay": ("science",),
    "gus": (),
    "max": ("literature",),
}

#: Pages of a district that are about nobody in the address.
OF_THE_DISTRICT = """
                start  sign-in sign-out today more changes staff-home staff-more imports rolls
nobody          in     200     405      in    in   in      in         in         in      in
mother          today  today   405      200   200  200     403        403        403     403
father          today  today   405      200   200  200     403        403        403     403
barred          today  today   405      200   200  200     403        403        403     403
barred_before   today  today   405      200   200  200     403        403        403     403
no_portal       today  today   405      200   200  200     403        403        403     403
ended           today  today   405      200   200  200     403        403        403     403
emergency       today  today   405      200   200  200     403        403        403     403
ben             today  today   405      200   200  200     403        403        403     403
mia             today  today   405      200   200  200     403        403        403     403
adult_mother    today  today   405      200   200  200     403        403        403     403
grandmother     today  today   405      200   200  200     403        403        403     403
teacher         staff  staff   405      403   403  403     200        200        403     200
teacher_mother  today  today   405      200   200  200     200        200        403     200
second_teacher  staff  staff   405      403   403  403     200        200        403     200
clerk           staff  staff   405      403   403  403     200        200        403     403
admin           staff  staff   405      403   403  403     200        200        200     403
nurse           staff  staff   405      403   403  403     200        200        403     403
empty_parent    today  today   405      200   200  200     403        403        403     403
long_parent     today  today   405      200   200  200     403        403        403     403
"""

#: Pages of all children of a family: they open to whom "more" opens.
OF_A_FAMILY = (
    "threads-all",
    "documents-all",
    "messages",
    "calendar",
    "calendar-feeds",
    "push",
    "registration",
    "registration-change",
    "registration-consents",
)

#: Pages about one's own account. The first steps lead on who is past them.
OF_ONES_OWN_ACCOUNT = """
                first-steps account change-password change-email safety add-passkey
nobody          in          in      in              in              in     in
mother          start       200     200             200             200    200
father          start       200     200             200             200    200
barred          start       200     200             200             200    200
barred_before   start       200     200             200             200    200
no_portal       start       200     200             200             200    200
ended           start       200     200             200             200    200
emergency       start       200     200             200             200    200
ben             start       200     200             200             200    200
mia             start       200     200             200             200    200
adult_mother    start       200     200             200             200    200
grandmother     start       200     200             200             200    200
teacher         start       200     200             200             200    200
teacher_mother  start       200     200             200             200    200
second_teacher  start       200     200             200             200    200
clerk           start       200     200             200             200    200
admin           start       200     200             200             200    200
nurse           start       200     200             200             200    200
empty_parent    start       200     200             200             200    200
long_parent     start       200     200             200             200    200
"""

#: More of one's own account, by GET; one's own passkeys are in ``test_second_step``.
OF_WHOEVER_HAS_SIGNED_IN = {
    "look-end": "405",
    "look-over": "200",
    "ask-again": "200",
    "contact": "200",
    "notice-settings": "200",
    "second-step-first": "200",
    **dict.fromkeys(("passkey-offer", "devices"), "200"),
    **OF_A_PRIVATE_DEVICE,
    "sign-out-others": "405",
    "own-language": "405",
    "send-link-again": "405",
    "authenticator-app": "200",
    "recovery-codes": "200",
    "recovery-codes-text": "404",
    "remove-app": "405",
    "new-recovery-codes": "405",
}
ABOUT_A_PASSKEY = {"passkey": "404", "remove-passkey": "405"}
ABOUT_A_DEVICE = {"sign-out-device"}

#: Pages about one import; ``away`` is the page of an import of the other district.
OF_AN_IMPORT = """
                import-run import-report import-take-in away none
nobody          in         in            in             in   in
mother          403        403           403            403  403
father          403        403           403            403  403
barred          403        403           403            403  403
barred_before   403        403           403            403  403
no_portal       403        403           403            403  403
ended           403        403           403            403  403
emergency       403        403           403            403  403
ben             403        403           403            403  403
mia             403        403           403            403  403
adult_mother    403        403           403            403  403
grandmother     403        403           403            403  403
teacher         403        403           403            403  403
teacher_mother  403        403           403            403  403
second_teacher  403        403           403            403  403
clerk           403        403           403            403  403
admin           200        200           405            404  404
nurse           403        403           403            403  403
empty_parent    403        403           403            403  403
long_parent     403        403           403            403  403
"""

#: Pages of a district that are the same for everybody, signed in or not.
FOR_EVERYBODY = {
    "forgot-password": "200",
    "forgot-password-sent": "200",
    "forgot-username": "200",
    "forgot-username-sent": "200",
    "reset-done": "200",
    "not-me-done": "200",
    "ask": "200",
    "asked": "200",
    "portal-form": "200",
    "portal-form-sent": "200",
    "help": "200",
    "open": "200",
    "open-choose": "200",
    "password-meter": "405",
    "mailbox": "404",
    "passkey-options": "200",
    "passkey-sign-in": "405",
    **MANIFESTS,
    **registrations.FOR_EVERYBODY,
}

#: Between the password and being in: others are led away.
IN_BETWEEN = {"second-step"}

#: Pages behind a link of an e-mail, with a key that nobody was sent: they say that it does not
#: work, to whoever comes. Who is signed in is signed out before a new password is chosen.
BEHIND_A_LINK = {
    "reset": {"uidb36": "1", "key": "not-a-key"},
    "confirm-email": {"key": "not-a-key"},
    "not-me": {"key": "not-a-key"},
    **{key: {"token": "not-a-token"} for key in ("contact-confirm", "unsubscribe")},
    "open-with-link": {"code": "not-a-code"},
    **registrations.BEHIND_A_LINK,
}

#: Pages about somebody helped, and about a request, with what a clerk gets by GET.
ABOUT_THE_HELPED = {
    "helped": "200",
    "give-way-in": "405",
    "reset-account": "200",
    "look-begin": "405",
    "withdraw-code": "405",
    "counter": "200",
    "correct-contact": "405",
    "give-at-counter": "405",
    # About a child who is not this guardian's; ``test_portal_access`` has the others.
    "portal-access": "404",
}
#: Who keeps an office: their names, and no more, stand where one hands a request on.
COLLEAGUES = ("clerk", "admin")
ABOUT_A_REQUEST = {
    "account-request": "200",
    "take-request": "405",
    "hand-on-request": "405",
    "decide-request": "405",
}
#: Pages that open to whom the help desk opens, with what they answer to GET then.
LIKE_THE_HELP_DESK = {
    **registrations.LIKE_THE_HELP_DESK,
    "contact-requests": "200",
    "posting-windows": "200",
    "card-releases": "200",
    "schools": "200",
    "missing-work": "200",
    "school-documents": "200",
    "school-document-new": "200",
    "school-announcements": "200",
    "school-messages": "200",
    "school-message-new": "200",
    **dict.fromkeys(("attendance-rules", "attendance-rule-new"), "200"),
    **dict.fromkeys(("event-rules", "event-rule-new"), "200"),
    "school-message-search": "200",
    "school-message-kept": "200",
    "school-announcement-new": "200",
    "transcript-desk": "200",
    "transcript-differences": "200",
    "audit": "200",
    "accounts": "200",
    "account-exceptions": "200",
    "account-slips": "200",
    "many-accounts": "200",
    "never": "200",
    "run-batch": "405",
    "print-slips": "405",
    "account-spreadsheet": "405",
    "change-many": "405",
    "decline-strangers": "405",
    "attendance-desk": "200",
    "attendance-resolve": "405",
    "batch-absence": "200",
}
#: Pages of one school's details, by the keys of the schools whose they open; one has no logo.
OF_A_SCHOOL = ("school-details", "school-grades", "school-logo")
WITH_A_LOGO = ("high", "west")
SCHOOLS_OF = {"clerk": ("high",), "admin": ("elementary", "west", "middle", "high", "career")}
#: And pages that open to the district alone, as the rules of accounts do.
LIKE_THE_RULES = (
    "transcript-rules",
    "transcript-needs",
    "course-credits",
    *("contact-rules", "notice-rules", "nurse-rules"),
    *registrations.LIKE_THE_RULES,
)
#: The help desk: for offices, counselors and the district.
OF_THE_DESK = """
                help-desk account-rules who-sees attendance-settings grading-rules gradebook-default
nobody          in        in      in               in               in            in
mother          403       403     403              403              403           403
father          403       403     403              403              403           403
barred          403       403     403              403              403           403
barred_before   403       403     403              403              403           403
no_portal       403       403     403              403              403           403
ended           403       403     403              403              403           403
emergency       403       403     403              403              403           403
ben             403       403     403              403              403           403
mia             403       403     403              403              403           403
adult_mother    403       403     403              403              403           403
grandmother     403       403     403              403              403           403
teacher         403       403     403              403              403           403
teacher_mother  403       403     403              403              403           403
second_teacher  403       403     403              403              403           403
clerk           200       403     403              403              403           403
admin           200       200     200              200              200           200
nurse           403       403     403              403              403           403
empty_parent    403       403     403              403              403           403
long_parent     403       403     403              403              403           403
"""

#: Whom the desk helps: guardians and students of one's schools; ``away`` is of the other district.
HELPED = """
                long_parent father teacher away none
nobody          in          in     in      in   in
mother          403         403    403     403  403
father          403         403    403     403  403
barred          403         403    403     403  403
barred_before   403         403    403     403  403
no_portal       403         403    403     403  403
ended           403         403    403     403  403
emergency       403         403    403     403  403
ben             403         403    403     403  403
mia             403         403    403     403  403
adult_mother    403         403    403     403  403
grandmother     403         403    403     403  403
teacher         403         403    403     403  403
teacher_mother  403         403    403     403  403
second_teacher  403         403    403     403  403
clerk           200         404    404     404  404
admin           200         200    404     404  404
nurse           403         403    403     403  403
empty_parent    403         403    403     403  403
long_parent     403         403    403     403  403
"""

#: Requests on the desk: of one's schools, or of none.
ASKED = """
                request_high request_any request_west away
nobody          in           in          in           in
mother          403          403         403          403
father          403          403         403          403
barred          403          403         403          403
barred_before   403          403         403          403
no_portal       403          403         403          403
ended           403          403         403          403
emergency       403          403         403          403
ben             403          403         403          403
mia             403          403         403          403
adult_mother    403          403         403          403
grandmother     403          403         403          403
teacher         403          403         403          403
teacher_mother  403          403         403          403
second_teacher  403          403         403          403
clerk           200          200         404          404
admin           200          200         200          404
nurse           403          403         403          403
empty_parent    403          403         403          403
long_parent     403          403         403          403
"""

#: Runs of the batch: those for one's schools; those for all are the district's own.
RUNS = """
                run_high     run_any     run_west     away
nobody          in           in          in           in
mother          403          403         403          403
father          403          403         403          403
barred          403          403         403          403
barred_before   403          403         403          403
no_portal       403          403         403          403
ended           403          403         403          403
emergency       403          403         403          403
ben             403          403         403          403
mia             403          403         403          403
adult_mother    403          403         403          403
grandmother     403          403         403          403
teacher         403          403         403          403
teacher_mother  403          403         403          403
second_teacher  403          403         403          403
clerk           200          404         404          404
admin           200          200         200          404
nurse           403          403         403          403
empty_parent    403          403         403          403
long_parent     403          403         403          403
"""

#: Pages of the server: the same for everybody.
OF_THE_SERVER = {
    "find-district": 200,
    "health": 200,
    "language": 405,
    "ui:gallery": 200,
    "ui:stylesheet": 200,
    "verify": 200,
    "verified": 404,
    **OF_THE_APPS,
}

#: Whose words a page that answers 200 shows: rows of the cast that must be on it. ``{student}``
#: stands for the student it is about. Pages without a line need not show anything.
SHOWS: dict[str, tuple[str, ...]] = {
    "today-child": ("{student}",),
    "calendar-child": ("{student}",),
    "grades": ("{student}",),
    "assignments": ("{student}",),
    "attendance": ("{student}",),
    "schedule": ("{student}",),
    "schedule-week": ("{student}",),
    "schedule-month": ("{student}",),
    "absence-notes": ("{student}",),
    "absence-new": ("{student}",),
    "questions": ("{student}",),
    "question-new": ("{student}",),
    "transcript": ("{student}",),
    "immunizations": ("{student}",),
    "immunization-card": ("{student}",),
    "health-at-school": ("{student}",),
}
#: On Today, all children of each family, and nobody else.
TODAY_SHOWS = {
    "mother": ("ana", "ben"),
    "father": ("ana",),
    "barred": (),
    "barred_before": ("leo",),
    "no_portal": (),
    "ended": (),
    "emergency": (),
    "ben": ("ben",),
    "mia": ("mia",),
    "adult_mother": (),
    "grandmother": ("cai", "dee", "eli", "fay"),
    "teacher_mother": ("leo",),
    "empty_parent": ("gus",),
    "long_parent": ("max",),
}
#: What the staff's start shows of each: sections she teaches, or schools of her office.
STAFF_HOME_SHOWS = {
    "teacher": ("algebra", "history", "drawing"),
    "teacher_mother": ("biology",),
    "second_teacher": ("homeroom", "math", "reading"),
    "clerk": ("high",),
    "admin": ("elementary", "west", "middle", "high", "career"),
    "nurse": ("high",),
}
#: Some of the rows that must be met while walking through the pages: were the walk to see nothing,
#: it would find nothing wrong.
MEETS = {
    "mother": (
        *("ana", "ben", "algebra", "work_missing", "ben_work_cheated", "notice_all"),
        *("doc_school", "doc_class", "doc_ana_file", "receipt_mother", "dose_ben_0", "card_ben"),
    ),
    "father": ("ana", "homeroom", "notice_elementary", "doc_ana", "receipt_father"),
    "barred_before": ("leo", "science"),
    "ben": ("ben", "algebra", "work_test", "notice_high", "line_ben_transfer"),
    "mia": ("mia", "biology"),
    "grandmother": ("cai", "dee", "eli", "fay", "algebra", "welding", "notice_career"),
    "teacher": ("algebra", "history", "drawing", "doc_class", "receipt_ben"),
    "teacher_mother": ("leo", "biology", "science"),
    "second_teacher": ("homeroom",),
    "clerk": ("high",),
    "admin": ("elementary", "west", "middle", "high", "career", "import_run"),
    "nurse": ("high", "ben", "dose_ben_0", "card_ben"),
    "empty_parent": ("gus", "notice_middle"),
    "long_parent": ("max", "literature"),
}
#: Rows of the district that no family's page may show: work the teacher keeps hidden, and what is
#: over. Everything else of the wall's is in the cast.
HIDDEN_FROM_FAMILIES = (
    *("work_hidden", "ben_work_hidden", "file_hidden", "notice_soon"),
    "notice_back",
    *("doc_soon", "doc_soon_file", "doc_taken_back", "doc_taken_back_file"),
)


def table(text: str) -> dict[str, dict[str, str]]:
    """A grid as row -> column -> what stands there."""
    head, *lines = text.strip().splitlines()
    columns = head.split()
    found = {}
    for line in lines:
        name, *cells = line.split()
        found[name] = dict(zip(columns, cells, strict=True))
    return found
