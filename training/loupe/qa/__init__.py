"""loupe/qa: a small BERT that finds the answer to a question in a text."""
