from django.urls import path

from openhouse.messages.sending.views import staff

urlpatterns = [
    path("", staff.class_messages, name="class-messages"),
    path("new/", staff.class_message_new, name="class-message-new"),
    path("search/", staff.class_message_search, name="class-message-search"),
    path("kept/", staff.class_message_kept, name="class-message-kept"),
    path("<int:number>/", staff.class_message, name="class-message"),
    path("<int:number>/edit/", staff.class_message_edit, name="class-message-edit"),
    path("<int:number>/send/", staff.class_message_send, name="class-message-send"),
    path("<int:number>/cancel/", staff.class_message_cancel, name="class-message-cancel"),
    path("<int:number>/again/", staff.class_message_again, name="class-message-again"),
    path("<int:number>/file/", staff.class_message_file, name="class-message-file"),
]
