"""Writes fixture_attentions.json of a shipped model: what PyTorch's `output_attentions` gives for one short input.

    python -m loupe.attention_fixture [NAMES]

PyTorch computes with the restored model (loupe.restore). The graphs that loupe.attentions wrote are checked on the way:
the outputs of the first file unchanged, rows that sum to 1, attentions equal to PyTorch's.
"""
import json
from pathlib import Path

import numpy as np
import torch
from onnxruntime import InferenceSession
from transformers import PreTrainedModel

from loupe.attentions import attentions_file, chosen_folders
from loupe.paths import argument_parser
from loupe.restore import load_tokenizer, restore
from loupe.session import open_session, shipped_graphs

TEXT = "The cat sleeps."
PAIRS = {"qa": ("Who?", "The cat."), "nli": ("A cat.", "An animal.")}
WRITTEN_TOKENS = 6
LARGEST_FILE = 60_000
FILE = "fixture_attentions.json"
Arrays = dict[str, np.ndarray]


def short_input(folder: Path) -> Arrays:
    """A text, or a pair for a model that reads pairs, as ids [1, length]."""
    pair = PAIRS.get(folder.name, (TEXT, None))
    encoded = load_tokenizer(folder)(*pair, return_tensors="np")
    fed = {"input_ids": encoded["input_ids"]}
    return fed | ({"token_type_ids": encoded["token_type_ids"]} if pair[1] else {})


@torch.no_grad()
def torch_attentions(model: PreTrainedModel, fed: Arrays) -> tuple[Arrays, Arrays]:
    """The input, with what an encoder-decoder writes, and the attentions [heads, queries, keys] by output name."""
    tensors = {name: torch.from_numpy(array) for name, array in fed.items()}
    if model.config.is_encoder_decoder:
        written = model.generate(**tensors, num_beams=1, do_sample=False, max_new_tokens=WRITTEN_TOKENS - 1)
        tensors["decoder_input_ids"] = written[:, :WRITTEN_TOKENS]
    result = model(**tensors, output_attentions=True)
    found = {
        f"{kind}.{layer}": attention[0].numpy()
        for kind in ("attentions", "encoder_attentions", "decoder_attentions", "cross_attentions")
        for layer, attention in enumerate(result.get(kind) or ())
    }
    return {name: tensor.numpy() for name, tensor in tensors.items()}, found


def run_graph(session: InferenceSession, given: Arrays) -> Arrays:
    """All outputs. Inputs that are not given are masks of ones, positions, first segments, and empty caches."""
    ids = given["input_ids"]
    usual = {
        "attention_mask": np.ones_like(ids), "position_ids": np.arange(ids.shape[1])[None], "token_type_ids": np.zeros_like(ids),
        "use_cache_branch": np.array([False]),
    }
    fed = usual | given
    for value in session.get_inputs():
        if value.name not in fed:
            fed[value.name] = np.zeros([1, *(size if isinstance(size, int) else 0 for size in value.shape[1:])], np.float32)
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {value.name: fed[value.name] for value in session.get_inputs()}), strict=True))


def graph_outputs(files: list[Path], fed: Arrays, threads: int) -> Arrays:
    """The outputs of a graph, or of encoder and decoder one after the other."""
    sessions = {file.name.partition("_")[0]: open_session(file, threads) for file in files}
    source = {name: array for name, array in fed.items() if name != "decoder_input_ids"}
    if "encoder" not in sessions:
        [session] = sessions.values()
        return run_graph(session, source)
    encoded = run_graph(sessions["encoder"], source)
    states = encoded["last_hidden_state"]
    mask = np.ones_like(fed["input_ids"])
    decoded = run_graph(
        sessions["decoder"], {"input_ids": fed["decoder_input_ids"], "encoder_hidden_states": states, "encoder_attention_mask": mask},
    )
    return encoded | decoded


def check(folder: Path, fed: Arrays, expected: Arrays, threads: int) -> float:
    """Compares the graphs with PyTorch and with the first files; returns the largest difference from PyTorch."""
    owners = shipped_graphs(folder)
    plain = graph_outputs(owners, fed, threads)
    watched = graph_outputs([attentions_file(owner) for owner in owners], fed, threads)
    for name, array in plain.items():
        np.testing.assert_allclose(watched[name], array, atol=1e-5, err_msg=name)
    if watched.keys() - plain.keys() != expected.keys():
        raise ValueError(f"{folder.name}: the attention outputs are {sorted(watched.keys() - plain.keys())}")
    for name, array in expected.items():
        np.testing.assert_allclose(watched[name].sum(-1), 1, atol=1e-5, err_msg=name)
        np.testing.assert_allclose(watched[name][0], array, atol=1e-4, err_msg=name)
    return max(float(np.abs(watched[name][0] - array).max()) for name, array in expected.items())


def write_fixture(folder: Path, threads: int) -> float:
    """Writes the fixture of a folder; returns the largest difference between graph and PyTorch."""
    fed, expected = torch_attentions(restore(folder), short_input(folder))
    difference = check(folder, fed, expected, threads)
    text, text_pair = PAIRS.get(folder.name, (TEXT, None))
    row = {"text": text, **({"text_pair": text_pair} if text_pair else {})} | {name: array[0].tolist() for name, array in fed.items()}
    # Six decimals of the float32 numbers, as Python's floats.
    row |= {name: np.round(array.astype(np.float64), 6).tolist() for name, array in expected.items()}
    content = "[\n" + json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n]\n"
    if len(content) > LARGEST_FILE:
        raise ValueError(f"{folder.name}: a fixture of {len(content)} bytes is too large; give it a shorter text")
    (folder / FILE).write_text(content, encoding="utf-8")
    return difference


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="names of models; all shipped text models without any")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for folder in chosen_folders(options.names):
        difference = write_fixture(folder, options.threads)
        print(f"wrote {folder.name}/{FILE}, {(folder / FILE).stat().st_size / 1e3:.0f} kB; the graph differs by {difference:.1e}")


if __name__ == "__main__":
    main()
