"""Writes the shipped files: 8-bit ONNX graph with KV cache, tokenizer, configurations, fixture.

    python -m loupe.stories.export
"""
import json
import shutil
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from transformers import LlamaForCausalLM

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.stories.cached_llama import CachedLlama
from loupe.stories.tokenizer import END_OF_TEXT_ID, PAD_ID, write_tokenizer_config
from loupe.weight_only import quantise_model, round_weights

OPSET = 17
BITS = 8
FIXTURE_TOKENS = 32
FIXTURE_PROMPTS = ["Once upon a time", "There was a little girl named Lily.", "The fox said to the crow,", "One day, Tom lost his red ball"]


def cache_names(model: LlamaForCausalLM, prefix: str) -> list[str]:
    """prefix.0.key, prefix.0.value, prefix.1.key and so on."""
    return [f"{prefix}.{layer}.{part}" for layer in range(model.config.num_hidden_layers) for part in ("key", "value")]


def export_graph(model: LlamaForCausalLM, file: Path, quantised: bool = True) -> None:
    """One graph for prompt and decoding; the past may be empty."""
    wrapper = CachedLlama(model).eval()
    batch, past, length = 2, 3, 2
    cache = tuple(torch.zeros(batch, wrapper.heads, past, wrapper.head_dim) for _ in cache_names(model, "x"))
    ids = torch.ones(batch, length, dtype=torch.int64)
    mask = torch.ones(batch, past + length, dtype=torch.int64)
    inputs = ["input_ids", "attention_mask", "position_ids", *cache_names(model, "past_key_values")]
    outputs = ["logits", *cache_names(model, "present")]
    ids_axes, total_axes = {0: "batch_size", 1: "sequence_length"}, {0: "batch_size", 1: "total_sequence_length"}
    axes = {"input_ids": ids_axes, "position_ids": ids_axes, "logits": ids_axes, "attention_mask": total_axes}
    axes |= {name: {0: "batch_size", 2: "past_sequence_length"} for name in inputs[3:]}
    axes |= {name: {0: "batch_size", 2: "total_sequence_length"} for name in outputs[1:]}
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        wrapper, (ids, mask, ids, *cache), str(file), dynamo=False, opset_version=OPSET, do_constant_folding=False,
        input_names=inputs, output_names=outputs, dynamic_axes=axes,
    )
    if quantised:
        onnx.save(quantise_model(onnx.load(str(file)), BITS), str(file))


@torch.no_grad()
def fixture(model: LlamaForCausalLM, tokenizer: Tokenizer) -> list[dict]:
    """Greedy continuations by torch with the same rounded weights. They stop early at <|endoftext|>."""
    rows = []
    for prompt in FIXTURE_PROMPTS:
        ids = tokenizer.encode(prompt).ids
        logits = model(input_ids=torch.tensor([ids])).logits[0, -1]
        mask = torch.ones(1, len(ids), dtype=torch.int64)
        output = model.generate(torch.tensor([ids]), attention_mask=mask, do_sample=False, max_new_tokens=FIXTURE_TOKENS)
        greedy = output[0, len(ids) :].tolist()
        rows.append({
            "text": prompt, "input_ids": ids, "first_logits": logits[:8].tolist(), "greedy_ids": greedy,
            "greedy_text": tokenizer.decode(greedy), "generated_text": tokenizer.decode(ids + greedy),
        })
    return rows


def write_configuration(model: LlamaForCausalLM, run: Path, folder: Path) -> None:
    """config.json, generation_config.json, tokenizer.json and tokenizer_config.json."""
    config = model.config.to_dict()
    for key in ("transformers_version", "_name_or_path", "dtype", "torch_dtype", "rope_scaling"):
        config.pop(key, None)
    known = LlamaForCausalLM.config_class().to_dict()
    always = {"model_type", "architectures", "num_key_value_heads", "head_dim", "rope_theta", "hidden_act", "num_attention_heads"}
    config = {key: value for key, value in config.items() if key in always or known.get(key) != value}
    config |= {"architectures": ["LlamaForCausalLM"], "head_dim": model.config.hidden_size // model.config.num_attention_heads}
    config["transformers.js_config"] = {"dtype": "q8"}
    generation = {"bos_token_id": END_OF_TEXT_ID, "eos_token_id": END_OF_TEXT_ID, "pad_token_id": PAD_ID}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")
    write_tokenizer_config(folder / "tokenizer_config.json")
    shutil.copyfile(run / "tokenizer.json", folder / "tokenizer.json")


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "stories", help="folder of the trained weights")
    parser.add_argument("--out", type=Path, default=MODELS / "stories", help="folder of the shipped files")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    model = LlamaForCausalLM.from_pretrained(options.run, attn_implementation="eager").eval()
    export_graph(model, options.run / "model.onnx", quantised=False)
    round_weights(model, BITS)
    file = options.out / "onnx" / "model_quantized.onnx"
    export_graph(model, file)
    write_configuration(model, options.run, options.out)
    tokenizer = Tokenizer.from_file(str(options.run / "tokenizer.json"))
    (options.out / "fixture.json").write_text(json.dumps(fixture(model, tokenizer), indent=1) + "\n")
    print(f"wrote {file.name}, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
