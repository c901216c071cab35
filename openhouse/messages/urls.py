from django.urls import path

from openhouse.messages.views import family

urlpatterns = [
    path("messages/", family.messages, name="messages"),
    path("<int:student>/messages/", family.messages, name="messages-child"),
]
