from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, Func, OuterRef, Q, TextField
from django.urls import reverse

from cases.constraints import SameCase, one_of
from cases.history import tracked_but_for
from cases.models.versioned import Versioned, counts_versions
from cases.searching import asked, queries
from cases.words import text_in
from sources.models.fact_target import ROW_MODELS
from sources.models.snapshot import Snapshot
from sources.sql.text_parts import parts_of_the_current_text

SOURCE_NAME = text_in("title", "publisher", "author", "origin")


class SourceKind(models.TextChoices):
    PRESS_ARTICLE = "press_article", "press article"
    DOCKET_REPORT = "docket_report", "docket report"
    FILING_NOTICE = "filing_notice", "notice of electronic filing"
    FEED = "feed", "court feed"
    PLEADING = "pleading", "pleading"
    STATEMENT = "statement", "statement"


class SourceQuerySet(models.QuerySet["Source"]):
    def named(self, words: str) -> Self:
        """The newest first; those with all of the words, or what begins so, in their names."""
        query = queries.in_text(asked.read(words), loosely=True)
        if query is None:
            return self.none() if words.strip() else self.order_by("-pk")
        found: Any = queries.holding(self, SOURCE_NAME, query).order_by("-pk")
        return found  # type: ignore[no-any-return]

    def for_list(self) -> Self:
        """With how many facts each is cited for, in how many cases, and if its text is here."""
        citation = "snapshots__passages__citations"
        # A fact by its columns. A source without citations has one such row too, all of it null.
        fact = Func(
            *(f"{citation}__{column}" for column in ("case", "target", *ROW_MODELS, "field")),
            function="ROW",
            output_field=TextField(),
        )
        facts = Count(fact, distinct=True, filter=Q(**{f"{citation}__isnull": False}))
        cases = Count("snapshots__passages__citations__case", distinct=True)
        whole = Exists(Snapshot.objects.whole_texts().filter(source=OuterRef("pk")))
        return self.annotate(fact_count=facts, case_count=cases, has_whole_text=whole)


@tracked_but_for("current")
class Source(Versioned):
    """Something that states facts: an article, a docket report, a pleading.

    What is not known of it stays empty, and is shown as not known.
    """

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=SourceKind)
    publisher = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    published = models.DateField(null=True, blank=True)
    origin = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whose report it repeats. Copies of one report are one voice.",
    )
    text_file = models.CharField(
        max_length=200, blank=True, help_text="The file that import_articles takes its text from."
    )
    current = models.ForeignKey(
        "sources.Snapshot",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The whole text as it was last seen. An article may go back to an older one.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["pk"]
        # A new text is no edit of what a person may have open in a form.
        triggers: ClassVar = [counts_versions(but_for=("current",)), parts_of_the_current_text()]
        indexes: ClassVar = [GinIndex(SOURCE_NAME, name="source_name_words")]
        constraints: ClassVar = [
            one_of("kind", SourceKind, name="source_kind_known"),
            models.UniqueConstraint(
                fields=["text_file"], condition=~Q(text_file=""), name="source_text_file_once"
            ),
            models.CheckConstraint(
                # A javascript: address must never become a link.
                condition=Q(url="") | Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="source_url_is_http",
            ),
            SameCase(field="current", own="id", theirs="source", name="source_current_is_its_own"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What a reader calls it: its publisher, or that nobody knows who published it."""
        return self.publisher or f"{self.get_kind_display().capitalize()} “{self.key}”"

    def get_absolute_url(self) -> str:
        return reverse("sources:source", args=[self.pk])
