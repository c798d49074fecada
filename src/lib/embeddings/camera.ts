/** How a map is looked at: moved and enlarged, in three dimensions turned, too. */
export interface Camera {
  /** Pixels. */
  x: number;
  y: number;
  zoom: number;
  /** Radians about the vertical and the horizontal axis. */
  yaw: number;
  pitch: number;
}

export const START: Camera = { x: 0, y: 0, zoom: 1, yaw: 0.6, pitch: 0.35 };

export const MOST_ZOOM = 60;

/** Points on the screen. */
export interface Projected {
  /** Pixels from the left and from the top, for each point. */
  screen: Float32Array;
  /** From 0 (far) to 1 (near) for each point; all 1 in two dimensions. */
  nearness: Float32Array;
}

/** The part of the smaller side that all points fill. */
const FILLED = 0.9;
/** How far the eye is from the middle, where the points fill a ball of radius 1. */
const EYE = 3.2;
/** The corner of the cube around all points. */
const NEAREST = 1.74;

/** The middle of all points, and the distance of the furthest along an axis. */
export interface Frame {
  centre: [number, number, number];
  radius: number;
}

/** @param d numbers for each point */
export function frameOf(positions: Float32Array, d: 2 | 3): Frame {
  const centre: [number, number, number] = [0, 0, 0];
  let radius = 0;
  for (let axis = 0; axis < d; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = axis; i < positions.length; i += d) {
      low = Math.min(low, positions[i] ?? 0);
      high = Math.max(high, positions[i] ?? 0);
    }
    if (low <= high) centre[axis] = (low + high) / 2;
    radius = Math.max(radius, (high - low) / 2);
  }
  return { centre, radius: radius > 0 && Number.isFinite(radius) ? radius : 1 };
}

/** Where the points of a map are on the screen. `into` is filled where its arrays fit, so that no frame makes waste. */
export function project(
  positions: Float32Array,
  d: 2 | 3,
  camera: Camera,
  size: { width: number; height: number },
  into?: Projected,
): Projected {
  const count = positions.length / d;
  const fits = into && into.nearness.length === count;
  const out = fits ? into : { screen: new Float32Array(count * 2), nearness: new Float32Array(count) };
  const { centre, radius } = frameOf(positions, d);
  const scale = (Math.min(size.width, size.height) / 2) * FILLED * camera.zoom;
  const left = size.width / 2 + camera.x;
  const top = size.height / 2 + camera.y;
  const [cosYaw, sinYaw] = [Math.cos(camera.yaw), Math.sin(camera.yaw)];
  const [cosPitch, sinPitch] = [Math.cos(camera.pitch), Math.sin(camera.pitch)];
  for (let point = 0; point < count; point++) {
    const x = ((positions[point * d] ?? 0) - centre[0]) / radius;
    const y = ((positions[point * d + 1] ?? 0) - centre[1]) / radius;
    if (d === 2) {
      out.screen[point * 2] = left + x * scale;
      out.screen[point * 2 + 1] = top - y * scale;
      out.nearness[point] = 1;
      continue;
    }
    const z = ((positions[point * d + 2] ?? 0) - centre[2]) / radius;
    const deep = z * cosYaw - x * sinYaw;
    const near = y * sinPitch + deep * cosPitch;
    const perspective = EYE / (EYE - near);
    out.screen[point * 2] = left + (x * cosYaw + z * sinYaw) * perspective * scale;
    out.screen[point * 2 + 1] = top - (y * cosPitch - deep * sinPitch) * perspective * scale;
    out.nearness[point] = Math.max(0, Math.min(1, (near + NEAREST) / (2 * NEAREST)));
  }
  return out;
}

/** Enlarges about a place of the screen, which stays where it is. */
export function zoomed(camera: Camera, factor: number, at: { x: number; y: number }): Camera {
  const zoom = Math.max(0.2, Math.min(MOST_ZOOM, camera.zoom * factor));
  const real = zoom / camera.zoom;
  return { ...camera, zoom, x: at.x - (at.x - camera.x) * real, y: at.y - (at.y - camera.y) * real };
}
