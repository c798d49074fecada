import { opaque, type Raster } from '../diffusion/image/raster';
import { inputFailure } from '../input-failure';

/**
 * The pixels of a picture file, RGB, over white where they are transparent, upright as its EXIF data say, and with the
 * numbers as they stand in the file: colour profiles are passed over, as Pillow does.
 * @param field the input that it came from
 * @throws FailureError input-invalid
 */
export async function decodePicture(blob: Blob, field: string): Promise<Raster> {
  try {
    const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return opaque({ width, height, channels: 4, data: context.getImageData(0, 0, width, height).data });
  } catch (error) {
    throw inputFailure(
      'input-invalid',
      field,
      `\`${field}\` cannot be read as a picture: it is damaged, too large, or of a kind that this browser does not know.`,
      'Choose a PNG, JPEG or WebP file.',
      String(error),
    );
  }
}
