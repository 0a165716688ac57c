"""What migration sets up: the town's offices with their rights."""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from units.offices import OFFICES


def make_offices_after_migration(sender: AppConfig, using: str, **_: object) -> None:
    """Run once a migration, after the last app has made its permissions."""
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if sender == with_models[-1]:
        make_offices(using=using)


def make_offices(*, using: str = "default") -> None:
    """Each office is a group with exactly the rights of the table; a second run changes nothing.

    Rights of an app that is not migrated yet are added by the migration that brings it.
    """
    with transaction.atomic(using=using):
        known = _permissions(using)
        groups = Group.objects.using(using).prefetch_related("permissions")
        existing = {group.name: group for group in groups.filter(name__in=OFFICES)}
        for name, office in OFFICES.items():
            group = existing.get(name) or Group.objects.using(using).create(name=name)
            wanted = {known[right] for right in office.permissions if right in known}
            if {p.pk for p in group.permissions.all()} != wanted:
                group.permissions.set(wanted)


def _permissions(using: str) -> dict[str, int]:
    return dict(_named_permissions(using))


def _named_permissions(using: str) -> Iterator[tuple[str, int]]:
    rows = Permission.objects.using(using).values_list("content_type__app_label", "codename", "pk")
    for app, codename, pk in rows:
        yield f"{app}.{codename}", pk
