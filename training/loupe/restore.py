"""Rebuilds the transformers model of a shipped folder from its ONNX files, configuration and tokenizer alone.

    python -m loupe.restore <name>|all <folder>

The folder is one that `pipeline(task, model=folder)` of Python's transformers opens. Its weights are the rounded ones,
as float32, so it computes what the browser computes. `all` makes a folder for each shipped model.
"""
from pathlib import Path

import numpy as np
import onnx
import torch
import transformers
from transformers import AutoConfig, GenerationConfig, PretrainedConfig, PreTrainedModel, PreTrainedTokenizerFast
from transformers.models.auto.tokenization_auto import get_tokenizer_config

from loupe.paths import MODELS, argument_parser
from loupe.session import shipped_graphs
from loupe.weight_only import is_quantised, stored_weights

HALVES = ("encoder", "decoder")


def target_of(stored: str, targets: list[str], half: str | None) -> str | None:
    """The parameter of a stored weight. An export wrapper may have put a prefix before its name or taken one away, so one
    name ends with the other; of equal layers of encoder and decoder it is that of the file's half."""
    if stored in targets:
        return stored
    longer = [target for target in targets if f".{stored}".endswith(f".{target}")]
    if longer:
        return max(longer, key=len)
    cut = [target for target in targets if target.endswith(f".{stored}")]
    if len(cut) > 1:
        cut = [target for target in cut if half in target.split(".")]
    if len(cut) > 1:
        raise ValueError(f"{stored} may be any of {', '.join(cut)}")
    return cut[0] if cut else None


def weights_of(folder: Path, targets: list[str]) -> dict[str, np.ndarray]:
    """The weights of all graphs of a folder, by the names of the parameters. Those of the second graph count; restore()
    sees whether the first one says the same."""
    found: dict[str, np.ndarray] = {}
    for file in shipped_graphs(folder):
        half = next((name for name in HALVES if file.name.startswith(f"{name}_")), None)
        for stored, array in stored_weights(onnx.load(str(file))).items():
            name = target_of(stored, targets, half)
            if name is None:
                if is_quantised(array.shape):
                    raise ValueError(f"{file.name}: no parameter takes {stored}")
            else:
                found[name] = array
    return found


def new_model(config: PretrainedConfig, weights_have_pooler: bool) -> PreTrainedModel:
    """A model of the class that the configuration names, with any weights."""
    model_class = getattr(transformers, config.architectures[0])
    bare = model_class.__name__.endswith("BertModel") and not weights_have_pooler
    config._attn_implementation = "eager"
    return model_class(config, add_pooling_layer=False) if bare else model_class(config)


@torch.no_grad()
def restore(folder: Path) -> PreTrainedModel:
    """The model of a shipped folder, with eager attention. Fails unless every parameter is found; only tables that are
    computed and never trained, such as sinusoidal positions, may be missing."""
    config = AutoConfig.from_pretrained(folder)
    names = [name for file in shipped_graphs(folder) for name in stored_weights(onnx.load(str(file), load_external_data=False))]
    model = new_model(config, any(".pooler." in f".{name}" for name in names)).eval()
    targets = model.state_dict()
    weights = weights_of(folder, list(targets))
    given = set()
    for name, array in weights.items():
        if targets[name].shape != array.shape:
            raise ValueError(f"{name} is {list(array.shape)} in the graph and {list(targets[name].shape)} in {type(model).__name__}")
        targets[name].copy_(torch.from_numpy(array.copy()))
        given.add(targets[name].data_ptr())
    learned = [(name, parameter) for name, parameter in model.named_parameters(remove_duplicate=False) if parameter.requires_grad]
    missing = [name for name, parameter in learned if parameter.data_ptr() not in given]
    if missing:
        raise ValueError(f"{folder.name}: the graphs have no {', '.join(missing)}")
    differing = [name for name, array in weights.items() if not np.array_equal(targets[name].numpy(), array)]
    if differing:
        raise ValueError(f"{folder.name}: tied weights differ in the graphs: {', '.join(differing)}")
    if (folder / "generation_config.json").exists():
        model.generation_config = GenerationConfig.from_pretrained(folder)
    return model


def load_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """The tokenizer from tokenizer.json, of the fast class that goes with the named one, if there is such a class."""
    name = get_tokenizer_config(folder)["tokenizer_class"].removesuffix("Fast")
    return getattr(transformers, f"{name}Fast", PreTrainedTokenizerFast).from_pretrained(folder)


def save(model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, out: Path) -> None:
    """Writes a folder for from_pretrained(), with every weight: some classes would leave out fixed position tables."""
    model._keys_to_ignore_on_save = None
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("name", help="a shipped model, such as sentiment, or all")
    parser.add_argument("out", type=Path, help="folder to write")
    options = parser.parse_args()
    every = options.name == "all"
    names = sorted(file.parent.name for file in MODELS.glob("*/tokenizer.json")) if every else [options.name]
    for name in names:
        folder, out = MODELS / name, options.out / name if every else options.out
        save(restore(folder), load_tokenizer(folder), out)
        print(f"wrote {out}")


if __name__ == "__main__":
    main()
