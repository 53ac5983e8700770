import { createHmac } from 'node:crypto';

/**
 * The address of a DingTalk robot with its signature. (DingTalk: custom robot, security setting 'sign': HMAC-SHA256, key
 * the secret, over the time in ms, a line feed and the secret; Base64, URL-encoded; good for an hour.)
 */
export function dingtalkAddress(address: string, secret: string, now: number): string {
  const timestamp = String(now);
  const url = new URL(address);
  url.searchParams.set('timestamp', timestamp);
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
  return url.href;
}
