"""Who may do what with letters; messages inside the portal are everybody's own."""

from django.db import models


def can_manage_mail(user: models.Model) -> bool:
    """The administrator sees what was sent by e-mail, and has it sent again."""
    return user.has_perm("units.manage_units")
