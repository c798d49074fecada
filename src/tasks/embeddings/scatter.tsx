import { type KeyboardEvent, type PointerEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { ScatterController, type ScatterEvents, type ScatterState } from './scatter-controller';
import { scatterSvg } from './scatter-svg';

/** What the controls about a map do to it. */
export interface ScatterHandle {
  zoom(factor: number): void;
  reset(): void;
  /** New positions, many times a second, past React. */
  move(positions: Float32Array): void;
  svg(): SVGSVGElement | null;
}

interface ScatterProps extends Omit<ScatterState, 'width' | 'height' | 'ratio'>, ScatterEvents {
  label: string;
  ref: Ref<ScatterHandle>;
}

/** Pixels that an arrow key moves. */
const STEP = 40;

/** Points on a canvas, which can be moved, turned, enlarged and selected by pointer and keyboard. */
export function Scatter({ label, ref, onSelect, onRate, ...state }: ScatterProps) {
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const controller = useRef<ScatterController>(null);
  const events = useRef<ScatterEvents>({ onSelect, onRate });
  events.current = { onSelect, onRate };
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    if (!base.current || !overlay.current) return;
    const made = new ScatterController(
      base.current,
      overlay.current,
      { ...latest.current, ...sizeOf(overlay.current) },
      {
        onSelect: (points, add) => events.current.onSelect(points, add),
        onRate: (perSecond) => events.current.onRate(perSecond),
      },
    );
    controller.current = made;
    const stop = watch(overlay.current, made);
    return () => {
      stop();
      made.dispose();
      controller.current = null;
    };
  }, []);
  const { positions, d, ...rest } = state;
  useEffect(() => controller.current?.update(rest));
  // Positions on their way come past React: only new ones of its own take their place.
  useEffect(() => controller.current?.update({ positions, d }), [positions, d]);
  useImperativeHandle(ref, () => ({
    zoom: (factor) => controller.current?.zoom(factor),
    reset: () => controller.current?.reset(),
    move: (next) => controller.current?.update({ positions: next }),
    svg: () => {
      const { current } = controller;
      const host = overlay.current?.parentElement;
      return current?.projected && host ? scatterSvg(host, current.current, current.projected) : null;
    },
  }));

  const place = ({ nativeEvent }: PointerEvent) => ({ x: nativeEvent.offsetX, y: nativeEvent.offsetY });
  return (
    <div className="relative h-[min(60dvh,32rem)] overflow-hidden rounded-control border border-line bg-surface [--map-surface:var(--color-surface)]">
      <canvas ref={base} aria-hidden className="absolute inset-0 size-full" />
      <canvas
        ref={overlay}
        role="img"
        aria-label={label}
        tabIndex={0}
        style={{ accentColor: 'var(--color-accent)' }}
        className={`absolute inset-0 size-full touch-none text-ink -outline-offset-2 ${state.tool === 'move' ? 'cursor-grab active:cursor-grabbing' : 'cursor-crosshair'}`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          controller.current?.press(place(event), event.shiftKey || event.ctrlKey || event.metaKey);
        }}
        onPointerMove={(event) => controller.current?.move(place(event))}
        onPointerUp={(event) => controller.current?.release(place(event))}
        onPointerCancel={() => controller.current?.cancel()}
        onPointerLeave={() => controller.current?.leave()}
        onKeyDown={(event) => controller.current && byKey(event, controller.current)}
      />
    </div>
  );
}

const sizeOf = (canvas: HTMLElement) => ({
  width: canvas.clientWidth,
  height: canvas.clientHeight,
  ratio: window.devicePixelRatio || 1,
});

/** Follows the size of the canvas, and its wheel: that one is the map's while the map has the focus, else the page's. */
function watch(canvas: HTMLCanvasElement, controller: ScatterController): () => void {
  const observer = new ResizeObserver(() => controller.update(sizeOf(canvas)));
  observer.observe(canvas);
  const onWheel = (event: WheelEvent) => {
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    controller.zoom(Math.exp(-event.deltaY * 0.0015), { x: event.offsetX, y: event.offsetY });
  };
  // React listens passively: the page would scroll along.
  canvas.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    observer.disconnect();
    canvas.removeEventListener('wheel', onWheel);
  };
}

function byKey(event: KeyboardEvent, controller: ScatterController): void {
  const act: Record<string, (() => void) | undefined> = {
    ArrowLeft: () => controller.shift(-STEP, 0),
    ArrowRight: () => controller.shift(STEP, 0),
    ArrowUp: () => controller.shift(0, -STEP),
    ArrowDown: () => controller.shift(0, STEP),
    '+': () => controller.zoom(1.25),
    '=': () => controller.zoom(1.25),
    '-': () => controller.zoom(0.8),
    '0': () => controller.reset(),
  };
  const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : act[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
