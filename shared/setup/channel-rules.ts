import type { ChannelForm, ChannelStep } from '../domain/setup/channel-form.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import { checkAddress } from './addresses.ts';
import { checkPublicUrl } from './address-rules.ts';
import { errorAt, missingSecrets, warningAt, type SetupContext } from './context.ts';
import { checkName, isFilled } from './names.ts';

/**
 * Everything that is wrong with a channel as typed, in the order of the wizard's steps; without an error it is ready, as far
 * as a form can tell. Secrets stand under 'secrets.{name}', the public address under 'callback'.
 */
export function checkChannel(form: ChannelForm, ctx: SetupContext): FieldProblem[] {
  return (['account', 'callback', 'cxone', 'routing'] as const).flatMap((step) => checkChannelStep(form, step, ctx));
}

/** What keeps one step of the wizard from being finished. The first message is not typed: nothing is wrong with it. */
export function checkChannelStep(form: ChannelForm, step: ChannelStep, ctx: SetupContext): FieldProblem[] {
  switch (step) {
    case 'account':
      return checkAccount(form, ctx);
    case 'callback':
      return [...checkCallbackAddress(ctx), ...checkCallbackSecrets(form, ctx)];
    case 'cxone':
      return checkCxone(form, ctx);
    case 'routing':
      return checkScriptAndSkill(form);
    case 'first_message':
      return [];
  }
}

/**
 * What keeps the relay from running the channel: less than `checkChannel`, because WeChat verifies the address only while the
 * relay answers there, and that comes before script and skill. To be asked when a channel is applied.
 */
export function checkChannelToRun(form: ChannelForm, ctx: SetupContext): FieldProblem[] {
  return [
    ...checkAccount(form, ctx),
    ...checkCallbackSecrets(form, ctx),
    ...checkIntegrationOf(form, ctx),
    ...checkCxoneId(form, ctx),
  ];
}

/** The first step of the wizard that is not finished; 'first_message' when all forms are. */
export function stepToDo(form: ChannelForm, ctx: SetupContext): ChannelStep {
  for (const step of ['account', 'callback', 'cxone', 'routing'] as const) {
    if (checkChannelStep(form, step, ctx).some(({ weight }) => weight === 'error')) return step;
  }
  return 'first_message';
}

/** As the relay runs on it: no spaces around what was pasted. */
export function cleanChannel(form: ChannelForm): ChannelForm {
  const trimmed = ({ id, name }: { readonly id: string; readonly name: string }): { id: string; name: string } => ({
    id: id.trim(),
    name: name.trim(),
  });
  return {
    ...form,
    name: form.name.trim(),
    wechat: {
      appId: form.wechat.appId.trim(),
      originalId: form.wechat.originalId.trim(),
      mode: form.wechat.mode,
      apiBase: form.wechat.apiBase.trim(),
    },
    cxone: { ...form.cxone, channelId: form.cxone.channelId.trim() },
    script: trimmed(form.script),
    skill: trimmed(form.skill),
  };
}

const ownerOf = (form: ChannelForm): { owner: 'channel'; ownerId: string } => ({ owner: 'channel', ownerId: form.id });

function others(form: ChannelForm, { book }: SetupContext): readonly ChannelForm[] {
  return book.channels.filter(({ draft }) => draft.id !== form.id).map(({ draft }) => draft);
}

/** WeChat: AppID is 'wx' and 16 hexadecimal digits, the original ID begins with 'gh_'. An account has one callback address. */
function checkAccount(form: ChannelForm, ctx: SetupContext): FieldProblem[] {
  const { appId, originalId, mode, apiBase } = cleanChannel(form).wechat;
  const rest = others(form, ctx);
  const givenNames = ctx.given.channels.filter(({ id }) => id !== form.id).map(({ name }) => name);
  const problems = checkName('name', form.name, [...rest.map(({ name }) => name), ...givenNames]);
  if (appId === '') problems.push(errorAt('wechat.appId', 'SETUP_REQUIRED'));
  else if (!/^wx[0-9a-f]{16}$/u.test(appId)) problems.push(errorAt('wechat.appId', 'SETUP_APP_ID_FORM'));
  else
    problems.push(
      ...taken(
        'wechat.appId',
        rest.find((one) => one.wechat.appId.trim() === appId),
      ),
    );
  if (originalId === '') problems.push(errorAt('wechat.originalId', 'SETUP_REQUIRED'));
  else if (!/^gh_[A-Za-z0-9_-]{1,61}$/u.test(originalId)) {
    problems.push(errorAt('wechat.originalId', 'SETUP_ORIGINAL_ID_FORM'));
  } else
    problems.push(
      ...taken(
        'wechat.originalId',
        rest.find((one) => one.wechat.originalId.trim() === originalId),
      ),
    );
  problems.push(...missingSecrets(ctx.secrets, ownerOf(form), ['wechat_app_secret']));
  if (mode === 'plain') problems.push(warningAt('wechat.mode', 'SETUP_PLAIN_MODE'));
  if (apiBase !== '') {
    problems.push(...checkAddress('wechat.apiBase', apiBase, { allowPrivate: ctx.allowPrivate, isBase: true }));
  }
  return problems;
}

const taken = (field: string, other: ChannelForm | undefined): FieldProblem[] =>
  other === undefined
    ? []
    : [errorAt(field, 'SETUP_ACCOUNT_TAKEN', isFilled(other.name) ? other.name.trim() : other.id)];

/** WeChat and CXone have to find the relay. */
function checkCallbackAddress({ publicUrl, allowPrivate }: SetupContext): FieldProblem[] {
  if (publicUrl === null || !isFilled(publicUrl)) return [errorAt('callback', 'SETUP_PUBLIC_ADDRESS_MISSING')];
  return checkPublicUrl(publicUrl, allowPrivate).map((problem) => ({ ...problem, field: 'callback' }));
}

/** Without encryption there is no key to have. */
function checkCallbackSecrets(form: ChannelForm, { secrets }: SetupContext): FieldProblem[] {
  const names =
    form.wechat.mode === 'plain' ? (['wechat_token'] as const) : (['wechat_token', 'wechat_aes_key'] as const);
  return missingSecrets(secrets, ownerOf(form), names);
}

function checkIntegrationOf({ integration }: ChannelForm, { book, given }: SetupContext): FieldProblem[] {
  if (!isFilled(integration)) return [errorAt('integration', 'SETUP_REQUIRED')];
  if (given.integrations.some(({ id }) => id === integration)) return [];
  const entry = book.integrations.find(({ draft }) => draft.id === integration);
  if (entry === undefined) return [errorAt('integration', 'SETUP_INTEGRATION_UNKNOWN', integration)];
  return entry.applied === null
    ? [
        errorAt(
          'integration',
          'SETUP_INTEGRATION_NOT_APPLIED',
          isFilled(entry.draft.name) ? entry.draft.name.trim() : null,
        ),
      ]
    : [];
}

function checkCxoneId(form: ChannelForm, ctx: SetupContext): FieldProblem[] {
  const channelId = form.cxone.channelId.trim();
  if (channelId === '') return [errorAt('cxone.channelId', 'SETUP_CXONE_CHANNEL_MISSING')];
  if (!/^[A-Za-z0-9._:-]{1,100}$/u.test(channelId)) return [errorAt('cxone.channelId', 'SETUP_CXONE_CHANNEL_FORM')];
  const inBook = others(form, ctx).find((one) => one.cxone.channelId.trim().toLowerCase() === channelId.toLowerCase());
  const givenOne = ctx.given.channels.find(
    (one) => one.id !== form.id && one.cxoneChannelId.toLowerCase() === channelId.toLowerCase(),
  );
  const name = inBook?.name ?? givenOne?.name;
  return name === undefined
    ? []
    : [errorAt('cxone.channelId', 'SETUP_CXONE_CHANNEL_TAKEN', isFilled(name) ? name : null)];
}

/** The channel has to exist in CXone, which nobody can see in its id: it may have been chosen beforehand. */
function checkCxone(form: ChannelForm, ctx: SetupContext): FieldProblem[] {
  const problems = [...checkIntegrationOf(form, ctx), ...checkCxoneId(form, ctx)];
  if (form.cxone.made === 'not_yet' && isFilled(form.cxone.channelId)) {
    problems.push(errorAt('cxone.made', 'SETUP_CXONE_CHANNEL_MISSING'));
  }
  return problems;
}

/** CXone: Digital points of contact; each channel needs a default Studio script and a default digital skill. */
export function checkScriptAndSkill({ script, skill }: Pick<ChannelForm, 'script' | 'skill'>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!isFilled(script.id) && !isFilled(script.name)) problems.push(errorAt('script', 'SETUP_SCRIPT_MISSING'));
  if (!isFilled(skill.id) && !isFilled(skill.name)) problems.push(errorAt('skill', 'SETUP_SKILL_MISSING'));
  return problems;
}
