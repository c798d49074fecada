import { clsx } from 'clsx';
import { GitFork } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { formatPercent } from '../../lib/format';
import { Button } from '../../ui/button';
import { ExportPicture } from '../../ui/export-picture';
import { Switch } from '../../ui/switch';
import type { TreeNode, WrittenText } from './task';
import { layoutTree, type PlacedNode } from './tree-layout';
import { TreeTable, treeAsTable } from './tree-table';

interface BeamTreeViewProps {
  nodes: readonly TreeNode[];
  best: WrittenText;
  nameOf(id: number): string;
  /** Goes on from a node: the tokens after those that were given. */
  onFork(path: readonly number[]): void;
  busy: boolean;
}

/** All that a beam search considered, as a tree; what was given up is drawn thin. */
export function BeamTreeView({ nodes, best, nameOf, onFork, busy }: BeamTreeViewProps) {
  const picture = useRef<SVGSVGElement>(null);
  const [withPruned, setWithPruned] = useState(true);
  const layout = useMemo(
    () => layoutTree(nodes, withPruned, (node) => labelEnd(nameOf(node.token), scoreOf(node))),
    [nodes, withPruned, nameOf],
  );
  const [selected, setSelected] = useState<number | null>(null);
  const current =
    layout.nodes.find(({ node }) => node.id === selected) ??
    layout.nodes.find(({ ranks }) => ranks.includes(0)) ??
    layout.nodes[0];
  const id = useId();
  if (!current) return null;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const next = neighbour(event.key, current, layout.nodes);
    if (!next) return;
    event.preventDefault();
    setSelected(next.node.id);
    event.currentTarget.querySelector<SVGGElement>(`[data-node="${next.node.id}"]`)?.focus();
  };
  return (
    <section aria-label="Beam tree" className="mt-6 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">Beam tree</h3>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="flex items-center gap-2">
            <Switch id={id} checked={withPruned} onChange={setWithPruned} />
            <label htmlFor={id} className="text-xs">
              pruned branches
            </label>
          </span>
          <ExportPicture
            name="loupe-beam-tree"
            svg={() => picture.current}
            table={() => treeAsTable(layout.nodes, nameOf)}
          />
        </div>
      </div>
      <p className="mt-1 max-w-prose text-ink-soft text-xs">
        Thick branches lead to finished texts with their scores, the best ({best.score?.toFixed(3)}) in colour; dashed
        ones were given up. Choose a token to see its log-probabilities and to go on from it.
      </p>
      <div className="mt-3 overflow-x-auto">
        {/* biome-ignore lint/a11y/useSemanticElements: no element of HTML groups shapes */}
        <svg
          ref={picture}
          role="group"
          aria-label={`Beam tree of ${layout.nodes.length} tokens; the arrow keys go along its branches`}
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          onKeyDown={onKeyDown}
          className="block text-xs"
        >
          {layout.nodes.map((placed) => (
            <Branch key={placed.node.id} placed={placed} nameOf={nameOf} />
          ))}
          {layout.nodes.map((placed) => (
            <Leaf
              key={placed.node.id}
              placed={placed}
              name={nameOf(placed.node.token)}
              isSelected={placed === current}
              onSelect={() => setSelected(placed.node.id)}
            />
          ))}
        </svg>
      </div>
      <div aria-live="polite" className="mt-2 flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          <span className="font-mono">{current.path.map(nameOf).join(' ')}</span>{' '}
          <span className="text-ink-soft text-xs">{describe(current)}</span>
        </span>
        <Button size="small" disabled={busy} onClick={() => onFork(current.path)}>
          <GitFork aria-hidden className="size-3.5" />
          Go on from here
        </Button>
      </div>
      <TreeTable nodes={layout.nodes} nameOf={nameOf} />
    </section>
  );
}

/** A branch begins behind the name of the token that it goes on from. */
function Branch({ placed, nameOf }: { placed: PlacedNode; nameOf(id: number): string }) {
  const { x, y, from, node, ranks } = placed;
  const begin = from.node ? from.x + labelEnd(nameOf(from.node.token), '') : from.x;
  const half = (begin + x) / 2;
  return (
    <path
      d={`M${begin} ${from.y}C${half} ${from.y} ${half} ${y} ${x} ${y}`}
      strokeDasharray={node.fate === 'pruned' ? '3 3' : undefined}
      strokeWidth={ranks.length > 0 ? 2.5 : 1}
      className={clsx(
        'fill-none',
        ranks.includes(0) ? 'stroke-accent' : ranks.length > 0 ? 'stroke-bar' : 'stroke-line-strong',
      )}
    />
  );
}

interface LeafProps {
  placed: PlacedNode;
  name: string;
  isSelected: boolean;
  onSelect(): void;
}

const LONGEST = 11;
const LETTER = 7.3;
const cut = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);
/** Of a finished text alone: what its branch came to. */
const scoreOf = ({ score }: TreeNode): string => (score === null ? '' : ` ${score.toFixed(3)}`);
const labelEnd = (name: string, score: string): number => 13 + (cut(name).length + score.length) * LETTER;

function Leaf({ placed, name, isSelected, onSelect }: LeafProps) {
  const { x, y, node, ranks } = placed;
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element of HTML can be drawn here
    <g
      role="button"
      aria-label={`${name}, ${describe(placed)}`}
      aria-pressed={isSelected}
      tabIndex={isSelected ? 0 : -1}
      data-node={node.id}
      onClick={onSelect}
      onFocus={onSelect}
      transform={`translate(${x} ${y})`}
      className="group/leaf outline-none"
    >
      <rect
        x={-6}
        y={-10}
        width={labelEnd(name, scoreOf(node)) + 8}
        height={20}
        rx={4}
        className={clsx(
          'group-hover/leaf:fill-hover group-focus-visible/leaf:stroke-accent',
          isSelected ? 'fill-accent-soft' : 'fill-surface',
        )}
      />
      <circle
        r={4}
        className={clsx(
          'stroke-2',
          node.fate === 'finished' ? 'fill-surface' : 'fill-current',
          ranks.includes(0)
            ? 'stroke-accent text-accent'
            : ranks.length > 0
              ? 'stroke-bar text-bar'
              : 'stroke-line-strong text-line-strong',
        )}
      />
      <text
        x={9}
        dominantBaseline="central"
        className={clsx('font-mono', node.fate === 'pruned' ? 'fill-ink-soft' : 'fill-ink')}
      >
        {cut(name)}
        {node.score !== null && <tspan className="fill-ink-soft">{scoreOf(node)}</tspan>}
      </text>
    </g>
  );
}

const FATES = { kept: 'went on', finished: 'finished', pruned: 'given up' } as const;

function describe({ node, ranks }: PlacedNode): string {
  const { logprob, sum, fate, score } = node;
  const lost = fate === 'kept' && ranks.length === 0 ? 'went on, then given up' : FATES[fate];
  const rank = fate === 'finished' ? ` as number ${(ranks[0] ?? 0) + 1} with score ${score?.toFixed(3)}` : '';
  return `${formatPercent(Math.exp(logprob))}, sum of log-probabilities ${sum.toFixed(3)}, ${lost}${rank}`;
}

/** The nearest node along the branches: back to what it goes on from, forward to its likeliest child, or a sibling. */
function neighbour(key: string, current: PlacedNode, nodes: readonly PlacedNode[]): PlacedNode | undefined {
  const { node, x, y } = current;
  switch (key) {
    case 'ArrowLeft':
      return nodes.find((other) => other.node.id === node.parent);
    case 'ArrowRight':
      return nodes.filter((other) => other.node.parent === node.id).sort((a, b) => b.node.sum - a.node.sum)[0];
    case 'ArrowDown':
      return nodes.filter((other) => other.x === x && other.y > y).sort((a, b) => a.y - b.y)[0];
    case 'ArrowUp':
      return nodes.filter((other) => other.x === x && other.y < y).sort((a, b) => b.y - a.y)[0];
    case 'Home':
      return nodes[0];
    default:
      return undefined;
  }
}
