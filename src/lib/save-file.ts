/** Long enough for the slowest "Save as" dialog to have taken the data. */
const KEPT_MS = 60_000;

/** Offers data as a download. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the data only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
