from django.urls import path

from openhouse.registration.views import doubles, people

urlpatterns = [
    path("doubles/", doubles.registration_doubles, name="registration-doubles"),
    path("<int:candidate>/people/", people.registration_people, name="registration-people"),
]
