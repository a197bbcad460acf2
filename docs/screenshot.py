"""README's picture: the case page with the evidence of the filing date beside it.

make run           # in one terminal, without ARTICLES: no article's text belongs in the picture
make screenshot    # in another
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import programs

CASE = "/cases/de-la-torre-v-linkedin/"
PICTURE = Path(__file__).with_name("case-page.png")


def take(address: str) -> None:
    """Overwrite the picture with one of the tracker at this address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(address + CASE)
        page.locator("dd [aria-expanded]").first.click()
        page.locator("#rail-title").wait_for()
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1])
