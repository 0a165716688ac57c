"""Papers: frozen words in, a file by NĐ 30/2020 out."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers rendered from frozen words (văn bản kết xuất)."""

    name = "nganam_awards.documents"
    verbose_name = "văn bản"
