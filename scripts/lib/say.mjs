/**
 * Short lines that tell the person at the keyboard what is going on.
 *
 * @typedef {object} Say
 * @property {(text: string) => void} line one finished statement
 * @property {(text: string) => Progress} start a long part: says so now, how far it is at most every few seconds, and its time
 */

/**
 * @typedef {object} Progress
 * @property {(text: string) => void} at how far it is; shown at most every few seconds
 * @property {(text: string) => void} done
 */

const betweenProgressMs = 5_000;

/**
 * @param {NodeJS.WritableStream} stream where the lines go: standard error where standard output carries data
 * @returns {Say}
 */
export function sayOn(stream) {
  /** @param {string} text */
  const line = (text) => void stream.write(`veerpont: ${text}\n`);
  return {
    line,
    start(text) {
      const startedAt = performance.now();
      let saidAt = startedAt;
      line(`${text} …`);
      return {
        at(progress) {
          if (performance.now() - saidAt < betweenProgressMs) return;
          saidAt = performance.now();
          line(`  ${progress}`);
        },
        done: (result) => line(`  ${result} (${seconds(performance.now() - startedAt)})`),
      };
    },
  };
}

/** @type {Say} */
export const silent = { line: () => {}, start: () => ({ at: () => {}, done: () => {} }) };

/**
 * @param {number} ms
 * @returns {string} such as "12.3 s" or "2 min 05 s"
 */
export function seconds(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * @param {number} bytes
 * @returns {string} whole megabytes
 */
export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
