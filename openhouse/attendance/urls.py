from django.urls import path

from openhouse.attendance.views import family

urlpatterns = [path("", family.attendance, name="attendance")]
