/**
 * Seeded uniform numbers in [0, 1) with 32 random bits: sfc32 (Chris Doty-Humphrey's small fast counting generator,
 * PractRand), warmed up so that close seeds give unrelated sequences.
 * @param seed an integer from 0 to 2^32 - 1
 * @param stream a second integer that gives each sequence of a batch its own numbers
 */
export function createRandom(seed: number, stream = 0): () => number {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}
