import { describe, expect, it } from 'vitest';
import { attention, joinHeads, splitHeads } from './attention';
import { applyMerges, learnMerges, parseWords } from './byte-pairs';
import { cosineSimilarity } from './cosine';
import { ACTIVATIONS, feedForward } from './feed-forward';
import { defaultValues, type Fields, readFields, writeFields } from './fields';
import { addNoise, gaussianNoise, linearSchedule } from './forward-noising';
import { layerNorm } from './layer-norm';
import { lora, loraParameters } from './lora';
import { positionalEncoding } from './positional-encoding';
import { showNumber } from './show-number';
import { entropyBits, softmax } from './softmax';

const rounded = (values: readonly number[], digits: number) => values.map((value) => Number(value.toFixed(digits)));

describe('softmax', () => {
  it('gives the numbers of Jurafsky and Martin, chapter 5', () => {
    expect(rounded(softmax([0.6, 1.1, -1.5, 1.2, 3.2, -1.1]), 2)).toEqual([0.05, 0.09, 0.01, 0.1, 0.74, 0.01]);
  });

  it('flattens with heat, sharpens with cold, and stays finite', () => {
    expect(Math.max(...softmax([1, 2, 3], 100))).toBeLessThan(0.35);
    expect(Math.max(...softmax([1, 2, 3], 0.05))).toBeGreaterThan(0.999);
    expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
    expect(softmax([0, Number.NEGATIVE_INFINITY])).toEqual([1, 0]);
  });

  it('knows its entropy', () => {
    expect(entropyBits([0.25, 0.25, 0.25, 0.25])).toBe(2);
    expect(entropyBits([1, 0])).toBe(0);
  });
});

describe('attention', () => {
  const queries = [
    [1, 0, 2],
    [2, 2, 2],
    [2, 1, 3],
  ];
  const keys = [
    [0, 1, 1],
    [4, 4, 0],
    [2, 3, 1],
  ];
  const values = [
    [1, 2, 3],
    [2, 8, 0],
    [2, 6, 3],
  ];

  it('gives the numbers of the illustrated example, which does not scale', () => {
    const { scores, weights, output } = attention(queries, keys, values, { scale: false, causal: false });
    expect(scores).toEqual([
      [2, 4, 4],
      [4, 16, 12],
      [4, 12, 10],
    ]);
    expect(weights.map((row) => rounded(row, 4))).toEqual([
      [0.0634, 0.4683, 0.4683],
      [0, 0.982, 0.018],
      [0.0003, 0.8805, 0.1192],
    ]);
    expect(output.map((row) => rounded(row, 4))).toEqual([
      [1.9366, 6.6831, 1.5951],
      [2, 7.964, 0.054],
      [1.9997, 7.7599, 0.3584],
    ]);
  });

  it('scales by the root of d_k, and hides what comes later', () => {
    const { scaled, weights } = attention(queries, keys, values, { scale: true, causal: true });
    expect(scaled[1]?.[1]).toBeCloseTo(16 / Math.sqrt(3), 12);
    expect(weights[0]).toEqual([1, 0, 0]);
    for (const row of weights) expect(row.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  });

  it('splits heads and joins them again', () => {
    const matrix = [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ];
    expect(splitHeads(matrix, 2)).toEqual([
      [
        [1, 2],
        [5, 6],
      ],
      [
        [3, 4],
        [7, 8],
      ],
    ]);
    expect(joinHeads(splitHeads(matrix, 4))).toEqual(matrix);
  });
});

it('positions are those of the printed table for n = 100, d = 4', () => {
  expect(positionalEncoding(4, 4, 100).map((row) => rounded(row, 8))).toEqual([
    [0, 1, 0, 1],
    [0.84147098, 0.54030231, 0.09983342, 0.99500417],
    [0.90929743, -0.41614684, 0.19866933, 0.98006658],
    [0.14112001, -0.9899925, 0.29552021, 0.95533649],
  ]);
});

describe('layer norm', () => {
  it('gives the numbers of Dive into Deep Learning, section 11.7', () => {
    for (const row of [
      [1, 2],
      [2, 3],
    ]) {
      expect(rounded(layerNorm(row, [1, 1], [0, 0], 1e-5).output, 4)).toEqual([-1, 1]);
    }
  });

  it('leaves equal numbers at beta, without an epsilon, too', () => {
    expect(layerNorm([3, 3, 3], [2, 2, 2], [1, 0, -1], 0).output).toEqual([1, 0, -1]);
  });
});

describe('feed-forward', () => {
  it('solves XOR with the weights of Goodfellow, Bengio and Courville, section 6.1', () => {
    const weights = {
      w1: [
        [1, 1],
        [1, 1],
      ],
      b1: [0, -1],
      w2: [[1], [-2]],
      b2: [0],
    };
    const { hidden, output } = feedForward(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      weights,
      'relu',
    );
    expect(hidden).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [2, 1],
    ]);
    expect(output).toEqual([[0], [1], [1], [0]]);
  });

  it('has the GELU of GPT-2', () => {
    expect(rounded([-1, 0, 1, 2].map(ACTIVATIONS.gelu), 4)).toEqual([-0.1588, 0, 0.8412, 1.9546]);
  });
});

describe('byte pairs', () => {
  const words = parseWords('low:5 lower:2 newest:6 widest:3');

  it('learns the merges that the program of Sennrich et al. prints', () => {
    expect(learnMerges(words, 10).map(({ merged }) => merged.join(' '))).toEqual([
      'e s',
      'es t',
      'est </w>',
      'l o',
      'lo w',
      'n e',
      'ne w',
      'new est</w>',
      'low </w>',
      'w i',
    ]);
  });

  it('writes a word that it never saw with what it learned', () => {
    expect(applyMerges('lowest', learnMerges(words, 10))).toEqual(['low', 'est</w>']);
  });

  it('ends where nothing is left to merge', () => {
    expect(learnMerges(parseWords('ab'), 50)).toHaveLength(2);
    expect(learnMerges([], 5)).toEqual([]);
    expect(parseWords('a:b:3 c')).toEqual([
      { symbols: ['a', ':', 'b', '</w>'], count: 3 },
      { symbols: ['c', '</w>'], count: 1 },
    ]);
  });
});

it('cosines are those of Jurafsky and Martin, chapter 6', () => {
  const [cherry, digital, information] = [
    [442, 8, 2],
    [5, 1683, 1670],
    [5, 3982, 3325],
  ];
  expect(cosineSimilarity(cherry ?? [], information ?? [])?.toFixed(3)).toBe('0.018');
  expect(cosineSimilarity(digital ?? [], information ?? [])?.toFixed(3)).toBe('0.996');
  expect(cosineSimilarity([0, 0], [1, 1])).toBeNull();
});

describe('forward noising', () => {
  it('leaves of the signal what DDPM leaves', () => {
    const { betas, alphasCumprod } = linearSchedule(1000, 1e-4, 0.02);
    expect([betas[0], betas[999]]).toEqual([1e-4, 0.02]);
    expect(alphasCumprod[0]).toBeCloseTo(0.9999, 12);
    expect(alphasCumprod[999]).toBeCloseTo(4.0358e-5, 8);
  });

  it('keeps the variance', () => {
    const noise = gaussianNoise(20_000, 7);
    const mean = noise.reduce((sum, one) => sum + one, 0) / noise.length;
    const variance = noise.reduce((sum, one) => sum + (one - mean) ** 2, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    expect(gaussianNoise(3, 7)).toEqual(noise.slice(0, 3));
    expect(addNoise([1], [1], 0.36)[0]).toBeCloseTo(0.6 + 0.8, 12);
  });
});

describe('LoRA', () => {
  it('adds the product of two thin matrices', () => {
    expect(
      lora(
        [
          [1, 0],
          [0, 1],
        ],
        [[1], [2]],
        [[3, 4]],
        1,
      ).merged,
    ).toEqual([
      [4, 4],
      [6, 9],
    ]);
    expect(lora([[1]], [[1, 1]], [[1], [1]], 4).scale).toBe(2);
  });

  it('trains as many numbers as Hu et al. say for GPT-3', () => {
    expect(loraParameters(12_288, 12_288, 1, 192).thin).toBe(4_718_592);
    expect(loraParameters(12_288, 12_288, 8, 192).thin).toBe(37_748_736);
  });
});

describe('fields', () => {
  const fields = {
    temperature: { kind: 'number', label: 'T', default: 1, minimum: 0.05, maximum: 10, step: 0.05 },
    z: { kind: 'vector', label: 'z', default: [1, 2] },
    q: {
      kind: 'matrix',
      label: 'Q',
      default: [
        [1, 2],
        [3, 4],
      ],
    },
    scale: { kind: 'switch', label: 'scale', default: true },
    words: { kind: 'text', label: 'words', default: 'low:5', maxCharacters: 20 },
  } as const satisfies Fields;

  it('reads what it writes, and leaves defaults out', () => {
    const values = { temperature: 0.5, z: [1, -2.5], q: [[0, 1]], scale: false, words: 'a:1 b & c' };
    const query = writeFields('softmax', fields, values);
    expect(query).toContain('z=1,-2.5');
    expect(readFields(fields, new URLSearchParams(query))).toEqual({ values, ignored: [] });
    expect(writeFields('softmax', fields, defaultValues(fields))).toBe('example=softmax');
  });

  it('names what it cannot take', () => {
    const bad = `example=x&temperature=0&z=1,,2&q=1,2;3&scale=yes&words=${'x'.repeat(21)}&other=1`;
    expect(readFields(fields, new URLSearchParams(bad))).toEqual({
      values: defaultValues(fields),
      ignored: ['temperature', 'z', 'q', 'scale', 'words', 'other'],
    });
  });
});

it.each([
  [0.1 + 0.2, '0.3'],
  [-1.5, '−1.5'],
  [0.0000312, '3.12e−5'],
  [Number.NEGATIVE_INFINITY, '−∞'],
  [0, '0'],
  [12345678, '1.23e+7'],
])('shows %d as %s', (value, shown) => {
  expect(showNumber(value)).toBe(shown);
});
