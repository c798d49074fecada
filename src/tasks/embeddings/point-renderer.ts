import type { Projected } from '../../lib/embeddings/camera';

/** What is to be drawn: which points, how large and in which colours. */
export interface Scene {
  projected: Projected;
  /** Indices of points, the furthest first. */
  drawn: ArrayLike<number>;
  /** Red, green, blue and alpha of each point, from 0 to 1; not only of those drawn. */
  colours: Float32Array;
  /** Diameters of each point in CSS pixels. */
  sizes: Float32Array;
  width: number;
  height: number;
  /** Pixels of the canvas for each CSS pixel. */
  ratio: number;
}

export interface PointRenderer {
  kind: 'webgl' | 'canvas';
  draw(scene: Scene): void;
  dispose(): void;
}

const VERTEX = `#version 300 es
in vec2 place;
in vec4 colour;
in float size;
out vec4 tint;
out float radius;
void main() {
  gl_Position = vec4(place, 0.0, 1.0);
  gl_PointSize = size + 2.0;
  tint = colour;
  radius = size * 0.5;
}`;

/** A round point with an edge of one pixel, premultiplied. */
const FRAGMENT = `#version 300 es
precision highp float;
in vec4 tint;
in float radius;
out vec4 result;
void main() {
  float distance = length(gl_PointCoord - 0.5) * (radius * 2.0 + 2.0);
  float alpha = tint.a * clamp(radius - distance + 0.5, 0.0, 1.0);
  result = vec4(tint.rgb * alpha, alpha);
}`;

/** Numbers for each point: place, colour, size. */
const STRIDE = 7;

/** Draws points by WebGL 2 where there is such, else by the canvas itself. */
export const createPointRenderer = (canvas: HTMLCanvasElement): PointRenderer =>
  createWebGlRenderer(canvas) ?? createCanvasRenderer(canvas);

function createWebGlRenderer(canvas: HTMLCanvasElement): PointRenderer | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, premultipliedAlpha: true });
  const program = gl && linked(gl);
  if (!gl || !program) return null;
  const buffer = gl.createBuffer();
  let numbers = new Float32Array(STRIDE);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  for (const [name, size, from] of [
    ['place', 2, 0],
    ['colour', 4, 2],
    ['size', 1, 6],
  ] as const) {
    const location = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, STRIDE * 4, from * 4);
  }
  return {
    kind: 'webgl',
    draw(scene) {
      fitCanvas(canvas, scene);
      const { drawn } = scene;
      if (numbers.length < drawn.length * STRIDE) numbers = new Float32Array(drawn.length * STRIDE);
      fill(numbers, scene);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's name, no hook
      gl.useProgram(program);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.bufferData(gl.ARRAY_BUFFER, numbers.subarray(0, drawn.length * STRIDE), gl.STREAM_DRAW);
      gl.drawArrays(gl.POINTS, 0, drawn.length);
    },
    dispose() {
      gl.deleteBuffer(buffer);
      gl.deleteProgram(program);
    },
  };
}

function linked(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

function fill(numbers: Float32Array, { projected, drawn, colours, sizes, width, height, ratio }: Scene): void {
  for (let i = 0; i < drawn.length; i++) {
    const point = drawn[i] ?? 0;
    const at = i * STRIDE;
    numbers[at] = ((projected.screen[point * 2] ?? 0) / width) * 2 - 1;
    numbers[at + 1] = 1 - ((projected.screen[point * 2 + 1] ?? 0) / height) * 2;
    numbers[at + 2] = colours[point * 4] ?? 0;
    numbers[at + 3] = colours[point * 4 + 1] ?? 0;
    numbers[at + 4] = colours[point * 4 + 2] ?? 0;
    numbers[at + 5] = colours[point * 4 + 3] ?? 1;
    numbers[at + 6] = (sizes[point] ?? 1) * ratio;
  }
}

function fitCanvas(canvas: HTMLCanvasElement, { width, height, ratio }: Scene): void {
  const size = { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
}

/** Slower, and everywhere. */
function createCanvasRenderer(canvas: HTMLCanvasElement): PointRenderer {
  const context = canvas.getContext('2d');
  return {
    kind: 'canvas',
    draw(scene) {
      fitCanvas(canvas, scene);
      if (!context) return;
      const { drawn, projected, colours, sizes, ratio } = scene;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, scene.width, scene.height);
      for (let i = 0; i < drawn.length; i++) {
        const point = drawn[i] ?? 0;
        const [red = 0, green = 0, blue = 0, alpha = 1] = colours.subarray(point * 4, point * 4 + 4);
        context.fillStyle = `rgb(${red * 255} ${green * 255} ${blue * 255} / ${alpha})`;
        context.beginPath();
        const radius = (sizes[point] ?? 1) / 2;
        context.arc(projected.screen[point * 2] ?? 0, projected.screen[point * 2 + 1] ?? 0, radius, 0, 2 * Math.PI);
        context.fill();
      }
    },
    dispose() {},
  };
}
