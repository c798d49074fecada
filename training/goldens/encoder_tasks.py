"""Feeds fixed logits to the postprocessing of Python's own pipelines, for the tests of workers/text.

    training/.venv/bin/python training/goldens/encoder_tasks.py

The models are stand-ins: a pipeline needs one to be made, but here it is given logits and never asks it.
"""

import json
import tempfile
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertForMaskedLM, BertForQuestionAnswering, BertForSequenceClassification
from transformers import BertForTokenClassification, PreTrainedTokenizerFast, RobertaConfig, RobertaForQuestionAnswering
from transformers import RobertaForTokenClassification, pipeline
from transformers import __version__ as transformers_version
from transformers.pipelines.question_answering import select_starts_ends

ROOT = Path(__file__).parents[2]
OFFSETS = json.loads((ROOT / "workers/text/offsets/goldens/offsets.json").read_text())
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "MISC"]
SMALL = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}

TEXTS = [
    "Angela Merkel visited Paris last week; New York, Zürich and São Paulo came later.",
    "I 😀 New York, and 👩‍👩‍👧 too: Grüße aus München!",
    "unknown ଅଆ word Ⴀ here, 東京 and (brackets)",
    "the the the",
]
CONTEXT = (
    "The quick brown fox jumps over the lazy dog. Zürich is a city 😀 with lakes; the Dog does not mind. "
    "It's 1889: the tower was built by Gustave Eiffel's company, and the dog slept."
)


def tokenizer(name: str, **special: str) -> PreTrainedTokenizerFast:
    """A tokenizer of the offsets' goldens, or a starter's."""
    if name.startswith("loupe/"):
        backend = Tokenizer.from_file(str(ROOT / f"public/models/{name}/tokenizer.json"))
    else:
        backend = Tokenizer.from_str(json.dumps(OFFSETS["trained"][name]["tokenizer"]))
        if name.startswith("wordpiece"):
            from tokenizers import decoders

            backend.decoder = decoders.WordPiece()
        if name == "roberta":
            from tokenizers import decoders

            backend.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=backend, model_max_length=24, **special)


BERT = {"unk_token": "[UNK]", "sep_token": "[SEP]", "pad_token": "[PAD]", "cls_token": "[CLS]", "mask_token": "[MASK]"}
ROBERTA = {"unk_token": "<unk>", "sep_token": "</s>", "pad_token": "<pad>", "cls_token": "<s>", "mask_token": "<mask>"}
TOKENIZERS = {"wordpiece-cased": BERT, "roberta": ROBERTA, "loupe/ner": BERT}


def units(text: str) -> list[int]:
    """UTF-16 units before each character: how JavaScript counts."""
    total = [0]
    for char in text:
        total.append(total[-1] + len(char.encode("utf-16-le")) // 2)
    return total


def in_units(entity: dict, text: str) -> dict:
    places = units(text)
    numbers = {"start": places[entity["start"]], "end": places[entity["end"]], "score": float(entity["score"])}
    return {**entity, **numbers}


def noise(rows: int, columns: int, seed: int, scale: float = 2.0) -> torch.Tensor:
    """Three decimals, so that they take little room."""
    values = torch.randn(rows, columns, generator=torch.Generator().manual_seed(seed)) * scale
    return (values * 1000).round() / 1000


def flat(values: torch.Tensor) -> list[float]:
    return [round(value, 3) for value in values.flatten().tolist()]


def token_classification() -> list[dict]:
    cases = []
    for name, special in TOKENIZERS.items():
        own = tokenizer(name, **special)
        names = dict(enumerate(LABELS))
        kind, config = (RobertaForTokenClassification, RobertaConfig) if name == "roberta" else (BertForTokenClassification, BertConfig)
        model = kind(config(vocab_size=len(own), num_labels=len(LABELS), id2label=names, **SMALL))
        pipe = pipeline("token-classification", model=model, tokenizer=own, device="cpu")
        for number, text in enumerate(TEXTS):
            for stride in (None, 4):
                # Labels that stay for a while, so that groups form, with noise that makes subwords disagree.
                bias = noise(200, len(LABELS), seed=number + 10).repeat_interleave(3, 0)
                encoded = own(text, truncation=True, return_overflowing_tokens=stride is not None, stride=stride or 0)
                windows = encoded["input_ids"] if stride is not None else [encoded["input_ids"]]
                logits = [bias[: len(ids)] + noise(len(ids), len(LABELS), seed=number * 10 + place) for place, ids in enumerate(windows)]
                logits = [(rows * 1000).round() / 1000 for rows in logits]
                strategies = ("simple", "first", "average", "max") if stride is not None else ("none", "simple", "first", "average", "max")
                results = {}
                for strategy in strategies:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        preprocess, _, postprocess = pipe._sanitize_parameters(aggregation_strategy=strategy, stride=stride)
                        outputs = [pieces for pieces in pipe.preprocess(text, **preprocess)]
                        for piece, rows in zip(outputs, logits):
                            piece["logits"] = rows[None]
                            # Padding of the last window is no part of it.
                            for key in ("special_tokens_mask", "offset_mapping", "input_ids"):
                                piece[key] = piece[key][:, : len(rows)]
                        results[strategy] = [in_units(entity, text) for entity in pipe.postprocess(outputs, **postprocess)]
                cases.append({"tokenizer": name, "text": text, "stride": stride, "logits": [flat(rows) for rows in logits], "results": results})
    return cases


def answers() -> list[dict]:
    cases = []
    for name, special in TOKENIZERS.items():
        own = tokenizer(name, **special)
        own.model_max_length = 512
        kind, config = (RobertaForQuestionAnswering, RobertaConfig) if name == "roberta" else (BertForQuestionAnswering, BertConfig)
        pipe = pipeline("question-answering", model=kind(config(vocab_size=len(own), **SMALL)), tokenizer=own, device="cpu")
        question = "Who slept?"
        example = pipe.create_sample(question, CONTEXT)
        for seq_len, stride in ((384, None), (40, 12), (48, 0)):
            windows = list(pipe.preprocess(example, max_seq_len=seq_len, doc_stride=stride))
            for scale in (1.0, 6.0):
                starts, ends = [], []
                for place, window in enumerate(windows):
                    length = window["input_ids"].shape[1]
                    starts.append(noise(1, length, seed=place + 100, scale=scale))
                    ends.append(noise(1, length, seed=place + 200, scale=scale))
                for options in (
                    {"top_k": 1},
                    {"top_k": 3},
                    {"top_k": 5, "max_answer_len": 3},
                    {"top_k": 3, "handle_impossible_answer": True},
                    {"top_k": 2, "align_to_words": False},
                ):
                    outputs = [{**window, "start": start, "end": end} for window, start, end in zip(windows, starts, ends)]
                    result = pipe.postprocess(outputs, **options)
                    result = result if isinstance(result, list) else [result]
                    cases.append(
                        {
                            "tokenizer": name,
                            "question": question,
                            "context": CONTEXT,
                            "max_seq_len": seq_len,
                            "doc_stride": stride,
                            "start": [flat(rows) for rows in starts],
                            "end": [flat(rows) for rows in ends],
                            "options": options,
                            "answers": [in_units(answer, CONTEXT) for answer in result],
                        }
                    )
    return cases


def spans() -> list[dict]:
    cases = []
    for seed, (length, scale) in enumerate(((6, 1.0), (30, 3.0), (120, 8.0))):
        start, end = noise(1, length, seed=seed, scale=scale), noise(1, length, seed=seed + 50, scale=scale)
        masked = [1 if 0 < place < length // 4 or place == length - 1 else 0 for place in range(length)]
        for count, longest in ((1, 15), (8, 4), (12, 200)):
            found = select_starts_ends(start.numpy(), end.numpy(), masked, None, 1e6, count, True, longest)
            kept = [(int(s), int(e), float(p)) for s, e, p in zip(*found[:3]) if p > 0]
            cases.append(
                {
                    "start": flat(start),
                    "end": flat(end),
                    "allowed": [not value for value in masked],
                    "count": count,
                    "max_answer_len": longest,
                    "spans": kept,
                    "null_score": float(found[3]),
                }
            )
    return cases


def zero_shot() -> list[dict]:
    cases = []
    namings = (
        {"entailment": 0, "neutral": 1, "contradiction": 2},
        {"contradiction": 0, "neutral": 1, "entailment": 2},
        {"CONTRADICTION": 0, "ENTAILMENT": 1},
        {"LABEL_0": 0, "LABEL_1": 1, "LABEL_2": 2},
    )
    for naming in namings:
        own = tokenizer("loupe/ner", **BERT)
        config = BertConfig(vocab_size=len(own), label2id=naming, id2label={value: key for key, value in naming.items()}, **SMALL)
        pipe = pipeline("zero-shot-classification", model=BertForSequenceClassification(config), tokenizer=own, device="cpu")
        for count in (1, 2, 5):
            logits = noise(count, len(naming), seed=count + 7)
            labels = [f"label {place}" for place in range(count)]
            outputs = [{"candidate_label": label, "sequence": "text", "logits": row[None]} for label, row in zip(labels, logits)]
            for multi_label in (False, True):
                result = pipe.postprocess(outputs, multi_label=multi_label)
                cases.append(
                    {
                        "label2id": naming,
                        "logits": logits.tolist(),
                        "multi_label": multi_label,
                        "order": [labels.index(label) for label in result["labels"]],
                        "scores": result["scores"],
                    }
                )
    return cases


def fill_mask() -> dict:
    own = tokenizer("wordpiece-cased", **BERT)
    own.model_max_length = 512
    pipe = pipeline("fill-mask", model=BertForMaskedLM(BertConfig(vocab_size=len(own), **SMALL)), tokenizer=own, device="cpu")
    cases = []
    for seed, (text, targets, top_k) in enumerate(
        (
            ("The [MASK] dog.", None, 5),
            ("The [MASK] jumps over the [MASK] dog.", None, 3),
            ("The [MASK] dog.", ["dog", "fox", "foxes", "ଅ"], 5),
            ("[MASK]", ["the", "dog"], 1),
        )
    ):
        inputs = pipe.preprocess(text)
        logits = noise(inputs["input_ids"].shape[1], len(own), seed=seed + 300)
        ids = None if targets is None else pipe.get_target_ids(targets)
        result = pipe.postprocess({"input_ids": inputs["input_ids"], "logits": logits[None]}, top_k=top_k, target_ids=ids)
        masked = (inputs["input_ids"][0] == own.mask_token_id).nonzero().flatten().tolist()
        cases.append(
            {
                "text": text,
                "targets": targets,
                "top_k": top_k,
                "input_ids": inputs["input_ids"][0].tolist(),
                "logits": {str(place): flat(logits[place]) for place in masked},
                "result": result,
            }
        )
    return {"cases": cases}


def write(path: str, value: object) -> None:
    output = ROOT / "workers/text" / path
    output.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"transformers": transformers_version, "cases": value}, ensure_ascii=True, separators=(",", ":"))
    output.write_text(text + "\n")


def main() -> None:
    torch.manual_seed(0)
    write("token-classification/goldens/token-classification.json", token_classification())
    write("question-answering/goldens/answers.json", answers())
    write("question-answering/goldens/spans.json", spans())
    write("zero-shot/goldens/zero-shot.json", zero_shot())
    write("fill-mask/goldens/fill-mask.json", fill_mask()["cases"])


if __name__ == "__main__":
    main()
