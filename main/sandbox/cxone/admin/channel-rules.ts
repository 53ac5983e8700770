import { z } from 'zod';
import { demand } from './refusal.ts';
import type { TenantBook } from './tenant-book.ts';

/** What an administrator sets on a digital point of contact. Null: not chosen, and no message is routed. */
export const ChannelSettings = z.strictObject({
  scriptId: z.string().max(300).nullable(),
  defaultSkillId: z.string().max(200).nullable(),
});
export type ChannelSettings = z.output<typeof ChannelSettings>;

/** The settings, a script named by its name found by its id. Throws TenantRefusal when one cannot be used. */
export function settingsOf(given: ChannelSettings, book: Pick<TenantBook, 'scripts' | 'skills'>): ChannelSettings {
  const scriptId = given.scriptId === '' ? null : given.scriptId;
  const defaultSkillId = given.defaultSkillId === '' ? null : given.defaultSkillId;
  const script = [...book.scripts.values()].find(({ id, name }) => id === scriptId || name === scriptId);
  demand(scriptId === null || script !== undefined, 'script_unknown', 'scriptId', 'There is no such Studio script.');
  if (defaultSkillId !== null) {
    const skill = book.skills.get(defaultSkillId);
    demand(skill !== undefined, 'skill_unknown', 'defaultSkillId', 'There is no such skill.');
    demand(skill?.mediaTypeId === 9, 'skill_not_digital', 'defaultSkillId', 'The default skill is a digital one.');
    demand(skill?.isOutbound === false, 'skill_not_inbound', 'defaultSkillId', 'The default skill is an inbound one.');
  }
  return { scriptId: script?.id ?? null, defaultSkillId };
}
