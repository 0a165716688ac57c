"""The law as data: what may be awarded, by whom, under which text; the number book."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Award catalogue, legal bases, rule sets, prizes, checklists, signatories, number book."""

    name = "law"
    verbose_name = "danh mục, quy định"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from law import navigation  # noqa: PLC0415 - needs loaded models

        navigation.register()
