import { BYTES, fieldsOf, VARINT, type WireField } from './wire';

/** A node of an ONNX graph. */
export interface GraphNode {
  op: string;
  /** Empty for ONNX's own operators. */
  domain: string;
  /** Names of tensors; an input that is left out has an empty one. */
  inputs: string[];
  outputs: string[];
  /** The graphs that an If, Loop or Scan holds, by the names of their attributes. */
  branches: Map<string, Graph>;
  /** Of a Constant: how many numbers it holds. */
  elements: number;
  /** Place of the field in the file. */
  at: number;
}

/** A graph without its numbers. */
export interface Graph {
  nodes: GraphNode[];
  /** How many numbers each initializer holds. */
  initializers: Map<string, number>;
  inputs: string[];
  outputs: string[];
  /** Places of the fields that lie around it, the outermost first, its own last. */
  path: number[];
  /** The graph that this is a branch of: its tensors can be used here. */
  outer: Graph | null;
}

// Field numbers of onnx.proto.
const MODEL_GRAPH = 7;
export const GRAPH_OUTPUT = 12;
export const NODE_OUTPUT = 2;
export const VALUE_NAME = 1;
const GRAPH = { node: 1, initializer: 5, input: 11 } as const;
const NODE = { input: 1, op: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { name: 1, tensor: 5, graph: 6, floats: 7, ints: 8 } as const;
const TENSOR = { dims: 1, name: 8 } as const;

const utf8 = new TextDecoder();

/**
 * Reads the structure of an ONNX model: nodes, names and branches.
 * @throws RangeError where the bytes are no ONNX model
 */
export function readGraph(bytes: Uint8Array): Graph {
  for (const field of fieldsOf(bytes, 0, bytes.length)) {
    if (field.number === MODEL_GRAPH && field.wire === BYTES) return graphOf(bytes, field, [], null);
  }
  throw new RangeError('the file holds no ONNX graph');
}

function graphOf(bytes: Uint8Array, place: WireField, path: number[], outer: Graph | null): Graph {
  const graph: Graph = {
    nodes: [],
    initializers: new Map(),
    inputs: [],
    outputs: [],
    path: [...path, place.at],
    outer,
  };
  for (const field of fieldsOf(bytes, place.start, place.end)) {
    if (field.number === GRAPH.node) graph.nodes.push(nodeOf(bytes, field, graph));
    else if (field.number === GRAPH.initializer) {
      const { name, elements } = tensorOf(bytes, field);
      graph.initializers.set(name, elements);
    } else if (field.number === GRAPH.input) graph.inputs.push(nameOf(bytes, field));
    else if (field.number === GRAPH_OUTPUT) graph.outputs.push(nameOf(bytes, field));
  }
  return graph;
}

function nodeOf(bytes: Uint8Array, place: WireField, graph: Graph): GraphNode {
  const node: GraphNode = {
    op: '',
    domain: '',
    inputs: [],
    outputs: [],
    branches: new Map(),
    elements: 1,
    at: place.at,
  };
  for (const field of fieldsOf(bytes, place.start, place.end)) {
    if (field.number === NODE.input) node.inputs.push(text(bytes, field));
    else if (field.number === NODE_OUTPUT) node.outputs.push(text(bytes, field));
    else if (field.number === NODE.op) node.op = text(bytes, field);
    else if (field.number === NODE.domain) node.domain = text(bytes, field);
    else if (field.number === NODE.attribute) readAttribute(bytes, field, node, graph);
  }
  return node;
}

function readAttribute(bytes: Uint8Array, place: WireField, node: GraphNode, graph: Graph): void {
  let name = '';
  for (const field of fieldsOf(bytes, place.start, place.end)) {
    if (field.number === ATTRIBUTE.name) name = text(bytes, field);
    else if (field.number === ATTRIBUTE.tensor) node.elements = tensorOf(bytes, field).elements;
    else if (field.number === ATTRIBUTE.floats || field.number === ATTRIBUTE.ints) node.elements = field.value;
    else if (field.number === ATTRIBUTE.graph) {
      node.branches.set(name, graphOf(bytes, field, [...graph.path, node.at, place.at], graph));
    }
  }
}

function tensorOf(bytes: Uint8Array, place: WireField): { name: string; elements: number } {
  let name = '';
  let elements = 1;
  for (const field of fieldsOf(bytes, place.start, place.end)) {
    if (field.number === TENSOR.name) name = text(bytes, field);
    else if (field.number === TENSOR.dims && field.wire === VARINT) elements *= field.value;
    // Packed dimensions: only whether there is more than one number matters.
    else if (field.number === TENSOR.dims && field.value > 0) {
      for (const byte of bytes.subarray(field.start, field.end)) elements *= byte;
    }
  }
  return { name, elements };
}

function nameOf(bytes: Uint8Array, place: WireField): string {
  for (const field of fieldsOf(bytes, place.start, place.end)) {
    if (field.number === VALUE_NAME) return text(bytes, field);
  }
  return '';
}

const text = (bytes: Uint8Array, { start, end }: WireField): string => utf8.decode(bytes.subarray(start, end));
