"""loupe/stories: a small Llama that continues children's stories."""
