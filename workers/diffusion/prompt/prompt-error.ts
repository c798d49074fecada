/** What is wrong: files that are no CLIP tokenizer, or a value that a function of this folder cannot take. */
export type PromptErrorCode = 'invalid_tokenizer' | 'invalid_value';

/** The one error of this folder. Its message says in one sentence what is wrong and what is allowed. */
export class PromptError extends Error {
  override readonly name = 'PromptError';
  readonly code: PromptErrorCode;

  constructor(code: PromptErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
