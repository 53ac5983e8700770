import { ClockTime, type AlertSettings } from '#shared/domain/alerts.ts';

/** A key under `alerts.problem`, with what the sentence names. */
export type Problem =
  | {
      readonly key:
        | 'url'
        | 'time'
        | 'zone'
        | 'host'
        | 'email'
        | 'tooMany'
        | 'noneTo'
        | 'plain'
        | 'refused'
        | 'sameTimes'
        | 'password';
    }
  | { readonly key: 'number'; readonly min: number; readonly max: number }
  | { readonly key: 'emails'; readonly value: string };

export type Problems<F extends string> = Partial<Readonly<Record<F, Problem>>>;

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]', '::1'];

/** Https, or http to this computer; the relay checks again. */
export function urlProblem(text: string): Problem | null {
  if (!URL.canParse(text) || text.length > 2_000) return { key: 'url' };
  const { protocol, hostname } = new URL(text);
  const allowed = protocol === 'https:' || (protocol === 'http:' && loopbackNames.includes(hostname));
  return allowed ? null : { key: 'url' };
}

/** A number within bounds; `whole` forbids fractions. */
export function numberProblem(text: string, min: number, max: number, whole = true): Problem | null {
  const value = Number(text);
  const fits = text.trim() !== '' && Number.isFinite(value) && value >= min && value <= max;
  return fits && (!whole || Number.isInteger(value)) ? null : { key: 'number', min, max };
}

export function timeProblem(text: string): Problem | null {
  return ClockTime.safeParse(text).success ? null : { key: 'time' };
}

export function zoneProblem(text: string): Problem | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text === '' ? { key: 'zone' } : null;
  } catch {
    return { key: 'zone' };
  }
}

/** Near enough for a person's slip; the relay and the mail server know better. */
const address = /^[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/u;

export function emailProblem(text: string): Problem | null {
  return address.test(text) ? null : { key: 'email' };
}

/** Addresses as typed, one on each line or divided by commas. */
export function addressesIn(text: string): readonly string[] {
  return text
    .split(/[\n,;]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

export function addressesProblem(text: string, needed: boolean): Problem | null {
  const all = addressesIn(text);
  const wrong = all.find((one) => emailProblem(one) !== null);
  if (wrong !== undefined) return { key: 'emails', value: wrong };
  if (all.length > 50) return { key: 'tooMany' };
  return needed && all.length === 0 ? { key: 'noneTo' } : null;
}

/** Leaves out what is null, so that "no problems" is an empty object. */
export function found<F extends string>(problems: Readonly<Record<F, Problem | null>>): Problems<F> {
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null)) as Problems<F>;
}

export interface WebhookFields {
  readonly enabled: boolean;
  readonly url: string;
  readonly form: AlertSettings['webhook']['form'];
  readonly secret: string;
  readonly removeSecret: boolean;
}

/** A field may stay empty while its group is switched off. */
export function webhookProblems({ enabled, url }: WebhookFields): Problems<'url'> {
  return found({ url: enabled || url !== '' ? urlProblem(url) : null });
}

export interface EmailFields {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: string;
  readonly security: AlertSettings['email']['security'];
  readonly user: string;
  readonly password: string;
  readonly removePassword: boolean;
  readonly from: string;
  readonly to: string;
}

export type EmailField = 'host' | 'port' | 'security' | 'user' | 'from' | 'to';

/** @param keepsPassword a password is stored and stays so. */
export function emailProblems(fields: EmailFields, keepsPassword: boolean): Problems<EmailField> {
  const { enabled, host, port, security, user, password, from, to } = fields;
  return found({
    host: (enabled && host === '') || /[\s/@]/u.test(host) ? ({ key: 'host' } as const) : null,
    port: numberProblem(port, 1, 65_535),
    security: security === 'none' && host !== '' && !loopbackNames.includes(host) ? ({ key: 'plain' } as const) : null,
    user: enabled && user !== '' && password === '' && !keepsPassword ? ({ key: 'password' } as const) : null,
    from: enabled || from !== '' ? emailProblem(from) : null,
    to: addressesProblem(to, enabled),
  });
}

type Server = Pick<EmailFields, 'host' | 'port' | 'security'>;

/** A stored password belongs to the server it was entered for, and to that protection; the relay forgets it otherwise. */
export function sameServer(a: Server, b: Server): boolean {
  return a.host === b.host && a.port === b.port && a.security === b.security;
}

/** A stored secret belongs to the host it was entered for. */
export function sameHost(a: string, b: string): boolean {
  return (URL.canParse(a) ? new URL(a).host : null) === (URL.canParse(b) ? new URL(b).host : null);
}

export interface HeartbeatFields {
  readonly enabled: boolean;
  readonly url: string;
  readonly everySeconds: string;
}

export function heartbeatProblems({ enabled, url, everySeconds }: HeartbeatFields): Problems<'url' | 'everySeconds'> {
  return found({
    url: enabled || url !== '' ? urlProblem(url) : null,
    everySeconds: numberProblem(everySeconds, 10, 86_400),
  });
}

export interface TimesFields {
  readonly tellAfterMinutes: string;
  readonly reminderMinutes: string;
  readonly quiet: boolean;
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly urgentToo: boolean;
  readonly daily: boolean;
  readonly dailyAt: string;
  readonly timeZone: string;
  readonly language: AlertSettings['language'];
}

type TimesField = 'tellAfterMinutes' | 'reminderMinutes' | 'quietFrom' | 'quietUntil' | 'dailyAt' | 'timeZone';

const sameProblem = ({ quietFrom, quietUntil }: TimesFields): Problem | null =>
  quietFrom === quietUntil ? { key: 'sameTimes' } : null;

export function timesProblems(fields: TimesFields): Problems<TimesField> {
  return found({
    tellAfterMinutes: numberProblem(fields.tellAfterMinutes, 0, 60, false),
    reminderMinutes: numberProblem(fields.reminderMinutes, 0, 1_440),
    quietFrom: fields.quiet ? timeProblem(fields.quietFrom) : null,
    quietUntil: fields.quiet ? (timeProblem(fields.quietUntil) ?? sameProblem(fields)) : null,
    dailyAt: timeProblem(fields.dailyAt),
    timeZone: zoneProblem(fields.timeZone),
  });
}
