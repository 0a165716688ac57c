"""Where a form says it came from: an address of the portal, or none at all."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from nganam_awards.core.text import clean_line


def page_before(request: HttpRequest, otherwise: str) -> str:
    """`next` of the form, where it is a path of the portal itself; else the usual address.

    A word without a slash would be taken for the name of an address, which nobody has.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_plain = asked.startswith("/") and asked == clean_line(asked)
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_plain and is_ours else otherwise
