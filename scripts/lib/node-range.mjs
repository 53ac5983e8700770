/**
 * Whether a plain Node release satisfies an `engines.node` range, as far as such ranges go: alternatives with `||`,
 * comparators, carets, tildes, x-ranges and hyphens. Written here because it runs on the lock file, before trust in it.
 *
 * @param {string} version such as 20.19.0
 * @param {string} range such as `^20.19.0 || >=22.12.0`
 * @returns {boolean}
 * @throws {Error} when the range holds something else
 */
export function satisfies(version, range) {
  const found = parseVersion(version);
  return range
    .split('||')
    .some((alternative) =>
      boundsOf(alternative).every(([low, high]) => isAtLeast(found, low) && !isAtLeast(found, high)),
    );
}

/** @typedef {readonly [number, number, number]} Version */

/** @type {Version} */
const lowest = [0, 0, 0];
/** @type {Version} */
const beyond = [Infinity, 0, 0];

/**
 * @param {string} alternative comparators that must all hold
 * @returns {[Version, Version][]} half-open intervals
 */
function boundsOf(alternative) {
  const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(alternative);
  if (hyphen !== null) return [[bounds('>=', hyphen[1] ?? '')[0], bounds('<=', hyphen[2] ?? '')[1]]];
  // "≥ 20" may be written with a space between operator and number.
  const comparators = alternative
    .trim()
    .replace(/([<>=^~])\s+/g, '$1')
    .split(/\s+/);
  return comparators.map((comparator) => {
    const match = /^(>=|<=|>|<|=|\^|~)?v?(.*)$/.exec(comparator);
    return bounds(match?.[1] ?? '', match?.[2] ?? '');
  });
}

/**
 * @param {string} operator
 * @param {string} text a version, perhaps with missing or x parts
 * @returns {[Version, Version]}
 */
function bounds(operator, text) {
  const parts = text === '' ? [] : text.split('.').filter((part) => !/^[xX*]$/.test(part));
  if (parts.length > 3 || parts.some((part) => !/^\d+$/.test(part))) throw new Error(`unreadable Node range: ${text}`);
  const [major = 0, minor = 0, patch = 0] = parts.map(Number);
  /** @type {Version} */
  const start = [major, minor, patch];
  const end = endOf(parts.length, start);
  if (operator === '>=') return [start, beyond];
  if (operator === '>') return [end, beyond];
  if (operator === '<') return [lowest, start];
  if (operator === '<=') return [lowest, end];
  if (operator === '^') return [start, endOf(parts.length === 0 ? 0 : firstNonZero(start, parts.length), start)];
  if (operator === '~') return [start, endOf(Math.min(parts.length, 2), start)];
  return [start, end];
}

/**
 * The first version after all that agree with `start` in its first `count` parts.
 *
 * @param {number} count
 * @param {Version} start
 * @returns {Version}
 */
function endOf(count, [major, minor, patch]) {
  if (count === 0) return beyond;
  if (count === 1) return [major + 1, 0, 0];
  return count === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

/**
 * @param {Version} version
 * @param {number} given how many parts were written
 */
const firstNonZero = ([major, minor], given) => (major > 0 || given === 1 ? 1 : minor > 0 || given === 2 ? 2 : 3);

/**
 * @param {Version} a
 * @param {Version} b
 */
function isAtLeast(a, b) {
  for (const index of /** @type {const} */ ([0, 1, 2])) if (a[index] !== b[index]) return a[index] > b[index];
  return true;
}

/**
 * @param {string} text
 * @returns {Version}
 */
function parseVersion(text) {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}
