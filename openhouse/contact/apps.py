from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "openhouse.contact"
    label = "contact"
    default_auto_field = "django.db.models.BigAutoField"
