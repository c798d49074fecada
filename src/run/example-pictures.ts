import type { InputValues, TaskExample } from '../contract/task';

/**
 * Fetches the pictures of an example, which come with the app and are there offline.
 * @returns by input name; one that cannot be had is left out, and its field says that a picture is missing
 */
export async function picturesOfExample({ pictures = {} }: TaskExample): Promise<InputValues> {
  const found = await Promise.all(
    Object.entries(pictures).map(async ([name, path]): Promise<[string, File] | null> => {
      try {
        const response = await fetch(new URL(`examples/${path}`, document.baseURI));
        if (!response.ok) return null;
        return [name, new File([await response.blob()], path, { type: 'image/png' })];
      } catch {
        return null;
      }
    }),
  );
  return Object.fromEntries(found.filter((entry) => entry !== null));
}
