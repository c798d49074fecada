import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';

/** Keeps a mistake in one tab from taking the page down. Drafts are stored, so a reload loses nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="p-4 md:p-6">
        <Callout tone="danger" role="alert" actions={<Button onClick={() => location.reload()}>Reload</Button>}>
          <p className="font-medium">This tab could not be shown.</p>
          <p>Reload the page; what you typed is kept.</p>
          <pre className="mt-1 whitespace-pre-wrap text-xs">{error.message}</pre>
        </Callout>
      </div>
    );
  }
}
