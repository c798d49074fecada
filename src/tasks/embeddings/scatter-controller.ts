import { type Camera, type Projected, project, START, zoomed } from '../../lib/embeddings/camera';
import { FrameRate } from '../../lib/embeddings/frame-rate';
import { boxBetween, type Place, pointAt, pointsInside } from '../../lib/embeddings/pick';
import { createPointRenderer, type PointRenderer } from './point-renderer';
import { drawOverlay } from './scatter-overlay';

/** What a drag does. */
export type Tool = 'move' | 'box' | 'lasso';

/** All that a picture hangs on, but for the camera. */
export interface ScatterState {
  positions: Float32Array;
  d: 2 | 3;
  texts: readonly string[];
  /** The points that are drawn. */
  drawn: Int32Array;
  /** Red, green, blue, alpha of each point. */
  colours: Float32Array;
  selected: ReadonlySet<number>;
  /** What a search found; null without one. */
  found: ReadonlySet<number> | null;
  tool: Tool;
  /** Frames follow each other: positions are on their way. */
  moving: boolean;
  width: number;
  height: number;
  /** Pixels for each CSS pixel. */
  ratio: number;
}

export interface ScatterEvents {
  onSelect(points: number[], add: boolean): void;
  /** Frames a second, measured while one follows the other. */
  onRate(perSecond: number): void;
}

/** A click moves less than this, in pixels. */
const CLICK = 4;
const RADIANS_PER_PIXEL = 0.008;

type Drag = { from: Place; last: Place; shape: Place[]; add: boolean };

/** Draws a map whenever something has changed, and makes selections of what a pointer does. It knows nothing of React. */
export class ScatterController {
  camera: Camera = START;
  projected: Projected | null = null;
  private readonly renderer: PointRenderer;
  private readonly rate = new FrameRate();
  private drag: Drag | null = null;
  private hovered: number | null = null;
  private scheduled = 0;
  private sizes = new Float32Array();
  private order = new Int32Array();

  constructor(
    private readonly base: HTMLCanvasElement,
    private readonly overlay: HTMLCanvasElement,
    private state: ScatterState,
    private readonly events: ScatterEvents,
  ) {
    this.renderer = createPointRenderer(base);
    base.dataset.renderer = this.renderer.kind;
    this.draw();
  }

  update(patch: Partial<ScatterState>): void {
    if (patch.drawn && patch.drawn.length !== this.state.drawn.length) this.rate.reset();
    if (patch.d && patch.d !== this.state.d) this.camera = START;
    this.state = { ...this.state, ...patch };
    this.draw();
  }

  get current(): ScatterState {
    return this.state;
  }

  zoom(factor: number, at?: Place): void {
    const { width, height } = this.state;
    const place = at ? { x: at.x - width / 2, y: at.y - height / 2 } : { x: 0, y: 0 };
    this.camera = zoomed(this.camera, factor, place);
    this.draw();
  }

  /** Moves a flat map, and turns one in space. Pixels. */
  shift(x: number, y: number): void {
    const { camera } = this;
    this.camera =
      this.state.d === 2
        ? { ...camera, x: camera.x + x, y: camera.y + y }
        : {
            ...camera,
            yaw: camera.yaw + x * RADIANS_PER_PIXEL,
            pitch: Math.max(-1.57, Math.min(1.57, camera.pitch + y * RADIANS_PER_PIXEL)),
          };
    this.draw();
  }

  reset(): void {
    this.camera = START;
    this.draw();
  }

  press(at: Place, add: boolean): void {
    this.drag = { from: at, last: at, shape: [at], add };
    this.draw();
  }

  move(at: Place): void {
    const { drag } = this;
    if (!drag) {
      const hovered = this.projected ? pointAt(this.projected, this.state.drawn, at) : null;
      if (hovered !== this.hovered) {
        this.hovered = hovered;
        this.draw();
      }
      return;
    }
    if (this.state.tool === 'move') this.shift(at.x - drag.last.x, at.y - drag.last.y);
    else drag.shape = this.state.tool === 'box' ? boxBetween(drag.from, at) : [...drag.shape, at];
    drag.last = at;
    this.draw();
  }

  release(at: Place): void {
    const { drag, projected } = this;
    this.drag = null;
    this.draw();
    if (!drag || !projected) return;
    const path = Math.hypot(at.x - drag.from.x, at.y - drag.from.y);
    if (path < CLICK && drag.shape.length <= 4) {
      const point = pointAt(projected, this.state.drawn, at);
      this.events.onSelect(point === null ? [] : [point], drag.add);
    } else if (this.state.tool !== 'move') {
      this.events.onSelect(pointsInside(projected, this.state.drawn, drag.shape), drag.add);
    }
  }

  /** The system took the pointer away. */
  cancel(): void {
    this.drag = null;
    this.draw();
  }

  leave(): void {
    this.hovered = null;
    this.draw();
  }

  /** In the next frame; however often it is asked for, once. */
  draw(): void {
    this.scheduled ||= requestAnimationFrame((now) => this.frame(now));
  }

  dispose(): void {
    cancelAnimationFrame(this.scheduled);
    this.renderer.dispose();
  }

  private frame(now: number): void {
    this.scheduled = 0;
    const { state } = this;
    if (state.width < 1 || state.height < 1) return;
    this.projected = project(state.positions, state.d, this.camera, state, this.projected ?? undefined);
    const drawn = this.backToFront(this.projected);
    this.measure(this.projected);
    this.renderer.draw({ ...state, projected: this.projected, drawn, sizes: this.sizes });
    const { screen } = this.projected;
    drawOverlay(this.overlay, state, { drawn, screen, hovered: this.hovered, shape: this.drag?.shape ?? [] });
    this.tellRate(now);
  }

  /** While positions move, or a hand moves them, every frame is drawn: only then can frames be counted. */
  private tellRate(now: number): void {
    if (!this.state.moving && !this.drag) {
      this.rate.pause();
      return;
    }
    this.rate.add(now);
    const perSecond = this.rate.perSecond();
    if (perSecond !== null) {
      this.base.dataset.rate = perSecond.toFixed(1);
      this.events.onRate(perSecond);
    }
    this.draw();
  }

  private backToFront({ nearness }: Projected): Int32Array {
    const { drawn, d } = this.state;
    if (d === 2) return drawn;
    if (this.order.length !== drawn.length) this.order = new Int32Array(drawn.length);
    this.order.set(drawn);
    return this.order.sort((a, b) => (nearness[a] ?? 0) - (nearness[b] ?? 0));
  }

  /** Few points are large, many small; in space those in front are larger. */
  private measure({ nearness }: Projected): void {
    const count = nearness.length;
    if (this.sizes.length !== count) this.sizes = new Float32Array(count);
    const usual = Math.max(4, Math.min(9, 13 - Math.log10(this.state.drawn.length + 1) * 2.4));
    const flat = this.state.d === 2;
    for (let point = 0; point < count; point++)
      this.sizes[point] = flat ? usual : usual * (0.55 + 0.8 * (nearness[point] ?? 0));
  }
}
