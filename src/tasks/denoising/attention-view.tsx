import { useState } from 'react';
import type { DenoisingStep } from '../../contract/denoising-steps';
import { formatPercent } from '../../lib/format';
import { ExportPicture } from '../../ui/export-picture';
import { Pixels } from '../../ui/pixels';
import { heatPixels, mapAt, mapsTable, meanOf } from './heat-pixels';
import { pictureSheet } from './picture-sheet';

interface AttentionViewProps {
  step: DenoisingStep;
  tokens: readonly string[];
}

/** Where each word of the prompt is looked at, over the picture that the step foresees. */
export function AttentionView({ step, tokens }: AttentionViewProps) {
  const [chosen, setChosen] = useState(() => firstWord(tokens));
  const { attention } = step;
  if (!attention) {
    return (
      <p className="text-ink-soft">
        The U-Net of this model keeps its attention to itself: its graph has it fused into one operator.
      </p>
    );
  }
  const height = attention.height / tokens.length;
  const maps = tokens.map((token, index) => ({ token, index, map: mapAt(attention, index, height) }));
  const map = maps[Math.min(chosen, maps.length - 1)]?.map ?? mapAt(attention, 0, height);
  const heat = heatPixels(map, rangeOf(map.data));
  return (
    <div className="grid gap-4 md:grid-cols-[minmax(0,10rem)_minmax(0,1fr)] xl:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
      <figure className="min-w-0">
        <div className="relative overflow-hidden rounded-control border border-line bg-sunken">
          <Pixels label={`Prediction of step ${step.step}`} {...step.predicted} className="block w-full" />
          <Pixels
            label={`Where “${tokens[chosen]}” is looked at in step ${step.step}`}
            {...heat}
            className="absolute inset-0 size-full opacity-60"
          />
        </div>
        <figcaption className="mt-1 text-ink-soft text-xs">
          “{tokens[chosen]}”: {formatPercent(Math.min(...map.data))} to {formatPercent(Math.max(...map.data))} of the
          attention of each place.
        </figcaption>
        <div className="mt-2">
          <ExportPicture
            name={`loupe-prompt-attention-step-${step.step}`}
            svg={() =>
              pictureSheet(
                maps.map(({ token, map: own }) => ({ title: token, picture: heatPixels(own, rangeOf(own.data)) })),
              )
            }
            table={() => mapsTable(attention, tokens, ['token', 'attention'])}
          />
        </div>
      </figure>
      <ul
        className="grid grid-cols-[repeat(auto-fill,minmax(4.25rem,1fr))] content-start gap-2"
        aria-label="Words of the prompt"
      >
        {maps.map(({ token, index, map: own }) => (
          <li key={`${index} ${token}`}>
            <button
              type="button"
              aria-pressed={index === chosen}
              onClick={() => setChosen(index)}
              className="block w-full rounded-control border border-line p-1 text-left hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <Pixels label={null} {...heatPixels(own, rangeOf(own.data))} className="block w-full rounded-[0.25rem]" />
              <span className="mt-1 block truncate font-medium text-xs">{token}</span>
              <span className="block text-2xs text-ink-soft tabular-nums">{formatPercent(meanOf(own))}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const rangeOf = (data: Float32Array): [number, number] => [Math.min(...data), Math.max(...data)];

/** The begin of a prompt draws most of the attention, and says least: a word is shown first. */
const firstWord = (tokens: readonly string[]): number => {
  const nouns = tokens.findIndex((token) => token.length > 3 && !token.startsWith('('));
  return nouns === -1 ? 0 : nouns;
};
