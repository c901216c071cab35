from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "openhouse.messages"
    label = "school_messages"
    default_auto_field = "django.db.models.BigAutoField"
