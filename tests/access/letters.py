"""The pages of announcements and messages, with what each person gets: part of the matrix."""

#: Pages of an office about an announcement, with what it gets by GET; who keeps none gets 403.
OF_AN_OFFICES_ANNOUNCEMENT = {
    "school-announcement": "200",
    "school-announcement-withdraw": "405",
}
#: Those that each office opens.
ANNOUNCES = {
    "clerk": ("notice_class", "notice_grade", "notice_soon", "notice_back", "notice_high"),
    "admin": (
        *("notice_class", "notice_grade", "notice_soon", "notice_back", "notice_high"),
        *("notice_all", "notice_over", "notice_elementary"),
    ),
}
ANNOUNCEMENTS = ANNOUNCES["admin"]
#: The same of a teacher, for a class of hers.
OF_A_CLASS_ANNOUNCEMENT = {
    "class-announcement": "200",
    "class-announcement-withdraw": "405",
}

#: What each page of a message answers by GET to who may open it: of one that is sent, with a file
#: or without, and of a draft.
SENT = {"": "200", "edit": "404", "send": "405", "cancel": "405", "again": "405", "file": "200"}
MESSAGES = {
    "message_class": SENT,
    "message_high": SENT,
    "message_west": SENT | {"file": "404"},
    "message_draft": SENT | {"edit": "200"},
    "message_class_draft": SENT | {"edit": "200", "file": "404"},
}
#: Those of the class of its teacher; what she has not sent is hers alone.
OF_THE_TEACHER = ("message_class", "message_class_draft")
#: Which each office opens, and each reader at home.
SENDS = {
    "clerk": ("message_class", "message_high", "message_draft"),
    "admin": ("message_class", "message_high", "message_west", "message_draft"),
}
READS = {
    "mother": ("message_class", "message_high"),
    "grandmother": ("message_class", "message_west"),
    "long_parent": ("message_high",),
    "ben": ("message_high",),
}
#: The rules about absences that each office opens.
RULES = {"clerk": ("rule_high",), "admin": ("rule_high", "rule_west")}
#: Of what comes about: a rule of all schools each of them reads.
EVENTS = {
    "clerk": ("event_high", "event_all"), "admin": ("event_high", "event_west", "event_all"),
}  # fmt: skip
#: Who has no family's pages.
NO_FAMILY = ("teacher", "second_teacher", "clerk", "admin", "nurse")
#: Of a family, with what its reader gets; the file is that of the message of the school.
OF_A_FAMILYS_MESSAGE = {"message": "200", "message-remove": "405", "message-file": "200"}


def of_messages(whose: str) -> dict[str, str]:
    """The pages of a message of an office or a class, by their names, with the key of ``SENT``."""
    return {f"{whose}-message{f'-{page}' if page else ''}": page for page in SENT}
