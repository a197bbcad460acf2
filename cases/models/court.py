from django.db import models

from cases.history import tracked


@tracked
class Court(models.Model):
    """A court, under the id that courts-db gives it."""

    id = models.SlugField(primary_key=True, max_length=20, help_text="As in courts-db: cand.")
    name = models.CharField(max_length=200)
    citation = models.CharField(max_length=100, blank=True, help_text="N.D. Cal.")
    system = models.CharField(max_length=40, blank=True, help_text="federal, state, tribal…")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The citation string where there is one, as lawyers write it."""
        return self.citation or self.name
