import type { TFunction } from 'i18next';
import type { RoutingStep } from '#shared/setup/routing-sentences.ts';
import type { Instruction } from '../parts/Instructions.tsx';

/** What a step names, and in which order it is looked for. */
const valueNames = ['channel', 'script', 'skill', 'queue', 'filter', 'channels'] as const;

/** A step of the routing in words, with the one value that is to be found or chosen in CXone. */
export function routingInstruction(t: TFunction, { key, values }: RoutingStep): Instruction {
  const value = valueNames.map((name) => values[name]).find((one) => one !== undefined) ?? null;
  const words = t(`setupRouting.step.${key}`);
  // What is not chosen yet is not to be copied.
  return value?.trim() === '' ? { words: `${words} ${t('setupRouting.stepMissing')}`, value: null } : { words, value };
}
