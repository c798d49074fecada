import { ChevronRight, Download, FastForward, Grid3x3, Square } from 'lucide-react';
import { useContext, useState } from 'react';
import { useStore } from 'zustand';
import { formatAmount, formatCount } from '../../../lib/format';
import { saveFile } from '../../../lib/save-file';
import { Button } from '../../../ui/button';
import { ProgressBar } from '../../../ui/progress-bar';
import { TaskStoreContext, useTaskStore } from '../../use-task-store';
import { AxisField, NOTHING, useAxis } from './axis-field';
import { drawContactSheet } from './contact-sheet';
import { axisNames, LARGEST_GRID, planGrid, readAxis } from './grid-plan';
import { type CellState, type GridState, type GridStore, gridOf } from './grid-store';
import { GridTable } from './grid-table';

/** Varies one or two parameters over chosen values: one picture for each, side by side. */
export default function GridCard() {
  const tab = useContext(TaskStoreContext);
  if (!tab) throw new Error('GridCard needs a TaskStoreContext above it');
  const grid = useStore(gridOf(tab));
  return (
    <details className="group/grid rounded-panel border border-line bg-surface">
      <summary className="flex min-h-10 items-center gap-1.5 px-4 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/grid:rotate-90" />
        <h2 className="font-semibold">Grid</h2>
        <span className="text-ink-soft text-xs">vary one or two parameters, on one sheet</span>
      </summary>
      <div className="grid gap-4 border-line border-t p-4">
        <GridForm grid={grid} />
        {grid.state.status !== 'idle' && <GridResult state={grid.state} />}
      </div>
    </details>
  );
}

function GridForm({ grid }: { grid: GridStore }) {
  const task = useTaskStore((state) => state.task);
  const draft = useTaskStore((state) => state.draft);
  const first = useAxis('num_inference_steps');
  const second = useAxis(NOTHING);
  const prompt = String(draft.input.prompt ?? '');
  const across = readAxis(task, first.axis, prompt);
  const down = second.axis.name === NOTHING ? null : readAxis(task, second.axis, prompt);
  const count = typeof across === 'string' || typeof down === 'string' ? 0 : across.length * (down?.length ?? 1);
  const problem =
    typeof across === 'string'
      ? across
      : typeof down === 'string'
        ? down
        : count > LARGEST_GRID
          ? `These are ${formatCount(count)} pictures; at most ${LARGEST_GRID} fit.`
          : null;
  const busy = grid.state.status === 'running' || grid.state.status === 'stopping';
  const start = () => {
    if (typeof across === 'string' || typeof down === 'string' || problem) return;
    // One seed for all cells: what differs is then what was varied.
    const seed = draft.parameters.seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const base = { ...draft, parameters: { ...draft.parameters, seed } };
    void grid.start(planGrid(base, { columns: first.axis.name, rows: down && second.axis.name }, across, down));
  };
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <AxisField label="Columns" axis={first} names={axisNames(task)} />
        <AxisField label="Rows" axis={second} names={[NOTHING, ...axisNames(task)]} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {busy ? (
          <Button variant="danger" aria-disabled={grid.state.status === 'stopping'} onClick={grid.stop}>
            <Square aria-hidden className="size-3.5 fill-current" />
            Stop the grid
          </Button>
        ) : (
          <Button aria-disabled={problem !== null} onClick={start}>
            <Grid3x3 aria-hidden className="size-3.5" />
            Make {count > 0 ? formatAmount(count, 'picture') : 'the grid'}
          </Button>
        )}
        {grid.state.status === 'stopped' && (
          <Button onClick={() => void grid.resume()}>
            <FastForward aria-hidden className="size-3.5" />
            Resume the grid
          </Button>
        )}
        {problem && (
          <p role="status" className="text-ink-soft text-xs">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

function GridResult({ state }: { state: Exclude<GridState, { status: 'idle' }> }) {
  const { plan, cells, status } = state;
  const done = cells.filter((cell) => cell.status === 'done').length;
  const part = cells.reduce((sum, cell) => sum + shareOf(cell), 0);
  const prompt = String(plan.cells[0]?.asked.input.prompt ?? '');
  return (
    <section aria-label="Grid of pictures" className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="text-xs">
          {formatCount(done)} of {formatAmount(cells.length, 'picture')}
          {status === 'stopped' ? ', stopped' : ''}
        </p>
        {status === 'running' && (
          <div className="min-w-32 grow">
            <ProgressBar label="Progress of the grid" value={part / cells.length} />
          </div>
        )}
        {done > 0 && <SheetButton state={state} caption={prompt} />}
      </div>
      <GridTable plan={plan} cells={cells} />
    </section>
  );
}

const shareOf = (cell: CellState): number =>
  cell.status === 'done' || cell.status === 'failed'
    ? 1
    : cell.status === 'running' && cell.total > 0
      ? cell.step / cell.total
      : 0;

function SheetButton({ state, caption }: { state: Exclude<GridState, { status: 'idle' }>; caption: string }) {
  const [failed, setFailed] = useState(false);
  const save = async () => {
    try {
      const images = state.cells.map((cell) => (cell.status === 'done' ? cell.image : null));
      saveFile(await drawContactSheet(state.plan, images, caption), 'loupe-grid.png');
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Button size="small" onClick={() => void save()}>
      <Download aria-hidden className="size-3.5" />
      <span aria-live="polite">{failed ? 'The sheet could not be made' : 'Contact sheet'}</span>
    </Button>
  );
}
