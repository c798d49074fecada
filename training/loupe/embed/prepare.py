"""Cuts MiniLM down to loupe/embed. Nothing is trained: what is left of it is still good enough.

    python -m loupe.embed.prepare
"""
import time

from transformers import BertModel

from loupe.embed.data import vocabulary_texts
from loupe.encoder.minilm import cut_down
from loupe.encoder.training import seed_everything, shape_of, training_parser
from loupe.encoder.vocabulary import build_tokenizer
from loupe.resources import peak_memory_megabytes


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "embed", layers="0,1,3,4,5", vocabulary=8000, positions=256)
    options = parser.parse_args()
    started = time.time()
    seed_everything(options.threads)
    shape = shape_of(options)
    old_ids = build_tokenizer(vocabulary_texts(options.data), shape.vocabulary, options.run)
    model = cut_down(BertModel, shape, old_ids)
    model.pooler = None
    model.save_pretrained(options.run)
    print(f"layers {options.layers}, {shape.vocabulary} word pieces, {time.time() - started:.0f} s, {peak_memory_megabytes()} MB")


if __name__ == "__main__":
    main()
