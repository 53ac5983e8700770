import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { shortened } from './outgoing-text.ts';

export type CustomerLanguage = ChannelConfig['customerLanguage'];

/** Why the end user does not get a file, in the words of this module. */
type FileTrouble = 'too_large' | 'kind' | 'gone' | 'other';

/** A note must fit into the shortest message that can be configured (200 bytes), whatever the file is called. */
const longestNameBytes = 60;

const notes: Readonly<Record<CustomerLanguage, Readonly<Record<FileTrouble, (name: string) => string>>>> = {
  en: {
    too_large: (name) => `The file “${name}” is too large for WeChat, so we could not send it here.`,
    kind: (name) => `WeChat does not accept the file “${name}” here, so we could not send it.`,
    gone: (name) => `The file “${name}” was no longer available when we wanted to send it.`,
    other: (name) => `We wanted to send you the file “${name}”, but WeChat did not accept it.`,
  },
  nl: {
    too_large: (name) => `Het bestand “${name}” is te groot voor WeChat; we konden het hier niet sturen.`,
    kind: (name) => `WeChat accepteert het bestand “${name}” hier niet; we konden het niet sturen.`,
    gone: (name) => `Het bestand “${name}” was niet meer beschikbaar toen we het wilden sturen.`,
    other: (name) => `We wilden u het bestand “${name}” sturen, maar WeChat nam het niet aan.`,
  },
  zh: {
    too_large: (name) => `文件“${name}”过大，无法通过微信发送给您。`,
    kind: (name) => `微信不支持发送文件“${name}”，请见谅。`,
    gone: (name) => `文件“${name}”在发送前已失效，未能发送给您。`,
    other: (name) => `我们想发送文件“${name}”给您，但微信未能接收。`,
  },
};

/** The line an end user reads in place of a file that could not be sent. At most 200 bytes of UTF-8. */
export function fileNote(language: CustomerLanguage, name: string, code: ErrorCode): string {
  return notes[language][troubleOf(code)](shortened(name, longestNameBytes));
}

function troubleOf(code: ErrorCode): FileTrouble {
  switch (code) {
    case 'MEDIA_TOO_LARGE':
      return 'too_large';
    case 'MEDIA_TYPE_REFUSED':
    case 'MEDIA_NOT_CONVERTIBLE':
      return 'kind';
    case 'MEDIA_EXPIRED':
    case 'MEDIA_UNREADABLE':
      return 'gone';
    default:
      return 'other';
  }
}
