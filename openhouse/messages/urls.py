from django.urls import path

from openhouse.messages.views import family

urlpatterns = [
    path("messages/", family.messages, name="messages"),
    path("messages/<int:number>/", family.message, name="message"),
    path("messages/<int:number>/file/<int:file>/", family.message_file, name="message-file"),
    path("messages/<int:number>/remove/", family.message_remove, name="message-remove"),
    path("<int:student>/messages/", family.messages, name="messages-child"),
]
