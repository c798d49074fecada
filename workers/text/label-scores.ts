import { softmax } from './decoding/softmax';

export type Activation = 'softmax' | 'sigmoid' | 'none';

/** Scores of one text's logits, as the Python pipeline's `function_to_apply`. */
export function scoresOf(logits: Float32Array, activation: Activation): number[] {
  switch (activation) {
    case 'softmax':
      return Array.from(softmax(logits));
    case 'sigmoid':
      return Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
    case 'none':
      return Array.from(logits);
    default:
      return activation satisfies never;
  }
}
