"""Start-up checks: settings that would quietly break a law of the house."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register
from django.db.models import CheckConstraint


@register()
def constraints_speak_vietnamese(app_configs: object, **_: object) -> list[Error]:
    """Law 6: each check constraint carries a sentence a clerk can act on."""
    default = CheckConstraint.default_violation_error_message
    return [
        Error(f"{model.__name__}.{c.name} has no sentence for the user.", id="portal.E001")
        for model in apps.get_models()
        if "site-packages" not in model._meta.app_config.path
        for c in model._meta.constraints
        if isinstance(c, CheckConstraint) and c.violation_error_message == default
    ]


@register(deploy=True)
def production_has_no_demonstration(app_configs: object, **_: object) -> list[Error]:
    """Law 13: in production the office clock is fixed."""
    if settings.IS_DEMONSTRATION:
        return [Error("The demonstration clock is on under deploy checks.", id="portal.E002")]
    return []


@register(deploy=True)
def papers_can_be_verified(app_configs: object, **_: object) -> list[Error]:
    """An issued paper without a QR stays so for ever: know the address before the first."""
    if not settings.PORTAL_ADDRESS.startswith("https://"):
        return [Error("Set PORTAL_ADDRESS to the portal's https address.", id="portal.E003")]
    return []
