"""A form with files that comes back with errors shows them as kept; none is chosen twice."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.http import HttpRequest

from nganam_awards.core.files import services


MOST = 20  # files of one field


def bring(request: HttpRequest, forms: Iterable[BaseForm | BaseFormSet]) -> None:
    """Before a form speaks: kept files stand in the fields where no other file was chosen."""
    for field in _file_fields(forms):
        keys = list(_keys(request.POST.getlist(f"{field.html_name}-kept")[:MOST]))
        if keys and not field.form.files.getlist(field.html_name):
            found = services.kept_uploads(
                keys, page=request.path, field=field.html_name, by=request.user
            )
            if found:
                field.form.files = field.form.files.copy()
                field.form.files.setlist(field.html_name, found)
                field.form.brought = [*getattr(field.form, "brought", []), *found]


def keep(request: HttpRequest, forms: Iterable[BaseForm | BaseFormSet]) -> None:
    """The form comes back: what was chosen and not refused itself stays chosen."""
    for field in _file_fields(forms):
        chosen = field.form.files.getlist(field.html_name)[:MOST]
        if chosen and not field.errors:
            kept = services.keep_uploads(
                chosen, page=request.path, field=field.html_name, by=request.user
            )
            field.form.kept_files = getattr(field.form, "kept_files", {}) | {field.html_name: kept}
    _close(forms)


def forget(forms: Iterable[BaseForm | BaseFormSet]) -> None:
    """The form was taken: nothing of it is kept any more."""
    if brought := _close(forms):
        services.forget_uploads([file.kept for file in brought])


def _close(forms: Iterable[BaseForm | BaseFormSet]) -> list[UploadedFile]:
    brought = [file for form in forms for file in getattr(form, "brought", [])]
    for file in brought:
        file.close()
    return brought


def _file_fields(forms: Iterable[BaseForm | BaseFormSet]) -> Iterator[BoundField]:
    for form in forms:
        if isinstance(form, BaseForm) and form.is_multipart():
            yield from (field for field in form if field.field.widget.needs_multipart_form)


def _keys(typed: Iterable[str]) -> Iterator[UUID]:
    for text in typed:
        try:
            yield UUID(text)
        except ValueError:
            continue
