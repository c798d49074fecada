import { Brush, Contrast, Eraser, Trash2, Undo2 } from 'lucide-react';
import { type PointerEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../../../ui/button';
import { ChoiceButtons } from '../../../ui/choice-buttons';
import type { Size } from './crop-frame';
import { useMask } from './use-mask';

interface MaskEditorProps {
  picture: Size;
  /** Whether the pointer paints; the mask is shown in any case. */
  painting: boolean;
  stored: Blob | null;
  onChange(mask: Blob | null): void;
  /** Puts the canvas over the picture. */
  children(canvas: ReactNode): ReactNode;
}

type Tool = 'paint' | 'erase';
const TOOLS: readonly { value: Tool; label: string }[] = [
  { value: 'paint', label: 'Paint' },
  { value: 'erase', label: 'Erase' },
];

/** Paints the part that is to be repainted, with the pointer or by numbers. */
export function MaskEditor({ picture, painting, stored, onChange, children }: MaskEditorProps) {
  const mask = useMask(picture, stored, onChange);
  const [tool, setTool] = useState<Tool>('paint');
  const [size, setSize] = useState(12);
  const id = useId();
  const stroke = useRef<[number, number][] | null>(null);
  const erase = tool === 'erase';
  const pixels = Math.max(1, (size / 100) * Math.max(mask.width, mask.height));
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * mask.width,
      ((event.clientY - box.top) / box.height) * mask.height,
    ];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    stroke.current = [at(event)];
    mask.preview({ kind: 'stroke', erase, size: pixels, points: stroke.current });
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const points = stroke.current;
    if (!points) return;
    points.push(at(event));
    mask.preview({ kind: 'stroke', erase, size: pixels, points: points.slice(-2) });
  };
  const end = () => {
    const points = stroke.current;
    stroke.current = null;
    if (points) mask.apply({ kind: 'stroke', erase, size: pixels, points });
  };
  return (
    <div className={painting ? 'grid gap-x-5 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]' : undefined}>
      {children(
        <canvas
          ref={mask.canvas}
          width={mask.width}
          height={mask.height}
          role="img"
          aria-label="Mask: what is coloured is repainted"
          className={`absolute inset-0 size-full opacity-60 ${painting ? 'cursor-crosshair touch-none' : 'pointer-events-none'}`}
          {...(painting && { onPointerDown: begin, onPointerMove: move, onPointerUp: end, onPointerCancel: end })}
        />,
      )}
      {painting && (
        <div className="mt-2 grid content-start gap-3 md:mt-0" data-parameter="mask_image">
          <div className="flex flex-wrap items-center gap-2">
            <ChoiceButtons label="Brush" value={tool} options={TOOLS} onChange={(next) => setTool(next)} />
            <label htmlFor={id} className="inline-flex items-center gap-2 text-xs">
              {erase ? <Eraser aria-hidden className="size-3.5" /> : <Brush aria-hidden className="size-3.5" />}
              Size
              <input
                id={id}
                type="range"
                min={1}
                max={50}
                value={size}
                aria-valuetext={`${size} % of the longer side`}
                onChange={({ target }) => setSize(Number(target.value))}
                className="w-28 accent-accent"
              />
            </label>
            <Button size="small" disabled={!mask.canUndo} onClick={mask.undo}>
              <Undo2 aria-hidden className="size-3.5" />
              Undo
            </Button>
            <Button size="small" onClick={() => mask.apply({ kind: 'invert' })}>
              <Contrast aria-hidden className="size-3.5" />
              Invert
            </Button>
            <Button size="small" onClick={() => mask.apply({ kind: 'clear' })}>
              <Trash2 aria-hidden className="size-3.5" />
              Clear
            </Button>
          </div>
          <RectangleForm
            onApply={({ x, y, width, height }) =>
              mask.apply({
                kind: 'rectangle',
                erase,
                x: (x / 100) * mask.width,
                y: (y / 100) * mask.height,
                width: (width / 100) * mask.width,
                height: (height / 100) * mask.height,
              })
            }
            verb={erase ? 'Erase' : 'Paint'}
          />
        </div>
      )}
    </div>
  );
}

const SIDES = [
  { name: 'x', label: 'Left' },
  { name: 'y', label: 'Top' },
  { name: 'width', label: 'Width' },
  { name: 'height', label: 'Height' },
] as const;
type Sides = Record<(typeof SIDES)[number]['name'], number>;

/** A rectangle by numbers, for those who paint without a pointer. Percent of the picture. */
function RectangleForm({ verb, onApply }: { verb: string; onApply(sides: Sides): void }) {
  const [sides, setSides] = useState<Sides>({ x: 25, y: 25, width: 50, height: 50 });
  const valid = Object.values(sides).every((value) => value >= 0 && value <= 100);
  return (
    <fieldset className="flex flex-wrap items-end gap-2">
      <legend className="mb-1 text-ink-soft text-xs">Rectangle, in percent of the picture</legend>
      {SIDES.map(({ name, label }) => (
        <label key={name} className="grid text-xs">
          {label}
          <input
            type="number"
            min={0}
            max={100}
            value={Number.isNaN(sides[name]) ? '' : sides[name]}
            onChange={({ target }) =>
              setSides({ ...sides, [name]: target.value === '' ? Number.NaN : Number(target.value) })
            }
            className="h-8 w-16 rounded-control border border-line-strong bg-surface px-2 text-right font-mono text-sm"
          />
        </label>
      ))}
      <Button size="small" className="min-h-8" disabled={!valid} onClick={() => onApply(sides)}>
        {verb} rectangle
      </Button>
    </fieldset>
  );
}
