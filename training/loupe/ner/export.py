"""Writes the shipped files of loupe/ner.

    python -m loupe.ner.export
"""
from transformers import BertForTokenClassification

from loupe.encoder.export import export_options, fixture_row, load_rounded, ship, write_fixture

FIXTURE_TEXTS = [
    "Angela Merkel visited Paris last week.",
    "My cousin works for Siemens in Munich.",
    "the beatles came from liverpool",
    "Nothing happened today.",
    "According to the BBC, Barack Obama will speak at Harvard University in Cambridge, Massachusetts.",
]


def main() -> None:
    options = export_options(__doc__.splitlines()[0], "ner")
    model = load_rounded(BertForTokenClassification, options)
    ship(model, options, {"logits": True})
    write_fixture(options.out, [fixture_row(model, options.out, ["logits"], text) for text in FIXTURE_TEXTS])


if __name__ == "__main__":
    main()
