from django.urls import path

from openhouse.home.views.calendar import calendar_feed

urlpatterns = [path("<str:secret>.ics", calendar_feed, name="calendar-feed")]
