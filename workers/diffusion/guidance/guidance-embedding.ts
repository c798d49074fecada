const { fround } = Math;

/**
 * The input `timestep_cond` of U-Nets that were distilled with their guidance (LCM): sines and cosines of the scale, as
 * diffusers' `get_guidance_scale_embedding` (VDM, Kingma et al. 2021).
 * @param guidanceScale the pipeline's; the embedding is made of `guidanceScale - 1`
 * @param width of the embedding, the U-Net's `time_cond_proj_dim`
 * @returns `width` numbers
 */
export function guidanceEmbedding(guidanceScale: number, width: number): Float32Array {
  const half = Math.floor(width / 2);
  const w = fround(fround(guidanceScale - 1) * 1000);
  const step = fround(Math.log(10_000) / (half - 1));
  const embedding = new Float32Array(width);
  for (let index = 0; index < half; index++) {
    const angle = fround(w * fround(Math.exp(fround(index * -step))));
    embedding[index] = Math.sin(angle);
    embedding[half + index] = Math.cos(angle);
  }
  return embedding;
}
