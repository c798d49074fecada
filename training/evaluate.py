"""Scores the shipped ONNX files of the text starter models and prints one table.

    training/run.sh evaluate
"""
import json

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.sentiment.evaluate import evaluate as evaluate_sentiment
from loupe.stories.evaluate import evaluate as evaluate_stories


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    options = parser.parse_args()
    sentiment = evaluate_sentiment(options.data, MODELS / "sentiment", options.threads)
    stories = evaluate_stories(options.data, MODELS / "stories", options.threads)
    rows = [
        ("loupe/sentiment", f"accuracy, {sentiment['held_out_sentences']} held-out sentences", f"{sentiment['accuracy']:.4f}"),
        ("loupe/sentiment", "largest logit difference from the fixture", f"{sentiment['fixture_distance']:.1e}"),
        ("loupe/sentiment", "ONNX file, MB", f"{sentiment['megabytes']:.2f}"),
    ]
    for name in ("fairy tales", "picture books", "all real", "procedural"):
        figures = stories[name]
        rows += [
            ("loupe/stories", f"perplexity per token, {name} ({figures['stories']})", f"{figures['perplexity_per_token']:.2f}"),
            ("loupe/stories", f"perplexity per word, {name}", f"{figures['perplexity_per_word']:.1f}"),
            ("loupe/stories", f"bits per byte, {name}", f"{figures['bits_per_byte']:.4f}"),
        ]
    rows += [
        ("loupe/stories", "fixtures reproduced", f"{stories['file']['fixtures_reproduced']} of {stories['file']['fixtures']}"),
        ("loupe/stories", "ONNX file, MB", f"{stories['file']['megabytes']:.2f}"),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print(f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:>{widths[2]}}")
    RUNS.mkdir(exist_ok=True)
    (RUNS / "evaluation.json").write_text(json.dumps({"sentiment": sentiment, "stories": stories}, indent=2))


if __name__ == "__main__":
    main()
