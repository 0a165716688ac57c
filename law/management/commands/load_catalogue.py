"""`manage.py load_catalogue`: award types, rule sets, bases, holidays, themes as files say."""

from django.core.management.base import BaseCommand

from law.services import catalogue as catalogue_services


class Command(BaseCommand):
    """Adds and corrects rows of the catalogue; running it again changes nothing."""

    help = "Nạp danh mục khen thưởng, bộ quy tắc, căn cứ, ngày nghỉ từ law/data/."

    def handle(self, *args: object, verbosity: int = 1, **options: object) -> None:
        """Say what changed, table by table."""
        changes = catalogue_services.load_catalogue()
        if not verbosity:
            return
        for change in changes:
            if change:
                self.stdout.write(
                    f"{change.table}: thêm {change.added}, sửa {change.changed} dòng."
                )
            if change.kept:
                self.stdout.write(f"{change.table}: giữ {change.kept} dòng quản trị đã sửa.")
        if not any(changes):
            self.stdout.write("Danh mục đã đầy đủ, không có gì thay đổi.")
