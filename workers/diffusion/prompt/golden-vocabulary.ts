import goldens from './goldens/clip-tokenizer.json';

/** The vocabulary that the tests share, of CLIP's shape with 4014 tokens. */
export const vocab = Object.fromEntries(goldens.tokens.map((token, id) => [token, id]));
export const { merges } = goldens;
