import { pythonLiteral } from '../../lib/code/python';
import { sequenceToSequencePrograms } from '../../lib/code/sequence-to-sequence';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

/** Marian models with several targets are told the language in the text itself. */
const isMarian = (id: string) => /opus-mt/i.test(id);

export function codeFor(run: CodeRequest): Snippets {
  const { src_lang = null, tgt_lang = null, split_sentences } = run.parameters;
  const target = typeof tgt_lang === 'string' ? tgt_lang : null;
  const source = typeof src_lang === 'string' ? { src_lang } : {};
  const marian = isMarian(run.model.original ?? run.model.id);
  const code = target && !marian ? pythonLiteral(target) : null;
  return sequenceToSequencePrograms({
    run,
    name: 'translate',
    options: { ...source, ...(target && { tgt_lang: target }) },
    tokenizer: marian ? {} : source,
    expressions: code
      ? [
          `forced_bos_token_id=tokenizer.get_lang_id(${code}) if hasattr(tokenizer, "get_lang_id") else tokenizer.convert_tokens_to_ids(${code})`,
        ]
      : [],
    prefix: target && marian ? `>>${target.replaceAll(/[<>]/g, '')}<< ` : '',
    notes: split_sentences === true ? ['split_sentences is Loupe’s own: each text is translated as a whole here.'] : [],
  });
}
