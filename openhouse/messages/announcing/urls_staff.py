from django.urls import path

from openhouse.messages.announcing.views import staff

urlpatterns = [
    path("", staff.class_announcements, name="class-announcements"),
    path("new/", staff.class_announcement_new, name="class-announcement-new"),
    path("<int:number>/", staff.class_announcement, name="class-announcement"),
    path(
        "<int:number>/withdraw/",
        staff.class_announcement_withdraw,
        name="class-announcement-withdraw",
    ),
]
