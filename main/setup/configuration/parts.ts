import type { SecretOwner, SetupForm, SetupSecret, SetupSecretName } from '#shared/domain/setup/book.ts';
import type { ConfigurationDifference, ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';

type Kind = ConfigurationDifference['kind'];

/** One thing of a configuration that is compared, and taken over or not, as a whole. */
export interface Part {
  /** 'integration/support', 'sla/global' … */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly content: unknown;
}

type BookOfFile = ConfigurationFile['book'];

/** The parts of a book, in the order in which they build on one another. */
export function partsOfBook(book: BookOfFile): Part[] {
  return [
    { id: 'address', kind: 'address', name: book.address.publicUrl, content: book.address },
    ...book.integrations.map(({ draft }) => partOf('integration', draft)),
    ...book.channels.map(({ draft }) => partOf('channel', draft)),
    ...book.roles.map((form) => partOf('role', form)),
    ...book.users.map((form) => partOf('user', form)),
    ...book.queues.map((form) => partOf('queue', form)),
    ...book.skills.map((form) => partOf('skill', form)),
  ];
}

export function partsOfSla(sla: SlaSettings): Part[] {
  return [
    ...sla.calendars.map((calendar) => ({
      id: `sla/calendar/${calendar.id}`,
      kind: 'sla' as const,
      name: calendar.name,
      content: calendar,
    })),
    { id: 'sla/global', kind: 'sla', name: '', content: sla.global },
    ...sla.channels.map(({ channelId, policy }) => ({
      id: `sla/channel/${channelId}`,
      kind: 'sla' as const,
      name: channelId,
      content: policy,
    })),
  ];
}

/** A part of the book as an entry to be saved; null for one of the SLA. */
export function formOfPart({ kind, content }: Part): SetupForm | null {
  // Its content came out of the book's form, under this kind.
  return kind === 'sla' ? null : ({ kind, form: content } as SetupForm);
}

function partOf(kind: Exclude<Kind, 'sla' | 'address'>, form: { readonly id: string; readonly name: string }): Part {
  return { id: `${kind}/${form.id}`, kind, name: form.name, content: form };
}

/** Which secrets an integration or a channel needs and has not here. */
export function secretsMissing(part: Part, here: readonly SetupSecret[]): SetupSecretName[] {
  const form = formOfPart(part);
  if (form?.kind !== 'integration' && form?.kind !== 'channel') return [];
  const owner: SecretOwner = { owner: form.kind, ownerId: form.form.id };
  return needed(form).filter(
    (name) => !here.some((one) => one.owner === owner.owner && one.ownerId === owner.ownerId && one.name === name),
  );
}

function needed(form: Extract<SetupForm, { kind: 'integration' | 'channel' }>): SetupSecretName[] {
  if (form.kind === 'channel') {
    return [
      'wechat_app_secret',
      'wechat_token',
      ...(form.form.wechat.mode === 'plain' ? [] : ['wechat_aes_key' as const]),
    ];
  }
  const hasCertificate = form.form.clientCertificate.trim() !== '';
  return [
    'box_secret',
    ...(hasCertificate ? ['mtls_key' as const] : []),
    'cxone_client_secret',
    'cxone_access_key_secret',
  ];
}
