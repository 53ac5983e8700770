/**
 * Which Electron to use, decided from facts alone.
 *
 * declared: the `electron` package of package.json, whose program comes from its release host.
 * fallback: a complete, older Electron that a registry package carries, for machines that reach only a registry.
 * custom: the one the person names.
 *
 * @typedef {'declared' | 'fallback'} ShippedKind
 */

/**
 * What was decided earlier, kept in the cache folder.
 *
 * @typedef {object} Decision
 * @property {ShippedKind} kind
 * @property {string} declaredVersion the declared version it was decided for
 * @property {number} decidedAt epoch milliseconds
 * @property {string} why
 */

/**
 * @typedef {object} RuntimeFacts
 * @property {string | undefined} wish VEERPONT_ELECTRON: declared, fallback, ask, or a path
 * @property {string} declaredVersion
 * @property {boolean} declaredInstalled the declared program is already on this machine
 * @property {boolean} fallbackFits the fallback exists for this system and processor
 * @property {Decision | undefined} remembered
 * @property {number} now epoch milliseconds
 */

/** @typedef {{ do: 'use', kind: ShippedKind, why: string } | { do: 'useCustom', path: string } | { do: 'ask' }} Choice */

/** A machine's network changes seldom, but it does: after this the release host is asked again. */
export const rememberedForMs = 7 * 24 * 60 * 60 * 1000;

/**
 * @param {RuntimeFacts} facts
 * @returns {Choice}
 */
export function chooseRuntime(facts) {
  const { wish, remembered } = facts;
  if (wish === 'declared' || wish === 'fallback')
    return { do: 'use', kind: wish, why: 'asked for by VEERPONT_ELECTRON' };
  if (wish === 'ask') return { do: 'ask' };
  if (wish !== undefined && wish !== '') return { do: 'useCustom', path: wish };
  if (facts.declaredInstalled) return { do: 'use', kind: 'declared', why: 'already installed' };
  if (remembered !== undefined && stillHolds(remembered, facts)) {
    return { do: 'use', kind: remembered.kind, why: remembered.why };
  }
  return { do: 'ask' };
}

/**
 * @param {Decision} decision
 * @param {RuntimeFacts} facts
 */
function stillHolds(decision, facts) {
  const ageMs = facts.now - decision.decidedAt;
  if (decision.declaredVersion !== facts.declaredVersion) return false;
  // A declared program that was there and is gone was installed over: whether it can be had again is asked anew.
  if (decision.kind === 'declared' || !facts.fallbackFits) return false;
  return ageMs >= 0 && ageMs < rememberedForMs;
}
