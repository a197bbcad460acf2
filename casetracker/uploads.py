"""Files that people send: none is stored past the bound, and what it was too big by is told.

A thousand may come at once. They lie back to back in one temporary file, for a file each would be
a thousand open files, more than a process may have on many machines.
"""

import io
import os
import tempfile
import weakref
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooBigFile(SimpleUploadedFile):
    """Stands for a file past the bound: its name and size, and none of its bytes."""

    def __init__(self, name: str, size: int, *, together: bool = False) -> None:
        """`together`: it is within the bound by itself, but not with those before it."""
        super().__init__(name, None)
        self.size = size
        self.together = together


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


class Together:
    """A file without a name, gone as soon as nobody holds this object."""

    def __init__(self) -> None:
        self.number, path = tempfile.mkstemp(dir=settings.FILE_UPLOAD_TEMP_DIR)
        Path(path).unlink()
        weakref.finalize(self, os.close, self.number)


class Stretch(io.RawIOBase):
    """A part of a file, read as a file of its own. Several do not disturb one another."""

    def __init__(self, together: Together, start: int, size: int) -> None:
        self._together, self._start, self._size, self._at = together, start, size, 0

    def readable(self) -> bool:
        """Yes: it is only read."""
        return True

    def seekable(self) -> bool:
        """Yes: a zip is read from its end."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, counted in bytes from the start, from here or from the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError(f"There is nothing {-(base + offset)} bytes before the start.")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read what there is, into a buffer."""
        wanted = max(0, min(len(buffer), self._size - self._at))
        read = os.pread(self._together.number, wanted, self._start + self._at)
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)


class BackToBackUploadHandler(FileUploadHandler):
    """The last handler: the files of a form, one after the other in one temporary file."""

    together: Together | None = None
    start = 0
    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin where the file before this one ended."""
        super().new_file(*args, **kwargs)
        if self.together is None:
            self.together = Together()
        self.start += self.received
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, so long as all files together are within the bound."""
        before = self.received
        self.received += len(raw_data)
        if (
            self.together is not None
            and self.start + self.received <= settings.MOST_UPLOADED_TOGETHER
        ):
            os.pwrite(self.together.number, raw_data, self.start + before)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """The file, or only its name and size where all files together are too big."""
        if self.together is None:
            return None
        name, size = self.file_name or "", self.received
        if self.start + size > settings.MOST_UPLOADED_TOGETHER:
            self.received = 0
            return TooBigFile(name, size, together=True)
        stretch: Any = io.BufferedReader(Stretch(self.together, self.start, size))
        return UploadedFile(
            stretch, name, self.content_type or "", size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """Forget what came of a file that is too big: the next is written over it."""
        self.received = 0
