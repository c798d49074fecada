"""Runs a story graph with its KV cache: scores, greedy continuations and samples."""
import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from loupe.session import open_session

Cache = dict[str, np.ndarray]


class StoryGraph:
    """An ONNX story model. Rows of a batch may be padded on the left."""

    def __init__(self, file: Path, folder: Path, threads: int) -> None:
        self.config = json.loads((folder / "config.json").read_text())
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.session = open_session(file, threads)
        self.outputs = [output.name for output in self.session.get_outputs()]

    def empty_cache(self, batch: int) -> Cache:
        shape = (batch, self.config["num_key_value_heads"], 0, self.config["head_dim"])
        return {
            f"past_key_values.{layer}.{part}": np.zeros(shape, np.float32)
            for layer in range(self.config["num_hidden_layers"]) for part in ("key", "value")
        }

    def forward(self, ids: np.ndarray, mask: np.ndarray, cache: Cache) -> tuple[np.ndarray, Cache]:
        """Logits [batch, length, vocabulary] and the longer cache; `mask` covers past and present."""
        positions = np.maximum(mask.cumsum(-1) - 1, 0)[:, -ids.shape[1] :]
        feeds = {"input_ids": ids, "attention_mask": mask, "position_ids": positions, **cache}
        values = dict(zip(self.outputs, self.session.run(self.outputs, feeds), strict=True))
        logits = values.pop("logits")
        return logits, {name.replace("present", "past_key_values"): value for name, value in values.items()}

    def greedy(self, rows: list[list[int]], count: int) -> list[list[int]]:
        """The likeliest continuation of each row, up to the end-of-text token."""
        length = max(map(len, rows))
        ids = np.array([[self.config["pad_token_id"]] * (length - len(row)) + row for row in rows], np.int64)
        mask = np.array([[0] * (length - len(row)) + [1] * len(row) for row in rows], np.int64)
        cache, chosen = self.empty_cache(len(rows)), []
        for _ in range(count):
            logits, cache = self.forward(ids, mask, cache)
            ids = logits[:, -1].argmax(-1)[:, None].astype(np.int64)
            mask = np.concatenate([mask, np.ones_like(ids)], 1)
            chosen.append(ids[:, 0])
        return [until(row, self.config["eos_token_id"]) for row in np.stack(chosen, 1).tolist()]

    def sample(self, prompt: str, count: int, temperature: float, top_k: int, seed: int) -> str:
        """A random continuation, with the prompt in front."""
        rng = np.random.default_rng(seed)
        tokens = self.tokenizer.encode(prompt).ids
        ids, cache = np.array([tokens], np.int64), self.empty_cache(1)
        for _ in range(count):
            logits, cache = self.forward(ids, np.ones((1, len(tokens)), np.int64), cache)
            candidates = np.argsort(-logits[0, -1])[:top_k]
            scaled = logits[0, -1, candidates].astype(np.float64) / temperature
            weights = np.exp(scaled - scaled.max())
            token = int(rng.choice(candidates, p=weights / weights.sum()))
            if token == self.config["eos_token_id"]:
                break
            tokens.append(token)
            ids = np.array([[token]], np.int64)
        return self.tokenizer.decode(tokens)


def until(row: list[int], end: int) -> list[int]:
    """The row up to and with its first end token."""
    return row[: row.index(end) + 1] if end in row else row
