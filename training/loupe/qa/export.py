"""Writes the shipped files of loupe/qa.

    python -m loupe.qa.export
"""
from transformers import BertForQuestionAnswering

from loupe.encoder.export import export_options, fixture_row, load_rounded, ship, write_fixture

OUTPUTS = {"start_logits": True, "end_logits": True}
TOWER = (
    "The tower was built in 1889 by the company of Gustave Eiffel for a fair in Paris. It is 330 metres tall, and for forty years "
    "it was the tallest structure of the world."
)
FIXTURE_PAIRS = [
    ("When was the tower built?", TOWER),
    ("How tall is it?", TOWER),
    ("Who feeds the cat?", "My brother feeds the cat and my sister walks the dog."),
    ("Where did the fair take place?", TOWER),
]


def main() -> None:
    options = export_options(__doc__.splitlines()[0], "qa")
    model = load_rounded(BertForQuestionAnswering, options)
    ship(model, options, OUTPUTS)
    write_fixture(options.out, [fixture_row(model, options.out, list(OUTPUTS), *pair) for pair in FIXTURE_PAIRS])


if __name__ == "__main__":
    main()
