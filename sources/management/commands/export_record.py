import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from sources.export import exported


class Command(BaseCommand):
    help = "Print a case with its evidence as JSON, which load_record reads again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the last part of the case page's address")

    def handle(self, *, slug: str, **options: Any) -> None:
        case = Case.objects.select_related("court").filter(slug=slug).first()
        if case is None:
            known = ", ".join(Case.objects.values_list("slug", flat=True)[:20]) or "none yet"
            raise CommandError(f"There is no case “{slug}”. The tracker has: {known}")
        self.stdout.write(json.dumps(exported(case), ensure_ascii=False, indent=2))
