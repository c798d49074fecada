import { formatBytes } from '../../../lib/format';

/** A picture as the form keeps it: upright, of a type that every browser reads. */
export interface ReadPicture {
  picture: Blob;
  width: number;
  height: number;
}

export type PictureReading = ({ ok: true } & ReadPicture) | { ok: false; message: string };

/** The longest side that is kept: no run paints larger pictures. */
export const LONGEST_SIDE = 2048;

const refuse = (message: string): PictureReading => ({ ok: false, message });

/**
 * Reads a picture of any type that the browser decodes. Phones say in EXIF which side is up, and the pixels of the answer
 * stand as it says. What is larger than {@link LONGEST_SIDE} is made smaller. An upright PNG stays as it is.
 */
export async function readPicture(file: Blob, maxBytes: number): Promise<PictureReading> {
  if (file.size === 0) return refuse('This file is empty. Choose another one.');
  if (file.size > maxBytes) {
    return refuse(
      `This file has ${formatBytes(file.size)}; at most ${formatBytes(maxBytes)} fit. Save it smaller, for instance as JPEG.`,
    );
  }
  const bitmap = await decode(file);
  if (!bitmap) return refuse(undecodable(file));
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.type === 'image/png') {
    const { width, height } = bitmap;
    bitmap.close();
    return { ok: true, picture: file, width, height };
  }
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!context || !picture)
    return refuse('There is not enough memory for this picture. Save it smaller and try again.');
  return { ok: true, picture, width: canvas.width, height: canvas.height };
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

function undecodable(file: Blob): string {
  if (/heic|heif|tiff/.test(file.type)) {
    return 'This browser cannot read HEIC and TIFF pictures. Save it as JPEG or PNG first.';
  }
  return file.type.startsWith('image/')
    ? 'This picture is damaged, too large, or of a kind that this browser cannot read. Save it as PNG or JPEG.'
    : 'This file is no picture that this browser can read. Choose a PNG, JPEG, WebP, AVIF or GIF.';
}
