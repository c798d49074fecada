import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackFloats } from '../src/lib/packed-floats';
import type { AttendedText } from '../src/tasks/attention/task';
import { bytesField } from '../workers/onnx/wire';
import { openAttentionGraph } from '../workers/runtime/attention-graph';
import { runTask } from './run-task';

interface Golden {
  model: string;
  text: string;
  text_pair?: string;
  max_new_tokens?: number;
  input_ids: number[];
  decoder_input_ids?: number[];
  attentions: Record<
    string,
    { dims: number[]; weights: number[]; norms?: Record<'query' | 'key' | 'value', number[]> }
  >;
}

const file = path.join(import.meta.dirname, 'inside/attention.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Golden[] };

async function attend({
  model,
  text,
  text_pair = '',
  max_new_tokens,
}: Pick<Golden, 'model' | 'text'> & Partial<Golden>) {
  const given = { text, ...(text_pair && { text_pair }), ...(max_new_tokens && { max_new_tokens }) };
  return (await runTask('attention', model, given)).value as AttendedText;
}

/** The largest difference, or infinity where there are not as many numbers. */
function difference(actual: Float32Array, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return expected.reduce((worst, number, index) => Math.max(worst, Math.abs(number - (actual[index] ?? 0))), 0);
}

function rowError(value: AttendedText): number {
  const errors = value.attentions.flatMap(({ weights }) => {
    const [keys = 0, numbers] = [weights.dims.at(-1), unpackFloats(weights)];
    return Array.from({ length: numbers.length / keys }, (_, row) =>
      Math.abs(numbers.subarray(row * keys, (row + 1) * keys).reduce((sum, number) => sum + number, 0) - 1),
    );
  });
  return Math.max(...errors);
}

describe("attentions are PyTorch's", () => {
  it.each(cases.map((golden) => ({ ...golden, name: `${golden.model}: ${golden.text}` })))('$name', async (golden) => {
    const value = await attend(golden);
    expect(value.tokens.map(({ id }) => id)).toEqual(golden.input_ids);
    expect(value.decoder?.tokens.map(({ id }) => id)).toEqual(golden.decoder_input_ids);
    expect(value.attentions.map(({ kind }) => kind).sort()).toEqual(Object.keys(golden.attentions).sort());
    for (const { kind, weights, norms } of value.attentions) {
      const expected = golden.attentions[kind];
      expect(weights.dims, kind).toEqual(expected?.dims);
      expect(difference(unpackFloats(weights), expected?.weights ?? []), kind).toBeLessThan(1e-4);
      for (const [part, numbers] of Object.entries(expected?.norms ?? {})) {
        const own = norms[part as keyof typeof norms];
        expect(own && difference(unpackFloats(own), numbers), `${kind} ${part}`).toBeLessThan(2e-3);
      }
    }
    expect(rowError(value)).toBeLessThan(1e-5);
  });
});

it('says that a fused attention shows nothing, and names its kernels', async () => {
  const domain = bytesField(7, 'com.microsoft');
  const node = Buffer.concat([bytesField(2, 'y'), bytesField(4, 'GroupQueryAttention'), domain]);
  const graph = bytesField(7, Buffer.concat([bytesField(1, node), bytesField(1, node)]));
  const files = { graph: new Blob([Uint8Array.from(graph)]), external: new Map<string, Blob>() };
  const model = { id: 'some/fused', source: 'hub', revision: 'main', baseUrl: '', files: [], weights: [] } as const;
  const kinds = { own: 'self', cross: 'cross' } as const;
  await expect(openAttentionGraph(model, 'model', files, { device: 'wasm' }, kinds)).rejects.toThrow(
    /some\/fused is fused: .* 2 GroupQueryAttention nodes/,
  );
});

/** Models of other people that are not part of the repository. */
const OTHERS = path.join(import.meta.dirname, '../../shared/models');

describe.skipIf(!existsSync(OTHERS))('models of other people, without attention outputs', () => {
  it.each([
    { id: 'shared/rxnmapper-albert', text: 'CCO.CC(=O)O>>CC(=O)OCC', dims: [12, 8] },
    { id: 'shared/stories260K', text: 'Once upon a time there was a cat.', dims: [5, 8] },
  ])('$id shows all layers and heads', async ({ id, text, dims }) => {
    const value = await attend({ model: id, text });
    const tokens = value.tokens.length;
    expect(value.attentions.map(({ kind, weights }) => [kind, weights.dims])).toEqual([
      ['self', [...dims, tokens, tokens]],
    ]);
    expect(rowError(value)).toBeLessThan(1e-5);
    expect(value.attentions[0]?.norms.query?.dims).toEqual([...dims, tokens]);
  });
});
