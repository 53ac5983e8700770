import { Notification } from 'electron';
import type { DesktopNoticesDeps } from './desktop-notices.ts';
import { noticeBody } from './notice-body.ts';

/** A notice by the system's own means. Its sound is the page's business, as the person chose it. */
export const showElectronNotice: DesktopNoticesDeps['show'] = ({ title, body, isUrgent }, { onClick, onGone }) => {
  if (!Notification.isSupported()) return null;
  const notification = new Notification({
    title,
    body: noticeBody(body, process.platform),
    silent: true,
    urgency: isUrgent ? 'critical' : 'normal',
    timeoutType: isUrgent ? 'never' : 'default',
  });
  notification.on('click', onClick);
  notification.on('close', onGone);
  notification.show();
  return {
    close: () => {
      notification.close();
    },
  };
};
