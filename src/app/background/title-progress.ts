/**
 * Says in the page's title how far a run is, while the page is hidden: titles of tabs are all that is seen of it then.
 * The end stays there until the page is looked at.
 */
export class TitleProgress {
  private own: string | null = null;
  private shown: string | null = null;

  constructor(private readonly page: Pick<Document, 'title' | 'visibilityState' | 'addEventListener'>) {
    page.addEventListener('visibilitychange', () => {
      if (page.visibilityState === 'visible') this.restore();
    });
  }

  /** @param share 0 to 1; null while nobody knows */
  progress(share: number | null): void {
    this.show(share === null ? '… – Loupe' : `${Math.floor(share * 100)} % – Loupe`);
  }

  /** @param what the title of the task */
  end(ok: boolean, what: string): void {
    this.show(`${ok ? '✓ Done' : '✗ Failed'} – ${what} – Loupe`);
  }

  /** Gives the page its own title back, unless it has got another one meanwhile. */
  restore(): void {
    if (this.own !== null && this.page.title === this.shown) this.page.title = this.own;
    this.own = null;
    this.shown = null;
  }

  private show(title: string): void {
    if (this.page.visibilityState === 'visible' || title === this.shown) return;
    if (this.own === null || this.page.title !== this.shown) this.own = this.page.title;
    this.page.title = title;
    this.shown = title;
  }
}
