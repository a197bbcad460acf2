import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from sources.annotations import collection
from sources.facts import facts_of


class Command(BaseCommand):
    help = "Print a case's citations as W3C Web Annotations, which import_annotations reads again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the last part of the case page's address")

    def handle(self, *, slug: str, **options: Any) -> None:
        case = Case.objects.select_related("court").filter(slug=slug).first()
        if case is None:
            raise CommandError(f"There is no case “{slug}”; `export_record` lists what there is.")
        annotations = collection(case.caption, facts_of(case))
        self.stdout.write(json.dumps(annotations, ensure_ascii=False, indent=2))
