/** Lines that are kept; older ones go. */
const mostLines = 200;
const longestLine = 1_000;
/** Shorter ones would black out half of the output and are no secrets. */
const shortestSecret = 4;
const mask = '•••';

/** The newest lines of a program's output, with the secrets it was given masked. */
export class OutputLines {
  #lines: string[] = [];
  #secrets: readonly string[] = [];

  /** Of the program that starts now; lines of an earlier one stay. */
  hide(secrets: readonly string[]): void {
    const spellings = secrets.filter((one) => one.length >= shortestSecret);
    this.#secrets = [...new Set(spellings.flatMap((one) => [one, encodeURIComponent(one)]))].sort(
      (a, b) => b.length - a.length,
    );
  }

  /** Returns the line as it is kept. */
  add(line: string): string {
    const masked = this.#secrets.reduce((text, secret) => text.replaceAll(secret, mask), line);
    // Colours are of no use here, and other control characters have done harm before.
    const shown = masked.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]|\p{Cc}/gu, '').slice(0, longestLine);
    this.#lines = [...this.#lines.slice(1 - mostLines), shown];
    return shown;
  }

  get all(): readonly string[] {
    return this.#lines;
  }
}
