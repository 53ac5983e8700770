const mostPeers = 512;

/**
 * Callers that break off after the handshake by habit: a monitor that only looks whether TLS answers. Who did so while others
 * called well under an earlier certificate says nothing against the present one.
 */
export class HabitualPeers {
  readonly #habitual = new Set<string>();
  readonly #brokeOff = new Set<string>();
  /** Who called at any time, the last one last. */
  readonly #callers = new Set<string>();
  readonly #strangers = new Set<string>();
  #someoneCalled = false;

  /** True: it is known for that. */
  brokeOff(peer: string): boolean {
    if (this.#habitual.has(peer)) return true;
    if (this.#brokeOff.size < mostPeers) this.#brokeOff.add(peer);
    return false;
  }

  /**
   * Whether what it says against the present certificate counts. Where there are callers, somebody who never was one is heard
   * once: whoever tries out the listener with a hundred handshakes, or means harm, must not have a good certificate taken back.
   */
  isHeard(peer: string): boolean {
    if (this.#callers.size === 0 || this.#callers.has(peer)) return true;
    if (this.#strangers.has(peer)) return false;
    if (this.#strangers.size < mostPeers) this.#strangers.add(peer);
    return true;
  }

  called(peer: string): void {
    this.#someoneCalled = true;
    this.#callers.delete(peer);
    this.#callers.add(peer);
    if (this.#callers.size > mostPeers) this.#callers.delete(this.#callers.values().next().value ?? '');
    this.#habitual.delete(peer);
    this.#brokeOff.delete(peer);
  }

  /** Another certificate is shown from here on. */
  nextGeneration(): void {
    if (this.#someoneCalled) for (const peer of this.#brokeOff) this.#habitual.add(peer);
    while (this.#habitual.size > mostPeers) {
      const [oldest = ''] = this.#habitual;
      this.#habitual.delete(oldest);
    }
    this.#brokeOff.clear();
    this.#strangers.clear();
    this.#someoneCalled = false;
  }
}
