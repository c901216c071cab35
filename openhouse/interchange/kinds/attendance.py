"""Attendance: the codes and the marks."""

from django.utils.translation import gettext_noop as _

from openhouse.interchange.kinds.kind import Kind

ATTENDANCE: tuple[Kind, ...] = (
    Kind(
        "attendance_codes",
        "attendance_attendancecode",
        {
            "source_id": "text",
            "code": "text",
            "name": "text",
            "status": "text",
            "excuse": "text",
        },
        required=("code", "name", "status", "excuse"),
    ),
    Kind(
        "attendance",
        "attendance_attendancemark",
        {
            "source_id": "text",
            "student": "text",
            "school": "text",
            "on": "date",
            "section": "text",
            "period": "text",
            "code": "text",
            "taken_by": "text",
            "arrived_at": "time",
            "left_at": "time",
            "comment": "text",
        },
        refs={
            "student": "students",
            "school": "schools",
            "section": "sections",
            "period": "periods",
            "code": "attendance_codes",
        },
        key=("student", "on", "section", "period", "taken_by"),
        required=("student", "school", "on", "code"),
        ranked=(
            "code",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this student and day: an"
                " absence counts before part of a day, then late, left early and present; an"
                " excused one before one that is not"
            ),
        ),
        deletes=True,
    ),
)
