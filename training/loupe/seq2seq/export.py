"""Writes the shipped files of an encoder-decoder: two ONNX graphs with rounded weights, configurations, fixture."""
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import MarianConfig, MarianMTModel

from loupe.seq2seq.cached_marian import CachedDecoder, CachedEncoder
from loupe.seq2seq.decoding import generate
from loupe.seq2seq.tokenizer import END_ID, PAD_ID, write_tokenizer_config
from loupe.seq2seq.training import RoundedWeights
from loupe.weight_only import quantise_model

OPSET = 17
BEAMS = 4
ENDINGS = {8: "quantized", 4: "q4"}
DTYPES = {8: "q8", 4: "q4"}
# What config.json says even where it is the default of transformers: other readers have other defaults.
ALWAYS = {
    "model_type", "d_model", "vocab_size", "encoder_layers", "decoder_layers", "encoder_attention_heads", "decoder_attention_heads", "encoder_ffn_dim",
    "decoder_ffn_dim", "max_position_embeddings", "activation_function", "scale_embedding", "is_encoder_decoder", "num_hidden_layers", "pad_token_id",
    "eos_token_id", "decoder_start_token_id", "static_position_embeddings", "tie_word_embeddings", "share_encoder_decoder_embeddings",
}


@dataclass(frozen=True)
class Form:
    """How a model is stored and how much it reads and writes."""

    bits: int
    longest_source: int
    longest_target: int

    def encoder(self, folder: Path) -> Path:
        return folder / "onnx" / f"encoder_model_{ENDINGS[self.bits]}.onnx"

    def decoder(self, folder: Path) -> Path:
        return folder / "onnx" / f"decoder_model_merged_{ENDINGS[self.bits]}.onnx"


def cache_names(layers: int, prefix: str) -> list[str]:
    """prefix.0.decoder.key, prefix.0.decoder.value, prefix.1.decoder.key and so on."""
    return [f"{prefix}.{layer}.decoder.{part}" for layer in range(layers) for part in ("key", "value")]


def round_matrices(model: nn.Module, bits: int) -> None:
    """Rounds every trained matrix for good; the fixed position tables stay."""
    RoundedWeights(model, bits).__enter__()


def write_graph(wrapper: nn.Module, example: tuple, inputs: list[str], outputs: list[str], axes: dict, file: Path, bits: int) -> None:
    """Exports without folding, and stores the matrices in so many bits (0: as they are)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        wrapper, example, str(file), dynamo=False, opset_version=OPSET, do_constant_folding=False,
        input_names=inputs, output_names=outputs, dynamic_axes=axes,
    )
    if bits:
        onnx.save(quantise_model(onnx.load(str(file)), bits), str(file))


def export_encoder(model: MarianMTModel, file: Path, bits: int) -> None:
    """input_ids and attention_mask to last_hidden_state."""
    ids, source = torch.ones(2, 5, dtype=torch.int64), {0: "batch_size", 1: "encoder_sequence_length"}
    axes = {"input_ids": source, "attention_mask": source, "last_hidden_state": source}
    write_graph(CachedEncoder(model).eval(), (ids, ids), ["input_ids", "attention_mask"], ["last_hidden_state"], axes, file, bits)


def export_decoder(model: MarianMTModel, file: Path, bits: int) -> None:
    """One graph for the first step and all later ones; the past may be empty."""
    wrapper = CachedDecoder(model).eval()
    layers, batch = model.config.decoder_layers, 2
    ids, mask, states = torch.ones(batch, 2, dtype=torch.int64), torch.ones(batch, 5, dtype=torch.int64), torch.zeros(batch, 5, wrapper.width)
    past = tuple(torch.zeros(batch, wrapper.heads, 3, wrapper.head_dim) for _ in range(2 * layers))
    inputs = ["input_ids", "encoder_attention_mask", "encoder_hidden_states", *cache_names(layers, "past_key_values")]
    outputs = ["logits", *cache_names(layers, "present")]
    target, source = {0: "batch_size", 1: "decoder_sequence_length"}, {0: "batch_size", 1: "encoder_sequence_length"}
    axes = {"input_ids": target, "logits": target, "encoder_attention_mask": source, "encoder_hidden_states": source}
    axes |= {name: {0: "batch_size", 2: "past_decoder_sequence_length"} for name in inputs[3:]}
    axes |= {name: {0: "batch_size", 2: "total_decoder_sequence_length"} for name in outputs[1:]}
    write_graph(wrapper, (ids, mask, states, *past), inputs, outputs, axes, file, bits)


@torch.no_grad()
def fixture(model: MarianMTModel, tokenizer: Tokenizer, texts: list[str], longest: int) -> list[dict]:
    """What torch computes with the same rounded weights. Greedy and beam ids end with </s> and leave out the start token."""
    rows = []
    for text in texts:
        ids = tokenizer.encode(text).ids
        source = torch.tensor([ids])
        states = model.model.encoder(input_ids=source).last_hidden_state
        logits = model(input_ids=source, decoder_input_ids=torch.tensor([[PAD_ID]])).logits[0, -1]
        [greedy], [beam] = generate(model, [ids], longest), generate(model, [ids], longest, BEAMS)
        rows.append({
            "text": text, "input_ids": ids, "encoder_states": states[0, 0, :8].tolist(), "encoder_states_end": states[0, -1, :8].tolist(),
            "first_logits": logits[:8].tolist(), "greedy_ids": greedy, "greedy_text": tokenizer.decode(greedy),
            "beam_ids": beam, "beam_text": tokenizer.decode(beam), "beams": BEAMS,
        })
    return rows


def configuration(model: MarianMTModel, form: Form) -> dict:
    """config.json: what differs from the default of transformers, and what is always said."""
    config = model.config.to_dict()
    known = MarianConfig().to_dict()
    dropped = {"transformers_version", "_name_or_path", "dtype", "torch_dtype", "max_length", "num_beams", "forced_eos_token_id"}
    kept = {key: value for key, value in config.items() if key not in dropped and (key in ALWAYS or known.get(key) != value)}
    kept |= {"architectures": ["MarianMTModel"], "forced_eos_token_id": None, "transformers.js_config": {"dtype": DTYPES[form.bits]}}
    return kept


def export(run: Path, folder: Path, form: Form, texts: list[str]) -> None:
    """All shipped files but the card."""
    model = MarianMTModel.from_pretrained(run, attn_implementation="eager").eval()
    round_matrices(model, form.bits)
    for file in (folder / "onnx").glob("*.onnx"):
        file.unlink()
    export_encoder(model, form.encoder(folder), form.bits)
    export_decoder(model, form.decoder(folder), form.bits)
    generation = {
        "decoder_start_token_id": PAD_ID, "eos_token_id": END_ID, "pad_token_id": PAD_ID, "max_length": form.longest_target, "num_beams": 1,
        "do_sample": False,
    }
    (folder / "config.json").write_text(json.dumps(configuration(model, form), indent=2) + "\n")
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")
    write_tokenizer_config(folder / "tokenizer_config.json", form.longest_source)
    shutil.copyfile(run / "tokenizer.json", folder / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    (folder / "fixture.json").write_text(json.dumps(fixture(model, tokenizer, texts, form.longest_target), indent=1, ensure_ascii=False) + "\n")
    for file in (form.encoder(folder), form.decoder(folder)):
        print(f"wrote {file.name}, {file.stat().st_size / 1e6:.2f} MB")
