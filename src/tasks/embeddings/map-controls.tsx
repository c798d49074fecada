import { Play, Square } from 'lucide-react';
import { useId, useState } from 'react';
import type { MapMethod } from '../../contract/embeddings-map';
import { Button } from '../../ui/button';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { HelpTip } from '../../ui/help-tip';
import { isInRange, type MapChoices, RANGES, type RangedName } from './map-settings';

interface MapControlsProps {
  choices: MapChoices;
  working: boolean;
  onChange(patch: Partial<MapChoices>): void;
  onMake(): void;
  onStop(): void;
}

const METHODS = [
  { value: 'pca', label: 'PCA', title: 'The directions in which the vectors differ most. Nothing is drawn at random.' },
  { value: 't-sne', label: 't-SNE', title: 'Keeps neighbours together; distances between groups say little.' },
  { value: 'umap', label: 'UMAP', title: 'Keeps neighbours together, and something of the whole.' },
] as const;

interface Knob {
  name: RangedName;
  label: string;
  help: string;
}

const SEED: Knob = { name: 'seed', label: 'seed', help: 'The same seed gives the same map.' };
const KNOBS: Record<MapMethod, readonly Knob[]> = {
  pca: [],
  tsne: [
    { name: 'perplexity', label: 'perplexity', help: 'About how many neighbours each point has: 5 to 50 are usual.' },
    {
      name: 'learning_rate',
      label: 'learning_rate',
      help: 'How far points move in a step. Empty: chosen by the number of texts, as scikit-learn’s “auto”.',
    },
    {
      name: 'n_iter',
      label: 'n_iter',
      help: 'Steps (max_iter in newer scikit-learn). The first ones pull groups together.',
    },
    SEED,
  ],
  umap: [
    { name: 'n_neighbors', label: 'n_neighbors', help: 'Few show detail, many the whole.' },
    { name: 'min_dist', label: 'min_dist', help: 'How close points may lie, from 0 to 0.99.' },
    SEED,
  ],
};

/** How the map is made: the method and its own knobs, none of them hidden. */
export function MapControls({ choices, working, onChange, onMake, onStop }: MapControlsProps) {
  const knobs = KNOBS[choices.method];
  const valid = knobs.every(({ name }) => isInRange(name, choices[name]));
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <ChoiceButtons
        label="Method"
        value={choices.method === 'tsne' ? 't-sne' : choices.method}
        options={METHODS}
        onChange={(value) => onChange({ method: value === 't-sne' ? 'tsne' : value })}
      />
      <ChoiceButtons
        label="Dimensions"
        value={String(choices.n_components)}
        options={[
          { value: '2', label: '2-D' },
          { value: '3', label: '3-D' },
        ]}
        onChange={(value) => onChange({ n_components: value === '3' ? 3 : 2 })}
      />
      {knobs.map((knob) => (
        <NumberKnob
          key={knob.name}
          {...knob}
          value={choices[knob.name]}
          onChange={(value) => onChange({ [knob.name]: value ?? (knob.name === 'learning_rate' ? null : Number.NaN) })}
        />
      ))}
      {working ? (
        <Button variant="danger" size="small" onClick={onStop}>
          <Square aria-hidden className="size-3.5" />
          Stop the map
        </Button>
      ) : (
        <Button size="small" disabled={!valid} onClick={onMake}>
          <Play aria-hidden className="size-3.5" />
          Make the map
        </Button>
      )}
    </div>
  );
}

interface NumberKnobProps extends Knob {
  value: number | null;
  onChange(value: number | null): void;
}

/** A short box for a number. It keeps what is typed, and says when it cannot be used. */
export function NumberKnob({ name, label, help, value, onChange }: NumberKnobProps) {
  const id = useId();
  const [typed, setTyped] = useState(() => String(value ?? ''));
  // A link may set another number than the one that was typed here.
  const text = isSame(numberOf(typed), value) ? typed : String(value ?? '');
  const valid = isInRange(name, numberOf(text));
  const { minimum, maximum, step } = RANGES[name];
  return (
    <div className="grid gap-1">
      <span className="flex items-center gap-1 text-xs">
        <label htmlFor={id} className="font-mono">
          {label}
        </label>
        <HelpTip subject={label} text={help} />
      </span>
      <input
        id={id}
        type="number"
        value={text}
        min={minimum}
        max={maximum}
        step={step}
        placeholder={name === 'learning_rate' ? 'auto' : undefined}
        aria-invalid={!valid}
        aria-describedby={valid ? undefined : `${id}-problem`}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange(numberOf(target.value));
        }}
        className={`h-8 w-24 rounded-control border bg-surface px-2 text-right font-mono text-sm ${valid ? 'border-line-strong' : 'border-danger'}`}
      />
      {!valid && (
        <span id={`${id}-problem`} className="text-danger text-xs">
          {minimum} to {maximum}
        </span>
      )}
    </div>
  );
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** An emptied box stands for no number, whatever is made of that. */
const isSame = (typed: number | null, value: number | null): boolean =>
  typed === value || (typed === null && Number.isNaN(value));
