/// <reference lib="webworker" />
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

/** The build of ONNX Runtime that this browser will ask for (see runtime/ort-files.ts); the others stay on the server. */
const ORT_BUILD = 'Suspending' in WebAssembly ? 'jspi' : 'gpu' in navigator ? 'asyncify' : 'plain';

function isWanted(url: string): boolean {
  const match = /ort-wasm-simd-threaded(?:\.(jspi|asyncify|jsep))?-[\w-]+\.(?:wasm|mjs)$/.exec(url);
  return !match || (match[1] ?? 'plain') === ORT_BUILD;
}

/** Static hosts that cannot send headers still get cross-origin isolation, and with it WASM threads. */
function withIsolation(response: Response): Response {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const empty = response.status === 204 || response.status === 304;
  const { status, statusText } = response;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

const precache = new PrecacheController({
  plugins: [{ handlerWillRespond: async ({ response }: { response: Response }) => withIsolation(response) }],
});
precache.addToCacheList(self.__WB_MANIFEST.filter((entry) => isWanted(typeof entry === 'string' ? entry : entry.url)));

self.addEventListener('install', (event) => {
  event.waitUntil(precache.install(event));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(precache.activate(event).then(() => self.clients.claim()));
});
// A new version waits until the user says so.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting();
});

// Models are not ours to keep: the inference worker stores them (runtime/model-files.ts), and once is enough.
registerRoute(new PrecacheRoute(precache));
registerRoute(new NavigationRoute(precache.createHandlerBoundToURL('index.html')));
cleanupOutdatedCaches();
