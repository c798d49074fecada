"""Writes the shipped files of loupe/embed.

    python -m loupe.embed.export
"""
from transformers import BertModel

from loupe.encoder.export import export_options, fixture_row, load_rounded, ship, write_fixture

OUTPUTS = {"last_hidden_state": True}
FIXTURE_TEXTS = ["How old are you?", "What is your age?", "The train leaves at noon."]


def main() -> None:
    options = export_options(__doc__.splitlines()[0], "embed")
    model = load_rounded(BertModel, options, add_pooling_layer=False)
    ship(model, options, OUTPUTS)
    write_fixture(options.out, [fixture_row(model, options.out, list(OUTPUTS), text) for text in FIXTURE_TEXTS])


if __name__ == "__main__":
    main()
