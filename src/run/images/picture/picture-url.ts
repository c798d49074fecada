import { useEffect, useState } from 'react';

/** An image that is being decoded still reads from its address. */
const KEPT_MS = 2000;

/** An address for a picture, for as long as the component shows it. */
export function usePictureUrl(picture: Blob | null): string | null {
  const [shown, setShown] = useState<{ picture: Blob; url: string } | null>(null);
  useEffect(() => {
    if (!picture) return;
    const url = URL.createObjectURL(picture);
    setShown({ picture, url });
    return () => void setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
  }, [picture]);
  return shown && shown.picture === picture ? shown.url : null;
}
