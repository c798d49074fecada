/**
 * About how many bytes a plain value takes, counted no further than `limit`: a value of gigabytes costs no more to
 * measure than one just above the limit.
 */
export function roughSize(value: unknown, limit: number): number {
  let size = 0;
  const open: unknown[] = [value];
  while (open.length > 0 && size <= limit) {
    const next = open.pop();
    if (typeof next === 'string') size += 2 * next.length;
    else if (next instanceof Blob) size += next.size;
    else if (ArrayBuffer.isView(next)) size += next.byteLength;
    else if (typeof next === 'object' && next !== null) {
      size += 16;
      for (const entry of Object.values(next)) open.push(entry);
    } else size += 8;
  }
  return size;
}
