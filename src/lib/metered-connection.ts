interface Connection {
  saveData?: boolean;
  type?: string;
}

/**
 * Whether bytes cost something here: data saving is on, or the connection is a mobile one. Nothing is fetched by itself
 * then. Not every browser tells; what is not told counts as free.
 */
export function isMetered(
  connection = (globalThis.navigator as { connection?: Connection } | undefined)?.connection,
): boolean {
  return connection?.saveData === true || connection?.type === 'cellular';
}
