import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';

const maxRedirects = 4;

/**
 * @typedef {object} ProbeAnswer
 * @property {boolean} reached
 * @property {string} why for the person at the keyboard
 */

/**
 * Asks for the first byte of a file, following redirects, within one bounded time: name lookup, connection, TLS and
 * answer together. A host that swallows packets costs the budget and no more.
 *
 * @param {string} url
 * @param {number} budgetMs
 * @returns {Promise<ProbeAnswer>}
 */
export async function probe(url, budgetMs) {
  const abort = new AbortController();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  // Raced, not only aborted: a name lookup that hangs cannot be aborted.
  const tooLate = new Promise((/** @type {(answer: ProbeAnswer) => void} */ resolve) => {
    timer = setTimeout(() => {
      resolve({ reached: false, why: `${new URL(url).host} did not answer within ${budgetMs / 1000} s` });
      abort.abort();
    }, budgetMs);
  });
  try {
    return await Promise.race([askFollowing(url, abort.signal), tooLate]);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<ProbeAnswer>}
 */
async function askFollowing(url, signal) {
  let current = url;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const host = new URL(current).host;
    try {
      const { status, location } = await askFirstByte(current, signal);
      if (status >= 300 && status < 400 && location !== undefined) {
        current = new URL(location, current).href;
        continue;
      }
      if (status === 200 || status === 206) return { reached: true, why: `${host} answers` };
      return { reached: false, why: `${host} answered ${status}` };
    } catch (thrown) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (thrown);
      return { reached: false, why: `${host} cannot be reached (${code ?? message})` };
    }
  }
  return { reached: false, why: `${new URL(url).host} redirects without end` };
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<{ status: number, location: string | undefined }>}
 */
function askFirstByte(url, signal) {
  return new Promise((resolve, reject) => {
    const ask = url.startsWith('https:') ? requestTls : requestPlain;
    // GET with a range rather than HEAD: storage behind the redirect signs its addresses for GET.
    const question = ask(url, { method: 'GET', headers: { range: 'bytes=0-0' }, signal, agent: false }, (answer) => {
      const status = answer.statusCode ?? 0;
      const location = answer.headers.location;
      answer.on('error', () => undefined);
      answer.destroy();
      resolve({ status, location });
    });
    question.on('error', reject);
    question.end();
  });
}
