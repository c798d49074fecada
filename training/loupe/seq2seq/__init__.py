"""What the encoder-decoder models (en_fr, summarize) share."""
