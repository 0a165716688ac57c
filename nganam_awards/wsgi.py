"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

from nganam_awards.core.turn import InTurn


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nganam_awards.settings.base")
application = InTurn(get_wsgi_application())
