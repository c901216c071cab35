"""Which place of the frame a page belongs to, by the name of its address."""

#: Url names whose page stands for the place when the student is changed or the place is marked.
PLACE_OF = {
    "today": "today",
    "today-child": "today",
    "grades": "grades",
    "course": "grades",
    "assignments": "assignments",
    "attendance": "attendance",
    "absence-notes": "attendance",
    "absence-new": "attendance",
    "transcript": "transcript",
    "documents": "documents",
    "documents-all": "documents",
    "document": "documents",
    "questions": "questions",
    "question-new": "questions",
    "immunizations": "immunizations",
    "immunization-card": "immunizations",
    "health-at-school": "immunizations",
    "schedule": "schedule",
    "schedule-week": "schedule",
    "schedule-month": "schedule",
    "calendar": "calendar",
    "calendar-child": "calendar",
    "more": "more",
    "messages": "messages",
    "messages-child": "messages",
    "message": "messages",
    **dict.fromkeys(("threads", "threads-all", "thread", "thread-new"), "messages"),
    "changes": "changes",
    "changes-child": "changes",
    "score-changes": "grades",
    "mark-changes": "grades",
    "looks-child": "looks-child",
    "day-changes": "attendance",
}

#: Pages of a child that there are of all children too, with the name of that.
OF_EVERYONE = {
    "today-child": "today",
    "changes-child": "changes",
    "messages-child": "messages",
    "documents": "documents-all",
    "calendar-child": "calendar",
}
#: Icons of the places that a phone has under More.
BEHIND_MORE = {"assignments", "schedule", "calendar", "bell", "mail", "documents", "health"}
#: And pages that stand there.
BEHIND_TOO = {"assignments", "questions", "documents", "transcript", "immunizations"}
#: Url names of a teacher's rolls.
AT_THE_ROLL = {"rolls", "roll", "roll-seats"}
#: An office's pages about attendance.
AT_THE_ATTENDANCE = {
    *("attendance-desk", "office-note", "student-day", "batch-absence"),
    *("attendance-settings", "attendance-code", "absence-reason"),
}
#: And about grades, which its start leads to.
AT_THE_GRADES = {
    *("posting-windows", "grading-rules", "grading-scale", "grading-task", "gradebook-default"),
    *("missing-work", "missing-work-student"),
}
#: About report cards.
AT_THE_CARDS = {
    *("card-releases", "card-release", "card-print", "card-student"),
    *("card-withdraw", "card-student-withdraw"),
    *("card-templates", "card-template"),
}
#: And about transcripts.
AT_THE_TRANSCRIPTS = {
    *("transcript-desk", "transcript-differences", "office-transcript"),
    *("transcript-rules", "transcript-needs", "course-credits"),
    *("transcript-line-new", "transcript-line"),
}
#: What a school issues or publishes for families.
AT_THE_DOCUMENTS = {
    *("school-documents", "school-document-new", "school-document"),
    *AT_THE_CARDS,
    *AT_THE_TRANSCRIPTS,
}
#: What a school writes to families.
AT_THE_MESSAGES = {
    *("school-announcements", "school-announcement-new", "school-announcement"),
    *("school-messages", "school-message-new", "school-message", "school-message-edit"),
    *("school-message-search", "school-message-kept"),
    *("attendance-rules", "attendance-rule-new", "attendance-rule"),
    *("event-rules", "event-rule-new", "event-rule"),
}
#: What families and the school write to each other.
AT_THE_THREADS = {
    *("staff-threads", "staff-thread", "staff-thread-new", "staff-away", "thread-rules"),
}
#: What families send to register.
AT_THE_REGISTRATION = {
    *("registration-desk", "registration-child", "registration-campaign", "registration-people"),
    "registration-accept-all",
    *("registration-places", "registration-waiting", "registration-zones", "registration-roster"),
    *("registration-doubles",),
}
#: What a school says of itself.
AT_THE_SCHOOLS = {"schools", "school-details", "school-grades"}
#: The search of who did what.
AT_THE_LEDGER = {"audit", "audit-file"}
#: Url names of the district's own pages under ``office/``; the others are the help desk's.
OF_THE_RULES = {
    *("account-rules", "who-sees", "contact-rules", "notice-rules"),
    *("registration-windows", "registration-window", "registration-changes"),
    *("registration-letters", "registration-letter"),
    *("registration-forms", "registration-form", "registration-form-preview"),
    *("registration-form-publish", "registration-section", "registration-section-new"),
    *("registration-question", "registration-question-new"),
}
