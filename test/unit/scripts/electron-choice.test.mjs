import { describe, expect, it } from 'vitest';
import { chooseRuntime, rememberedForMs } from '../../../scripts/lib/electron-choice.mjs';

const now = 1_800_000_000_000;

/**
 * @param {Partial<import('../../../scripts/lib/electron-choice.mjs').RuntimeFacts>} [facts]
 * @returns {import('../../../scripts/lib/electron-choice.mjs').RuntimeFacts}
 */
const factsWith = (facts) => ({
  wish: undefined,
  declaredVersion: '45.4.1',
  declaredInstalled: false,
  fallbackFits: true,
  remembered: undefined,
  now,
  ...facts,
});

/**
 * @param {Partial<import('../../../scripts/lib/electron-choice.mjs').Decision>} [decision]
 * @returns {import('../../../scripts/lib/electron-choice.mjs').Decision}
 */
const aDecision = (decision) => ({
  kind: 'fallback',
  declaredVersion: '45.4.1',
  decidedAt: now - 1_000,
  why: 'release host silent',
  ...decision,
});

describe('the choice of an Electron runtime', () => {
  it('asks the release host on a machine it knows nothing about', () => {
    expect(chooseRuntime(factsWith())).toEqual({ do: 'ask' });
  });

  it('uses the declared program when it is installed, whatever was decided before', () => {
    const choice = chooseRuntime(factsWith({ declaredInstalled: true, remembered: aDecision() }));
    expect(choice).toMatchObject({ do: 'use', kind: 'declared' });
  });

  it('keeps to a decision for a week, then asks again', () => {
    const aged = (/** @type {number} */ ageMs) =>
      chooseRuntime(factsWith({ remembered: aDecision({ decidedAt: now - ageMs }) }));
    expect(aged(rememberedForMs - 1)).toEqual({ do: 'use', kind: 'fallback', why: 'release host silent' });
    expect(aged(rememberedForMs)).toEqual({ do: 'ask' });
  });

  it('does not trust a decision from the future', () => {
    expect(chooseRuntime(factsWith({ remembered: aDecision({ decidedAt: now + 1 }) }))).toEqual({ do: 'ask' });
  });

  it('asks again when another Electron is declared', () => {
    expect(chooseRuntime(factsWith({ remembered: aDecision({ declaredVersion: '44.0.0' }) }))).toEqual({ do: 'ask' });
  });

  it('asks again when the declared program was there and is gone', () => {
    expect(chooseRuntime(factsWith({ remembered: aDecision({ kind: 'declared' }) }))).toEqual({ do: 'ask' });
  });

  it('drops a remembered fallback that does not exist for this machine', () => {
    expect(chooseRuntime(factsWith({ fallbackFits: false, remembered: aDecision() }))).toEqual({ do: 'ask' });
  });

  it('does what the person asks for', () => {
    const remembered = aDecision();
    expect(chooseRuntime(factsWith({ wish: 'declared', remembered }))).toMatchObject({ do: 'use', kind: 'declared' });
    expect(chooseRuntime(factsWith({ wish: 'fallback', declaredInstalled: true }))).toMatchObject({ kind: 'fallback' });
    expect(chooseRuntime(factsWith({ wish: 'ask', declaredInstalled: true, remembered }))).toEqual({ do: 'ask' });
    expect(chooseRuntime(factsWith({ wish: '/opt/electron' }))).toEqual({ do: 'useCustom', path: '/opt/electron' });
  });
});
