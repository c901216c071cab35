from django.urls import path

from openhouse.notifications.views import shown

urlpatterns = [path("", shown.mailbox, name="mailbox")]
