import { Lasso, Maximize, Minus, Move, Plus, Search, SquareDashedMousePointer } from 'lucide-react';
import { useId } from 'react';
import { formatCount } from '../../lib/format';
import { Button } from '../../ui/button';
import type { Tool } from './scatter-controller';

interface MapToolsProps {
  tool: Tool;
  onTool(tool: Tool): void;
  query: string;
  onQuery(query: string): void;
  /** How many texts the search found; null without one. */
  found: number | null;
  onSelectFound(): void;
  onZoom(factor: number): void;
  onReset(): void;
}

const TOOLS = [
  { value: 'move', label: 'Move', title: 'Drag moves a flat map and turns one in space; a click selects', Icon: Move },
  {
    value: 'box',
    label: 'Box',
    title: 'Drag a box around texts to select them; with Shift, more',
    Icon: SquareDashedMousePointer,
  },
  { value: 'lasso', label: 'Lasso', title: 'Draw around texts to select them; with Shift, more', Icon: Lasso },
] as const;

/** What a drag does, a search, and how near the map is looked at. */
export function MapTools(props: MapToolsProps) {
  const { tool, onTool, query, onQuery, found, onSelectFound, onZoom, onReset } = props;
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <fieldset className="flex">
        <legend className="sr-only">What a drag does</legend>
        {TOOLS.map(({ value, label, title, Icon }) => (
          <Button
            key={value}
            size="small"
            variant="quiet"
            title={title}
            aria-pressed={tool === value}
            className={tool === value ? 'bg-accent-soft text-ink' : ''}
            onClick={() => onTool(value)}
          >
            <Icon aria-hidden className="size-3.5" />
            {label}
          </Button>
        ))}
      </fieldset>
      <div className="flex">
        <Button size="small" variant="quiet" aria-label="Nearer" onClick={() => onZoom(1.4)}>
          <Plus aria-hidden className="size-3.5" />
        </Button>
        <Button size="small" variant="quiet" aria-label="Further away" onClick={() => onZoom(1 / 1.4)}>
          <Minus aria-hidden className="size-3.5" />
        </Button>
        <Button size="small" variant="quiet" aria-label="All of the map" onClick={onReset}>
          <Maximize aria-hidden className="size-3.5" />
        </Button>
      </div>
      <div className="flex min-w-0 grow basis-48 flex-wrap items-center gap-2">
        <label htmlFor={id} className="sr-only">
          Search the texts
        </label>
        <span className="relative min-w-0 grow basis-32">
          <Search aria-hidden className="absolute top-2 left-2 size-3.5 text-ink-soft" />
          <input
            id={id}
            type="search"
            value={query}
            placeholder="Search the texts…"
            onChange={({ target }) => onQuery(target.value)}
            onKeyDown={({ key }) => key === 'Enter' && found && onSelectFound()}
            className="h-8 w-full rounded-control border border-line-strong bg-surface pr-2 pl-7 text-sm"
          />
        </span>
        <span role="status" className="text-ink-soft text-xs">
          {found !== null && `${formatCount(found)} found`}
        </span>
        {found !== null && found > 0 && (
          <Button size="small" onClick={onSelectFound}>
            Select them
          </Button>
        )}
      </div>
    </div>
  );
}
