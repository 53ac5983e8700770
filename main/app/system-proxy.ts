import { session } from 'electron';
import type { ResolveProxy } from '#main/relay-host/system-ways.ts';

/** The operating system's proxy settings, PAC files included, as Chromium reads them. */
export const systemProxy: ResolveProxy = (url) => session.defaultSession.resolveProxy(url);
