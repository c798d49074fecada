"""What encoder-decoder pipelines write, with the token ids and scores that pipelines do not return."""
from typing import Any

import torch
from transformers.pipelines.base import Pipeline

from parity.goldens.case import number

# Every knob of greedy and beam search, alone and together.
KNOBS = [
    {"num_beams": 1}, {"num_beams": 3}, {"num_beams": 1, "max_new_tokens": 6}, {"num_beams": 2, "max_length": 9},
    {"num_beams": 1, "min_length": 20}, {"num_beams": 3, "min_length": 15, "max_length": 30},
    {"num_beams": 4, "length_penalty": 3.0}, {"num_beams": 4, "length_penalty": -2.0}, {"num_beams": 4, "length_penalty": 0.0},
    {"num_beams": 3, "early_stopping": True}, {"num_beams": 3, "early_stopping": False},
    {"num_beams": 3, "early_stopping": "never", "length_penalty": 2.0},
    {"num_beams": 1, "no_repeat_ngram_size": 2}, {"num_beams": 4, "no_repeat_ngram_size": 3},
    {"num_beams": 1, "repetition_penalty": 1.5}, {"num_beams": 3, "repetition_penalty": 0.7},
    {"num_beams": 4, "num_return_sequences": 4},
    {"num_beams": 5, "num_return_sequences": 2, "no_repeat_ngram_size": 2, "repetition_penalty": 1.2, "min_length": 10},
]


class Recorder:
    """Stands before a model's generate and keeps what it returns beyond the ids."""

    def __init__(self, pipe: Pipeline) -> None:
        self.generate = pipe.model.generate
        self.ends = end_ids(pipe)
        self.sequences: list[dict] = []
        pipe.model.generate = self

    def __call__(self, *args: Any, **options: Any) -> torch.Tensor:
        result = self.generate(*args, **options, return_dict_in_generate=True, output_scores=True)
        inputs = options.get("input_ids", options.get("inputs"))
        skipped = 1 if hasattr(result, "encoder_hidden_states") else inputs.shape[1]
        scores = getattr(result, "sequences_scores", None)
        for row, ids in enumerate(result.sequences.tolist()):
            score = None if scores is None else number(scores[row].item())
            self.sequences.append({"token_ids": self.written(ids[skipped:]), "score": score})
        return result.sequences

    def written(self, ids: list[int]) -> list[int]:
        """Up to the first end token and with it; what follows is padding."""
        end = next((place for place, token in enumerate(ids) if token in self.ends), len(ids))
        return ids[: end + 1]

    def take(self) -> list[dict]:
        taken, self.sequences = self.sequences, []
        return taken


def end_ids(pipe: Pipeline) -> set[int]:
    ends = pipe.generation_config.eos_token_id
    return set(ends if isinstance(ends, list) else [ends])
