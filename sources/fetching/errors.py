"""Why a page was not fetched, in a sentence for the person who asked for it."""

PASTE_IT = "Open it in a browser, copy the text, and paste it here."


class FetchError(Exception):
    """A page that was not fetched; `str(error)` says why and what to do.

    `may_pass` tells whether trying again later may help: it may when nobody answered in time, and
    will not when the address itself is refused.
    """

    def __init__(self, sentence: str, *, may_pass: bool = False) -> None:
        super().__init__(sentence)
        self.may_pass = may_pass
