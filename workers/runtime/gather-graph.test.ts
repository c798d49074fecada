import { InferenceSession, Tensor } from 'onnxruntime-web';
import { expect, it } from 'vitest';
import { dataName, gatherGraph, INDICES, rowsName } from './gather-graph';

it('is a model that ONNX Runtime loads, and picks rows of several tensors at once', async () => {
  const session = await InferenceSession.create(gatherGraph(2, 'float32'));
  const data = Float32Array.from({ length: 12 }, (_, index) => index);
  const { [rowsName(0)]: first, [rowsName(1)]: second } = await session.run({
    [dataName(0)]: new Tensor('float32', data, [3, 2, 2]),
    [dataName(1)]: new Tensor('float32', data, [4, 3]),
    [INDICES]: new Tensor('int32', Int32Array.of(2, 0, 0, 1), [4]),
  });
  expect(first?.dims).toEqual([4, 2, 2]);
  expect(Array.from(first?.data as Float32Array)).toEqual([8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7]);
  expect(Array.from(second?.data as Float32Array)).toEqual([6, 7, 8, 0, 1, 2, 0, 1, 2, 3, 4, 5]);
  await session.release();
});
