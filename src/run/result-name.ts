import { createContext } from 'react';

/** Added to the names of results where several stand on one page, so that a screen reader tells them apart. */
export const ResultNameContext = createContext('');
