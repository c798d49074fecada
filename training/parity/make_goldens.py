"""Writes what Python's transformers answers for the tiny models and the starters.

    python -m parity.make_goldens [task ...]

Needs the folders that `parity.make_models` writes. The starters are rebuilt from their ONNX files.
"""
import json
import platform
from importlib.metadata import version
from types import ModuleType

import torch
import transformers

from loupe import restore
from loupe.paths import MODELS as STARTERS
from loupe.paths import REPOSITORY, argument_parser
from parity.goldens import (
    embeddings,
    fill_mask,
    question_answering,
    summarization,
    text_classification,
    text_generation,
    token_classification,
    translation,
    zero_shot_classification,
)
from parity.goldens.case import Model
from parity.make_models import BROWSER, PYTHON

GOLDENS = REPOSITORY / "parity" / "goldens"
PACKAGES = ("transformers", "torch", "tokenizers", "sentencepiece", "onnx")
TASKS: tuple[ModuleType, ...] = (
    text_classification, zero_shot_classification, fill_mask, token_classification, question_answering, summarization, translation,
    text_generation, embeddings,
)
STARTER_TASKS = {
    "sentiment": "text-classification", "nli": "zero-shot-classification", "fill-mask": "fill-mask", "ner": "token-classification",
    "qa": "question-answering", "summarize": "summarization", "en-fr": "translation", "stories": "text-generation",
    "embed": "embeddings",
}
# A T5 does what its prefix says.
ALSO = {"summarization": ["t5-translation"]}


def tiny_models(task: str) -> list[Model]:
    names = sorted(folder.name for folder in BROWSER.iterdir() if folder.name.endswith(f"-{task}"))
    return [Model(f"parity/{name}", PYTHON / name) for name in [*names, *ALSO.get(task, [])]]


def starters(task: str) -> list[Model]:
    """The task's starter, rebuilt for Python; none while it is not shipped."""
    made = []
    for name, own_task in STARTER_TASKS.items():
        if own_task == task and (STARTERS / name / "tokenizer.json").exists():
            folder = PYTHON / "starters" / name
            restore.save(restore.restore(STARTERS / name), restore.load_tokenizer(STARTERS / name), folder)
            made.append(Model(f"loupe/{name}", folder))
    return made


def write(task: str, made: list[dict]) -> None:
    """One case on a line, so that a difference can be read."""
    with_versions = {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in made)
    file = GOLDENS / f"{task}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'{{"made_with":{json.dumps(with_versions)},\n"cases":[\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{file.relative_to(REPOSITORY)}: {len(made)} cases, {file.stat().st_size / 1000:.0f} kB")


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only these tasks")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    transformers.logging.set_verbosity_error()
    for module in TASKS:
        if options.names and module.TASK not in options.names:
            continue
        made = []
        for model in [*tiny_models(module.TASK), *starters(module.TASK)]:
            own = module.cases(model)
            print(f"  {model.id}: {len(own)}", flush=True)
            made += own
        write(module.TASK, made)


if __name__ == "__main__":
    main()
