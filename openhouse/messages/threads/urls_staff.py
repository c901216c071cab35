from django.urls import path

from openhouse.messages.threads.views import staff

urlpatterns = [
    path("", staff.staff_threads, name="staff-threads"),
    path("new/", staff.staff_thread_new, name="staff-thread-new"),
    path("rules/", staff.thread_rules, name="thread-rules"),
    path("away/<int:person>/", staff.staff_away, name="staff-away"),
    path("<int:thread>/", staff.staff_thread, name="staff-thread"),
    path("<int:thread>/files/<int:file>/", staff.staff_thread_file, name="staff-thread-file"),
    path("<int:thread>/close/", staff.staff_thread_close, name="staff-thread-close"),
]
