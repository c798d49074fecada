"""loupe/fill-mask: a small BERT that guesses a word that is left out."""
