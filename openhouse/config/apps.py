from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The commands of the house; it has no tables."""

    name = "openhouse.config"
    label = "config"
