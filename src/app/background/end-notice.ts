/** Says outside the page that a run is over, where that was allowed; a click leads back to it. */
export function tellOfEnd(ok: boolean, what: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const options = {
    body: ok ? 'The result is there.' : 'The run failed; your input is still there.',
    tag: 'loupe-run',
  };
  const words = `${what}: ${ok ? 'done' : 'failed'}`;
  try {
    const notice = new Notification(words, options);
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    // Browsers of phones let service workers alone do it.
    void navigator.serviceWorker?.ready.then((registration) => registration.showNotification(words, options));
  }
}
