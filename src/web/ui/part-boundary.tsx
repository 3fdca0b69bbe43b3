import { Component, type ReactNode } from 'react';
import { PartNotFetched } from '../lib/later-part.ts';

type Props = {
  /** What stands in place of a part that failed, with a way to try again; without it nothing does. */
  readonly renderFallback?: (again: () => void) => ReactNode;
  /** With another one it is tried again. */
  readonly turn?: unknown;
  readonly children: ReactNode;
};

/** Keeps the failure of a part, such as code that could not be fetched, from taking the page with it. */
export class PartBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    if (error instanceof PartNotFetched) error.forget();
  }

  override componentDidUpdate({ turn }: Props) {
    if (this.state.failed && turn !== this.props.turn) this.again();
  }

  private readonly again = () => this.setState({ failed: false });

  override render() {
    return this.state.failed ? this.props.renderFallback?.(this.again) : this.props.children;
  }
}
