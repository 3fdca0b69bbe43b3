import { Component, type ReactNode } from 'react';

type Props = {
  /** What stands in place of a part that failed. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
};

/** Keeps the failure of a part, such as code that could not be fetched, from taking the page with it. */
export class PartBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
