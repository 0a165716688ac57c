"""`manage.py make_admin`: the first administrator of a fresh portal."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nganam_awards.core.refusals import Refused
from nganam_awards.core.text import clean_line
from units.models import User
from units.services import person as person_services


class Command(BaseCommand):
    """There is no superuser: the first account of office «Quản trị» is made on the server."""

    help = "Tạo người quản trị đầu tiên (nhóm «Quản trị»)."

    def add_arguments(self, parser: CommandParser) -> None:
        """User name, full name, and where the password comes from."""
        parser.add_argument("username", help="tên đăng nhập, ví dụ quantri")
        parser.add_argument("--name", required=True, help="họ và tên")
        parser.add_argument(
            "--password-stdin", action="store_true", help="đọc mật khẩu từ một dòng của đầu vào"
        )

    def handle(self, *args: object, **options: object) -> None:
        """Make the account, put it in office; one sentence when something is wrong."""
        password = self._password(from_stdin=options["password_stdin"])
        name = clean_line(options["name"])
        try:
            validate_password(password, User(username=options["username"], full_name=name))
            person = person_services.make_administrator(
                username=options["username"], full_name=name, password=password
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refusal:
            raise CommandError(" ".join(refusal.reasons)) from refusal
        self.stdout.write(f"Đã tạo người quản trị «{person.username}».")

    def _password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\n")
        password = getpass("Mật khẩu: ")
        if password != getpass("Nhập lại: "):
            raise CommandError("Hai lần nhập không giống nhau.")
        return password
