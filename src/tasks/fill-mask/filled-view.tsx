import { useState } from 'react';
import { labelColours } from '../../ui/label-colours';
import { type LabelledMark, MarkedText } from '../../ui/marked-text';
import { ScoreButton } from '../../ui/score-button';
import { fillIn } from './fill-in';
import type { FilledText } from './task';

interface FilledViewProps {
  text: string;
  result: FilledText;
  /** The model's mask; null while a batch goes on. */
  mask: string | null;
}

/** A text with words in the place of its masks, and the words to choose from. */
export function FilledView({ text, result: { masks }, mask }: FilledViewProps) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const words = masks.map((candidates, place) => candidates[chosen[place] ?? 0]);
  const filled =
    mask === null
      ? null
      : fillIn(
          text,
          mask,
          words.map((word) => word?.token_str ?? mask),
        );
  const marks = filled?.ranges.map(
    (range, place): LabelledMark => ({
      ...range,
      colours: labelColours(place),
      ...(masks.length > 1 && { label: String(place + 1) }),
    }),
  );
  const choose = (place: number, index: number) =>
    setChosen(masks.map((_, other) => (other === place ? index : (chosen[other] ?? 0))));
  return (
    <div className="grid gap-4">
      <div aria-live="polite">
        <MarkedText text={filled?.text ?? words[0]?.sequence ?? text} marks={marks ?? []} />
      </div>
      <div className="grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]">
        {masks.map((candidates, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masks never move
          <section key={place} aria-label={masks.length > 1 ? `Mask ${place + 1}` : 'Words for the mask'}>
            {masks.length > 1 && <h3 className="mb-1.5 font-medium text-xs">Mask {place + 1}</h3>}
            <ol className="grid gap-1">
              {candidates.map(({ token, token_str, score }, index) => (
                <li key={token}>
                  <ScoreButton
                    text={token_str.trim() || `“${token_str}”`}
                    score={score}
                    pressed={index === (chosen[place] ?? 0)}
                    onClick={() => choose(place, index)}
                  />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
      {masks.length > 1 && (
        <p className="text-ink-soft text-xs">
          Each mask is guessed by itself, with the others still masked: words that are likely alone need not go
          together.
        </p>
      )}
    </div>
  );
}
