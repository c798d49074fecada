/** Element types of ONNX that a cache can have, by onnx.proto's numbers. */
const ELEMENT_TYPES = { float32: 1, float16: 10 } as const;
export type GatherType = keyof typeof ELEMENT_TYPES;
const INT32 = 6;

export const isGatherType = (type: string): type is GatherType => Object.hasOwn(ELEMENT_TYPES, type);

/** Names of the graph's inputs and outputs. */
export const INDICES = 'indices';
export const dataName = (index: number): string => `data_${index}`;
export const rowsName = (index: number): string => `rows_${index}`;

/**
 * An ONNX model that picks rows of `count` tensors at once: one Gather along the first axis for each, `rows_i` =
 * `data_i`[`indices`], with one list of int32 indices for all. Shapes are left open.
 */
export function gatherGraph(count: number, type: GatherType): Uint8Array {
  const each = Array.from({ length: count }, (_, index) => index);
  const graph = [
    ...each.flatMap((i) =>
      // NodeProto: input 1, output 2, op_type 4.
      message(1, [...text(1, dataName(i)), ...text(1, INDICES), ...text(2, rowsName(i)), ...text(4, 'Gather')]),
    ),
    ...text(2, 'gather_rows'),
    ...each.flatMap((i) => valueInfo(11, dataName(i), ELEMENT_TYPES[type])),
    ...valueInfo(11, INDICES, INT32),
    ...each.flatMap((i) => valueInfo(12, rowsName(i), ELEMENT_TYPES[type])),
  ];
  // ModelProto: ir_version 1, graph 7, opset_import 8 (domain 1, version 2).
  return Uint8Array.from([...number(1, 8), ...message(7, graph), ...message(8, [...text(1, ''), ...number(2, 13)])]);
}

/** A ValueInfoProto: name 1, type 2 (TypeProto) with tensor_type 1 (elem_type 1). */
const valueInfo = (field: number, name: string, type: number): number[] =>
  message(field, [...text(1, name), ...message(2, message(1, number(1, type)))]);

// Protobuf: a field is its number and wire type in one varint, then a varint (0) or a length and bytes (2).
const number = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const message = (field: number, bytes: number[]): number[] => [
  ...varint((field << 3) | 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (field: number, value: string): number[] => message(field, [...new TextEncoder().encode(value)]);

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
