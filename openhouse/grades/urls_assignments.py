from django.urls import path

from openhouse.grades.views import family

urlpatterns = [path("", family.assignments, name="assignments")]
