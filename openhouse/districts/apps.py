from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "openhouse.districts"
    label = "districts"
    default_auto_field = "django.db.models.BigAutoField"
