import { envelopeFields } from './messages.ts';
import type { Envelope } from './messages.ts';
import type { WindowTrigger } from './reply-windows.ts';
import type { XmlFields } from './xml.ts';

/** What a user or the platform does (WeChat: receiving event pushes; names are case-sensitive). */
export type CustomerEvent =
  | { type: 'subscribe'; scene?: string | undefined; ticket?: string | undefined }
  | { type: 'unsubscribe' }
  | { type: 'SCAN'; scene: string; ticket: string }
  | { type: 'LOCATION'; latitude: number; longitude: number; precision: number }
  | { type: 'CLICK'; key: string }
  | { type: 'VIEW'; url: string; menuId: string }
  | { type: 'view_miniprogram'; pagePath: string; menuId: string }
  | { type: 'scancode_push' | 'scancode_waitmsg'; key: string; scanType: string; scanResult: string }
  | { type: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin'; key: string; md5Sums: readonly string[] }
  | {
      type: 'location_select';
      key: string;
      latitude: string;
      longitude: string;
      scale: string;
      label: string;
      poiName: string;
    }
  | { type: 'TEMPLATESENDJOBFINISH'; msgId: string; status: string }
  | { type: 'kf_create_session' | 'kf_close_session'; account: string }
  | { type: 'kf_switch_session'; fromAccount: string; toAccount: string }
  | {
      type: 'user_info_modified' | 'user_authorization_revoke' | 'user_authorization_cancellation';
      openId: string;
      appId: string;
      revokeInfo: string;
    }
  | {
      type: 'annual_renew' | 'verify_expired' | 'qualification_verify_success' | 'naming_verify_success';
      expiredTime: number;
    }
  | { type: 'qualification_verify_fail' | 'naming_verify_fail'; failTime: number; failReason: string };

/** Child nodes of an event push. Events carry no MsgId. */
export function eventFields(envelope: Envelope, event: CustomerEvent): XmlFields {
  return [...envelopeFields(envelope, 'event'), ['Event', event.type], ...detailFields(event)];
}

function detailFields(event: CustomerEvent): XmlFields {
  switch (event.type) {
    case 'subscribe':
      if (event.scene === undefined) return [];
      return [
        ['EventKey', `qrscene_${event.scene}`],
        ['Ticket', event.ticket ?? ''],
      ];
    case 'unsubscribe':
      return [];
    case 'SCAN':
      return [
        ['EventKey', event.scene],
        ['Ticket', event.ticket],
      ];
    case 'LOCATION':
      return [
        ['Latitude', event.latitude],
        ['Longitude', event.longitude],
        ['Precision', event.precision],
      ];
    case 'CLICK':
      return [['EventKey', event.key]];
    case 'VIEW':
      return [
        ['EventKey', event.url],
        ['MenuId', event.menuId],
      ];
    case 'view_miniprogram':
      return [
        ['EventKey', event.pagePath],
        ['MenuId', event.menuId],
      ];
    case 'scancode_push':
    case 'scancode_waitmsg':
      return [
        ['EventKey', event.key],
        [
          'ScanCodeInfo',
          [
            ['ScanType', event.scanType],
            ['ScanResult', event.scanResult],
          ],
        ],
      ];
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return [
        ['EventKey', event.key],
        [
          'SendPicsInfo',
          [
            ['Count', event.md5Sums.length],
            ['PicList', event.md5Sums.map((sum) => ['item', [['PicMd5Sum', sum]]] as const)],
          ],
        ],
      ];
    case 'location_select':
      return [
        ['EventKey', event.key],
        [
          'SendLocationInfo',
          [
            ['Location_X', event.latitude],
            ['Location_Y', event.longitude],
            ['Scale', event.scale],
            ['Label', event.label],
            ['Poiname', event.poiName],
          ],
        ],
      ];
    case 'TEMPLATESENDJOBFINISH':
      // This one node is spelt MsgID, unlike the MsgId of messages.
      return [
        ['MsgID', BigInt(event.msgId)],
        ['Status', event.status],
      ];
    case 'kf_create_session':
    case 'kf_close_session':
      return [['KfAccount', event.account]];
    case 'kf_switch_session':
      return [
        ['FromKfAccount', event.fromAccount],
        ['ToKfAccount', event.toAccount],
      ];
    case 'user_info_modified':
    case 'user_authorization_revoke':
    case 'user_authorization_cancellation':
      return [
        ['OpenID', event.openId],
        ['AppID', event.appId],
        ['RevokeInfo', event.revokeInfo],
      ];
    case 'annual_renew':
    case 'verify_expired':
    case 'qualification_verify_success':
    case 'naming_verify_success':
      return [['ExpiredTime', event.expiredTime]];
    case 'qualification_verify_fail':
    case 'naming_verify_fail':
      return [
        ['FailTime', event.failTime],
        ['FailReason', event.failReason],
      ];
  }
}

/** The reply window an event opens, if any. */
export function windowTriggerOf(event: CustomerEvent): WindowTrigger | undefined {
  switch (event.type) {
    case 'subscribe':
      return 'subscribe';
    case 'SCAN':
      return 'scan';
    case 'CLICK':
    case 'scancode_push':
    case 'scancode_waitmsg':
      return 'menuClick';
    default:
      return undefined;
  }
}
