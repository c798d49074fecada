import type { ModelFile, ModelRef } from '../../src/contract/model';
import { type ClipTokenizer, type ClipTokenizerFiles, parseClipTokenizer } from '../diffusion/prompt/clip-tokenizer';
import type { ModelFiles } from './model-files';

const NAMES = [
  'vocab.json',
  'merges.txt',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
] as const satisfies readonly (keyof ClipTokenizerFiles)[];

/** The files of a model that its tokenizer is made from. */
export const tokenizerFiles = (model: ModelRef): ModelFile[] =>
  model.files.filter(({ path }) => NAMES.some((name) => path === `tokenizer/${name}`));

/** @throws PromptError where the files are no CLIP tokenizer */
export async function loadClipTokenizer(files: ModelFiles): Promise<ClipTokenizer> {
  const texts = await Promise.all(NAMES.map(async (name) => [name, await textOf(files, `tokenizer/${name}`)] as const));
  return parseClipTokenizer(Object.fromEntries(texts.filter(([, text]) => text !== null)));
}

const textOf = async (files: ModelFiles, path: string): Promise<string | null> =>
  (await (await files.read(path))?.text()) ?? null;
