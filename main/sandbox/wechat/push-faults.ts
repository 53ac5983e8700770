import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { Random } from '../kit/random.ts';
import { sealPush } from './envelope.ts';
import type { SealedPush } from './envelope.ts';
import type { WeChatFaultTable } from './faults.ts';
import { aesKeyOf } from './message-crypto.ts';
import type { Push } from './push-queue.ts';
import type { XmlFields } from './xml.ts';

/** Seals a push as its account is configured, with whatever fault is in force. */
export function sealWithFaults(
  push: Push,
  faults: FaultRegistry<WeChatFaultTable>,
  clock: SandboxClock,
  random: Random,
): SealedPush {
  const { account, follower, fields } = push;
  const { options } = account;
  const base = {
    mode: options.mode,
    token: options.token,
    aesKey: account.aesKey,
    appId: options.appId,
    originalId: options.originalId,
    openid: follower.openid,
    fields,
    timestampSeconds: Math.floor(clock.stampNow() / 1000),
    random,
  };
  if (faults.isEmpty) return sealPush(base);

  const targets = [options.key];
  const wrongKey = faults.take('pushWrongAesKey', targets);
  const stale = faults.take('pushStale', targets);
  const oversized = faults.take('pushOversized', targets);
  const sealed = sealPush({
    ...base,
    mode: faults.take('pushWrongMode', targets)?.mode ?? base.mode,
    token: faults.take('pushWrongToken', targets)?.token ?? base.token,
    aesKey: wrongKey ? aesKeyOf(wrongKey.encodingAesKey) : base.aesKey,
    appId: faults.take('pushWrongAppId', targets)?.appId ?? base.appId,
    fields: oversized ? [...fields, ['Padding', 'x'.repeat(oversized.sizeBytes)]] : fields,
    copyFields: faults.take('pushDisagreeingCopy', targets) ? contradict(fields) : undefined,
    timestampSeconds: base.timestampSeconds - Math.round((stale?.ageMs ?? 0) / 1000),
  });
  if (faults.take('pushTampered', targets)) tamper(sealed);
  const malformed = faults.take('pushMalformed', targets);
  return malformed ? { ...sealed, body: malform(sealed.body, malformed.kind) } : sealed;
}

function contradict(fields: XmlFields): XmlFields {
  return fields.map(([name, value]) => (name === 'Content' ? [name, 'what the sender never wrote'] : [name, value]));
}

function tamper(sealed: SealedPush): void {
  const name = sealed.query.msg_signature === undefined ? 'signature' : 'msg_signature';
  const signature = sealed.query[name] ?? '';
  sealed.query[name] = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
}

function malform(body: string, kind: 'cutShort' | 'notXml' | 'doctype' | 'empty'): string {
  switch (kind) {
    case 'cutShort':
      return body.slice(0, Math.floor(body.length * 0.6));
    case 'notXml':
      return '{"not":"xml"}';
    case 'doctype':
      return `<!DOCTYPE xml [<!ENTITY a "b">]>${body}`;
    case 'empty':
      return '';
  }
}
