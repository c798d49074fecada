import type { FloatTensor } from '../tensor';
import { grey, type Raster } from './raster';

const { fround } = Math;

/** A picture from -1 to 1, [1, 3, height, width]. */
export function pictureTensor({ width, height, channels, data }: Raster): FloatTensor {
  const size = width * height;
  const values = new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel++) {
    for (let pixel = 0; pixel < size; pixel++) {
      values[channel * size + pixel] = 2 * fround((data[pixel * channels + channel] ?? 0) / 255) - 1;
    }
  }
  return { data: values, dims: [1, 3, height, width] };
}

/** A mask of zeros and ones, [1, 1, height, width]: 1 from half brightness on, where the picture is painted anew. */
export function maskTensor(raster: Raster): FloatTensor {
  const { width, height, data } = grey(raster);
  return { data: Float32Array.from(data, (value) => (value / 255 >= 0.5 ? 1 : 0)), dims: [1, 1, height, width] };
}

/** The picture with 0 (grey) wherever the mask is set. */
export function maskedPicture(picture: FloatTensor, mask: FloatTensor): FloatTensor {
  const size = mask.data.length;
  return { ...picture, data: picture.data.map((value, index) => ((mask.data[index % size] ?? 0) < 0.5 ? value : 0)) };
}

/** `torch.nn.functional.interpolate(…, size=(height, width))`, nearest neighbour. */
export function nearest({ data, dims }: FloatTensor, height: number, width: number): FloatTensor {
  const [rows = 1, channels = 1, oldHeight = 1, oldWidth = 1] = dims;
  const values = new Float32Array(rows * channels * height * width);
  const [down, across] = [fround(oldHeight / height), fround(oldWidth / width)];
  for (let plane = 0; plane < rows * channels; plane++) {
    for (let y = 0; y < height; y++) {
      const oldY = Math.min(oldHeight - 1, Math.floor(fround(y * down)));
      for (let x = 0; x < width; x++) {
        const oldX = Math.min(oldWidth - 1, Math.floor(fround(x * across)));
        values[(plane * height + y) * width + x] = data[(plane * oldHeight + oldY) * oldWidth + oldX] ?? 0;
      }
    }
  }
  return { data: values, dims: [rows, channels, height, width] };
}

/** One picture of a batch [n, 3, height, width] with values from -1 to 1, as diffusers' postprocess rounds it. */
export function rasterOf({ data, dims }: FloatTensor, image = 0): Raster {
  const [, , height = 0, width = 0] = dims;
  const size = width * height;
  const pixels = new Uint8Array(size * 3);
  for (let channel = 0; channel < 3; channel++) {
    const plane = (image * 3 + channel) * size;
    for (let pixel = 0; pixel < size; pixel++) {
      const value = fround(fround((data[plane + pixel] ?? 0) * 0.5) + 0.5);
      pixels[pixel * 3 + channel] = roundHalfEven(fround(Math.min(1, Math.max(0, value)) * 255));
    }
  }
  return { width, height, channels: 3, data: pixels };
}

/** numpy's rounding. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
