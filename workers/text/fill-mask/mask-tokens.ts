/** How tokenizers write their masks. */
const MASKS = ['[MASK]', '<mask>', '<|mask|>', '<extra_id_0>', '[mask]', '<MASK>'];

/** Another tokenizer's mask in a text, or null. */
export const otherMaskIn = (text: string, own: string): string | null =>
  MASKS.find((mask) => mask !== own && text.includes(mask)) ?? null;
