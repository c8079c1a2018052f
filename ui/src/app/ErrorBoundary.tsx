import { Component, type ReactNode } from "react";
import { ErrorScreen } from "./ErrorScreen";

interface State {
  error: unknown;
  failed: boolean;
}

/** Keeps a fault in one screen from leaving an empty window: says so, and offers to start the window anew. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override render() {
    return this.state.failed ? <ErrorScreen error={this.state.error} /> : this.props.children;
  }
}
