import { clsx } from 'clsx';
import { useState } from 'react';
import { formatCount, formatPercent } from '../../lib/format';
import { Button } from '../../ui/button';
import { type LabelColours, labelColours } from '../../ui/label-colours';
import { MarkedText } from '../../ui/marked-text';
import { kindOf, kindsOf, labelOf } from './labels';
import type { Entities } from './task';

interface EntityViewProps {
  text: string;
  entities: Entities;
  modelLabels: readonly string[];
}

/** Characters drawn at first, and with each click on 'more': enough to read, and the page stays quick. */
const CHARACTERS_SHOWN = 20_000;

/** The entities of one text: where they stand, how many there are of each kind, and each with its figures. */
export function EntityView({ text, entities, modelLabels }: EntityViewProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [characters, setCharacters] = useState(CHARACTERS_SHOWN);
  if (entities.length === 0) return <p className="text-ink-soft">Nothing was found in this text.</p>;
  const kinds = kindsOf(modelLabels, entities);
  const coloursOf = (label: string) => labelColours(kinds.indexOf(kindOf(label)));
  const shown = (entities as Entities[number][]).filter((entity) => !hidden.has(labelOf(entity)));
  const marks = shown.map((entity) => ({
    start: entity.start,
    end: entity.end,
    label: labelOf(entity),
    colours: coloursOf(labelOf(entity)),
  }));
  return (
    <div className="grid gap-4">
      <Legend
        entities={entities}
        hidden={hidden}
        coloursOf={coloursOf}
        onToggle={(label) => {
          const next = new Set(hidden);
          if (!next.delete(label)) next.add(label);
          setHidden(next);
        }}
      />
      <MarkedText
        text={text.slice(0, characters)}
        marks={marks.filter(({ start }) => start < characters)}
        after={
          text.length > characters && (
            <>
              …{' '}
              <Button size="small" onClick={() => setCharacters(characters + CHARACTERS_SHOWN)}>
                Show more of the text
              </Button>
            </>
          )
        }
      />
      <EntityTable text={text} entities={shown} />
    </div>
  );
}

interface LegendProps {
  entities: Entities;
  hidden: ReadonlySet<string>;
  coloursOf(label: string): LabelColours;
  onToggle(label: string): void;
}

/** Labels with their colours and counts; a click takes a label out of the view. */
function Legend({ entities, hidden, coloursOf, onToggle }: LegendProps) {
  const counts = new Map<string, number>();
  for (const entity of entities) counts.set(labelOf(entity), (counts.get(labelOf(entity)) ?? 0) + 1);
  return (
    <ul aria-label="Labels found" className="flex flex-wrap gap-1.5">
      {[...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([label, count]) => (
          <li key={label}>
            <button
              type="button"
              aria-pressed={!hidden.has(label)}
              onClick={() => onToggle(label)}
              className={clsx(
                'flex min-h-7 items-center gap-1.5 rounded-full border border-line px-2.5 text-xs hover:border-line-strong',
                hidden.has(label) && 'text-ink-soft line-through',
              )}
            >
              <span
                aria-hidden
                className="size-3 rounded-sm border-b-2"
                style={{ background: coloursOf(label).background, borderColor: coloursOf(label).line }}
              />
              <span className="font-mono font-semibold">{label}</span>
              <span className="tabular-nums">{formatCount(count)}</span>
            </button>
          </li>
        ))}
    </ul>
  );
}

/** Rows drawn at most; the downloads have them all. */
const ROWS_SHOWN = 200;

function EntityTable({ text, entities }: { text: string; entities: readonly Entities[number][] }) {
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard */}
      <section aria-label="Entities" tabIndex={0} className="w-0 min-w-full overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <thead className="text-ink-soft text-xs">
            <tr className="border-line-strong border-b">
              <th className="py-1 pr-3 font-normal">Words</th>
              <th className="py-1 pr-3 font-normal">Label</th>
              <th className="py-1 pr-3 text-right font-normal">Score</th>
              <th className="py-1 text-right font-normal">Characters</th>
            </tr>
          </thead>
          <tbody>
            {entities.slice(0, ROWS_SHOWN).map((entity, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two tokens may stand at the same place
              <tr key={index} className="border-line border-b last:border-0">
                <td dir="auto" className="min-w-24 py-1 pr-3 [overflow-wrap:anywhere]">
                  {text.slice(entity.start, entity.end)}
                  {'index' in entity && (
                    <span className="ml-2 font-mono text-2xs text-ink-soft" title="The token, as the tokenizer has it">
                      {entity.word}
                    </span>
                  )}
                </td>
                <td className="py-1 pr-3 font-mono font-semibold text-xs">{labelOf(entity)}</td>
                <td className="whitespace-nowrap py-1 pr-3 text-right font-mono text-xs tabular-nums">
                  {formatPercent(entity.score)}
                </td>
                <td className="whitespace-nowrap py-1 text-right font-mono text-ink-soft text-xs tabular-nums">
                  {entity.start}–{entity.end}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {entities.length > ROWS_SHOWN && (
        <p className="mt-2 text-ink-soft text-xs">
          The first {ROWS_SHOWN} are shown; the downloads have all {formatCount(entities.length)}.
        </p>
      )}
    </div>
  );
}
