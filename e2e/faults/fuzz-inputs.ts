/**
 * Requests that no well-meaning caller would send, from a seed. The functions here run in the page, where values live
 * that JSON cannot carry (NaN, unpaired surrogates, objects that contain themselves): they are sent there as source, so
 * they know nothing but each other.
 */

/** A number from 0 up to 1, which is not included. */
export type Random = () => number;

/** What the page is told of a task: its definition without words. */
export interface FuzzedTask {
  id: string;
  inputs: Record<string, { type: 'text' | 'labels' | 'image'; maxCharacters?: number; batch?: boolean }>;
  parameters: Record<string, FuzzedParameter>;
  /** A request that is well-formed and quick. */
  base: Record<string, unknown>;
  /** Parameters that may make a run long: they are only given values that are refused. */
  slow: string[];
  /** How many of a thousand requests may reach the model. */
  runs: number;
}

interface FuzzedParameter {
  type: string;
  minimum?: number;
  maximum?: number;
  choices?: unknown[];
}

export interface FuzzedCase {
  input: unknown;
  options: Record<string, unknown>;
}

/** Mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** A text that is legal as JavaScript has it, and often nowhere else. */
export function oddText(random: Random, length: number): string {
  const kinds: (() => string)[] = [
    () => String.fromCharCode(Math.floor(random() * 32)),
    () => String.fromCharCode(0xd800 + Math.floor(random() * 0x800)),
    () => String.fromCharCode(Math.floor(random() * 0x10000)),
    () => String.fromCodePoint(0x10000 + Math.floor(random() * 0xfffff)),
    () => pick(random, ['\u202e', '\u200d', '\ufeff', '\u0300\u0301\u0302', '👩‍👩‍👧', 'ﷺ', 'ß', '𝕬', '\u2028', '\r\n']),
    () =>
      pick(random, ['[MASK]', '<s>', '</s>', '[CLS]', '<|endoftext|>', '{{', '}}', '{%', '((', '))', ':9e99', 'BREAK']),
    () => pick(random, ['word ', 'a', ' ', 'the cat ', '0', '<b>', '"', "'", '\\', '%s', '../', 'null', 'NaN']),
  ];
  const chosen = random() < 0.5 ? [pick(random, kinds)] : kinds;
  let text = '';
  while (text.length < length) text += pick(random, chosen)();
  return text;
}

/** Anything but what is wanted. */
export function oddValue(random: Random): unknown {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('do not look');
      },
    },
  );
  const makers: (() => unknown)[] = [
    () => null,
    () => undefined,
    () => Number.NaN,
    () => pick(random, [Number.POSITIVE_INFINITY, -1, 0, -0, 1e308, 2 ** 53, 5e-324, 0.5, 4_294_967_296]),
    () => Math.floor(random() * 1e12) - 5e11,
    () => 12345678901234567890n,
    () => random() < 0.5,
    () => Symbol('odd'),
    () => () => 'a function',
    () => new Date(Number.NaN),
    () => new Map([['a', 1]]),
    () => new Uint8Array(3),
    () => new ArrayBuffer(8),
    () => new Blob([new Uint8Array([137, 80, 78, 71])], { type: 'image/png' }),
    () => cyclic,
    () => hostile,
    () => Object.create(null),
    () => ({ length: 3, 0: 'a' }),
    () => ({ toString: () => 'text', valueOf: () => 1 }),
    () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
    () => [],
    () => [[]],
    () => [null, 'a'],
    () => [cyclic],
    () => [() => 1],
    () => [hostile],
    () => new Array(5),
    () => [{ role: 'user' }],
    () => [{ role: 'wizard', content: 'x' }],
    () => Array.from({ length: 20_000 }, () => 'a'),
    () => '',
    () => '\u0000',
    () => 'x'.repeat(2_000_000),
  ];
  return pick(random, makers)();
}

/** A value for a parameter: of the wrong type, at or over an end of its range, or a legal one. */
export function parameterValue(random: Random, spec: FuzzedParameter, legal: boolean): unknown {
  const { minimum = 0, maximum = 1 } = spec;
  const isNumber = /integer|number|seed/.test(spec.type);
  if (!legal || random() < 0.4) {
    const beyond = [
      minimum - 1,
      maximum + 1,
      minimum - 1e-9,
      maximum * 1e6 + 1,
      Number.NaN,
      String(minimum),
      [minimum],
    ];
    return isNumber && random() < 0.6
      ? pick(random, beyond)
      : pick(random, [() => oddValue(random), () => Symbol('x')])();
  }
  if (spec.type === 'boolean') return random() < 0.5;
  if (spec.choices) return pick(random, spec.choices);
  if (spec.type === 'text') return oddText(random, Math.floor(random() * 40));
  if (spec.type === 'text-list') return Array.from({ length: Math.floor(random() * 4) }, () => oddText(random, 5));
  if (spec.type === 'seed') return Math.floor(random() * 2 ** 32);
  const within = pick(random, [minimum, maximum, minimum + random() * (maximum - minimum)]);
  return spec.type.includes('integer') ? Math.floor(within) : within;
}

/** The request with this number: one thing wrong, or odd, in an otherwise good one; sometimes two. */
export function drawCase(random: Random, task: FuzzedTask): FuzzedCase {
  const input: Record<string, unknown> = { ...task.base };
  const options: Record<string, unknown> = {};
  const mayRun = random() < task.runs / 1000;
  const names = Object.keys(task.inputs);
  const name = pick(random, names);
  const spec = task.inputs[name];
  const oddInput = () => {
    if (spec?.type === 'text' && mayRun) input[name] = oddText(random, 1 + Math.floor(random() * 200));
    else if (spec?.type === 'text' && random() < 0.3)
      input[name] = oddText(random, 500).repeat((spec.maxCharacters ?? 1e5) / 500 + 1);
    else if (spec?.type === 'labels' && mayRun) input[name] = [oddText(random, 4), oddText(random, 9)];
    else input[name] = oddValue(random);
    if (random() < 0.1) delete input[name];
  };
  const oddParameter = () => {
    const parameter = pick(random, Object.keys(task.parameters));
    const legal = mayRun && !task.slow.includes(parameter);
    input[parameter] = parameterValue(random, task.parameters[parameter] ?? { type: 'text' }, legal);
  };
  const unknownParameter = () => {
    const known = ['__proto__', 'constructor', 'toString', '', 'topk', 'hasOwnProperty', 'temperatur'];
    const odd = random() < 0.7 ? pick(random, known) : oddText(random, 8);
    Object.defineProperty(input, odd, { value: oddValue(random), enumerable: true, configurable: true });
  };
  const oddOption = () => {
    const option = pick(random, ['model', 'revision', 'device', 'dtype', 'seed', 'signal', 'onEvent', 'resume']);
    options[option] = random() < 0.7 ? oddValue(random) : oddText(random, 12);
  };
  const kinds = [oddInput, oddInput, oddInput, oddParameter, oddParameter, oddParameter, unknownParameter, oddOption];
  pick(random, kinds)();
  if (random() < 0.3) pick(random, kinds)();
  return { input: random() < 0.06 ? oddValue(random) : input, options };
}

/** Words for a request that was answered wrongly. */
export function describeValue(value: unknown, depth = 0): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}… (${value.length})` : value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > 2) return '…';
  try {
    if (value instanceof Blob) return `Blob(${value.size})`;
    const entries = Object.entries(value).slice(0, 40);
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${describeValue(inner, depth + 1)}`).join(', ')}}`;
  } catch {
    return 'something that throws';
  }
}

export interface FuzzReport {
  /** How many answers had each code; `ok` among them. */
  codes: Record<string, number>;
  /** Answers that must not be. */
  wrong: string[];
}

/** Sends so many requests, one after the other, and looks at each answer. */
export async function fuzzTask(task: FuzzedTask, seed: number, count: number): Promise<FuzzReport> {
  const random = seededRandom(seed);
  const report: FuzzReport = { codes: {}, wrong: [] };
  const never = ['internal', 'worker-crashed', 'worker-start-failed', 'worker-hung'];
  for (let index = 0; index < count; index += 1) {
    const { input, options } = drawCase(random, task);
    const note = (problem: string) =>
      report.wrong.push(`${task.id} ${index}: ${problem} for ${describeValue(input)} with ${describeValue(options)}`);
    try {
      const result = await window.loupe.run(task.id, input, options);
      const code = result.ok ? 'ok' : result.failure.code;
      report.codes[code] = (report.codes[code] ?? 0) + 1;
      if (result.ok) continue;
      const { message = '', action = '', detail = '' } = result.failure;
      if (never.includes(code)) note(`${code} (${detail})`);
      else if (message.length <= 10 || action.length <= 10) note(`${code} says nothing`);
    } catch (error) {
      note(`it threw ${String(error)}`);
    }
  }
  if (Reflect.has({}, 'polluted')) report.wrong.push(`${task.id}: Object.prototype was polluted`);
  return report;
}

/** All of it as a script, which leaves {@link fuzzTask} in the page. */
export const FUZZ_SCRIPT = [
  ...[seededRandom, pick, oddText, oddValue, parameterValue, drawCase, describeValue, fuzzTask].map(String),
  'globalThis.fuzzTask = fuzzTask;',
].join('\n');
