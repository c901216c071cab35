from django.urls import path

from openhouse.grades.views import family

urlpatterns = [
    path("", family.grades, name="grades"),
    path("<int:section>/", family.course, name="course"),
]
