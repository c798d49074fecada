"""Compares the shipped files of an encoder-decoder with the fixture that torch computed."""
import json
from pathlib import Path

import numpy as np

from loupe.seq2seq.shipped import Translator

TOLERANCE = 1e-3


def check(folder: Path, threads: int) -> dict[str, float]:
    """Fails when a graph disagrees with torch; returns the largest difference and the size."""
    shipped = Translator(folder, threads)
    rows = json.loads((folder / "fixture.json").read_text())
    distances = []
    for row in rows:
        if shipped.tokenizer.encode(row["text"]).ids != row["input_ids"]:
            raise ValueError(f"other ids for {row['text']}")
        states, mask = shipped.encode([row["input_ids"]])
        start = np.array([[shipped.config["decoder_start_token_id"]]], np.int64)
        logits, _ = shipped.step(start, states, mask, shipped.empty_cache(1))
        for expected, found in ((row["encoder_states"], states[0, 0]), (row["encoder_states_end"], states[0, -1]), (row["first_logits"], logits[0, 0])):
            distances.append(np.abs(np.array(expected) - found[: len(expected)]).max())
        if shipped.greedy([row["input_ids"]])[0] != row["greedy_ids"]:
            raise ValueError(f"greedy decoding differs from torch for {row['text']}")
        if shipped.beam(row["input_ids"], row["beams"]) != row["beam_ids"]:
            raise ValueError(f"beam search differs from torch for {row['text']}")
    worst = float(np.max(distances))
    if not worst <= TOLERANCE:
        raise ValueError(f"an output differs from torch by {worst:.1e}")
    together = shipped.greedy([row["input_ids"] for row in rows])
    if together != [row["greedy_ids"] for row in rows]:
        raise ValueError("padding of a batch changes what is written")
    return {"fixture_distance": worst, "fixtures": len(rows), "megabytes": shipped.megabytes}
