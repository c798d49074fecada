import { Tokenizer } from '@huggingface/tokenizers';
import { createTextTokenizer, type LibraryTokenizer, type TextTokenizer } from '../runtime/text-tokenizer';
import goldens from './offsets/goldens/offsets.json';
import type { TokenizerJson } from './offsets/text-encoder';

const trained = goldens.trained as unknown as Record<string, { tokenizer: TokenizerJson }>;
const starters = import.meta.glob<TokenizerJson>('/public/models/loupe/*/tokenizer.json', {
  eager: true,
  import: 'default',
});

const BERT = { unk_token: '[UNK]', sep_token: '[SEP]', pad_token: '[PAD]', cls_token: '[CLS]', mask_token: '[MASK]' };
const ROBERTA = { unk_token: '<unk>', sep_token: '</s>', pad_token: '<pad>', cls_token: '<s>', mask_token: '<mask>' };

/** For tests: a tokenizer of the offsets' goldens by its name there, or a starter's. */
export function testTokenizer(name: string): TextTokenizer {
  const json = name.startsWith('loupe/')
    ? starters[`/public/models/${name}/tokenizer.json`]
    : { ...trained[name]?.tokenizer, decoder: decoderOf(name) };
  if (!json) throw new Error(`no tokenizer ${name}`);
  const config = name === 'roberta' ? ROBERTA : BERT;
  const tokenizer = new Tokenizer(json, config);
  const library: LibraryTokenizer = {
    config,
    mask_token: config.mask_token,
    unk_token_id: tokenizer.token_to_id(config.unk_token) ?? 0,
    pad_token_id: tokenizer.token_to_id(config.pad_token) ?? 0,
    model_max_length: 512,
    decode: (ids, options) => tokenizer.decode(ids, options),
  };
  Object.assign(library, { _tokenizerJSON: json, _tokenizer: tokenizer });
  return createTextTokenizer(library);
}

const decoderOf = (name: string) =>
  name === 'roberta' ? { type: 'ByteLevel' } : { type: 'WordPiece', prefix: '##', cleanup: true };
