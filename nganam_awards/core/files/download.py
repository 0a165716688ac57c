"""Files handed to a browser: with their own name, by their own kind, kept by nobody on the way."""

from io import BytesIO
from typing import IO

from django.contrib import messages
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, patch_cache_control

from nganam_awards.core.files.stored_file import StoredFile
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.models import Reading


def hand_out(
    request: HttpRequest,
    content: IO[bytes] | bytes,
    *,
    name: str = "",
    shown_as: str = "",
    content_type: str,
    reading: Model | None = None,
    tag: str = "",
) -> HttpResponse:
    """A file to keep where it has a name, a picture in the page where it has none.

    `shown_as`: the name under which the browser's reader shows it, and keeps it when asked to.

    `reading`: the row whose access log says so. `tag` names these very bytes: the reader's own
    browser keeps them, but asks each time whether it may still show them, so that after sign-out
    nothing is seen. Nobody between keeps anything; nobody guesses another type from the bytes.
    """
    if reading is not None:
        note_reading(request, reading, Reading.How.DOWNLOAD)
    stream = BytesIO(content) if isinstance(content, bytes) else content
    response = FileResponse(
        stream, as_attachment=bool(name), filename=name or shown_as, content_type=content_type
    )
    if tag:
        patch_cache_control(response, private=True, no_cache=True)
        response["ETag"] = f'"{tag}"'
    else:
        patch_cache_control(response, private=True, no_store=True)
    response["X-Content-Type-Options"] = "nosniff"
    answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
    if answer is not response:
        stream.close()
    return answer


def hand_out_stored(
    request: HttpRequest,
    row: StoredFile,
    *,
    back: str,
    name: str = "",
    reading: Model | None = None,
    is_kept: bool = True,
) -> HttpResponse:
    """The same of an uploaded file; one with a virus, or that nobody could open,
    stays shut, which is read at `back`."""
    if row.is_shut and not row.is_infected:
        messages.error(request, row.scan_blocker)
        return redirect(back)
    if row.is_infected:
        messages.error(
            request,
            f"«{row.name}» có vi-rút nên không tải về được. Cần một bản sạch từ người đã tải lên "
            f"({row.uploaded_by.full_name}).",
        )
        return redirect(back)
    return hand_out(
        request,
        row.file.open("rb"),
        name=name or row.name,
        content_type=row.content_type,
        reading=reading,
        tag=row.sha256 if is_kept else "",
    )
