from django.urls import path

from openhouse.schedule.views import family

urlpatterns = [
    path("", family.schedule, name="schedule"),
    path("week/", family.week, name="schedule-week"),
    path("month/", family.month, name="schedule-month"),
]
