/**
 * Divides logits by the temperature, in place. Follows transformers' TemperatureLogitsWarper.
 * @param temperature above 0; below 1 sharpens, above 1 flattens
 */
export function applyTemperature(logits: Float32Array, temperature: number): void {
  if (temperature === 1) return;
  for (let i = 0; i < logits.length; i++) logits[i] = (logits[i] ?? 0) / temperature;
}
