"""Writes what PyTorch's `output_attentions` gives for the tiny parity models and for starters, with the norms of queries,
keys and values where their layers can be watched, for parity/attention.test.ts.

    cd training; .venv/bin/python goldens/attentions.py

Needs the folders that `parity.make_models` writes to runs/parity; the starters are rebuilt from their ONNX files.
"""
import json
import sys
from pathlib import Path

import torch
import transformers
from transformers import AutoConfig, AutoTokenizer

sys.path.insert(0, str(Path(__file__).parents[1]))
from loupe.restore import load_tokenizer, restore  # noqa: E402
from parity.make_models import PYTHON  # noqa: E402

REPOSITORY = Path(__file__).parents[2]
OUTPUT = REPOSITORY / "parity/inside/attention.json"
STARTERS = REPOSITORY / "public/models/loupe"
KINDS = {"attentions": "self", "encoder_attentions": "encoder", "decoder_attentions": "decoder", "cross_attentions": "cross"}
TEXT = "The cat sees a small dog."
NEW_TOKENS = 6

ENCODERS = ["albert-fill-mask", "bert-fill-mask", "deberta-v2-fill-mask", "distilbert-fill-mask", "mpnet-fill-mask", "roberta-fill-mask"]
DECODERS = ["gemma-text-generation", "gpt2-text-generation", "llama-text-generation", "qwen2-text-generation"]
PAIRS = [("parity", "bert-question-answering"), ("loupe", "nli"), ("loupe", "qa")]
STARTER_TEXTS = ["embed", "fill-mask", "ner", "sentiment", "stories"]
ENCODER_DECODERS = [("loupe", "en-fr"), ("loupe", "summarize"), *(("parity", name) for name in ("bart-summarization", "marian-translation", "t5-translation"))]

# Linear layers by what they make, where each makes one thing.
LAYERS = {"query": ("query", "q_proj", "q_lin", "q"), "key": ("key", "k_proj", "k_lin", "k"), "value": ("value", "v_proj", "v_lin", "v")}


def load(owner, name):
    if owner == "loupe":
        return restore(STARTERS / name), load_tokenizer(STARTERS / name)
    config = AutoConfig.from_pretrained(PYTHON / name)
    model = getattr(transformers, config.architectures[0]).from_pretrained(PYTHON / name, attn_implementation="eager")
    return model.eval(), AutoTokenizer.from_pretrained(PYTHON / name)


def part_of(module_name):
    last = module_name.rpartition(".")[2]
    return next((part for part, names in LAYERS.items() if last in names), None)


def watch(model, heads, key_heads):
    """Collects the norms that each attention's linear layers give, [heads, tokens], in the order of computation."""
    found = {part: [] for part in LAYERS}

    def hook(part):
        def take(_module, _inputs, output):
            own = heads if part == "query" else key_heads
            states = output[0].unflatten(-1, (own, -1)).transpose(0, 1)
            found[part].append(states.norm(dim=-1).repeat_interleave(heads // own, dim=0))
        return take

    hooks = [module.register_forward_hook(hook(part)) for name, module in model.named_modules() if (part := part_of(name))]
    return found, hooks


def rounded(tensor):
    return [round(number, 6) for number in tensor.double().flatten().tolist()]


@torch.no_grad()
def case(owner, name, text, pair=None):
    model, tokenizer = load(owner, name)
    config = model.config
    fed = dict(tokenizer(*([text] if pair is None else [text, pair]), return_tensors="pt"))
    if "token_type_ids" in fed and config.model_type not in ("bert", "albert"):
        del fed["token_type_ids"]
    made = {"model": f"{owner}/{name}", "text": text} | ({"text_pair": pair} if pair else {})
    made["input_ids"] = fed["input_ids"][0].tolist()
    if config.is_encoder_decoder:
        written = model.generate(**fed, num_beams=1, do_sample=False, max_new_tokens=NEW_TOKENS, min_new_tokens=0)[0]
        decoder_ids = written[:-1]
        fed["decoder_input_ids"] = decoder_ids[None]
        made |= {"max_new_tokens": NEW_TOKENS, "decoder_input_ids": decoder_ids.tolist(), "written_ids": written[1:].tolist()}
    heads = getattr(config, "num_attention_heads", None) or config.num_heads
    single = not config.is_encoder_decoder and config.model_type not in ("deberta-v2", "gpt2")
    found, hooks = watch(model, heads, getattr(config, "num_key_value_heads", None) or heads)
    result = model(**fed, output_attentions=True)
    for one in hooks:
        one.remove()
    blocks = {}
    for field, kind in KINDS.items():
        layers = result.get(field)
        if not layers:
            continue
        stacked = torch.stack([layer[0] for layer in layers])
        blocks[kind] = {"dims": list(stacked.shape), "weights": rounded(stacked)}
        if single and all(len(norms) == len(layers) for norms in found.values()):
            blocks[kind]["norms"] = {part: rounded(torch.stack(norms)) for part, norms in found.items()}
    return made | {"attentions": blocks}


def main():
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(1)
    cases = [case("parity", name, TEXT) for name in [*ENCODERS, *DECODERS]]
    cases += [case("loupe", name, "The cat sleeps.") for name in STARTER_TEXTS]
    cases += [case(owner, name, "Who sees it?", "The cat sees it.") for owner, name in PAIRS]
    cases += [case(owner, name, "The cat sleeps." if owner == "loupe" else TEXT) for owner, name in ENCODER_DECODERS]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in cases)
    versions = {"transformers": transformers.__version__, "torch": torch.__version__}
    OUTPUT.write_text(f'{{"made_with":{json.dumps(versions)},\n"cases":[\n{lines}\n]}}\n', encoding="utf-8")
    print(len(cases), "cases,", OUTPUT.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
