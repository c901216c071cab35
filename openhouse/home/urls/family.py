from django.urls import path

from openhouse.home.views import family

urlpatterns = [
    path("", family.today, name="today"),
    path("more/", family.more, name="more"),
    path("<int:student>/", family.today_of_child, name="today-child"),
    path("<int:student>/more/", family.more, name="more-child"),
]
