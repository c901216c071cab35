from django.urls import path

from openhouse.notifications.views import push

urlpatterns = [path("push/", push.push, name="push")]
