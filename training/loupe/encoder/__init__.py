"""What the encoder models share: cutting MiniLM down, training, 4-bit export, running the shipped files, model cards."""
