import { useId } from 'react';
import type { Grouping } from '../../lib/embeddings/groups';
import { formatCount } from '../../lib/format';
import { Select } from '../../ui/select';
import { NumberKnob } from './map-controls';
import { BY_CLUSTERS } from './map-settings';
import { groupColour, type Palette, scaleGradient } from './point-colours';

interface MapLegendProps {
  /** One of the options. */
  colour: string;
  options: readonly string[];
  onColour(colour: string): void;
  grouping: Grouping | null;
  palette: Palette | null;
  n_clusters: number;
  onClusters(n_clusters: number): void;
  onGroup(group: number): void;
}

const nameOf = (option: string): string => (option === BY_CLUSTERS ? 'clusters (k-means)' : option);

/** What the colours stand for; a group is selected by a click. */
export function MapLegend(props: MapLegendProps) {
  const { colour, options, onColour, grouping, palette, n_clusters, onClusters, onGroup } = props;
  const id = useId();
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="grid w-48 gap-1">
        <label htmlFor={id} className="text-xs">
          Coloured by
        </label>
        <Select
          id={id}
          label="Coloured by"
          value={colour}
          options={options.map((option) => ({ value: option, label: nameOf(option) }))}
          onChange={onColour}
        />
      </div>
      {colour === BY_CLUSTERS && (
        <NumberKnob
          name="n_clusters"
          label="n_clusters"
          help="How many groups k-means looks for, in the vectors themselves and not in the map."
          value={n_clusters}
          onChange={(value) => onClusters(value ?? Number.NaN)}
        />
      )}
      {colour === BY_CLUSTERS && !grouping && (
        <p role="status" className="pb-1.5 text-ink-soft text-xs">
          Looking for clusters…
        </p>
      )}
      {grouping?.kind === 'groups' && (
        <ul aria-label="Groups" className="flex min-w-0 flex-wrap gap-1.5">
          {grouping.names.map((name, group) => (
            <li key={name}>
              <button
                type="button"
                title="Select these texts"
                onClick={() => onGroup(group)}
                className="inline-flex min-h-7 items-center gap-1.5 rounded-control border border-line px-2 text-xs hover:border-line-strong"
              >
                <span aria-hidden className="size-2.5 rounded-full" style={{ background: groupColour(group, name) }} />
                <span className="max-w-40 truncate">{name}</span>
                <span className="font-mono text-ink-soft">{formatCount(grouping.counts[group] ?? 0)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {grouping?.kind === 'scale' && palette && (
        <p className="flex items-center gap-2 pb-1.5 text-xs">
          <span className="font-mono">{grouping.low}</span>
          <span aria-hidden className="h-3 w-28 rounded-sm" style={{ background: scaleGradient(palette) }} />
          <span className="font-mono">{grouping.high}</span>
          {grouping.missing > 0 && (
            <span className="text-ink-soft">grey: {formatCount(grouping.missing)} without a number</span>
          )}
        </p>
      )}
    </div>
  );
}
