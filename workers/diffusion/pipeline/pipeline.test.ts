import { describe, expect, it, vi } from 'vitest';
import type { ClipTokenizer } from '../prompt/clip-tokenizer';
import type { FloatTensor } from '../tensor';
import { type GenerationRequest, generateLatents, type StartReport } from './generate';
import type { DiffusionNetworks } from './networks';
import { NumericalError } from './numerical-error';

const tokenizer: ClipTokenizer = {
  encode: (text) =>
    text
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => 10 + word.length),
  decode: (ids) => ids.join(' '),
  bosTokenId: 1,
  eosTokenId: 2,
  padTokenId: 2,
  modelMaxLength: 8,
};

/** Networks that say how they were asked: the prediction is a tenth of what they see. */
function fakeNetworks(over: Partial<DiffusionNetworks['facts']> = {}) {
  const asked: { rows: number; words: FloatTensor; condition: FloatTensor | null; timestep: number }[] = [];
  const networks: DiffusionNetworks = {
    facts: {
      scheduler: {},
      unetChannels: 4,
      latentChannels: 4,
      factor: 8,
      scalingFactor: 0.5,
      shiftFactor: 0,
      condition: null,
      ...over,
    },
    tokenizer,
    encodeText: vi.fn(async (ids: readonly (readonly number[])[]) => ({
      data: Float32Array.from(ids.flat()),
      dims: [ids.length, 8, 1],
    })),
    async predict({ sample, timestep, words, condition }, checkpoint) {
      await checkpoint();
      const rows = sample.dims[0] ?? 0;
      asked.push({ rows, words, condition, timestep });
      const size = 4 * (sample.dims[2] ?? 0) * (sample.dims[3] ?? 0);
      const stride = sample.data.length / rows;
      const data = Float32Array.from({ length: rows * size }, (_, index) => {
        const row = Math.floor(index / size);
        return (sample.data[row * stride + (index % size)] ?? 0) / 10;
      });
      return { data, dims: [rows, 4, ...sample.dims.slice(2)] };
    },
    decode: async (latents) => latents,
    encode: async (picture) => ({
      gives: 'latents',
      tensor: { data: picture.data.slice(0, 4 * 4), dims: [1, 4, 2, 2] },
    }),
    done: async () => {},
  };
  return { networks, asked };
}

const request: GenerationRequest = {
  prompt: 'a red fox',
  negativePrompt: '',
  syntax: 'weighted',
  clipSkip: null,
  width: 16,
  height: 16,
  images: 1,
  seeds: [1],
  generatorDevice: 'cpu',
  scheduler: { _class_name: 'DDIMScheduler' },
  steps: 4,
  guidanceScale: 7.5,
  guidanceRescale: 0,
  eta: 0,
  initial: null,
};
const checkpoint = async () => {};

describe('the loop', () => {
  it('runs once for each step, with both prompts where there is guidance', async () => {
    const { networks, asked } = fakeNetworks();
    await generateLatents(networks, { ...request, images: 2, seeds: [1, 2] }, { checkpoint });
    expect(asked.map(({ rows }) => rows)).toEqual([4, 4, 4, 4]);
  });

  it.each([
    ['at scale 1', { guidanceScale: 1 }, {}],
    ['where guidance is a condition', { guidanceScale: 8 }, { condition: 16 }],
  ])('runs with the prompt alone %s', async (_, over, facts) => {
    const { networks, asked } = fakeNetworks(facts);
    await generateLatents(networks, { ...request, ...over }, { checkpoint });
    expect(asked[0]?.rows).toBe(1);
    expect(asked[0]?.condition?.dims ?? null).toEqual('condition' in facts ? [1, 16] : null);
  });

  it('gives each image of a list of seeds the numbers that it has alone', async () => {
    const run = (seeds: number[]) =>
      generateLatents(fakeNetworks().networks, { ...request, images: seeds.length, seeds, eta: 1 }, { checkpoint });
    const both = await run([5, 6]);
    const alone = await run([6]);
    expect(both.data.subarray(16)).toEqual(alone.data);
  });

  it('follows a prompt’s schedule', async () => {
    const { networks, asked } = fakeNetworks();
    const prompt = '[a:some:2]';
    await generateLatents(networks, { ...request, prompt, guidanceScale: 1 }, { checkpoint });
    expect(asked.map(({ words }) => words.data[1])).toEqual([11, 11, 14, 14]);
  });

  it('gives prompt and negative prompt as many chunks', async () => {
    const { networks, asked } = fakeNetworks();
    await generateLatents(networks, { ...request, prompt: 'a b c d e f g h i j k l m' }, { checkpoint });
    expect(asked[0]?.words.dims).toEqual([2, 24, 1]);
  });

  it('begins in the middle for a picture', async () => {
    const { networks, asked } = fakeNetworks();
    const picture = { data: new Float32Array(3 * 16 * 16).fill(0.5), dims: [1, 3, 16, 16] };
    let start: StartReport | null = null;
    const onStart = (report: StartReport) => {
      start = report;
    };
    await generateLatents(
      networks,
      { ...request, initial: { picture, mask: null, strength: 0.5 } },
      { checkpoint, onStart },
    );
    expect(asked).toHaveLength(2);
    expect(start).toMatchObject({ skipped: 2 });
  });

  it('keeps what is outside the mask', async () => {
    const { networks } = fakeNetworks();
    const picture = { data: new Float32Array(3 * 16 * 16).fill(0.5), dims: [1, 3, 16, 16] };
    const mask = {
      data: Float32Array.from({ length: 256 }, (_, index) => (index % 16 < 8 ? 1 : 0)),
      dims: [1, 1, 16, 16],
    };
    const { data } = await generateLatents(
      networks,
      { ...request, initial: { picture, mask, strength: 0.75 } },
      { checkpoint },
    );
    expect(data[1]).toBeCloseTo(0.25, 6);
    expect(data[0]).not.toBeCloseTo(0.25, 3);
  });

  it('stops at a checkpoint', async () => {
    const { networks, asked } = fakeNetworks();
    const stop = async () => {
      if (asked.length === 2) throw new DOMException('stopped', 'AbortError');
    };
    await expect(generateLatents(networks, request, { checkpoint: stop })).rejects.toThrow('stopped');
    expect(asked).toHaveLength(2);
  });

  it('names the step that gave no numbers', async () => {
    const { networks } = fakeNetworks();
    const predict = networks.predict;
    let count = 0;
    networks.predict = async (input, wait) => {
      const output = await predict(input, wait);
      count += 1;
      if (count === 3) output.data[0] = Number.NaN;
      return output;
    };
    await expect(generateLatents(networks, request, { checkpoint })).rejects.toThrow(NumericalError);
    await expect(generateLatents(networks, request, { checkpoint })).resolves.toBeDefined();
    expect(count).toBe(7);
  });

  it('leaves layers out for the prompt alone in plain syntax, for both in weighted', async () => {
    const skips = async (syntax: 'plain' | 'weighted') => {
      const { networks } = fakeNetworks();
      await generateLatents(networks, { ...request, syntax, clipSkip: 1 }, { checkpoint });
      return vi.mocked(networks.encodeText).mock.calls.map(([, skip]) => skip);
    };
    expect(await skips('plain')).toEqual([1, null]);
    expect(await skips('weighted')).toEqual([1, 1]);
  });
});
