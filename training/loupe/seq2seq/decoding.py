"""Greedy and beam decoding with PyTorch."""
import torch
from tokenizers import Tokenizer
from transformers import MarianMTModel

from loupe.seq2seq.tokenizer import END_ID, PAD_ID


@torch.no_grad()
def generate(model: MarianMTModel, rows: list[list[int]], longest: int, beams: int = 1) -> list[list[int]]:
    """What the model writes for each row of ids, without the start token, up to and with </s>."""
    model.eval()
    length = max(map(len, rows))
    source = torch.tensor([row + [PAD_ID] * (length - len(row)) for row in rows])
    output = model.generate(
        source, attention_mask=(source != PAD_ID).long(), max_length=longest, num_beams=beams, do_sample=False, early_stopping=beams > 1,
    )
    return [row[: row.index(END_ID) + 1] if END_ID in row else row for row in output[:, 1:].tolist()]


def greedy_texts(model: MarianMTModel, tokenizer: Tokenizer, texts: list[str], longest: int, batch: int = 32) -> list[str]:
    """The likeliest continuation for each text, in batches of like length."""
    rows = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    written: dict[int, str] = {}
    for start in range(0, len(order), batch):
        numbers = order[start : start + batch]
        for number, ids in zip(numbers, generate(model, [rows[n] for n in numbers], longest), strict=True):
            written[number] = tokenizer.decode(ids)
    return [written[number] for number in range(len(texts))]
