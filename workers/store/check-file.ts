import { checkModelJson } from './safe-json';

const HEAD_BYTES = 512;

/**
 * Says what is wrong with the content of a file that has the right length and hash, or null. Other people's JSON is
 * looked at more closely than weights, which only ONNX Runtime can judge.
 */
export async function checkContent(path: string, blob: Blob): Promise<string | null> {
  if (blob.size === 0) return 'it is empty';
  const head = await blob.slice(0, HEAD_BYTES).text();
  if (isWebPage(head)) return 'a web page came instead of the file';
  return path.endsWith('.json') ? checkModelJson(path, blob) : null;
}

/** What hotel networks and misconfigured hosts answer, with status 200. */
export const isWebPage = (head: string): boolean =>
  /^\s*(<!doctype html|<html|<head|<\?xml[^>]*>\s*<(!doctype )?html)/i.test(head);
