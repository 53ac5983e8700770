import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { integrationUrls } from '#shared/setup/integration-rules.ts';
import { isFilled } from '#shared/setup/names.ts';

/** Fields of CXone's form in their order (CXone: ACD > Digital > Bring Your Own Channel > Add). */
export const sheetFields = [
  'name',
  'boxUrl',
  'authorizationUrl',
  'addUrl',
  'reconnectUrl',
  'removeUrl',
  'clientId',
  'clientSecret',
  'clientCertificate',
  'privateKey',
  'caCertificate',
  'color',
  'icon',
  'digital3Outbound',
] as const;
export type SheetField = (typeof sheetFields)[number];

/** value: to be pasted. separately: a secret that is handed over another way. empty: the field stays empty. on, off: a switch. */
export type SheetValue =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'separately' | 'empty' | 'on' | 'off' }
  | { readonly kind: 'icon'; readonly icon: IntegrationForm['icon'] };

export interface SheetRow {
  readonly field: SheetField;
  readonly value: SheetValue;
}

export interface Sheet {
  /** Of the integration. */
  readonly name: string;
  readonly rows: readonly SheetRow[];
  readonly holdsSecret: boolean;
  /** CXone asks our server for a certificate pair: the key travels apart. */
  readonly hasMutualTls: boolean;
}

export interface SheetInput {
  readonly form: IntegrationForm;
  /** Base URL under which CXone reaches the relay. */
  readonly publicUrl: string | null;
  /** The client secret, to stand on the sheet; null: it is handed over another way. */
  readonly secret: string | null;
  readonly hasMutualTlsKey: boolean;
}

/** Every value of CXone's form, in the order of the form. Null while an address is not known. */
export function sheetOf({ form, publicUrl, secret, hasMutualTlsKey }: SheetInput): Sheet | null {
  const urls = integrationUrls(form, publicUrl);
  const { box, authorization, add, reconnect, remove } = urls;
  if (box === null || authorization === null || add === null || reconnect === null || remove === null) return null;
  const values: Readonly<Record<SheetField, SheetValue>> = {
    name: given(form.name),
    boxUrl: given(box),
    authorizationUrl: isFilled(form.authorizationUrl) ? given(authorization) : { kind: 'empty' },
    addUrl: given(add),
    reconnectUrl: given(reconnect),
    removeUrl: given(remove),
    clientId: given(form.clientId),
    clientSecret: secret === null ? { kind: 'separately' } : { kind: 'value', text: secret },
    clientCertificate: given(form.clientCertificate),
    privateKey: { kind: hasMutualTlsKey ? 'separately' : 'empty' },
    caCertificate: given(form.caCertificate),
    color: given(form.color),
    icon: { kind: 'icon', icon: form.icon },
    digital3Outbound: { kind: form.digital3Outbound ? 'on' : 'off' },
  };
  return {
    name: form.name.trim(),
    rows: sheetFields.map((field) => ({ field, value: values[field] })),
    holdsSecret: secret !== null,
    hasMutualTls: hasMutualTlsKey,
  };
}

const given = (text: string): SheetValue => (isFilled(text) ? { kind: 'value', text: text.trim() } : { kind: 'empty' });
