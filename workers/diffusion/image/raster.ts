/** A picture of 8 bits a channel, row by row, channels of a pixel together. */
export interface Raster {
  width: number;
  height: number;
  channels: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** RGB over white: what is transparent has no colour of its own. */
export function opaque({ width, height, channels, data }: Raster): Raster {
  if (channels === 3) return { width, height, channels, data };
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = (data[pixel * 4 + 3] ?? 255) / 255;
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = Math.round((data[pixel * 4 + channel] ?? 0) * alpha + 255 * (1 - alpha));
    }
  }
  return { width, height, channels: 3, data: rgb };
}

/** Luma as Pillow's mode L has it, ITU-R 601 in 16 bits. */
export function grey({ width, height, channels, data }: Raster): Raster {
  const luma = new Uint8Array(width * height);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    const at = pixel * channels;
    luma[pixel] = (19_595 * (data[at] ?? 0) + 38_470 * (data[at + 1] ?? 0) + 7471 * (data[at + 2] ?? 0) + 0x8000) >> 16;
  }
  return { width, height, channels: 1, data: luma };
}
