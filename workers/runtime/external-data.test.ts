import { describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import { createGraphSession, openGraph } from './graph-session';
import type { ModelFiles } from './model-files';

const utf8 = new TextEncoder();

/** A field of a protobuf message with its length; all are shorter than 128 bytes here. */
const field = (number: number, bytes: Uint8Array | string): number[] => {
  const body = typeof bytes === 'string' ? utf8.encode(bytes) : bytes;
  return [number * 8 + 2, body.length, ...body];
};

/** ModelProto.graph (7), its initializer (5), whose external_data (13) says that its numbers lie at `location`. */
function graphWith(location: string): Blob {
  const entry = Uint8Array.from([...field(1, 'location'), ...field(2, location)]);
  const tensor = Uint8Array.from([...field(8, 'weight'), ...field(13, entry)]);
  const graph = Uint8Array.from(field(5, tensor));
  return new Blob([Uint8Array.from(field(7, graph))]);
}

const MODEL = {
  id: 'someone/model',
  source: 'hub',
  revision: 'main',
  baseUrl: 'https://example.org/',
  files: [],
  weights: [
    {
      dtype: 'fp32',
      files: [{ path: 'unet/model.onnx' }, { path: 'unet/model.onnx_data' }, { path: 'vae/secret.bin' }],
    },
  ],
} as unknown as ModelRef;

describe('external data of an ONNX graph', () => {
  it.each([
    '../vae/secret.bin',
    '../../../etc/passwd',
    '/etc/passwd',
    'https://example.org/weights.bin',
    'file:///etc/passwd',
    './model.onnx_data',
    'constructor',
    '__proto__',
  ])('is a name among the model’s own files, never a way to %s', async (location) => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const read = vi.fn(async (path: string) => new Response(path.endsWith('.onnx') ? graphWith(location) : 'data'));
    const files = { read } as unknown as ModelFiles;
    const opened = await openGraph(MODEL, { dtype: 'fp32' }, 'unet', files);
    if (!opened) throw new Error('no graph');
    const failure = await createGraphSession(MODEL, 'unet', opened, { device: 'wasm' }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(FailureError);
    expect((failure as FailureError).failure).toMatchObject({ code: 'model-incompatible' });
    expect(read.mock.calls.map(([path]) => path)).toEqual(['unet/model.onnx', 'unet/model.onnx_data']);
    expect(fetched).not.toHaveBeenCalled();
  });
});
