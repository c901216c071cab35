from django.urls import path

from openhouse.messages.announcing.views import office

urlpatterns = [
    path("", office.school_announcements, name="school-announcements"),
    path("new/", office.school_announcement_new, name="school-announcement-new"),
    path("<int:number>/", office.school_announcement, name="school-announcement"),
    path(
        "<int:number>/withdraw/",
        office.school_announcement_withdraw,
        name="school-announcement-withdraw",
    ),
]
