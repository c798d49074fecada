"""loupe/nli: a small BERT that says whether a sentence follows from another, for zero-shot classification."""
