import { useEffect, useState } from 'react';

/** A number that changes when light and dark change places: for pictures that are not drawn by CSS. */
export function useThemeCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const changed = () => setCount((before) => before + 1);
    const query = matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    query.addEventListener('change', changed);
    return () => {
      observer.disconnect();
      query.removeEventListener('change', changed);
    };
  }, []);
  return count;
}
