import { ChevronsRight, GitFork, StepForward } from 'lucide-react';
import { formatPercent } from '../../lib/format';
import { tintOf, tintStyle } from '../../lib/likelihood';
import { Button } from '../../ui/button';
import { useArrowKeys } from '../../ui/use-arrow-keys';
import type { Step } from './task';

interface StepTextProps {
  prompt: string;
  steps: readonly Step[];
  selected: number;
  onSelect(step: number): void;
  nameOf(id: number): string;
  /** Writes so many tokens more at the end. */
  onMore(count: number): void;
  /** Throws away the text from a token on, and writes it anew. */
  onRegrow(step: number): void;
  busy: boolean;
  /** Whether the model has ended the text. */
  ended: boolean;
}

const MANY = 10;
const SHOWN_OF_PROMPT = 300;

/** The text token by token: choose one to see where it came from. Given ones are underlined. */
export function StepText(props: StepTextProps) {
  const { prompt, steps, selected, onSelect, nameOf, onMore, onRegrow, busy, ended } = props;
  const group = useArrowKeys<HTMLSpanElement>(selected, steps.length, onSelect);
  const opening = prompt.length > SHOWN_OF_PROMPT ? `… ${prompt.slice(-SHOWN_OF_PROMPT)}` : prompt;
  return (
    <section aria-label="Text">
      <div dir="auto" className="max-w-prose text-base leading-8 [overflow-wrap:anywhere]" data-testid="lab-text">
        <span className="whitespace-pre-wrap text-ink-soft">{opening}</span>
        <span {...group} role="toolbar" aria-label="Tokens; the arrow keys go from one to the next">
          {steps.map(({ token, text, logprob, given }, index) => (
            <button
              type="button"
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
              key={index}
              tabIndex={index === selected ? 0 : -1}
              aria-pressed={index === selected}
              aria-label={`${nameOf(token)}, ${formatPercent(Math.exp(logprob))}${given ? ', given' : ''}`}
              onClick={() => onSelect(index)}
              onFocus={() => onSelect(index)}
              style={tintStyle(tintOf(logprob))}
              className={`inline whitespace-pre-wrap rounded-xs text-left leading-6 outline-accent aria-pressed:outline-2 ${given ? 'underline decoration-2 decoration-accent underline-offset-4' : ''}`}
            >
              {text === '' ? <span className="text-ink-soft text-xs">{nameOf(token)}</span> : text}
            </button>
          ))}
        </span>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" disabled={busy || ended} onClick={() => onMore(1)}>
          <StepForward aria-hidden className="size-3.5" />
          Next token
        </Button>
        <Button size="small" disabled={busy || ended} onClick={() => onMore(MANY)}>
          <ChevronsRight aria-hidden className="size-3.5" />
          {MANY} more
        </Button>
        <Button size="small" disabled={busy} onClick={() => onRegrow(selected)}>
          <GitFork aria-hidden className="size-3.5" />
          Write anew from token {selected + 1}
        </Button>
      </div>
    </section>
  );
}
