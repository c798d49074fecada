"""loupe/embed: a small BERT that turns sentences into vectors that are near when the meanings are."""
