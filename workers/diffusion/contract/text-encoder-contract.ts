import type { ClipTokenizer } from '../prompt/clip-tokenizer';
import { ContractError, checkInputs, fixed, INTEGERS, outputOf, portNamed, type Signature } from './signature';

export interface TextEncoderContract {
  output: string;
  /** Numbers of a word vector; null where nothing says. */
  width: number | null;
  /** Rows that are given at once; null for any number. */
  batch: number | null;
  hasMask: boolean;
  /** Names of the hidden states of each layer in order, the embeddings first; empty where the graph does not give them. */
  hiddenStates: readonly string[];
}

export interface TextEncoderConfig {
  vocab_size?: number;
  hidden_size?: number;
  max_position_embeddings?: number;
  layer_norm_eps?: number;
}

/** @throws ContractError with what does not fit */
export function checkTextEncoder(
  signature: Signature,
  config: TextEncoderConfig,
  tokenizer: Pick<ClipTokenizer, 'modelMaxLength' | 'bosTokenId' | 'eosTokenId' | 'padTokenId'>,
): TextEncoderContract {
  checkInputs('text encoder', signature, { input_ids: INTEGERS, attention_mask: INTEGERS }, ['input_ids']);
  const ids = portNamed(signature.inputs, 'input_ids');
  const length = fixed(ids, 1) ?? config.max_position_embeddings ?? null;
  const wrong =
    fixed(ids, 1) === null ? length !== null && length < tokenizer.modelMaxLength : length !== tokenizer.modelMaxLength;
  if (wrong)
    throw new ContractError(
      `The text encoder wants ${length} tokens, the tokenizer makes ${tokenizer.modelMaxLength}.`,
    );
  const largest = Math.max(tokenizer.bosTokenId, tokenizer.eosTokenId, tokenizer.padTokenId);
  if (config.vocab_size !== undefined && largest >= config.vocab_size) {
    throw new ContractError(
      `The tokenizer has more tokens (at least ${largest + 1}) than the ${config.vocab_size} that the text encoder knows.`,
    );
  }
  const output = outputOf('text encoder', signature, 'last_hidden_state');
  return {
    output: output.name,
    width: fixed(output, 2) ?? config.hidden_size ?? null,
    batch: fixed(ids, 0),
    hasMask: portNamed(signature.inputs, 'attention_mask') !== undefined,
    hiddenStates: signature.outputs
      .map(({ name }) => /^hidden_states[._](\d+)$/.exec(name))
      .filter((match) => match !== null)
      .sort((a, b) => Number(a[1]) - Number(b[1]))
      .map(([name]) => name),
  };
}
