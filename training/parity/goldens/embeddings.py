"""embeddings: feature-extraction as transformers.js does it, texts padded to the longest, with its pooling."""
import torch
from torch import Tensor, nn

from parity.goldens import texts
from parity.goldens.case import Model, case, number

TASK = "embeddings"
PARAMETERS = [
    {"pooling": pooling, "normalize": normalize} for pooling in ("mean", "cls", "none") for normalize in (False, True)
]
# Vectors of all tokens are long.
SHORT = [texts.REPEATED[:19], texts.EMOJI[:13]]


def pooled(states: Tensor, mask: Tensor, pooling: str, normalize: bool) -> Tensor:
    if pooling == "mean":
        states = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    elif pooling == "cls":
        states = states[:, 0]
    return nn.functional.normalize(states, dim=-1) if normalize else states


def cases(model: Model) -> list[dict]:
    extract = model.pipeline("feature-extraction")

    @torch.no_grad()
    def one(given: list[str], parameters: dict) -> dict:
        inputs = extract.tokenizer(given, padding=True, truncation=True, return_tensors="pt")
        states = extract.model(**inputs).last_hidden_state
        mask = inputs["attention_mask"]
        # Python's pipeline reads each text by itself.
        for row, alone in enumerate(extract(given, truncation=True)):
            assert torch.allclose(states[row, : mask[row].sum()], torch.tensor(alone)[0], atol=1e-4)
        value = pooled(states, mask.float(), parameters["pooling"], parameters["normalize"])
        return case(model, {"text": given}, parameters, rounded(value.tolist()))

    made = [one(SHORT if parameters["pooling"] == "none" else list(texts.ALL), parameters) for parameters in PARAMETERS]
    return made + [one([texts.PLAIN], {"pooling": "mean", "normalize": True})]


def rounded(value: list | float) -> list | float:
    return [rounded(entry) for entry in value] if isinstance(value, list) else number(value)
