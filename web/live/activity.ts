/** The server takes silence of five minutes for an absence; somebody who is here is told of about once a minute. */
const repeatMs = 60_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Says whether the person is at this page: at once when they come or go, and at most once a minute while they do something. A page that is hidden is one
 * they are not at; a page that is looked at and not touched says nothing, and the server draws its conclusion.
 */
export class Activity {
  readonly #report: (active: boolean) => void;
  #told: { active: boolean; at: number } | null = null;

  constructor(report: (active: boolean) => void) {
    this.#report = report;
  }

  start(): void {
    for (const sign of signs) addEventListener(sign, this.#onSign, { passive: true });
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  stop(): void {
    for (const sign of signs) removeEventListener(sign, this.#onSign);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#told = null;
  }

  /** A new socket counts as somebody who is there: where nobody is, the server has to hear it. */
  connected(): void {
    this.#told = { active: true, at: Date.now() };
    if (document.visibilityState === 'hidden') this.#tell(false);
  }

  /** Without a line there is nobody to tell. */
  disconnected(): void {
    this.#told = null;
  }

  readonly #onSign = () => {
    if (!this.#told || document.visibilityState === 'hidden') return;
    if (!this.#told.active || Date.now() - this.#told.at >= repeatMs) this.#tell(true);
  };

  readonly #onVisibility = () => {
    if (this.#told) this.#tell(document.visibilityState === 'visible');
  };

  #tell(active: boolean): void {
    this.#told = { active, at: Date.now() };
    this.#report(active);
  }
}
