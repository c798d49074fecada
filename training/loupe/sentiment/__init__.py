"""loupe/sentiment: a small BERT that tells negative from positive sentences."""
