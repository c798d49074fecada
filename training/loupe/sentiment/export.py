"""Writes the shipped files of loupe/sentiment.

    python -m loupe.sentiment.export
"""
import torch
from transformers import BertForSequenceClassification

from loupe.encoder.export import export_options, fixture_row, load_rounded, ship, write_fixture

FIXTURE_TEXTS = [
    "I love this film.",
    "I hated every minute of it.",
    "The acting is superb, but the story never comes alive.",
    "Not bad at all: funny, warm and surprisingly wise.",
    "This phone stopped working after two days, and nobody answered my mails.",
    "An unforgettable evening. Thank you!",
]


def main() -> None:
    options = export_options(__doc__.splitlines()[0], "sentiment")
    model = load_rounded(BertForSequenceClassification, options)
    ship(model, options, {"logits": False})
    rows = []
    for text in FIXTURE_TEXTS:
        row = fixture_row(model, options.out, ["logits"], text)
        scores = torch.tensor(row["logits"]).softmax(-1).tolist()
        rows.append({**row, "scores": {model.config.id2label[i]: value for i, value in enumerate(scores)}})
    write_fixture(options.out, rows)


if __name__ == "__main__":
    main()
