class NotMadeError(Exception):
    """A paper could not be made: which, and what its program said."""

    def __init__(self, paper: str, why: str) -> None:
        super().__init__(
            f"The {paper} could not be made: {why}. Try it again; the Markdown memo and the pages "
            "need no program, and show the same."
        )
