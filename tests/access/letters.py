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
