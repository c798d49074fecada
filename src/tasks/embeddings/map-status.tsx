import { formatCount, formatPercent } from '../../lib/format';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { fittingPerplexity, type MapChoices } from './map-settings';
import type { MapState } from './use-map';

interface MapStatusProps {
  state: MapState;
  count: number;
  choices: MapChoices;
  drawn: number;
  onDrawAll(): void;
}

/** What the map is doing, and how far it can be believed. */
export function MapStatus({ state, count, choices, drawn, onDrawAll }: MapStatusProps) {
  return (
    <p role="status" className="flex min-h-7 flex-wrap items-center gap-x-3 text-ink-soft text-xs">
      {words(state, count, choices)
        .filter(Boolean)
        .map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      {drawn < count && (
        <span className="inline-flex items-center gap-2">
          {formatCount(drawn)} of {formatCount(count)} points are drawn.
          <Button size="small" variant="quiet" onClick={onDrawAll}>
            Draw all
          </Button>
        </span>
      )}
    </p>
  );
}

function words(state: MapState, count: number, { perplexity, n_neighbors }: MapChoices): string[] {
  if (state.status === 'working') {
    if (state.phase === 'neighbours') return [`Looking for neighbours: ${state.step} %.`];
    return [
      state.phase === 'starting' ? 'Starting…' : `Step ${formatCount(state.step)} of ${formatCount(state.total)}.`,
    ];
  }
  if (state.status !== 'done') return [];
  const { explained_variance_ratio: ratios, kl_divergence, trustworthiness } = state.facts;
  const { method } = state.settings;
  const fitting = fittingPerplexity(perplexity, count);
  return [
    state.stopped ? 'Stopped: this is how far it came.' : '',
    ratios ? `These axes hold ${formatPercent(ratios.reduce((sum, ratio) => sum + ratio, 0))} of the variance.` : '',
    method === 'tsne' && fitting < perplexity
      ? `Perplexity ${fitting}: ${perplexity} is too much for ${count} texts.`
      : '',
    method === 'umap' && n_neighbors > count - 1 ? `n_neighbors ${count - 1}: there are no more.` : '',
    kl_divergence === undefined ? '' : `KL divergence ${kl_divergence.toFixed(3)}.`,
    trustworthiness === null
      ? ''
      : `Trustworthiness ${trustworthiness.toFixed(3)}: neighbours here are neighbours in truth, 1 is best.`,
  ];
}

interface SlowNoticeProps {
  count: number;
  perSecond: number;
  onLimit(most: number): void;
  onKeep(): void;
}

/** Where a browser draws slowly, whoever looks chooses. */
export function SlowNotice({ count, perSecond, onLimit, onKeep }: SlowNoticeProps) {
  const fewer = [2000, 500].filter((most) => most < count);
  return (
    <Callout
      tone="warn"
      role="status"
      actions={
        <>
          {fewer.map((most) => (
            <Button key={most} size="small" onClick={() => onLimit(most)}>
              Draw {formatCount(most)}
            </Button>
          ))}
          <Button size="small" variant="quiet" onClick={onKeep}>
            Keep all
          </Button>
        </>
      }
    >
      This browser draws {Math.round(perSecond)} frames a second of {formatCount(count)} points. With fewer it moves
      more smoothly; nothing is lost, and selected points are always drawn.
    </Callout>
  );
}
