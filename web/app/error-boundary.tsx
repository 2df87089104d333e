import { Component, type ReactNode } from 'react';
import { i18n } from '../i18n/i18n';
import { EmptyState } from '../ui/basics/EmptyState';

type Props = { children: ReactNode };
type State = { message: string | null };

/** The last net: says what happened and offers to start again. What was typed and sent is in LocalStorage and survives that. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <div role="alert" className="flex h-dvh flex-col">
        <EmptyState
          title={i18n.t('app.crash.title')}
          text={i18n.t('app.crash.text', { message: this.state.message })}
          action={{ label: i18n.t('app.crash.reload'), onAction: () => location.reload() }}
        />
      </div>
    );
  }
}
