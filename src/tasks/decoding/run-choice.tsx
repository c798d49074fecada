import { clsx } from 'clsx';
import type { DecodingValue, Strategy } from './task';

export const STRATEGIES: Record<Strategy, string> = {
  greedy: 'Greedy',
  sampling: 'Sampling',
  'beam-search': 'Beam search',
};

interface RunChoiceProps {
  value: DecodingValue;
  chosen: number;
  onChoose(index: number): void;
}

/** Strategies side by side, with what each text is worth to the model. One of them is looked at. */
export function RunChoice({ value, chosen, onChoose }: RunChoiceProps) {
  return (
    <ul aria-label="Strategies" className="mb-5 grid gap-3 md:grid-cols-3">
      {value.map(({ strategy, generated_text, logprob, perplexity, token_ids, score }, index) => (
        <li key={strategy} className="min-w-0">
          <button
            type="button"
            aria-pressed={index === chosen}
            onClick={() => onChoose(index)}
            className={clsx(
              'flex h-full w-full flex-col rounded-control border bg-sunken p-3 text-left hover:border-line-strong',
              index === chosen ? 'border-accent' : 'border-line',
            )}
          >
            <span className="font-medium">{STRATEGIES[strategy]}</span>
            <span dir="auto" className="mt-1 grow whitespace-pre-wrap [overflow-wrap:anywhere]">
              {generated_text.trimStart()}
            </span>
            <span className="mt-2 text-ink-soft text-xs tabular-nums">
              {token_ids.length} tokens, log-probability {logprob.toFixed(2)}
              {perplexity !== null && `, perplexity ${perplexity.toFixed(2)}`}
              {score !== null && `, beam score ${score.toFixed(3)}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
