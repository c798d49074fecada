import { hexadecimal } from './hexadecimal';

/** 128 random bits in hexadecimal. Unlike `crypto.randomUUID` it works on pages without https, too. */
export function uniqueId(): string {
  return hexadecimal(crypto.getRandomValues(new Uint8Array(16)));
}
