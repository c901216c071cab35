from django.urls import path

from openhouse.schools.views import office

urlpatterns = [
    path("", office.schools, name="schools"),
    path("<int:school>/", office.school_details, name="school-details"),
    path("<int:school>/grades/", office.school_grades, name="school-grades"),
    path("<int:school>/logo/", office.school_logo, name="school-logo"),
]
