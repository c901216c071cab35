from django.urls import path

from openhouse.attendance.views import family, notes

urlpatterns = [
    path("", family.attendance, name="attendance"),
    path("notes/", notes.absence_notes, name="absence-notes"),
    path("notes/new/", notes.absence_new, name="absence-new"),
    path("notes/<int:note>/withdraw/", notes.absence_withdraw, name="absence-withdraw"),
    path("notes/<int:note>/file/", notes.absence_file, name="absence-file"),
]
