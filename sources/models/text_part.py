from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class TextPart(models.Model):
    """A stretch of a source's text as it was last seen, by its words; or of what was clipped of it.

    Parts overlap a little; a text of ordinary length is one part. Triggers alone write them. They
    are a table and no index on an expression, as the record has: a text may be longer than a vector
    can be, its older versions would be indexed too, and each hit would take it apart anew.
    """

    source = models.ForeignKey("sources.Source", models.CASCADE, related_name="parts")
    snapshot = models.ForeignKey("sources.Snapshot", models.CASCADE, related_name="+")
    start = models.PositiveIntegerField(help_text="In the text, in code points.")
    words = SearchVectorField()

    class Meta:
        ordering = ["snapshot", "start"]
        default_permissions = ("view",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "start"], name="text_part_once")
        ]
        indexes: ClassVar = [GinIndex(fields=["words"], name="text_part_words")]

    def __str__(self) -> str:
        return f"{self.source}, from {self.start}"
