from django.urls import path

from openhouse.attendance.views import office, office_batch, office_day, office_settings

urlpatterns = [
    path("", office.desk, name="attendance-desk"),
    path("resolve/", office.resolve, name="attendance-resolve"),
    path("notes/<int:note>/", office.office_note, name="office-note"),
    path("notes/<int:note>/file/", office.office_note_file, name="office-note-file"),
    path("students/<int:student>/", office_day.student_day_page, name="student-day"),
    path("batch/", office_batch.batch_absence, name="batch-absence"),
    path("rules/", office_settings.attendance_settings, name="attendance-settings"),
    path("codes/<int:number>/", office_settings.attendance_code, name="attendance-code"),
    path("reasons/<int:number>/", office_settings.absence_reason, name="absence-reason"),
]
