import type { Failure } from '../contract/failure';
import { failed, type Outcome, success } from '../contract/outcome';
import type { InputValues, RecordedImage, RecordedInputs } from '../contract/task';
import { sha256 } from '../lib/hexadecimal';

/**
 * Inputs as a run record holds them: pictures become their name, type, size and hash.
 * @returns a failure (input-invalid) for a file that this browser cannot read as a picture
 */
export async function recordInput(input: InputValues): Promise<Outcome<RecordedInputs>> {
  const recorded: RecordedInputs = {};
  for (const [name, value] of Object.entries(input)) {
    if (!(value instanceof Blob)) recorded[name] = value;
    else {
      const size = await sizeOf(value);
      if (size === 'unreadable') return failed(unreadable(name, value));
      recorded[name] = await recordImage(value, size);
    }
  }
  return success(recorded);
}

async function recordImage(blob: Blob, size: Pick<RecordedImage, 'width' | 'height'>): Promise<RecordedImage> {
  const hash = await sha256(blob);
  return {
    ...(blob instanceof File && blob.name !== '' ? { name: blob.name } : {}),
    type: blob.type,
    bytes: blob.size,
    ...(hash === null ? {} : { sha256: hash }),
    ...size,
  };
}

async function sizeOf(blob: Blob): Promise<Pick<RecordedImage, 'width' | 'height'> | 'unreadable'> {
  if (!('createImageBitmap' in globalThis)) return { width: null, height: null };
  try {
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return 'unreadable';
  }
}

const unreadable = (field: string, { type }: Blob): Failure => ({
  code: 'input-invalid',
  message: `\`${field}\` cannot be read as a picture${type ? ` (${type})` : ''}: it is damaged, or of a kind that this browser does not know.`,
  action: 'Choose a PNG, JPEG or WebP file.',
  remedy: 'edit-input',
  field,
});
