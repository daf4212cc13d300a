"""Where pictures are kept: a file is there whole or not at all."""

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Of a file that could not be written to its end, as on a full disk, nothing stays behind."""

    def _save(self, name: str, content: File) -> str:
        try:
            return super()._save(name, content)
        except OSError:
            self.delete(name)
            raise
