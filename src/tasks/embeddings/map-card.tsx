import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MapSettings } from '../../contract/embeddings-map';
import { type Grouping, groupClusters, groupValues } from '../../lib/embeddings/groups';
import { sampleOf } from '../../lib/embeddings/sample';
import { formatCount } from '../../lib/format';
import { useView } from '../../run/use-view';
import { Callout } from '../../ui/callout';
import { ExportPicture } from '../../ui/export-picture';
import { useThemeCount } from '../../ui/use-theme-count';
import { MapControls } from './map-controls';
import { MapLegend } from './map-legend';
import {
  BY_CLUSTERS,
  choicesOf,
  colourChoices,
  colourOf,
  columnOf,
  fittingPerplexity,
  isInRange,
  type MapChoices,
  unfitOf,
  viewOf,
} from './map-settings';
import { MapStatus, SlowNotice } from './map-status';
import { MapTable, mapTable } from './map-table';
import { MapTools } from './map-tools';
import { currentPalette, type Palette, pointColours } from './point-colours';
import type { Embedded } from './result-data';
import { Scatter, type ScatterHandle } from './scatter';
import type { Tool } from './scatter-controller';
import { useMap } from './use-map';

interface MapCardProps {
  embedded: Embedded;
  selected: ReadonlySet<number>;
  onSelect(points: ReadonlySet<number>): void;
}

/** The map of a result: how it is made, what it is coloured by, what is selected, and the numbers behind it. */
export function MapCard({ embedded, selected, onSelect }: MapCardProps) {
  const { texts, vectors, columns } = embedded;
  const [view, setView] = useView();
  const [unfit, setUnfit] = useState<Partial<MapChoices>>({});
  const choices = useMemo(() => ({ ...choicesOf(view), ...unfit }), [view, unfit]);
  const colour = colourOf(view, columns);
  const [tool, setTool] = useState<Tool>('move');
  const [query, setQuery] = useState('');
  const [limit, setLimit] = useState<number | null>(null);
  const scatter = useRef<ScatterHandle>(null);
  const map = useMap(vectors, (positions) => scatter.current?.move(positions));
  const slow = useSlowness(limit ?? vectors.count);

  const change = (patch: Partial<MapChoices>) => {
    const next = { ...choices, ...patch };
    setUnfit(unfitOf(next));
    setView(viewOf(patch));
    // PCA takes no time: it needs no button.
    if (next.method === 'pca') map.layout(settingsFor(next, vectors.count));
    if (patch.n_clusters !== undefined && isInRange('n_clusters', patch.n_clusters)) map.cluster(patch.n_clusters, 0);
  };
  const make = () => {
    scatter.current?.reset();
    map.layout(settingsFor(choices, vectors.count));
  };
  const lookForClusters = (by: string) => {
    if (by === BY_CLUSTERS) map.cluster(choicesOf(view).n_clusters, 0);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each result
  useEffect(() => {
    make();
    lookForClusters(colour);
  }, [vectors]);
  const colourBy = (colour_by: string) => {
    setView({ colour_by });
    lookForClusters(colour_by);
  };

  const found = useMemo(() => search(texts, query), [texts, query]);
  const grouping = useMemo((): Grouping | null => {
    if (colour === BY_CLUSTERS) return map.clusters && groupClusters(map.clusters);
    const values = columnOf(colour, columns);
    return values ? groupValues(values) : null;
  }, [colour, columns, map.clusters]);
  const palette = usePalette();
  const lit = found ?? (selected.size > 0 ? selected : null);
  const colours = useMemo(
    () => palette && pointColours(vectors.count, grouping, palette, lit),
    [vectors, grouping, palette, lit],
  );
  const drawn = useMemo(() => sampleOf(vectors.count, limit, selected), [vectors, limit, selected]);
  const select = useCallback(
    (points: number[], add: boolean) => onSelect(new Set(add ? [...selected, ...points] : points)),
    [onSelect, selected],
  );
  const working = map.state.status === 'working';
  const title = `Map of ${formatCount(drawn.length)} texts, ${choices.n_components} dimensions. The table under it has the numbers.`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <MapControls choices={choices} working={working} onChange={change} onMake={make} onStop={map.stop} />
      <MapTools
        tool={tool}
        onTool={setTool}
        query={query}
        onQuery={setQuery}
        found={found?.size ?? null}
        onSelectFound={() => found && onSelect(found)}
        onZoom={(factor) => scatter.current?.zoom(factor)}
        onReset={() => scatter.current?.reset()}
      />
      {slow.perSecond !== null && limit === null && (
        <SlowNotice count={vectors.count} perSecond={slow.perSecond} onLimit={setLimit} onKeep={slow.dismiss} />
      )}
      <div>
        {map.map && colours ? (
          <Scatter
            ref={scatter}
            label={title}
            positions={map.map.positions}
            d={map.map.d}
            texts={texts}
            drawn={drawn}
            colours={colours}
            selected={selected}
            found={found}
            tool={tool}
            moving={working}
            onSelect={select}
            onRate={slow.tell}
          />
        ) : (
          map.state.status !== 'failed' && (
            <div className="h-[min(60dvh,32rem)] rounded-control border border-line bg-sunken" />
          )
        )}
      </div>
      {map.state.status === 'failed' && (
        <Callout tone="danger" role="alert">
          {map.state.message}
        </Callout>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <MapStatus
          state={map.state}
          count={vectors.count}
          choices={choices}
          drawn={drawn.length}
          onDrawAll={() => setLimit(null)}
        />
        <ExportPicture
          name={`loupe-map-${choices.method}`}
          svg={() => scatter.current?.svg() ?? null}
          table={map.map ? () => mapTable(embedded, map.map, map.clusters) : undefined}
        />
      </div>
      <MapLegend
        colour={colour}
        options={colourChoices(columns)}
        onColour={colourBy}
        grouping={grouping}
        palette={palette}
        n_clusters={choices.n_clusters}
        onClusters={(n_clusters) => change({ n_clusters })}
        onGroup={(group) => grouping?.kind === 'groups' && onSelect(membersOf(grouping, group))}
      />
      {map.map && <MapTable embedded={embedded} map={map.map} clusters={map.clusters} />}
    </div>
  );
}

/** Of few texts the perplexity and the neighbours must be few, too. */
const settingsFor = ({ n_clusters: _, ...choices }: MapChoices, count: number): MapSettings => ({
  ...choices,
  perplexity: fittingPerplexity(choices.perplexity, count),
});

function search(texts: readonly string[], query: string): ReadonlySet<number> | null {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return null;
  return new Set(texts.flatMap((text, index) => (text.toLowerCase().includes(wanted) ? [index] : [])));
}

const membersOf = ({ groupOf }: Extract<Grouping, { kind: 'groups' }>, group: number): ReadonlySet<number> =>
  new Set(Array.from(groupOf).flatMap((own, point) => (own === group ? [point] : [])));

/** Colours as they are now; null until the page has been drawn once. */
function usePalette(): Palette | null {
  const theme = useThemeCount();
  const [palette, setPalette] = useState<Palette | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: light and dark change what the colours are
  useEffect(() => setPalette(currentPalette(document.body)), [theme]);
  return palette;
}

/** Below this a movement does not look like one. */
const FLUID = 29.5;
const WORTH_FEWER = 1000;

/** Hears how many frames a second are drawn, and says so once it was too few. */
function useSlowness(count: number) {
  const [perSecond, setPerSecond] = useState<number | null>(null);
  const dismissed = useRef(false);
  const tell = useCallback(
    (rate: number) => {
      if (rate < FLUID && count > WORTH_FEWER && !dismissed.current) setPerSecond((known) => known ?? rate);
    },
    [count],
  );
  const dismiss = () => {
    dismissed.current = true;
    setPerSecond(null);
  };
  return { perSecond, tell, dismiss };
}
