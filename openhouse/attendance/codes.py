"""The code that stands for a status and an excuse, where nobody has chosen one."""

from openhouse.attendance.models import AttendanceCode

#: What the house calls a code that a district does not have yet.
_NAMES = {
    ("absent", "unknown"): ("A?", "Absent, not yet explained"),
    ("tardy", "unknown"): ("T?", "Late, not yet explained"),
    ("present", "unknown"): ("P", "Present"),
}


def code_for(status: str, excuse: str = AttendanceCode.Excuse.UNKNOWN) -> AttendanceCode:
    """The district's first code of *status* and *excuse*; made where it has none."""
    found = AttendanceCode.objects.filter(status=status, excuse=excuse).order_by("pk").first()
    if found is not None:
        return found
    title = AttendanceCode.Status(status).label
    code, name = _NAMES.get((status, excuse), (f"{status} {excuse}"[:60], f"{title} ({excuse})"))
    made, _ = AttendanceCode.objects.get_or_create(
        code=code, defaults={"name": name, "status": status, "excuse": excuse}
    )
    return made
