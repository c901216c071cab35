"""Addresses under ``/<district>/``; the district itself is taken off before they are looked up."""

from django.urls import include, path

from openhouse.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

#: Families' pages first: an address is compared with one after another, theirs most often.
urlpatterns = [
    path("family/", include("openhouse.home.urls.family")),
    path("family/<int:student>/grades/", include("openhouse.grades.urls")),
    path("family/<int:student>/assignments/", include("openhouse.grades.urls_assignments")),
    path("family/<int:student>/attendance/", include("openhouse.attendance.urls")),
    path("family/<int:student>/questions/", include("openhouse.questions.urls")),
    path("family/<int:student>/transcript/", include("openhouse.documents.transcript.urls")),
    path("family/<int:student>/immunizations/", include("openhouse.immunizations.urls")),
    path("family/<int:student>/schedule/", include("openhouse.schedule.urls")),
    path("family/<int:student>/papers/", include("openhouse.papers.urls_family")),
    path("family/registration/", include("openhouse.registration.urls")),
    path("register/", include("openhouse.registration.urls_link")),
    path("office/registration/windows/", include("openhouse.registration.urls_windows")),
    path("family/", include("openhouse.documents.urls")),
    path("family/", include("openhouse.messages.urls")),
    path("family/", include("openhouse.messages.threads.urls_family")),
    path("", include("openhouse.sign_in.urls.door")),
    path("", include("openhouse.sign_in.urls.account")),
    path("", include("openhouse.sign_in.urls.office")),
    path("", include("openhouse.contact.urls")),
    path("", include("openhouse.notifications.urls_notices")),
    path("office/", include("openhouse.contact.urls_office")),
    path("sso/", include("openhouse.sign_in.urls.sso")),
    path("app/", include("openhouse.home.urls.app")),
    path("calendar/", include("openhouse.home.urls.calendar")),
    path("family/", include("openhouse.notifications.urls_family")),
    path("mail/", include("openhouse.notifications.urls")),
    path("staff/", include("openhouse.home.urls.staff")),
    path("office/changes/", include("openhouse.home.urls.office")),
    path("office/attendance/", include("openhouse.attendance.urls_office")),
    path("staff/attendance/", include("openhouse.attendance.urls_staff")),
    path("staff/immunizations/file/", include("openhouse.interchange.urls_vaccines")),
    path("staff/immunizations/", include("openhouse.immunizations.urls_staff")),
    path("staff/questions/", include("openhouse.questions.urls_staff")),
    path("office/schools/", include("openhouse.schools.urls")),
    path("office/registration/forms/", include("openhouse.registration.forms_made.urls")),
    path("office/cards/", include("openhouse.documents.cards.urls")),
    path("office/posting/", include("openhouse.grades.urls_office")),
    path("office/documents/", include("openhouse.documents.published.urls_office")),
    path(
        "staff/sections/<int:section>/documents/",
        include("openhouse.documents.published.urls_staff"),
    ),
    path("office/messages/", include("openhouse.messages.sending.urls_office")),
    path(
        "staff/sections/<int:section>/messages/",
        include("openhouse.messages.sending.urls_staff"),
    ),
    path("staff/messages/threads/", include("openhouse.messages.threads.urls_staff")),
    path("office/announcements/", include("openhouse.messages.announcing.urls_office")),
    path(
        "staff/sections/<int:section>/announcements/",
        include("openhouse.messages.announcing.urls_staff"),
    ),
    path("office/registration/roster/", include("openhouse.registration.urls_roster")),
    path("office/registration/places/", include("openhouse.registration.urls_places")),
    path("office/registration/", include("openhouse.registration.urls_people")),
    path("office/registration/", include("openhouse.registration.urls_office")),
    path("staff/registration/", include("openhouse.registration.urls_staff")),
    path("office/transcripts/", include("openhouse.documents.transcript.urls_office")),
    path("staff/sections/<int:section>/gradebook/", include("openhouse.grades.urls_gradebook")),
    path("staff/sections/<int:section>/changes/", include("openhouse.home.urls.section")),
    path("staff/sign-on/", include("openhouse.sign_in.urls.providers")),
    path("staff/imports/", include("openhouse.interchange.urls")),
]
