"""Model cards in the format of the Hugging Face Hub."""
from pathlib import Path


def write_card(file: Path, header: dict[str, str | list[str]], body: str) -> None:
    """README.md with a YAML header of plain strings and lists."""
    lines = []
    for key, value in header.items():
        lines += [f"{key}:", *(f"- {item}" for item in value)] if isinstance(value, list) else [f"{key}: {value}"]
    file.write_text("---\n" + "\n".join(lines) + "\n---\n\n" + body.strip() + "\n", encoding="utf-8")


def table(heading: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [heading, ["---"] * len(heading), *rows])
