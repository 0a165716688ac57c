"""What people are told: in the portal and by e-mail."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices in the portal (thông báo) and the outbox of e-mail (hộp thư đi)."""

    name = "nganam_awards.notices"
    label = "notices"
    verbose_name = "thông báo"

    def ready(self) -> None:
        """Listen to steps; count what is unread; the administrator's door to the letters."""
        from nganam_awards.core.registry import (  # noqa: PLC0415
            health_signs,
            navigation,
            step_listeners,
            unread_lists,
        )
        from nganam_awards.notices import hooks  # noqa: PLC0415

        step_listeners.add(hooks.announce_step)
        unread_lists.add(hooks.unread)
        navigation.add(hooks.doors)
        health_signs.add(hooks.mail_signs)
