"""What people are told: in the portal and by e-mail."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Thông báo trong cổng, hộp thư đi."""

    name = "nganam_awards.notices"
    label = "notices"
    verbose_name = "thông báo"
