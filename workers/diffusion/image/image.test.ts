import { describe, expect, it } from 'vitest';
import { fitPicture, type ResizeMode } from './fit-picture';
import goldens from './goldens/images.json';
import { maskedPicture, maskTensor, nearest, pictureTensor, rasterOf } from './picture-tensor';
import { opaque, type Raster } from './raster';

const picture: Raster = { ...goldens.picture, channels: 3, data: Uint8Array.from(goldens.picture.data) };

describe('a picture at another size', () => {
  it.each(goldens.resized.map((golden) => [golden.mode, golden.width, golden.height, golden] as const))(
    '%s %ix%i is Pillow’s',
    (mode, width, height, golden) => {
      const { data } = fitPicture(picture, width, height, mode as ResizeMode);
      const differences = golden.data.map((value, index) => Math.abs(value - (data[index] ?? 0)));
      // Pillow 13 begins with the columns where that is cheaper, older versions never: 8 bits in between round otherwise.
      const columnsFirst = mode === 'default' && width > picture.width && height < picture.height;
      const most = columnsFirst ? 1 : 0;
      expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThanOrEqual(most);
    },
  );

  it('is the same at its own size', () => expect(fitPicture(picture, 21, 15, 'crop').data).toEqual(picture.data));
});

describe('masks', () => {
  const { mask, nearest: small } = goldens;
  const tensor = maskTensor(fitPicture(picture, mask.width, mask.height, 'default'));

  it('are binarized as diffusers does', () => expect(Array.from(tensor.data)).toEqual(mask.data));
  it('shrink to the nearest neighbour, as torch does', () =>
    expect(Array.from(nearest(tensor, small.height, small.width).data)).toEqual(small.data));
  it('take out what is to be painted anew', () => {
    const whole = pictureTensor(fitPicture(picture, mask.width, mask.height, 'default'));
    const rest = maskedPicture(whole, tensor);
    const [kept, taken] = [mask.data.indexOf(0), mask.data.indexOf(1)];
    expect(rest.data[kept]).toBe(whole.data[kept]);
    expect(rest.data[taken + mask.data.length]).toBe(0);
  });
});

describe('tensors', () => {
  it('go from -1 to 1 and back', () => {
    const tensor = pictureTensor(picture);
    expect(tensor.dims).toEqual([1, 3, 15, 21]);
    expect(Math.min(...tensor.data)).toBeGreaterThanOrEqual(-1);
    expect(rasterOf(tensor).data).toEqual(picture.data);
  });
  it('are cut at both ends and rounded half to even', () => {
    const dims = [1, 3, 1, 1];
    expect(Array.from(rasterOf({ data: Float32Array.of(-3, 3, 0), dims }).data)).toEqual([0, 255, 128]);
  });
});

it('puts white behind what is transparent', () => {
  const rgba = { width: 2, height: 1, channels: 4, data: Uint8Array.of(10, 20, 30, 255, 10, 20, 30, 0) };
  expect(Array.from(opaque(rgba).data)).toEqual([10, 20, 30, 255, 255, 255]);
});
