/** The ids of an encoding made with `return_tensor: false`. */
export function firstIds(encoding: unknown): number[] {
  const ids = (encoding as { input_ids: ArrayLike<number | bigint> }).input_ids;
  return Array.from(ids, Number);
}

/** `eos_token_id` and its kin are a number, a list, null or absent. */
export function idList(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}
