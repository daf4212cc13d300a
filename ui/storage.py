"""Where pictures are kept: a file is there whole or not at all, as long as its row."""

from functools import partial

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models.fields.files import FieldFile


class WholeFiles(FileSystemStorage):
    """Of a file that could not be written to its end, as on a full disk, nothing stays behind."""

    def _save(self, name: str, content: File) -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except OSError:
            self.delete(name)
            raise


def delete_after_commit(file: FieldFile) -> None:
    """Delete what a row has stopped showing once that is certain; a disk that refuses is told in the log."""
    if file:
        transaction.on_commit(partial(file.storage.delete, str(file.name)), robust=True)
