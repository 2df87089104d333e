/** Which sound plays, and how far it is. `key` null: none. */
export type SoundState = { key: string | null; playing: boolean; atMs: number; rate: number; failed: boolean };

export const rates = [1, 1.5, 2] as const;

/**
 * The one player of sounds: one plays at a time, and goes on while its message is scrolled out of sight. The chosen speed stays
 * for the next.
 */
export class SoundPlayer {
  #state: SoundState = { key: null, playing: false, atMs: 0, rate: 1, failed: false };
  #audio: HTMLAudioElement | null = null;
  readonly #listeners = new Set<() => void>();

  get state(): SoundState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  toggle(key: string, url: string): void {
    if (this.#state.key === key && this.#state.playing) this.#audio?.pause();
    else this.#play(this.#load(key, url));
  }

  /** Goes on from there; what did not play does not begin to. */
  seek(key: string, url: string, toMs: number): void {
    const audio = this.#load(key, url);
    audio.currentTime = toMs / 1000;
    this.#change({ atMs: toMs });
  }

  nextRate(): void {
    const rate = rates[(rates.findIndex((each) => each === this.#state.rate) + 1) % rates.length] ?? 1;
    if (this.#audio) this.#audio.playbackRate = rate;
    this.#change({ rate });
  }

  stop(): void {
    if (this.#audio) {
      this.#audio.pause();
      this.#audio.removeAttribute('src');
      this.#audio = null;
    }
    this.#change({ key: null, playing: false, atMs: 0, failed: false });
  }

  #load(key: string, url: string): HTMLAudioElement {
    if (this.#audio && this.#state.key === key && !this.#state.failed) return this.#audio;
    this.stop();
    const audio = new Audio(url);
    audio.preload = 'auto';
    audio.onplay = () => this.#change({ playing: true });
    audio.onpause = () => this.#change({ playing: false });
    audio.ontimeupdate = () => this.#change({ atMs: audio.currentTime * 1000 });
    audio.onended = () => {
      audio.currentTime = 0;
      this.#change({ playing: false, atMs: 0 });
    };
    audio.onerror = () => this.#change({ playing: false, failed: true });
    this.#audio = audio;
    this.#change({ key, atMs: 0, failed: false });
    return audio;
  }

  #play(audio: HTMLAudioElement): void {
    audio.playbackRate = this.#state.rate;
    audio.play().catch((error: unknown) => {
      // A pause, or another sound, came before it could begin.
      if (!(error instanceof DOMException && error.name === 'AbortError') && this.#audio === audio)
        this.#change({ playing: false, failed: true });
    });
  }

  #change(part: Partial<SoundState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

export const soundPlayer = new SoundPlayer();
