from django.urls import path

from openhouse.messages.threads.views import family

urlpatterns = [
    path("messages/threads/", family.threads, name="threads-all"),
    path("<int:student>/messages/threads/", family.threads, name="threads"),
    path("<int:student>/messages/threads/new/", family.thread_new, name="thread-new"),
    path("<int:student>/messages/threads/<int:thread>/", family.thread, name="thread"),
    path(
        "<int:student>/messages/threads/<int:thread>/files/<int:file>/",
        family.thread_file,
        name="thread-file",
    ),
]
