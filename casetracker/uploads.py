"""Files that people send: none is stored past the bound, and what it was too big by is told."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooBigFile(SimpleUploadedFile):
    """Stands for a file past the bound: its name and size, and none of its bytes."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name, None)
        self.size = size


class BoundedUploadHandler(FileUploadHandler):
    """The first handler: past `settings.LARGEST_UPLOAD` the others get nothing to store.

    The rest is read and dropped, for a browser shows no answer before it has sent everything.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a piece on, or nothing once the bound is passed."""
        was_within = self.received <= settings.LARGEST_UPLOAD
        self.received += len(raw_data)
        if self.received <= settings.LARGEST_UPLOAD:
            return raw_data
        if was_within and self.request is not None:
            # They delete what they have of it.
            for other in self.request.upload_handlers:
                if other is not self:
                    other.upload_interrupted()
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """Stand in for a file that is too big; leave the others to those who stored them."""
        if self.received <= settings.LARGEST_UPLOAD:
            return None
        return TooBigFile(self.file_name or "", self.received)
