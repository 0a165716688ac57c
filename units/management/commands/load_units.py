"""`manage.py load_units`: the town's bodies, from the list that comes with the portal."""

from django.core.management.base import BaseCommand

from units.services import body as body_services


class Command(BaseCommand):
    """Adds clusters and units that are missing; running it again changes nothing."""

    help = "Nạp các đơn vị, cụm, khối của thị xã từ units/data/units.toml."

    def handle(self, *args: object, **options: object) -> None:
        """Say how many were added."""
        clusters, units = body_services.load_units()
        if clusters or units:
            self.stdout.write(f"Đã thêm {clusters} cụm, khối và {units} đơn vị.")
