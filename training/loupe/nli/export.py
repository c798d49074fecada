"""Writes the shipped files of loupe/nli.

    python -m loupe.nli.export
"""
from transformers import BertForSequenceClassification

from loupe.encoder.export import export_options, fixture_row, load_rounded, ship, write_fixture

FIXTURE_PAIRS = [
    ("A man is playing a guitar on the street.", "A man is making music outside."),
    ("A man is playing a guitar on the street.", "A man is asleep in his bed."),
    ("A man is playing a guitar on the street.", "The man is famous."),
    ("How much money is left in my account?", "This is about banking."),
    ("How much money is left in my account?", "This is about travel."),
]


def main() -> None:
    options = export_options(__doc__.splitlines()[0], "nli")
    model = load_rounded(BertForSequenceClassification, options)
    ship(model, options, {"logits": False})
    write_fixture(options.out, [fixture_row(model, options.out, ["logits"], *pair) for pair in FIXTURE_PAIRS])


if __name__ == "__main__":
    main()
