/** Field numbers and types of onnx.proto, as far as a small graph needs them. */
type Field = [number: number, value: number | string | Buffer];

const INT64 = 7;
const FLOAT = 1;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

/** A protobuf message: numbers as varints, everything else with its length before it. */
const message = (...fields: Field[]): Buffer =>
  Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number * 8), varint(value)];
      const bytes = Buffer.from(value as string);
      return [varint(number * 8 + 2), varint(bytes.length), bytes];
    }),
  );

const dimension = (size: number | string): Field => [1, message(typeof size === 'number' ? [1, size] : [2, size])];

/** ValueInfoProto: a tensor's name, type and shape. */
const valueInfo = (name: string, type: number, shape: (number | string)[]): Buffer =>
  message([1, name], [2, message([1, message([1, type], [2, message(...shape.map(dimension))])])]);

const node = (op: string, inputs: string[], outputs: string[], domain = '', attributes: Buffer[] = []): Buffer =>
  message(
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [3, outputs[0] ?? op],
    [4, op],
    ...attributes.map((attribute): Field => [5, attribute]),
    [7, domain],
  );

const integer = (name: string, value: number): Buffer => message([1, name], [3, value], [20, 2]);
const integers = (name: string, values: number[]): Buffer =>
  message([1, name], ...values.map((value): Field => [8, value]), [20, 7]);

interface TinyOptions {
  /** Where the weights lie; left out, they are in the graph itself. */
  externalData?: { location: string; offset: number; length: number };
  /** An operator (with its domain) between the logits and their output. */
  extra?: { op: string; domain: string };
}

const VOCABULARY = 8000;
const LABELS = 2;

/**
 * The weights of {@link tinyClassifier}: two float32 numbers for each token. Tokens with an even number speak for the
 * first label, the others for the second, the more the higher they are.
 */
export function tinyWeights(): Buffer {
  const table = new Float32Array(VOCABULARY * LABELS);
  for (let token = 0; token < VOCABULARY; token += 1) table[token * LABELS + (token % LABELS)] = token / VOCABULARY;
  return Buffer.from(table.buffer);
}

/**
 * A text classifier that fits on a page: an embedding of two numbers for each token, and their mean as logits. It takes
 * the tokens of the starter `loupe/sentiment`.
 */
export function tinyClassifier({ externalData, extra }: TinyOptions = {}): Buffer {
  const weights = externalData ? external(externalData) : [[9, tinyWeights()] as Field];
  const last = extra ? 'mean' : 'logits';
  const graph = message(
    [1, node('Gather', ['table', 'input_ids'], ['embedded'])],
    [1, node('ReduceMean', ['embedded'], [last], '', [integers('axes', [1]), integer('keepdims', 0)])],
    ...(extra ? [[1, node(extra.op, ['mean'], ['logits'], extra.domain)] as Field] : []),
    [2, 'tiny'],
    [5, message([1, VOCABULARY], [1, LABELS], [2, FLOAT], [8, 'table'], ...weights)],
    [11, valueInfo('input_ids', INT64, ['batch', 'length'])],
    [12, valueInfo('logits', FLOAT, ['batch', LABELS])],
  );
  const opsets: Field[] = ['', ...(extra?.domain ? [extra.domain] : [])].map((domain) => [
    8,
    message([1, domain], [2, domain === '' ? 13 : 1]),
  ]);
  return message([1, 8], [2, 'loupe'], [7, graph], ...opsets);
}

const entry = (key: string, value: string | number): Field => [13, message([1, key], [2, String(value)])];
const external = ({ location, offset, length }: NonNullable<TinyOptions['externalData']>): Field[] => [
  entry('location', location),
  entry('offset', offset),
  entry('length', length),
  [14, 1],
];

/** A field that no reader of ONNX knows: appended to a model it makes the file longer and changes nothing else. */
export const paddingHead = (bytes: number): Buffer => Buffer.concat([varint(2047 * 8 + 2), varint(bytes)]);
