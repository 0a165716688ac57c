"""Who acts in the demonstration year, and where."""

from units.models import Unit, User


class Cast:
    """The people by user name and the units by code."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.units = Unit.objects.in_bulk(field_name="code")

    def of(self, place: str) -> dict[str, User]:
        """Clerk and head of one body: {"clerk": …, "head": …}."""
        return {
            "clerk": self.people[f"canbo.{place}"],
            "head": self.people.get(f"lanhdao.{place}", self.people["truongphong"]),
        }
