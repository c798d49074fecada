"""loupe/ner: a small BERT that marks persons, organisations and places."""
