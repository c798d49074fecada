import type { DenoisingStep } from '../../../src/contract/denoising-steps';
import type { ClipTokenizer } from '../../diffusion/prompt/clip-tokenizer';

/**
 * The tokens that say something, and their maps alone: of the padding behind the end there is one map for each place that
 * nobody wants to look at.
 */
export function shownTokens(
  { steps, ids }: { steps: readonly DenoisingStep[]; ids: readonly number[] },
  tokenizer: Pick<ClipTokenizer, 'bosTokenId' | 'eosTokenId' | 'decode' | 'modelMaxLength'>,
): { steps: DenoisingStep[]; prompt_tokens: string[] } {
  const { modelMaxLength, eosTokenId, bosTokenId } = tokenizer;
  const shown = ids.flatMap((_, index) => {
    const chunk = Math.floor(index / modelMaxLength) * modelMaxLength;
    const end = ids.indexOf(eosTokenId, chunk);
    return end === -1 || index <= end ? [index] : [];
  });
  const word = (id: number): string =>
    id === bosTokenId ? '(begin)' : id === eosTokenId ? '(end)' : tokenizer.decode([id]).trim();
  return {
    prompt_tokens: shown.map((index) => word(ids[index] ?? eosTokenId)),
    steps: steps.map((step) => {
      if (!step.attention) return step;
      const { width, height, data } = step.attention;
      const size = width * height;
      const kept = new Float32Array(shown.length * size);
      for (const [place, index] of shown.entries())
        kept.set(data.subarray(index * size, (index + 1) * size), place * size);
      return { ...step, attention: { width, height: height * shown.length, data: kept } };
    }),
  };
}
