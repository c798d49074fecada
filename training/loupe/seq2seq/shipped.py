"""Runs the shipped files of an encoder-decoder: greedy and beam decoding with the cache."""
import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from loupe.seq2seq.tokenizer import END_ID, PAD_ID
from loupe.session import open_session, shipped_graphs

Arrays = dict[str, np.ndarray]


def until_end(row: list[int]) -> list[int]:
    """The row up to and with its first </s>."""
    return row[: row.index(END_ID) + 1] if END_ID in row else row


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


class Translator:
    """The encoder and decoder graphs of a folder, with its tokenizer. Rows of a batch may be padded on the right."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.config = json.loads((folder / "config.json").read_text())
        self.longest = json.loads((folder / "generation_config.json").read_text())["max_length"]
        self.longest_source = json.loads((folder / "tokenizer_config.json").read_text())["model_max_length"]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        decoder, encoder = shipped_graphs(folder)
        self.megabytes = (decoder.stat().st_size + encoder.stat().st_size) / 1e6
        self.encoder, self.decoder = open_session(encoder, threads), open_session(decoder, threads)
        self.outputs = [output.name for output in self.decoder.get_outputs()]

    def ids(self, text: str) -> list[int]:
        """The ids of a text with </s>, cut to what the model reads."""
        ids = self.tokenizer.encode(text).ids
        return ids if len(ids) <= self.longest_source else [*ids[: self.longest_source - 1], END_ID]

    def encode(self, rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
        """The encoder's states [batch, source, width] and the mask."""
        length = max(map(len, rows))
        ids = np.array([row + [PAD_ID] * (length - len(row)) for row in rows], np.int64)
        mask = np.array([[1] * len(row) + [0] * (length - len(row)) for row in rows], np.int64)
        [states] = self.encoder.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask})
        return states, mask

    def empty_cache(self, batch: int) -> Arrays:
        heads = self.config["decoder_attention_heads"]
        shape = (batch, heads, 0, self.config["d_model"] // heads)
        return {
            f"past_key_values.{layer}.decoder.{part}": np.zeros(shape, np.float32)
            for layer in range(self.config["decoder_layers"]) for part in ("key", "value")
        }

    def step(self, ids: np.ndarray, states: np.ndarray, mask: np.ndarray, cache: Arrays) -> tuple[np.ndarray, Arrays]:
        """Logits [batch, target, vocabulary] and the longer cache."""
        feeds = {"input_ids": ids, "encoder_attention_mask": mask, "encoder_hidden_states": states, **cache}
        values = dict(zip(self.outputs, self.decoder.run(self.outputs, feeds), strict=True))
        logits = values.pop("logits")
        return logits, {name.replace("present", "past_key_values"): value for name, value in values.items()}

    def greedy(self, rows: list[list[int]]) -> list[list[int]]:
        """The likeliest token each time, up to </s>."""
        states, mask = self.encode(rows)
        cache, chosen = self.empty_cache(len(rows)), []
        ids, done = np.full((len(rows), 1), PAD_ID, np.int64), np.zeros(len(rows), bool)
        while len(chosen) < self.longest - 1 and not done.all():
            logits, cache = self.step(ids, states, mask, cache)
            ids = logits[:, -1].argmax(-1)[:, None].astype(np.int64)
            chosen.append(ids[:, 0])
            done |= ids[:, 0] == END_ID
        return [until_end(row) for row in np.stack(chosen, 1).tolist()]

    def beam(self, row: list[int], beams: int) -> list[int]:
        """Beam search as in transformers with early stopping: scores are mean log probabilities, and the search ends when
        so many texts have ended."""
        states, mask = self.encode([row])
        states, mask = np.repeat(states, beams, 0), np.repeat(mask, beams, 0)
        cache, written = self.empty_cache(beams), np.zeros((beams, 0), np.int64)
        scores = np.array([0.0] + [-1e9] * (beams - 1))
        ids, ended = np.full((beams, 1), PAD_ID, np.int64), []
        for length in range(1, self.longest):
            logits, cache = self.step(ids, states, mask, cache)
            totals = scores[:, None] + log_softmax(logits[:, -1].astype(np.float64))
            best = np.argsort(-totals, axis=None, kind="stable")[: 2 * beams]
            going = []
            for place, flat in enumerate(best):
                beam, token = divmod(int(flat), totals.shape[1])
                if token != END_ID:
                    going.append((beam, token))
                elif place < beams:
                    ended.append((totals[beam, token] / length, [*written[beam].tolist(), token]))
            ended = sorted(ended, key=lambda one: -one[0])[:beams]
            going = going[:beams]
            parents = np.array([beam for beam, _ in going])
            ids = np.array([[token] for _, token in going], np.int64)
            scores = np.array([totals[beam, token] for beam, token in going])
            written = np.concatenate([written[parents], ids], 1)
            cache = {name: value[parents] for name, value in cache.items()}
            if len(ended) == beams:
                break
        # Texts cut off at the greatest length compete with those that ended, when there are too few of these.
        if len(ended) < beams:
            ended += [(score / written.shape[1], row) for score, row in zip(scores, written.tolist(), strict=True)]
        return max(ended, key=lambda one: one[0])[1]

    def texts(self, texts: list[str], batch: int = 16) -> list[str]:
        """The greedy outputs as text, computed in batches of like length."""
        rows = [self.ids(text) for text in texts]
        order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
        written: dict[int, str] = {}
        for start in range(0, len(order), batch):
            numbers = order[start : start + batch]
            for number, ids in zip(numbers, self.greedy([rows[n] for n in numbers]), strict=True):
                written[number] = self.tokenizer.decode(ids)
        return [written[number] for number in range(len(texts))]

    def beam_texts(self, texts: list[str], beams: int) -> list[str]:
        return [self.tokenizer.decode(self.beam(self.ids(text), beams)) for text in texts]
