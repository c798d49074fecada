/** The bytes are no PNG, a damaged one, or one that this page had better not unpack. */
export class PngError extends Error {
  override readonly name = 'PngError';
}
