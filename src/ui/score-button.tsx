import { formatPercent } from '../lib/format';

interface ScoreButtonProps {
  text: string;
  /** 0 to 1. */
  score: number;
  pressed: boolean;
  onClick(): void;
}

/** One of several candidates: its words over a bar for its probability; pressed where it is the one that is shown. */
export function ScoreButton({ text, score, pressed, onClick }: ScoreButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className="relative flex min-h-8 w-full items-center justify-between gap-3 overflow-hidden rounded-control border border-transparent bg-sunken px-2.5 py-1 text-left hover:border-line-strong aria-pressed:border-accent aria-pressed:font-semibold"
    >
      <span
        aria-hidden
        className="absolute inset-y-0 left-0 bg-accent-soft"
        style={{ width: `${Math.min(1, score) * 100}%` }}
      />
      <span dir="auto" className="relative min-w-0 [overflow-wrap:anywhere]">
        {text}
      </span>
      <span className="relative shrink-0 font-mono font-normal text-xs tabular-nums">{formatPercent(score)}</span>
    </button>
  );
}
