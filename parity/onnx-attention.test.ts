import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAttention } from '../workers/onnx/add-outputs';
import { findAttention } from '../workers/onnx/attention-sites';
import { readGraph } from '../workers/onnx/graph-nodes';
import { bytesField, noAdditions, withAdditions } from '../workers/onnx/wire';

const MODELS = path.join(import.meta.dirname, 'models');
const read = (file: string) => new Uint8Array(readFileSync(path.join(MODELS, file)));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A graph of nodes, written as onnx.proto has it: inputs 1, outputs 2, operator 4, domain 7; nodes are field 1. */
function modelOf(nodes: { op: string; inputs: string[]; outputs: string[]; domain?: string }[]): Uint8Array {
  const written = nodes.map(({ op, inputs, outputs, domain = '' }) =>
    bytesField(
      1,
      join(
        ...inputs.map((name) => bytesField(1, name)),
        ...outputs.map((name) => bytesField(2, name)),
        bytesField(4, op),
        bytesField(7, domain),
      ),
    ),
  );
  return bytesField(7, join(...written));
}

const ATTENTION = [
  { op: 'Transpose', inputs: ['k'], outputs: ['kt'] },
  { op: 'MatMul', inputs: ['q', 'kt'], outputs: ['scores'] },
  { op: 'Softmax', inputs: ['scores'], outputs: ['weights'] },
  { op: 'MatMul', inputs: ['weights', 'v'], outputs: ['mixed'] },
];

describe('openAttention', () => {
  it('adds the softmax of each layer to the outputs, and changes nothing else', () => {
    const original = read('bert-fill-mask/onnx/model.onnx');
    const { bytes, sites, fused } = openAttention(original);
    const [before, after] = [readGraph(original), readGraph(bytes)];
    expect(sites).toHaveLength(2);
    expect(fused.size).toBe(0);
    expect(after.nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs])).toEqual(
      before.nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs]),
    );
    expect(after.initializers).toEqual(before.initializers);
    expect(after.inputs).toEqual(before.inputs);
    expect(after.outputs.slice(0, before.outputs.length)).toEqual(before.outputs);
    const added = sites.flatMap(({ probabilities, query, key, value }) => [probabilities, query, key, value]);
    expect(after.outputs.slice(before.outputs.length)).toEqual(added);
  });

  it('adds nothing the second time', () => {
    const once = openAttention(read('albert-fill-mask/onnx/model.onnx')).bytes;
    expect(openAttention(once).bytes).toEqual(once);
  });

  it('goes into the branches of a merged decoder, and tells self-attention from cross-attention', () => {
    const { bytes, sites } = openAttention(read('marian-translation/onnx/decoder_model_merged.onnx'));
    expect(sites.map(({ cross }) => cross)).toEqual([false, true, false, true]);
    const graph = readGraph(bytes);
    const branches = graph.nodes.find(({ op }) => op === 'If');
    for (const branch of branches?.branches.values() ?? []) {
      expect(branch.outputs).toHaveLength(branches?.outputs.length ?? 0);
    }
    for (const { probabilities } of sites) expect(graph.outputs).toContain(probabilities);
  });

  it('finds an attention of two products around a softmax', () => {
    const { sites } = findAttention(readGraph(modelOf(ATTENTION)));
    expect(sites).toEqual([{ probabilities: 'weights', query: null, key: 'kt', value: null, cross: false }]);
  });

  it('takes no classifier for one: its softmax weighs no values', () => {
    const classifier = [
      { op: 'MatMul', inputs: ['states', 'matrix'], outputs: ['logits'] },
      { op: 'Softmax', inputs: ['logits'], outputs: ['probabilities'] },
    ];
    expect(openAttention(modelOf(classifier)).sites).toEqual([]);
  });

  it('counts the kernels that keep their softmax to themselves', () => {
    const node = (op: string, domain = 'com.microsoft') => ({ op, inputs: ['x'], outputs: [], domain });
    const fused = modelOf([node('GroupQueryAttention'), node('GroupQueryAttention'), node('Attention', '')]);
    const found = openAttention(fused);
    expect(found.sites).toEqual([]);
    expect([...found.fused]).toEqual([
      ['GroupQueryAttention', 2],
      ['Attention', 1],
    ]);
  });

  it('refuses what is no model', () => {
    expect(() => openAttention(new TextEncoder().encode('<!doctype html>'))).toThrow(RangeError);
  });
});

describe('withAdditions', () => {
  it('leaves a message without additions as it was, and lengthens those around an addition', () => {
    const message = bytesField(3, bytesField(2, new Uint8Array(126)));
    expect(withAdditions(message, noAdditions())).toEqual(message);
    const inner = { ...noAdditions(), fields: [bytesField(5, 'abc')] };
    const middle = { ...noAdditions(), within: new Map([[3, inner]]) };
    // The field within begins behind a tag and a length of two bytes.
    const grown = withAdditions(message, { ...noAdditions(), within: new Map([[0, middle]]) });
    expect(grown).toEqual(bytesField(3, bytesField(2, join(new Uint8Array(126), bytesField(5, 'abc')))));
  });
});
