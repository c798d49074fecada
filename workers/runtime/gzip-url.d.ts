/** The address of a file that the build has compressed (scripts/vite/gzipped-assets.ts). */
declare module '*?gzip-url' {
  const url: string;
  export default url;
}
