import { describe, expect, it } from 'vitest';
import { type Camera, project, START, zoomed } from './camera';
import { FrameRate } from './frame-rate';
import golden from './goldens/npy.json';
import { groupClusters, groupValues } from './groups';
import { writeNpy } from './npy';
import { boxBetween, pointAt, pointsInside } from './pick';
import { sampleOf } from './sample';
import { analogy, cosine, nearest, packVectors, similarityMatrix } from './vectors';

describe('vectors', () => {
  // Two features: royal and female.
  const words = packVectors([
    [1, 0.1, 0],
    [0, 0.1, 0],
    [0, 0.1, 1],
    [1, 0.1, 1],
    [-1, 0, 0],
  ]);

  it('knows the cosine', () => {
    expect(cosine([1, 0], [1, 1])).toBeCloseTo(Math.SQRT1_2, 7);
    expect(cosine([2, 0], [-3, 0])).toBe(-1);
    expect(cosine([0, 0], [1, 0])).toBe(0);
  });

  it('ranks neighbours', () => {
    expect(nearest(words, [1, 0.1, 0], 2, [0]).map(({ row }) => row)).toEqual([3, 1]);
  });

  it('solves king - man + woman', () => {
    expect(analogy(words, [0, 1, 2], 1)[0]?.row).toBe(3);
    expect(analogy(words, [0, 1, 2], 9).map(({ row }) => row)).not.toContain(0);
    expect(analogy(words, [0, 1, 2], 9, [3]).map(({ row }) => row)).not.toContain(3);
  });

  it('makes a symmetric matrix', () => {
    const matrix = similarityMatrix(words, [0, 3]);
    expect(matrix[0]?.[0]).toBe(1);
    expect(matrix[0]?.[1]).toBe(matrix[1]?.[0]);
  });

  it('refuses vectors that differ in length', () => {
    expect(() => packVectors([[1], [1, 2]])).toThrow(/differ in length/);
  });
});

describe('npy', () => {
  it.each(golden.arrays)('writes the bytes that numpy writes for $shape', ({ shape, values, base64 }) => {
    expect(Buffer.from(writeNpy(Float32Array.from(values), shape)).toString('base64')).toBe(base64);
  });
  it('refuses a shape that does not fit', () => {
    expect(() => writeNpy(new Float32Array(3), [2, 2])).toThrow(RangeError);
  });
});

describe('the camera', () => {
  const size = { width: 200, height: 100 };
  const flat: Camera = { ...START, yaw: 0, pitch: 0 };

  it('fits all points in, with larger numbers above', () => {
    const { screen } = project(Float32Array.of(10, 10, 10, 14, 12, 12), 2, flat, size);
    expect([...screen].map(Math.round)).toEqual([78, 95, 78, 5, 123, 50]);
  });

  it('turns three dimensions: what was behind comes in front', () => {
    const points = Float32Array.of(0, 0, 1, 0, 0, -1);
    const ahead = project(points, 3, flat, size);
    const behind = project(points, 3, { ...flat, yaw: Math.PI }, size);
    expect(ahead.nearness[0]).toBeGreaterThan(ahead.nearness[1] ?? 1);
    expect(behind.nearness[0]).toBeLessThan(behind.nearness[1] ?? 0);
  });

  it('zooms about a place that stays', () => {
    const points = Float32Array.of(0, 0, 1, 1);
    const before = project(points, 2, flat, size).screen;
    const at = { x: (before[2] ?? 0) - 100, y: (before[3] ?? 0) - 50 };
    const after = project(points, 2, zoomed(flat, 4, at), size).screen;
    expect(after[2]).toBeCloseTo(before[2] ?? 0, 3);
    expect(after[3]).toBeCloseTo(before[3] ?? 0, 3);
    expect(after[0]).not.toBeCloseTo(before[0] ?? 0, 0);
  });
});

describe('picking', () => {
  const projected = { screen: Float32Array.of(10, 10, 50, 50, 50, 50), nearness: Float32Array.of(1, 0.2, 0.9) };
  const all = [0, 1, 2];

  it('finds the nearest point within reach', () => {
    expect(pointAt(projected, all, { x: 12, y: 11 })).toBe(0);
    expect(pointAt(projected, all, { x: 30, y: 30 })).toBeNull();
    expect(pointAt(projected, all, { x: 50, y: 51 })).toBe(2);
    expect(pointAt(projected, [1], { x: 50, y: 51 })).toBe(1);
  });

  it('finds what is inside of a box or a lasso', () => {
    expect(pointsInside(projected, all, boxBetween({ x: 60, y: 60 }, { x: 40, y: 40 }))).toEqual([1, 2]);
    const hook = [
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 60 },
      { x: 60, y: 60 },
      { x: 60, y: 80 },
      { x: 0, y: 80 },
    ];
    expect(pointsInside(projected, all, hook)).toEqual([0]);
  });
});

describe('frame rate', () => {
  it('is the median of frames that follow each other', () => {
    const rate = new FrameRate();
    for (let frame = 0; frame < 20; frame++) rate.add(frame * 50);
    expect(rate.perSecond()).toBeNull();
    rate.pause();
    for (let frame = 0; frame < 20; frame++) rate.add(90_000 + frame * 50);
    expect(rate.perSecond()).toBe(20);
  });
});

describe('sampling', () => {
  it('takes the same points each time, fewer of the same, and always those that are wanted', () => {
    const some = sampleOf(1000, 100);
    expect(some).toHaveLength(100);
    expect(sampleOf(1000, 100)).toEqual(some);
    const fewer = sampleOf(1000, 40, new Set([7]));
    expect([...fewer].filter((point) => point !== 7).every((point) => some.includes(point))).toBe(true);
    expect(fewer).toContain(7);
    expect(sampleOf(5, null)).toEqual(Int32Array.of(0, 1, 2, 3, 4));
  });
});

describe('groups', () => {
  it('come by size, and beyond the colours as one', () => {
    expect(groupValues(['b', 'a', 'b', ''])).toMatchObject({ names: ['b', '(empty)', 'a'], counts: [2, 1, 1] });
    const many = groupValues(Array.from({ length: 20 }, (_, i) => `x${i}`));
    expect(many).toMatchObject({ kind: 'groups', counts: [1, 1, 1, 1, 1, 1, 1, 13] });
  });
  it('are a scale where there are many numbers', () => {
    const gaps = groupValues([...Array.from({ length: 20 }, (_, i) => String(i * 2)), '', 'NaN', '-inf', ' N/A ']);
    expect(gaps).toMatchObject({ kind: 'scale', low: 0, high: 38, missing: 4 });
    if (gaps.kind === 'scale') expect([...gaps.shareOf.slice(19)]).toEqual([1, NaN, NaN, NaN, NaN]);
    expect(groupValues(Array.from({ length: 20 }, () => 'NaN')).kind).toBe('groups');
    expect(groupValues([...Array.from({ length: 20 }, (_, i) => String(i)), 'unknown']).kind).toBe('groups');
    const scale = groupValues(Array.from({ length: 20 }, (_, i) => String(i * 2)));
    expect(scale).toMatchObject({ kind: 'scale', low: 0, high: 38 });
  });
  it('are clusters by number', () => {
    expect(groupClusters(Int32Array.of(0, 1, 0))).toMatchObject({ names: ['cluster 1', 'cluster 2'], counts: [2, 1] });
  });
});
