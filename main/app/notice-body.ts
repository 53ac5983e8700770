/**
 * A notice's text as it may be handed to the desktop. On Linux many desktops read the body as markup: a name with one of
 * these signs would become a link, or leave the notice empty. Look-alikes read the same on all of them.
 */
export function noticeBody(body: string, platform: NodeJS.Platform): string {
  if (platform !== 'linux') return body;
  return body.replaceAll('&', '＆').replaceAll('<', '‹').replaceAll('>', '›');
}
