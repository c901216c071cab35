from django.urls import path

from openhouse.messages.sending.views import absences, events, office

urlpatterns = [
    path("", office.school_messages, name="school-messages"),
    path("new/", office.school_message_new, name="school-message-new"),
    path("search/", office.school_message_search, name="school-message-search"),
    path("kept/", office.school_message_kept, name="school-message-kept"),
    path("rules/", absences.attendance_rules, name="attendance-rules"),
    path("rules/new/", absences.attendance_rule_new, name="attendance-rule-new"),
    path("rules/<int:number>/", absences.attendance_rule, name="attendance-rule"),
    path("events/", events.event_rules_page, name="event-rules"),
    path("events/new/", events.event_rule_new, name="event-rule-new"),
    path("events/<int:number>/", events.event_rule, name="event-rule"),
    path("<int:number>/", office.school_message, name="school-message"),
    path("<int:number>/edit/", office.school_message_edit, name="school-message-edit"),
    path("<int:number>/send/", office.school_message_send, name="school-message-send"),
    path("<int:number>/cancel/", office.school_message_cancel, name="school-message-cancel"),
    path("<int:number>/again/", office.school_message_again, name="school-message-again"),
    path("<int:number>/file/", office.school_message_file, name="school-message-file"),
]
