"""Trains the translation model from nothing.

    python -m loupe.en_fr.train
"""
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import MarianMTModel

from loupe.en_fr.data import Sentence, split, varied_pairs
from loupe.paths import RUNS, argument_parser
from loupe.seq2seq.decoding import greedy_texts
from loupe.seq2seq.scoring import chrf
from loupe.seq2seq.tokenizer import train_tokenizer
from loupe.seq2seq.training import Pair, Plan, encode_pairs, new_model, train

VOCABULARY = 6000
POSITIONS = 128
LONGEST = 64
SEED = 7
BITS = 4


def prepare(train_part: list[Sentence], run: Path) -> Tokenizer:
    """The tokenizer, learned from the training sentences only and kept in the run."""
    file = run / "tokenizer.json"
    if file.exists():
        return Tokenizer.from_file(str(file))
    texts = [text for sentence in train_part for text in (sentence.english, *sentence.french)]
    return train_tokenizer(texts, VOCABULARY, file)


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "en-fr", help="folder of checkpoint, tokenizer and weights")
    parser.add_argument("--steps", type=int, default=4200, help="steps in all, earlier ones counted")
    parser.add_argument("--minutes", type=float, default=0, help="end after so many minutes of training, instead of --steps")
    parser.add_argument("--report-minutes", type=float, default=6, help="minutes between checkpoints")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)

    parts = split(options.data)
    tokenizer = prepare(parts.train, options.run)
    plan = Plan(options.steps, options.minutes, peak_rate=1.2e-3, warm_up=400, tokens=2048, bits=BITS, round_from=0.75, seed=SEED)
    model = new_model(VOCABULARY, encoder_layers=4, decoder_layers=3, width=256, inner=1024, heads=8, positions=POSITIONS)

    def pass_of(epoch: int) -> list[Pair]:
        return encode_pairs(tokenizer, varied_pairs(parts.train, SEED, epoch), LONGEST, LONGEST)

    watched = parts.dev[:250]

    def report(current: MarianMTModel) -> str:
        texts = greedy_texts(current, tokenizer, [sentence.english for sentence in watched], LONGEST)
        for sentence, text in list(zip(watched, texts, strict=True))[:6]:
            print(f"  {sentence.english} -> {text} ({sentence.reference()})", flush=True)
        return f"dev chrF {chrf(texts, [sentence.reference() for sentence in watched]):.2f}"

    dev = encode_pairs(tokenizer, [(sentence.english, sentence.reference()) for sentence in parts.dev], LONGEST, LONGEST)
    train(model, plan, options.run, pass_of, dev, report, options.report_minutes)


if __name__ == "__main__":
    main()
