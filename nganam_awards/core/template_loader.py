"""Templates as they are written, pages without their indentation.

A fifth of a long list was spaces at the beginnings of lines. They are dropped when a template is
compiled, once; the lines stay, so that an error still names the right one. No page has preformatted
text (`pre`). Papers have an engine of their own: they stay as they were written.
"""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem


_INDENTATION = re.compile(r"\n[ \t]+")


def _without_indentation(contents: str, origin: Origin) -> str:
    is_page = str(origin.template_name).endswith(".html")  # a letter's text is read as it is
    return _INDENTATION.sub("\n", contents) if is_page else contents


class FilesystemLoader(filesystem.Loader):
    """Templates of the portal."""

    def get_contents(self, origin: Origin) -> str:
        """Without indentation."""
        return _without_indentation(super().get_contents(origin), origin)


class AppLoader(app_directories.Loader):
    """Templates that packages bring along."""

    def get_contents(self, origin: Origin) -> str:
        """Without indentation."""
        return _without_indentation(super().get_contents(origin), origin)
