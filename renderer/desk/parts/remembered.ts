/** What this browser keeps of the page's looks; null when it keeps nothing. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`practice.${name}`);
  } catch {
    // A browser may forbid it; then the page begins anew each time.
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`practice.${name}`, value);
  } catch {
    // As above.
  }
}
