import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesOfBlob } from '../workers/onnx/byte-source';
import { readInitializers, readNumbers } from '../workers/onnx/initializers';
import { narrowDoubles } from '../workers/onnx/narrow-doubles';

const MODELS = path.join(import.meta.dirname, 'diffusion/models');
const read = (file: string) => new Uint8Array(readFileSync(path.join(MODELS, file)));

describe('initializers', () => {
  it('are found with names, shapes and numbers', async () => {
    const source = bytesOfBlob(new Blob([read('sd15/text_encoder/model.onnx')]));
    const all = await readInitializers(source);
    const norm = all.find(({ name }) => name === 'text_model.final_layer_norm.weight');
    expect(norm).toMatchObject({ dims: [24], type: 1, place: { file: null, length: 96 } });
    const numbers = norm && (await readNumbers(norm, async () => source));
    expect(numbers).toHaveLength(24);
    // A norm that was hardly trained.
    for (const value of numbers ?? []) expect(Math.abs(value - 1)).toBeLessThan(0.5);
  });

  it('are read as float32 where they are float16', async () => {
    const source = bytesOfBlob(new Blob([read('turbo/text_encoder/model.onnx')]));
    const norm = (await readInitializers(source)).find(({ name }) => name.endsWith('final_layer_norm.weight'));
    expect(norm?.type).toBe(10);
    const numbers = norm && (await readNumbers(norm, async () => source));
    for (const value of numbers ?? []) expect(Math.abs(value - 1)).toBeLessThan(0.5);
  });

  it('say where they lie beside the graph', async () => {
    const all = await readInitializers(bytesOfBlob(new Blob([read('batch2/unet/model.onnx')])));
    const files = new Set(all.map(({ place }) => place.file));
    expect(files).toContain('model.onnx_data');
    const external = all.find(({ place }) => place.file !== null);
    expect(external && (await readNumbers(external, async () => null))).toBeNull();
  });

  it('are none of what is no model', () =>
    expect(readInitializers(bytesOfBlob(new Blob(['<!doctype html>'])))).rejects.toThrow(RangeError));
});

describe('constants of 64 bits', () => {
  const original = read('sd15/vae_decoder/model.onnx');
  it('become 32 bits in the same place', () => {
    const narrowed = original.slice();
    narrowDoubles(narrowed);
    expect(narrowed).toHaveLength(original.length);
    const changed = [...narrowed.keys()].filter((index) => narrowed[index] !== original[index]);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(40);
    const again = narrowed.slice();
    narrowDoubles(again);
    expect(again).toEqual(narrowed);
  });
  it('leave graphs alone that have none', () => {
    const graph = read('sd15/unet/model.onnx');
    const same = graph.slice();
    narrowDoubles(same);
    expect(same).toEqual(graph);
  });
});
