/** A view of the inside, opened with what a run was given. */
export interface InsideLink {
  title: string;
  summary: string;
  /** The permalink, which runs it at once. */
  href: string;
}
