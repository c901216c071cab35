from django.urls import path

from openhouse.home.views import calendar, changes, family, month

urlpatterns = [
    path("", family.today, name="today"),
    path("more/", family.more, name="more"),
    path("changes/", changes.changes, name="changes"),
    path("calendar/", month.calendar, name="calendar"),
    path("calendar/feeds/", calendar.calendar_feeds, name="calendar-feeds"),
    path("calendar/make/", calendar.calendar_make, name="calendar-make"),
    path("calendar/<int:number>/end/", calendar.calendar_end, name="calendar-end"),
    path("<int:student>/", family.today_of_child, name="today-child"),
    path("<int:student>/calendar/", month.calendar_of_child, name="calendar-child"),
    path("<int:student>/changes/", changes.changes, name="changes-child"),
    path("<int:student>/looks/", changes.looks, name="looks-child"),
    path("<int:student>/changes/day/", changes.day_changes, name="day-changes"),
    path(
        "<int:student>/changes/<int:section>/<int:assignment>/",
        changes.score_changes,
        name="score-changes",
    ),
    path(
        "<int:student>/changes/<int:section>/marks/<int:task>/<int:term>/",
        changes.mark_changes,
        name="mark-changes",
    ),
    path("<int:student>/more/", family.more, name="more-child"),
]
