from django.apps import AppConfig


class ImmunizationsConfig(AppConfig):
    name = "openhouse.immunizations"
    label = "immunizations"
    default_auto_field = "django.db.models.BigAutoField"
