"""Who holds a right of an office, asked inside a longer question."""

from nganam_awards.core.word_list import OneOf
from units.models import User


class Holds(OneOf):
    """Does the person of this key hold the right («dossiers.assign») by their office?

    The holders are gathered apart: joined to every table of the officer's morning they took
    PostgreSQL 50 ms to plan, and 13 to answer.
    """

    def __init__(self, key: str, permission: str) -> None:
        super().__init__(key, User.objects.holding(permission).order_by().values("pk"))
