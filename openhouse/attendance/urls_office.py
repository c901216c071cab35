from django.urls import path

from openhouse.attendance.views import office, office_day

urlpatterns = [
    path("", office.desk, name="attendance-desk"),
    path("resolve/", office.resolve, name="attendance-resolve"),
    path("notes/<int:note>/", office.office_note, name="office-note"),
    path("notes/<int:note>/file/", office.office_note_file, name="office-note-file"),
    path("students/<int:student>/", office_day.student_day_page, name="student-day"),
]
