import { expect, it } from 'vitest';
import { PhiloxGenerator } from '../random/philox-generator';
import { TorchGenerator } from '../random/torch-generator';
import { BatchGenerator } from './batch-generator';

it('draws all images in one call with one seed, each by its own with several', () => {
  expect(new BatchGenerator([3], 'cpu').normal(64)).toEqual(new TorchGenerator(3).normal(64));
  const several = new BatchGenerator([3, 4], 'cpu');
  const numbers = several.normal(64);
  const [third, fourth] = [new TorchGenerator(3), new TorchGenerator(4)];
  expect(numbers.subarray(0, 32)).toEqual(third.normal(32));
  expect(numbers.subarray(32)).toEqual(fourth.normal(32));
  expect(several.of(1).normal(16)).toEqual(fourth.normal(16));
  expect(several.first.normal(16)).toEqual(third.normal(16));
});

it('replays the numbers of an NVIDIA GPU', () =>
  expect(new BatchGenerator([7], 'cuda').normal(16)).toEqual(new PhiloxGenerator(7).normal(16)));
