/** The version of package.json, put in by the build. */
declare const __LOUPE_VERSION__: string;

interface Window {
  loupe: import('../contract/console').LoupeConsole;
}
