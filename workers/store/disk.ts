/** A file that is being written in place. Calls are synchronous where the browser has synchronous files. */
export interface DiskWriter {
  write(at: number, bytes: Uint8Array): void;
  /** Fills `into` from `at` on; gives how many bytes there were. */
  read(at: number, into: Uint8Array): number;
  /** Makes sure that what was written lasts. */
  flush(): void;
  truncate(size: number): void;
  /** Ends writing. Only then the file can be read as a Blob; what only lives in memory until then is put away now. */
  close(): Promise<void>;
}

/** Where the bytes of files are, by flat names. */
export interface Disk {
  kind: 'opfs' | 'cache' | 'memory';
  /** Whether an unfinished file is still there after a reload. */
  keepsPartial: boolean;
  /**
   * @throws DOMException NoModificationAllowedError while another realm writes the same file
   */
  write(name: string): Promise<DiskWriter>;
  /** The file as it lies there; null where there is none. */
  open(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}

/** A name that no other file has and that every file system takes. */
export function newFileName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}.bin`;
}

export const isQuotaError = (error: unknown): boolean =>
  error instanceof DOMException &&
  (error.name === 'QuotaExceededError' || error.name === 'NS_ERROR_FILE_NO_DEVICE_SPACE');
