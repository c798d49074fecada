/** A network gave NaN or an infinity, or a picture of nothing but black: float16 overflowed, or the graph is broken. */
export class NumericalError extends Error {
  override readonly name = 'NumericalError';
}
