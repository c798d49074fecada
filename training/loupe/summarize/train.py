"""Trains the summarization model, from the weights of loupe/en-fr if these are there.

    python -m loupe.summarize.train
"""
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import MarianMTModel

from loupe.paths import RUNS, argument_parser
from loupe.seq2seq.decoding import greedy_texts
from loupe.seq2seq.scoring import rouge_l
from loupe.seq2seq.tokenizer import train_tokenizer
from loupe.seq2seq.training import Pair, Plan, begin_from, encode_pairs, new_model, train
from loupe.summarize.data import DEV_SEED, Abstract, abstracts, pass_pairs, reports, training_abstracts

VOCABULARY = 4096
POSITIONS = 512
LONGEST_SOURCE = 448
LONGEST_TARGET = 96
SEED = 7
BITS = 8


def prepare(papers: list[Abstract], run: Path) -> Tokenizer:
    """The tokenizer, learned from training texts and kept in the run."""
    file = run / "tokenizer.json"
    if file.exists():
        return Tokenizer.from_file(str(file))
    texts = [text for one in reports(6000, "tokenizer", False) for text in (one.text, one.summary)]
    texts += [text for one in papers for text in (one.text, one.summary)]
    return train_tokenizer(texts, VOCABULARY, file)


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "summarize", help="folder of checkpoint, tokenizer and weights")
    parser.add_argument("--begin-from", type=Path, default=RUNS / "en-fr", help="folder of a trained translation model")
    parser.add_argument("--steps", type=int, default=3650, help="steps in all, earlier ones counted")
    parser.add_argument("--minutes", type=float, default=0, help="end after so many minutes of training, instead of --steps")
    parser.add_argument("--report-minutes", type=float, default=6, help="minutes between checkpoints")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)

    papers = training_abstracts(options.data)
    tokenizer = prepare(papers, options.run)
    # 8 bits need no training through the rounding.
    plan = Plan(options.steps, options.minutes, peak_rate=1e-3, warm_up=200, tokens=2048, bits=BITS, round_from=2.0, seed=SEED)
    model = new_model(VOCABULARY, encoder_layers=3, decoder_layers=3, width=256, inner=1024, heads=8, positions=POSITIONS)
    if (options.begin_from / "model.safetensors").exists():
        begin_from(model, tokenizer, options.begin_from)

    def pass_of(epoch: int) -> list[Pair]:
        return encode_pairs(tokenizer, pass_pairs(papers, SEED, epoch), LONGEST_SOURCE, LONGEST_TARGET)

    watched = reports(48, DEV_SEED, True)

    def report(current: MarianMTModel) -> str:
        texts = greedy_texts(current, tokenizer, [one.text for one in watched], LONGEST_TARGET)
        for one, text in list(zip(watched, texts, strict=True))[:5]:
            print(f"  {text} ({one.summary})", flush=True)
        return f"dev ROUGE-L {sum(rouge_l(text, one.summary) for one, text in zip(watched, texts, strict=True)) / len(watched):.3f}"

    dev = [(one.text, one.summary) for one in watched] + [(one.text, one.summary) for one in abstracts(options.data, "dev")[:24]]
    train(model, plan, options.run, pass_of, encode_pairs(tokenizer, dev, LONGEST_SOURCE, LONGEST_TARGET), report, options.report_minutes)


if __name__ == "__main__":
    main()
