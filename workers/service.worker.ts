/// <reference lib="webworker" />
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { headerPolicy, MIRROR_PARAMETER, mirrorOrigin } from '../src/contract/content-security-policy';
import { securityHeaders } from '../src/contract/security-headers';

declare const self: ServiceWorkerGlobalScope;

/** The build of ONNX Runtime that this browser will ask for (see runtime/ort-files.ts); the others stay on the server. */
const ORT_BUILD = 'Suspending' in WebAssembly ? 'jspi' : 'gpu' in navigator ? 'asyncify' : 'plain';

function isWanted(url: string): boolean {
  const match = /ort-wasm-simd-threaded(?:\.(jspi|asyncify|jsep))?(?:\.wasm)?-[\w-]+\.(?:wasm|gz|mjs)$/.exec(url);
  return !match || (match[1] ?? 'plain') === ORT_BUILD;
}

/**
 * Static hosts that cannot send headers still get the policy, and cross-origin isolation with its WASM threads. A worker
 * that downloads says in its address which mirror the person set, and gets a policy that names it.
 */
function withHeaders(response: Response, request: Request): Response {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  const mirror = mirrorOrigin(new URL(request.url).searchParams.get(MIRROR_PARAMETER));
  for (const [name, value] of Object.entries(securityHeaders(headerPolicy(mirror)))) headers.set(name, value);
  const empty = response.status === 204 || response.status === 304;
  const { status, statusText } = response;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

const precache = new PrecacheController({
  plugins: [
    {
      handlerWillRespond: async ({ response, request }: { response: Response; request: Request }) =>
        withHeaders(response, request),
    },
  ],
});
precache.addToCacheList(self.__WB_MANIFEST.filter((entry) => isWanted(typeof entry === 'string' ? entry : entry.url)));

self.addEventListener('install', (event) => {
  event.waitUntil(precache.install(event));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(precache.activate(event).then(() => self.clients.claim()));
});
self.addEventListener('message', (event) => {
  // A new version waits until the user says so.
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting();
  // A page that was reloaded past us wants us after all.
  if (event.data?.type === 'CLAIM') void self.clients.claim();
});

// Models are not ours to keep: the models worker stores them (store/), and once is enough.
registerRoute(new PrecacheRoute(precache, { ignoreURLParametersMatching: [new RegExp(`^${MIRROR_PARAMETER}$`)] }));
registerRoute(new NavigationRoute(precache.createHandlerBoundToURL('index.html')));
cleanupOutdatedCaches();
