import { clsx } from 'clsx';

interface UsageBarProps {
  label: string;
  /** 0 to 1. */
  share: number;
  /** What is read out: '1.2 GB of 60 GB'. */
  words: string;
  short: boolean;
}

/** How much of something is taken. */
export function UsageBar({ label, share, words, short }: UsageBarProps) {
  const percent = Math.min(100, share * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn alike everywhere
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={words}
      className="h-2.5 overflow-hidden rounded-full border border-line bg-sunken"
    >
      {/* However little it is, it is to be seen. */}
      <div className={clsx('h-full', short ? 'bg-warn' : 'bg-bar')} style={{ width: `max(3px, ${percent}%)` }} />
    </div>
  );
}
